//! Runs a command with a throw-away Postgres: `with_postgres [--] COMMAND ARGUMENTS…`.
//!
//! The command finds a superuser's address in `DATABASE_URL`. The cluster and its directory go
//! away with it, however it ends, and its exit code becomes this program's.

use std::{
    ffi::OsString,
    io,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{ExitCode, ExitStatus},
};

use farol_embedded::{Cluster, Options};
use nix::{
    errno::Errno,
    sys::signal::{Signal::SIGTERM, kill},
    unistd::Pid,
};
use tokio::{
    process::{Child, Command},
    signal::unix::{Signal, SignalKind, signal},
};

/// Begins the name of each run's directory; the run's process number follows.
const PREFIX: &str = "farol-test-";

/// Fast and forgetful: nothing in here outlives the command.
const SETTINGS: [(&str, &str); 6] = [
    ("fsync", "off"),
    ("full_page_writes", "off"),
    ("synchronous_commit", "off"),
    ("max_connections", "100"),
    ("max_wal_size", "512MB"),
    ("autovacuum_naptime", "10s"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("with_postgres: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "--") {
        arguments.remove(0);
    }
    let Some((program, arguments)) = arguments.split_first() else {
        return Err("usage: with_postgres [--] COMMAND ARGUMENTS…".into());
    };
    // Caught from the first moment on, so that no signal leaves a cluster behind.
    let mut signals = Signals::catch()?;
    sweep().await;
    let directory = make_directory()?;
    let result = with_cluster(&directory, program, arguments, &mut signals).await;
    std::fs::remove_dir_all(&directory)?;
    Ok(exit_code(result?))
}

async fn with_cluster(
    directory: &Path,
    program: &OsString,
    arguments: &[OsString],
    signals: &mut Signals,
) -> Result<ExitStatus, Box<dyn std::error::Error>> {
    let mut options = Options::new(directory);
    options.shared_buffers_mb = Some(128);
    options.settings = SETTINGS.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let cluster = Cluster::start(options).await?;
    let mut command = Command::new(program);
    command.args(arguments).env("DATABASE_URL", cluster.connection().url());
    let status = if signals.interrupted().await {
        Err(io::ErrorKind::Interrupted.into())
    } else {
        match command.spawn() {
            Ok(mut child) => signals.pass_on_until_ended(&mut child).await,
            Err(error) => Err(error),
        }
    };
    cluster.stop().await?;
    status.map_err(|error| format!("{}: {error}", program.display()).into())
}

/// A directory of our own directly below /tmp: the user that Postgres runs under can enter it, and
/// the path to the socket stays short.
fn make_directory() -> io::Result<PathBuf> {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_err(io::Error::other)?
        .as_nanos();
    let directory = PathBuf::from(format!("/tmp/{PREFIX}{}-{now}", std::process::id()));
    std::fs::create_dir(&directory)?;
    Ok(directory)
}

/// Removes what a killed run left behind, its Postgres first.
async fn sweep() {
    for entry in std::fs::read_dir("/tmp").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        let owner = rest.split('-').next().and_then(|pid| pid.parse().ok());
        if owner.is_none_or(|pid| kill(Pid::from_raw(pid), None) != Err(Errno::ESRCH)) {
            continue;
        }
        if entry.path().join("postgres/postmaster.pid").exists()
            && let Ok(cluster) = Cluster::start(Options::new(entry.path())).await
        {
            cluster.stop().await.ok();
        }
        std::fs::remove_dir_all(entry.path()).ok();
    }
}

struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hang_up: Signal,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Whether Ctrl-C was pressed before there was a command to receive it.
    async fn interrupted(&mut self) -> bool {
        tokio::select! {
            biased;
            _ = self.interrupt.recv() => true,
            () = std::future::ready(()) => false,
        }
    }

    /// Waits for the command and hands on what it would not hear by itself. The terminal sends
    /// Ctrl-C to both.
    async fn pass_on_until_ended(&mut self, child: &mut Child) -> io::Result<ExitStatus> {
        loop {
            tokio::select! {
                status = child.wait() => return status,
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => terminate(child),
                _ = self.hang_up.recv() => terminate(child),
            }
        }
    }
}

fn terminate(child: &Child) {
    if let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()) {
        kill(Pid::from_raw(pid), SIGTERM).ok();
    }
}

/// As a shell would: 128 and the signal's number for a command that was killed.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
