//! Directories, other Farols and conditions for the tests.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use farol_embedded::{Cluster, Connection, Options};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

const HOLD: &str = "FAROL_TEST_HOLD";

/// A directory that goes away with all that runs in it.
pub struct Scratch {
    pub path: PathBuf,
}

impl Scratch {
    pub fn new() -> Self {
        Self::below(Path::new("/tmp"))
    }

    pub fn below(parent: &Path) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("farol-embedded-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self { path }
    }

    pub fn data_dir(&self) -> PathBuf {
        self.path.join("data")
    }

    pub fn options(&self) -> Options {
        let mut options = Options::new(self.data_dir());
        options.shared_buffers_mb = Some(16);
        options
    }

    pub fn cluster(&self) -> PathBuf {
        self.data_dir().join("postgres")
    }

    pub async fn start(&self) -> Cluster {
        Cluster::start(self.options()).await.unwrap()
    }

    /// The number in `postmaster.pid`.
    pub fn postmaster(&self) -> Option<i32> {
        let text = fs::read_to_string(self.cluster().join("postmaster.pid")).ok()?;
        text.lines().next()?.parse().ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(pid) = self.postmaster() {
            let cluster = self.cluster().canonicalize().unwrap_or_default();
            let line = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            if line.contains("postgres") && line.contains(&*cluster.to_string_lossy()) {
                kill(Pid::from_raw(pid), Signal::SIGQUIT).ok();
                wait_until("the last postmaster is gone", || !lives(pid));
            }
        }
        fs::remove_dir_all(&self.path).ok();
    }
}

/// Another Farol, in a process of its own, that holds a cluster until it is killed.
pub struct OtherFarol {
    process: Child,
}

impl OtherFarol {
    /// Starts it without waiting for its cluster.
    pub fn begin(scratch: &Scratch) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "support::holds_a_cluster", "--nocapture"]);
        command.env(HOLD, scratch.data_dir()).stdout(Stdio::piped()).stderr(Stdio::null());
        Self { process: command.spawn().unwrap() }
    }

    pub fn start(scratch: &Scratch) -> Self {
        let mut other = Self::begin(scratch);
        let output = BufReader::new(other.process.stdout.take().unwrap());
        let ready = output.lines().map_while(Result::ok).any(|line| line.contains("holding"));
        assert!(ready, "the other Farol starts");
        other
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Not a test: what [`OtherFarol`] runs.
#[tokio::test]
async fn holds_a_cluster() {
    let Some(data_dir) = std::env::var_os(HOLD) else { return };
    let mut options = Options::new(data_dir);
    options.shared_buffers_mb = Some(16);
    let _cluster = Cluster::start(options).await.unwrap();
    println!("\nholding");
    std::future::pending::<()>().await;
}

/// Runs SQL as Farol and returns what psql prints.
pub fn query(connection: &Connection, sql: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", &connection.url(), "-c", sql])
        .output()
        .unwrap();
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned());
    }
    Err(String::from_utf8(output.stderr).unwrap())
}

/// Waits for a condition, looking often.
pub fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_mins(1), "in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whether a process exists and is more than a zombie.
pub fn lives(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|text| !text.rsplit(')').next().unwrap().starts_with(" Z"))
}

pub fn signal(pid: i32, signal: Signal) {
    kill(Pid::from_raw(pid), signal).unwrap();
}

pub fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

/// A process that has nothing to do with Postgres but belongs to a path's owner.
pub fn bystander(of: &Path) -> Child {
    let owner = fs::metadata(of).unwrap();
    let mut command = Command::new("sleep");
    command.arg("600").current_dir("/");
    if is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.spawn().unwrap()
}
