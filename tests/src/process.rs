//! Signals to, and figures of, processes.

use std::fs;

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, prlimit};

/// Sends `signal`. A process that is gone already is no error.
pub fn send_signal(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a process id");
    match kill_process(pid, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => {}
        Err(error) => panic!("cannot signal {pid:?}: {error}"),
    }
}

/// Bounds the private memory that a process may ask for.
pub fn limit_data(pid: u32, bytes: u64) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a process id");
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    prlimit(Some(pid), Resource::Data, limit).expect("a limit");
}

/// Tells whether a process runs. One that has ended but was not waited for does not.
#[must_use]
pub fn is_running(pid: u32) -> bool {
    status_field(pid, "State").is_some_and(|state| !state.starts_with(['Z', 'X']))
}

/// The processes of a Postgres that serve clients.
#[must_use]
pub fn backends_of(postmaster: u32) -> Vec<u32> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|&pid| {
        let parent = status_field(pid, "PPid").and_then(|parent| parent.parse().ok());
        parent == Some(postmaster) && title(pid).starts_with("postgres: farol ")
    })
    .collect()
}

/// What a process calls itself.
fn title(pid: u32) -> String {
    let title = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&title).into_owned()
}

/// Bytes of memory resident now.
#[must_use]
pub fn resident_bytes(pid: u32) -> u64 {
    status_bytes(pid, "VmRSS")
}

/// The most bytes of memory that were ever resident.
#[must_use]
pub fn peak_resident_bytes(pid: u32) -> u64 {
    status_bytes(pid, "VmHWM")
}

fn status_bytes(pid: u32, field: &str) -> u64 {
    let value = status_field(pid, field).unwrap_or_else(|| panic!("no {field} of process {pid}"));
    let kibibytes = value.trim_end_matches("kB").trim();
    kibibytes.parse::<u64>().expect("a number of kB") * 1024
}

fn status_field(pid: u32, field: &str) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        (name == field).then(|| value.trim().to_owned())
    })
}
