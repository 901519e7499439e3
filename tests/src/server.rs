//! A `farol serve` of a test's own, and its other commands.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use crate::client::Client;
use crate::data_dir::DataDir;
use crate::output::Output;
use crate::{process, wait};

/// A free port of loopback.
const ANY_PORT: &str = "127.0.0.1:0";

/// A running server. Dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    stdout: Arc<Output>,
    stderr: Arc<Output>,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// From the start of the process to the first 200 of `/health/ready`.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server on a free port and waits until it is ready.
    #[must_use]
    pub fn start(data: &DataDir) -> Self {
        Self::start_with(data, &[] as &[&str])
    }

    /// The same with more arguments.
    #[must_use]
    pub fn start_with(data: &DataDir, arguments: &[impl AsRef<OsStr>]) -> Self {
        let begun = Instant::now();
        let mut server = Self::launch(data, ANY_PORT, arguments);
        wait::until("farol to be ready", || {
            assert!(server.is_running(), "farol ended:\n{}", server.stderr.text_at_end());
            server.is_ready().then_some(())
        });
        server.ready_after = begun.elapsed();
        server
    }

    /// Starts a server on an address and waits only until it listens there.
    #[must_use]
    pub fn launch(data: &DataDir, listen: &str, arguments: &[impl AsRef<OsStr>]) -> Self {
        let mut command = farol_command(data, &["serve", "--listen", listen]);
        command.args(arguments);
        let mut server = Self::spawn(command);
        server.url = server.stderr.wait_for(listening_url).unwrap_or_else(|| {
            panic!("farol did not say where it listens:\n{}", server.stderr.text());
        });
        server
    }

    /// Whether the process has not ended.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// Whether it says that it serves requests.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.client().get("/health/ready").is_ok_and(|answer| answer.status == 200)
    }

    /// What it has logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.stderr.text()
    }

    fn spawn(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!("cannot start {}: {error}", binary().display());
        });
        let stdout = Output::capture(child.stdout.take().expect("piped"));
        let stderr = Output::capture(child.stderr.take().expect("piped"));
        Self { child, stdout, stderr, url: String::new(), ready_after: Duration::ZERO }
    }

    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A client without credentials.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// The one-time link that a first start prints on standard output.
    #[must_use]
    pub fn sign_in_link(&self) -> String {
        let link = |line: &str| line.strip_prefix("Sign in: ").map(str::to_owned);
        self.stdout.wait_for(link).expect("a sign-in link on standard output")
    }

    /// Asks the server to stop, without waiting for it.
    pub fn send_terminate(&self) {
        process::send_signal(self.pid(), Signal::TERM);
    }

    /// Waits for the end of a server that was asked to stop.
    pub fn wait(&mut self) -> ExitStatus {
        wait::until("farol to end", || self.child.try_wait().expect("a child"))
    }

    /// SIGTERM, and its end.
    #[must_use]
    pub fn terminate(mut self) -> ExitStatus {
        self.send_terminate();
        self.wait()
    }

    /// SIGKILL: nothing of the server's own gets to run, and its Postgres stays behind.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        if thread::panicking() {
            eprintln!("--- log of farol {}\n{}\n---", self.pid(), self.stderr.text());
        }
    }
}

/// `farol serve` on `data` and a free port.
#[must_use]
pub fn serve_command(data: &DataDir) -> Command {
    farol_command(data, &["serve", "--listen", ANY_PORT])
}

/// `farol keys create`: the key that it prints.
#[must_use]
pub fn create_key(data: &DataDir, project: &str, scopes: &str) -> String {
    create_key_with(data, project, scopes, &[] as &[&str])
}

/// The same with more arguments.
#[must_use]
pub fn create_key_with(
    data: &DataDir,
    project: &str,
    scopes: &str,
    arguments: &[impl AsRef<OsStr>],
) -> String {
    let mut command = farol_command(data, &["keys", "create", "--project", project]);
    command.args(["--label", "test", "--scope", scopes]).args(arguments);
    let output = command.output().expect("farol runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "keys create: {}\n{errors}", output.status);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let key = text.strip_suffix('\n').expect("a line");
    assert!(key.starts_with("fk_") && !key.contains(char::is_whitespace), "only the key: {text:?}");
    key.to_owned()
}

/// A command of farol on `data`, free of whatever configuration the environment holds.
#[must_use]
pub fn farol_command(data: &DataDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let foreign = text.starts_with("FAROL_") || text.starts_with("OTEL_");
        if foreign && text != "FAROL_POSTGRES_BIN" {
            command.env_remove(&name);
        }
    }
    command.args(arguments).arg("--data-dir").arg(data.path());
    command
}

/// The binary under test: `FAROL_BIN`, or what `cargo build` left in the target directory.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(path) = env::var_os("FAROL_BIN") {
        return repository().join(path);
    }
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    repository().join(target).join("debug/farol")
}

/// The root of the repository.
#[must_use]
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent")
}

fn listening_url(line: &str) -> Option<String> {
    let entry: Value = serde_json::from_str(line).ok()?;
    (entry["msg"] == "listening").then(|| entry["url"].as_str().map(str::to_owned))?
}
