//! Farol, its Postgres, and what lies between and below them.

mod external;

use std::ffi::OsString;
use std::time::Duration;

use farol_testkit::Random;
use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::database::{Address, Database};
use farol_tests::process::{backends_of, send_signal};
use farol_tests::server::{Server, create_key_with};
use farol_tests::wait::{self, PATIENCE};
use rustix::process::Signal;
use serde_json::Value;

use self::external::External;
use super::fault::Fault;

/// What faults happen to.
#[derive(Debug)]
pub struct World {
    server: Option<Server>,
    /// Where the first server listened, and so do all others.
    listen: String,
    arguments: Vec<OsString>,
    /// `None` where Farol runs its own Postgres.
    external: Option<External>,
    data: DataDir,
    /// What servers that are gone have logged.
    old_logs: Vec<String>,
}

impl World {
    /// Farol with a Postgres of its own.
    pub fn embedded() -> Self {
        Self::start(DataDir::new(), None, Vec::new())
    }

    /// Farol and a Postgres that it reaches through a proxy.
    pub fn external() -> Self {
        let data = DataDir::new();
        let external = External::start(&data);
        // Shorter than a silence may last.
        let config = data.write_config("[ingest]\ncommit_timeout_seconds = 1\n");
        let arguments = vec![
            "--database-url".into(),
            external.url().into(),
            "--config".into(),
            config.into_os_string(),
        ];
        Self::start(data, Some(external), arguments)
    }

    fn start(data: DataDir, external: Option<External>, arguments: Vec<OsString>) -> Self {
        let server = Server::start_with(&data, &arguments);
        let listen = server.url.trim_start_matches("http://").to_owned();
        Self { server: Some(server), listen, arguments, external, data, old_logs: Vec::new() }
    }

    /// What can go wrong here.
    pub fn faults(&self) -> Vec<Fault> {
        match &self.external {
            Some(external) => external.faults(),
            None => Fault::WHERE_EMBEDDED.to_vec(),
        }
    }

    /// Makes a project: a key of it, and its id in the database.
    pub fn make_project(&self, name: &str) -> (String, i32) {
        let key = create_key_with(&self.data, name, "ingest,read", &self.arguments);
        let id = format!("select id from projects where name = '{name}'");
        (key, Database::connect(&self.address()).value(&id))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// The database, past Farol and past the proxy.
    pub fn address(&self) -> Address {
        match &self.external {
            Some(external) => external.address(),
            None => Address::of(&self.data),
        }
    }

    /// Has it happen.
    pub fn begin(&mut self, fault: Fault, random: &mut Random) {
        match (fault, &mut self.external) {
            (Fault::KillServer, _) => {
                if let Some(server) = self.server.take() {
                    self.old_logs.push(server.log());
                    server.kill();
                }
            }
            (_, Some(external)) => external.begin(fault, random),
            (Fault::KillBackend, None) => kill_one(self.data.postmaster().map(backends_of), random),
            (_, None) => {
                if let Some(postmaster) = self.data.postmaster() {
                    send_signal(postmaster, Signal::KILL);
                }
            }
        }
    }

    /// Has it be over, as far as it is not by itself.
    pub fn end(&mut self, fault: Fault, random: &mut Random) {
        match (fault, &mut self.external) {
            (Fault::KillServer, _) => self.ensure_server(),
            (_, Some(external)) => external.end(fault, random),
            (_, None) => {}
        }
    }

    /// Waits until everything runs and answers. Says what kept it from that, and whether Farol ended
    /// by itself.
    pub fn heal(&mut self) -> Result<(), String> {
        self.wait_for_health(PATIENCE, |_| true)
    }

    /// Waits until nothing is in the spool any more, too. For when no more comes in.
    pub fn settle(&mut self) -> Result<(), String> {
        // Minutes, should the machine have much else to do.
        self.wait_for_health(5 * PATIENCE, is_spool_empty)
    }

    fn wait_for_health(
        &mut self,
        patience: Duration,
        enough: impl Fn(&Value) -> bool,
    ) -> Result<(), String> {
        if let Some(external) = &mut self.external {
            external.ensure_running();
        }
        let client = Client::new(&self.url());
        let (mut ended, mut health) = (None, String::new());
        let well = wait::within(patience, || {
            if self.server.as_mut().is_none_or(|server| !server.is_running()) {
                ended = self.server.take().map(|server| server.log());
                self.ensure_server();
            }
            let answer = client.get("/health").ok()?;
            health = String::from_utf8_lossy(&answer.body).into_owned();
            (answer.status == 200 && enough(&answer.json())).then_some(())
        });
        self.old_logs.extend(ended.clone());
        match (well, ended) {
            (None, _) => Err(format!("does not come back: {health}")),
            (_, Some(log)) => {
                Err(format!("ended by itself: {}", log.lines().last().unwrap_or_default()))
            }
            (Some(()), None) => Ok(()),
        }
    }

    /// Everything that Farol logged, and Postgres where it is not Farol's.
    pub fn logs(&self) -> (String, String) {
        let mut farol = self.old_logs.clone();
        farol.extend(self.server.as_ref().map(Server::log));
        let postgres = self.external.as_ref().map(External::log).unwrap_or_default();
        (farol.join("\n\n"), postgres)
    }

    /// Answers to commits that were kept back.
    pub fn answers_lost(&self) -> usize {
        self.external.as_ref().map_or(0, External::answers_lost)
    }

    fn ensure_server(&mut self) {
        if self.server.is_none() {
            self.server = Some(Server::launch(&self.data, &self.listen, &self.arguments));
        }
    }
}

fn is_spool_empty(health: &Value) -> bool {
    health["checks"]["spool"]["records"].as_u64().unwrap_or(0) == 0
}

fn kill_one(processes: Option<Vec<u32>>, random: &mut Random) {
    let processes = processes.unwrap_or_default();
    if !processes.is_empty() {
        send_signal(*random.choose(&processes), Signal::KILL);
    }
}
