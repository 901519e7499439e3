//! Processes of a cluster whose postmaster was killed.
//!
//! They notice by themselves as soon as they wait for something; one in the middle of a long query
//! does not for a long time, and Postgres refuses to start beside it.

use std::{fs, path::Path};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// Ends every process of a cluster that has no postmaster. The caller holds the lock and knows
/// that there is none.
pub(crate) fn end(cluster: &Path) {
    for pid in processes_of(cluster) {
        tracing::warn!(pid, "ending a process of Postgres that lost its postmaster");
        kill(Pid::from_raw(pid), Signal::SIGQUIT).ok();
    }
}

/// Lists them by their titles and their working directory. Empty outside Linux, and for root in a
/// container that may not look: then their own attention has to do.
fn processes_of(cluster: &Path) -> Vec<i32> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid: &i32| {
            let title = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            title.starts_with(b"postgres: ")
                && fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|path| path == cluster)
        })
        .collect()
}
