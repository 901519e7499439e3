//! `postmaster.pid`, which says who runs a cluster, or who did.

use std::{
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::home::Home;

/// What a postmaster says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Starting,
    Ready,
    Stopping,
}

/// The parts of the file that matter here. Postgres writes it in steps while it starts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PidFile {
    pub pid: i32,
    pub port: u16,
    pub socket_dir: PathBuf,
    pub status: Status,
}

impl PidFile {
    /// Reads a cluster's file; `None` where there is none or nothing to be learnt from it.
    pub fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read(cluster.join("postmaster.pid")).ok()?)
    }

    fn parse(content: &[u8]) -> Option<Self> {
        let lines: Vec<&[u8]> = content.split(|byte| *byte == b'\n').collect();
        let line = |index: usize| lines.get(index).copied().unwrap_or_default();
        let text = |index: usize| std::str::from_utf8(line(index)).unwrap_or_default().trim();
        // A lone backend (`postgres --single`) writes its number as a negative one.
        let pid: i32 = text(0).parse().ok().filter(|pid| *pid > 1)?;
        let status = match text(7) {
            "ready" | "standby" => Status::Ready,
            "stopping" => Status::Stopping,
            _ => Status::Starting,
        };
        Some(Self {
            pid,
            port: text(3).parse().unwrap_or(0),
            socket_dir: PathBuf::from(OsStr::from_bytes(line(4))),
            status,
        })
    }
}

/// The postmaster that runs a cluster right now.
pub(crate) fn running(cluster: &Path) -> Option<PidFile> {
    PidFile::read(cluster).filter(|file| is_postmaster(file.pid, cluster))
}

/// Removes the files of a postmaster that is no more.
///
/// Postgres does so itself unless the number in them has meanwhile gone to another process of the
/// same user, in which case it would refuse to start. It does not depend on these files to be safe:
/// the cluster's shared memory tells it whether any of its processes still live.
pub(crate) fn remove_stale(home: &Home) {
    let socket = crate::Connection::at(home.socket_dir.clone(), crate::connection::PORT).socket();
    let mut socket_lock = socket.clone().into_os_string();
    socket_lock.push(".lock");
    for path in [home.cluster.join("postmaster.pid"), socket, socket_lock.into()] {
        fs::remove_file(path).ok();
    }
}

/// Whether a process is the postmaster of this very cluster, and not one that was given the same
/// number later.
pub(super) fn is_postmaster(pid: i32, cluster: &Path) -> bool {
    if !cfg!(target_os = "linux") {
        return shown_by_ps(pid).is_some_and(|line| {
            line.contains("postgres") && line.contains(&*cluster.to_string_lossy())
        });
    }
    // Anyone may read the command line; the working directory takes a privilege that root does
    // not have in a container.
    let Ok(line) = fs::read(format!("/proc/{pid}/cmdline")) else { return false };
    let arguments: Vec<&OsStr> = line.split(|byte| *byte == 0).map(OsStr::from_bytes).collect();
    let program = Path::new(arguments[0]).file_name().unwrap_or_default();
    if program != "postgres" && program != "postmaster" {
        return false;
    }
    let same =
        |path: &Path| path == cluster || path.canonicalize().is_ok_and(|path| path == cluster);
    arguments.windows(2).any(|pair| pair[0] == "-D" && same(Path::new(pair[1])))
        || fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|path| same(&path))
}

fn shown_by_ps(pid: i32) -> Option<String> {
    let output =
        Command::new("ps").args(["-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    String::from_utf8(output.stdout).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_complete_file() {
        let content = b"123\n/data/postgres\n1763713000\n5432\n/data/run\n\n  1 2\nready   \n";
        let expected = PidFile {
            pid: 123,
            port: 5432,
            socket_dir: PathBuf::from("/data/run"),
            status: Status::Ready,
        };
        assert_eq!(PidFile::parse(content), Some(expected));
    }

    #[test]
    fn half_a_file_is_a_start_and_none_is_nothing() {
        let file = PidFile::parse(b"123\n/data/postgres\n").unwrap();
        assert_eq!((file.pid, file.status), (123, Status::Starting));
        assert_eq!(PidFile::parse(b""), None);
    }

    #[test]
    fn another_process_is_no_postmaster() {
        let own = i32::try_from(std::process::id()).unwrap();
        assert!(!is_postmaster(own, Path::new("/data/postgres")));
    }
}
