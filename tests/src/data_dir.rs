//! A data directory of a test's own, and the Postgres that lives in it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{process, wait};

/// A fresh data directory. Dropping it ends a Postgres still running in it and removes it.
#[derive(Debug)]
pub struct DataDir {
    scratch: TempDir,
}

impl DataDir {
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    #[must_use]
    pub fn new() -> Self {
        let scratch = tempfile::Builder::new().prefix("farol-").tempdir().expect("a directory");
        // Started by root, Farol runs Postgres as another user, who has to get through here.
        fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).expect("mode");
        Self { scratch }
    }

    /// What `--data-dir` gets; Farol makes it.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    /// Writes a configuration file beside the data directory.
    #[must_use]
    pub fn write_config(&self, text: &str) -> PathBuf {
        let path = self.scratch.path().join("farol.toml");
        fs::write(&path, text).expect("configuration written");
        path
    }

    /// The process id of the Postgres running in here.
    #[must_use]
    pub fn postmaster(&self) -> Option<u32> {
        let file = find_file(&self.path(), "postmaster.pid", 4)?;
        let text = fs::read_to_string(file).ok()?;
        let pid = text.lines().next()?.trim().parse().ok()?;
        (process::is_running(pid) && is_postgres(pid)).then_some(pid)
    }

    fn stop_postgres(&self) {
        let Some(pid) = self.postmaster() else { return };
        // An immediate stop, unlike SIGKILL, gives back Postgres's shared memory.
        process::send_signal(pid, Signal::QUIT);
        wait::until("Postgres to stop", || (!process::is_running(pid)).then_some(()));
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        self.stop_postgres();
    }
}

fn is_postgres(pid: u32) -> bool {
    fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|command| String::from_utf8_lossy(&command).contains("postgres"))
}

fn find_file(directory: &Path, name: &str, depth: usize) -> Option<PathBuf> {
    let direct = directory.join(name);
    if direct.exists() {
        return Some(direct);
    }
    let depth = depth.checked_sub(1)?;
    let entries = fs::read_dir(directory).ok()?.flatten();
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .find_map(|entry| find_file(&entry.path(), name, depth))
}
