//! Processes of a cluster whose postmaster was killed.
//!
//! They notice by themselves as soon as they wait for something; one in the middle of a long query
//! does not for a long time, and Postgres refuses to start beside it.

use std::fs;

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::home::Home;

/// Lists the processes that work in a directory.
const FIND: &str = r#"for process in /proc/[0-9]*; do
    [ "$(readlink "$process/cwd")" = "$1" ] && echo "${process#/proc/}"
done"#;

/// Ends every process of a cluster that has no postmaster. The caller holds the lock and knows
/// that there is none.
pub(crate) fn end(home: &Home) {
    for pid in processes_of(home) {
        tracing::warn!(pid, "ending a process of Postgres that lost its postmaster");
        kill(Pid::from_raw(pid), Signal::SIGQUIT).ok();
    }
}

/// Finds them by their working directory and their titles. Asked as their own user, since root in
/// a container may not look at others. Empty outside Linux: there their own attention has to do.
fn processes_of(home: &Home) -> Vec<i32> {
    let mut command = home.account.command("/bin/sh");
    command.args(["-c", FIND, "sh"]).arg(&home.cluster);
    let Ok(output) = command.output() else { return Vec::new() };
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.parse().ok())
        .filter(|pid: &i32| {
            let title = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            title.starts_with(b"postgres: ")
        })
        .collect()
}
