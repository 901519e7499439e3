//! A running postmaster: Postgres' first process, Farol's child or a killed Farol's orphan.

mod pid_file;

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitStatus,
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tokio::{
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::{
    Error, binaries::Binaries, connection::PORT, error::Doing, home::Home, settings::directory_list,
};

pub(crate) use pid_file::{PidFile, Status, remove_stale, running};

/// How often an orphan, which cannot be waited for, is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// Postgres itself gives its processes five seconds after an order to stop at once.
const AT_ONCE: Duration = Duration::from_secs(10);

/// Bytes of freed memory that glibc's allocator keeps, and those from which a block is mapped by itself: a
/// backend frees some megabytes after each COPY, and would fault all of them in again for the next.
const ALLOCATOR: [(&str, &str); 2] =
    [("MALLOC_TRIM_THRESHOLD_", "16777216"), ("MALLOC_MMAP_THRESHOLD_", "4194304")];

/// A postmaster in Farol's care. Dropped without having been stopped, it is told to stop and not
/// waited for.
#[derive(Debug)]
pub(crate) struct Postmaster {
    pid: i32,
    cluster: PathBuf,
    /// Present where this process started it.
    child: Option<Child>,
    gone: bool,
}

impl Postmaster {
    /// Starts Postgres for a cluster; it is not ready yet.
    pub fn spawn(home: &Home, binaries: &Binaries) -> Result<Self, Error> {
        // The shell opens the file as the cluster's user, and becomes Postgres.
        let script = "umask 077; mkdir -p log; exec \"$@\" >log/startup.log 2>&1";
        let mut command = home.account.command("/bin/sh");
        command.envs(ALLOCATOR);
        command.args(["-c", script, "sh"]).arg(binaries.postgres());
        command.arg("-D").arg(&home.cluster).current_dir(&home.cluster);
        command.arg("-p").arg(PORT.to_string());
        let mut directories = OsString::from("unix_socket_directories=");
        directories.push(directory_list(&home.socket_dir));
        command.arg("-c").arg(directories);
        let child = Command::from(command).spawn().doing("start Postgres")?;
        let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).unwrap_or(0);
        Ok(Self { pid, cluster: home.cluster.clone(), child: Some(child), gone: false })
    }

    /// Takes over one that is running already.
    pub fn adopt(pid: i32, cluster: PathBuf) -> Self {
        Self { pid, cluster, child: None, gone: false }
    }

    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Waits until the process has ended; an orphan's status is unknown.
    pub async fn ended(&mut self) -> Option<ExitStatus> {
        let status = if let Some(child) = &mut self.child {
            child.wait().await.ok()
        } else {
            while pid_file::is_postmaster(self.pid, &self.cluster) {
                sleep(LOOK).await;
            }
            None
        };
        self.gone = true;
        status
    }

    /// What the process is doing by its own account; `None` before it has said anything.
    pub fn status(&self) -> Option<Status> {
        PidFile::read(&self.cluster).filter(|file| file.pid == self.pid).map(|file| file.status)
    }

    /// Tells Postgres to read its settings again.
    pub fn reload(&self) {
        self.signal(Signal::SIGHUP);
    }

    /// Stops Postgres: politely towards the disk first, then at once, which costs a recovery.
    pub async fn stop(mut self, patience: Duration) -> Result<(), Error> {
        let steps =
            [(Signal::SIGINT, patience), (Signal::SIGQUIT, AT_ONCE), (Signal::SIGKILL, AT_ONCE)];
        for (signal, patience) in steps {
            self.signal(signal);
            if timeout(patience, self.ended()).await.is_ok() {
                return Ok(());
            }
            tracing::warn!(pid = self.pid, %signal, "Postgres does not stop");
        }
        self.gone = true;
        Err(Error::Postgres(format!("Postgres (pid {}) does not stop", self.pid)))
    }

    fn signal(&self, signal: Signal) {
        let ours = match &self.child {
            // `None` once it has been waited for, when its number may be someone else's.
            Some(child) => child.id().is_some(),
            None => pid_file::is_postmaster(self.pid, &self.cluster),
        };
        if ours && !self.gone {
            kill(Pid::from_raw(self.pid), signal).ok();
        }
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        self.signal(Signal::SIGINT);
    }
}

/// What a Postgres that did not start had to say, as one line: the end of what it wrote before its
/// own logging began, or of its newest log after that.
pub(crate) fn last_words(cluster: &Path) -> String {
    let logs = cluster.join("log");
    let first = fs::read(logs.join("startup.log")).unwrap_or_default();
    let first = String::from_utf8_lossy(&first);
    if !first.contains("redirecting log output") {
        return end_of(&first);
    }
    let newest = fs::read_dir(&logs)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_name() != "startup.log")
        .max_by_key(|entry| entry.metadata().and_then(|found| found.modified()).ok());
    let log = newest.and_then(|entry| fs::read(entry.path()).ok()).unwrap_or_default();
    end_of(&String::from_utf8_lossy(&log))
}

/// The last lines without their time and process number.
fn end_of(log: &str) -> String {
    let lines: Vec<&str> = log
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_once("] ").map_or(line, |(_, words)| words.trim()))
        .collect();
    lines[lines.len().saturating_sub(4)..].join("; ")
}
