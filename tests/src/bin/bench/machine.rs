//! The machine, and what processes on it spend.

use std::fs;
use std::thread;
use std::time::Duration;

/// Ticks of a process's CPU time in a second, on every Linux of today.
const TICKS: f64 = 100.0;

/// Cores, processor, memory and kernel in one line.
pub fn describe() -> String {
    let cores = cores();
    let processor = field("/proc/cpuinfo", "model name");
    let memory = field("/proc/meminfo", "MemTotal");
    let kibibytes: f64 = memory.trim_end_matches("kB").trim().parse().unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let memory = kibibytes / 1_048_576.0;
    format!("{cores} cores, {processor}, {memory:.1} GiB, Linux {}", kernel.trim())
}

/// How many processes wanted to run in the last minute, before the benchmark began.
pub fn load() -> String {
    let averages = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    averages.split(' ').next().unwrap_or_default().to_owned()
}

fn field(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let fields = text.lines().filter_map(|line| line.split_once(':'));
    let found = fields.into_iter().find(|(field, _)| field.trim() == name);
    found.map_or_else(|| "?".to_owned(), |(_, value)| value.trim().to_owned())
}

/// CPU time of everything on the machine.
pub fn busy_time() -> Duration {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    let ticks: Vec<f64> = first.split_whitespace().skip(1).flat_map(str::parse).collect();
    // User, nice, system; then idle and waiting for disks; then interrupts, and what was stolen.
    let busy = ticks.iter().take(8).enumerate().filter(|(index, _)| ![3, 4].contains(index));
    Duration::from_secs_f64(busy.map(|(_, ticks)| ticks).sum::<f64>() / TICKS)
}

/// How much of the machine this CPU time is, over so long.
pub fn share(cpu: Duration, time: Duration) -> String {
    let cores = u32::try_from(cores()).unwrap_or(1);
    format!("{:.0} %", 100.0 * cpu.as_secs_f64() / (time * cores).as_secs_f64())
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// CPU time of a process and of those that it has started, whether they still run or not.
pub fn cpu_time(pid: u32) -> Duration {
    let own = Ticks::of(pid).map_or(0.0, |ticks| ticks.own + ticks.ended_children);
    let children: f64 = processes()
        .filter_map(Ticks::of)
        .filter(|ticks| ticks.parent == pid)
        .map(|ticks| ticks.own)
        .sum();
    Duration::from_secs_f64((own + children) / TICKS)
}

/// CPU time of a process alone.
pub fn own_cpu_time(pid: u32) -> Duration {
    Duration::from_secs_f64(Ticks::of(pid).map_or(0.0, |ticks| ticks.own) / TICKS)
}

/// Lets the peak of a process's memory begin anew.
pub fn reset_peak_memory(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").expect("the peak begins anew");
}

struct Ticks {
    parent: u32,
    own: f64,
    ended_children: f64,
}

impl Ticks {
    fn of(pid: u32) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name, which may hold anything, ends with the last parenthesis.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            own: ticks(11)? + ticks(12)?,
            ended_children: ticks(13)? + ticks(14)?,
        })
    }
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
