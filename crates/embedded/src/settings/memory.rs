//! How much memory there is for this process: the machine's, or its container's where that is less.

use std::{path::PathBuf, process::Command};

/// What is assumed where nothing says.
const UNKNOWN: u64 = 1024;

/// The memory in megabytes.
pub(super) fn megabytes() -> u64 {
    let machine = std::fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| of_meminfo(&text))
        .or_else(of_sysctl);
    let limit = control_group_limits().into_iter().filter_map(|path| {
        let bytes: u64 = std::fs::read_to_string(path).ok()?.trim().parse().ok()?;
        Some(bytes >> 20)
    });
    // A limit of zero megabytes is no limit anyone meant.
    limit.chain(machine).filter(|megabytes| *megabytes > 0).min().unwrap_or(UNKNOWN)
}

fn of_meminfo(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes >> 10)
}

/// Apple's and BSD's answer.
fn of_sysctl() -> Option<u64> {
    let name = if cfg!(target_os = "macos") { "hw.memsize" } else { "hw.physmem" };
    let output = Command::new("sysctl").args(["-n", name]).output().ok()?;
    let bytes: u64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(bytes >> 20)
}

/// Where a limit may be written: by the old kind of control groups, by the new one as seen from
/// inside a container, and by the new one in this process' group or one above it.
fn control_group_limits() -> Vec<PathBuf> {
    let mut places = vec![
        PathBuf::from("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        PathBuf::from("/sys/fs/cgroup/memory.max"),
    ];
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    if let Some(group) = groups.lines().find_map(|line| line.strip_prefix("0::/")) {
        let group = PathBuf::from("/sys/fs/cgroup").join(group);
        let within = group.ancestors().take_while(|path| path.starts_with("/sys/fs/cgroup"));
        places.extend(within.map(|path| path.join("memory.max")));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_kernels_figure() {
        assert_eq!(of_meminfo("MemTotal:       24683520 kB\nMemFree: 1 kB\n"), Some(24105));
        assert_eq!(of_meminfo("nothing"), None);
    }

    #[test]
    fn there_is_some_memory_here() {
        assert!(megabytes() > 64);
    }
}
