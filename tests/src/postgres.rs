//! A Postgres of a test's own, which knows nothing of Farol and is killed and started at will.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Signal, geteuid};

use crate::database::{Address, Database};
use crate::{process, wait};

/// Only a part of the socket's name: nothing listens on TCP.
const PORT: u16 = 5432;
const DATABASE: &str = "postgres";

/// Small, and as careful as any: what it acknowledges is on disk.
const SETTINGS: [&str; 8] = [
    "listen_addresses=",
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=40",
    "shared_buffers=64MB",
    "min_wal_size=32MB",
    "max_wal_size=96MB",
];

/// A cluster and its postmaster. Dropping it stops it.
#[derive(Debug)]
pub struct Postgres {
    directory: PathBuf,
    log: PathBuf,
    account: Option<Account>,
    process: Option<Child>,
}

/// The user that Postgres runs under where the test is root, whom Postgres refuses.
#[derive(Clone, Copy, Debug)]
struct Account {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// Makes a cluster in a directory, which may stand already and be empty, and starts it. Its log
    /// is written to the other path, out of reach of a disk that is full.
    #[must_use]
    pub fn create(directory: &Path, log: &Path) -> Self {
        let account = geteuid().is_root().then(Account::of_postgres);
        fs::create_dir_all(directory).expect("a directory");
        if let Some(Account { uid, gid }) = account {
            chown(directory, Some(uid), Some(gid)).expect("the directory given away");
        }
        let cluster = directory.join("cluster");
        let mut postgres =
            Self { directory: directory.to_owned(), log: log.to_owned(), account, process: None };
        let output = postgres
            .command("initdb")
            .args(["-U", "farol", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"])
            .arg(&cluster)
            .output()
            .expect("initdb runs");
        assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        postgres.ensure_running();
        postgres
    }

    /// Starts it unless it runs, and waits until it answers. The processes of one that was killed
    /// may be in the way for a while: then it is started again.
    pub fn ensure_running(&mut self) {
        wait::until("Postgres to answer", || {
            if self.pid().is_none() {
                self.spawn();
            }
            Database::try_connect(&self.address()).ok().map(|_| ())
        });
    }

    /// The postmaster's process, while it runs.
    pub fn pid(&mut self) -> Option<u32> {
        let process = self.process.as_mut()?;
        matches!(process.try_wait(), Ok(None)).then(|| process.id())
    }

    /// SIGKILL of the postmaster alone. Its other processes notice by themselves, some time.
    pub fn kill(&mut self) {
        self.stop(Signal::KILL);
    }

    /// What `pg_ctl stop -m fast` does: sessions are cut, and all is written to disk.
    pub fn stop_fast(&mut self) {
        self.stop(Signal::INT);
    }

    /// What `pg_ctl stop -m immediate` does: the next start has to recover.
    pub fn stop_immediately(&mut self) {
        self.stop(Signal::QUIT);
    }

    /// The processes that serve clients.
    pub fn backends(&mut self) -> Vec<u32> {
        self.pid().map(process::backends_of).unwrap_or_default()
    }

    #[must_use]
    pub fn address(&self) -> Address {
        Address::at(&self.directory, PORT, DATABASE)
    }

    /// The Unix socket that it listens on.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.directory.join(format!(".s.PGSQL.{PORT}"))
    }

    /// The URL for a client that comes by TCP through a proxy.
    #[must_use]
    pub fn url_through(&self, proxy: std::net::SocketAddr) -> String {
        format!("postgres://farol@{proxy}/{DATABASE}?sslmode=disable")
    }

    fn stop(&mut self, signal: Signal) {
        if let Some(pid) = self.pid() {
            process::send_signal(pid, signal);
            wait::until("Postgres to end", || self.pid().is_none().then_some(()));
        }
    }

    fn spawn(&mut self) {
        let log = fs::File::options().create(true).append(true).open(&self.log).expect("a log");
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.directory.join("cluster"));
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.arg("-c").arg(format!("unix_socket_directories={}", self.directory.display()));
        command.stdout(Stdio::null()).stderr(log);
        self.process = Some(command.spawn().expect("postgres starts"));
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(binaries().join(program));
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
        // Ctrl-C is for the test, which stops it in its own way.
        command.stdin(Stdio::null()).process_group(0);
        if let Some(Account { uid, gid }) = self.account {
            command.uid(uid).gid(gid);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Unlike SIGKILL, this gives back its shared memory.
        self.stop_immediately();
    }
}

impl Account {
    /// The user that every distribution's package makes.
    fn of_postgres() -> Self {
        let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
        let line = users.lines().find(|line| line.starts_with("postgres:"));
        let fields: Vec<&str> = line.expect("a user `postgres`").split(':').collect();
        let number = |index: usize| fields[index].parse().expect("a number");
        Self { uid: number(2), gid: number(3) }
    }
}

/// The directory of Postgres's programs, looked for where Farol looks.
fn binaries() -> PathBuf {
    if let Some(directory) = std::env::var_os("FAROL_POSTGRES_BIN") {
        return directory.into();
    }
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        return String::from_utf8_lossy(&output.stdout).trim().into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path()).max();
    newest.map_or_else(|| "/usr/bin".into(), |version| version.join("bin"))
}
