//! A Farol whose database is behind a proxy, and can be taken away.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use farol_tests::client::{Answer, Client};
use farol_tests::data_dir::DataDir;
use farol_tests::database::Database;
use farol_tests::payload::{flat_trace, now_ns, trace_request};
use farol_tests::postgres::Postgres;
use farol_tests::proxy::{Line, Proxy};
use farol_tests::server::{Server, create_key_with};
use farol_tests::wait;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Spans in each trace, which is one request.
pub const SPANS: u64 = 4;

pub struct Stage {
    pub data: DataDir,
    pub proxy: Proxy,
    postgres: Postgres,
    arguments: Vec<String>,
    // Outlives the Postgres in it.
    _scratch: TempDir,
}

impl Stage {
    /// Sets a database and its proxy up; Farol gets this configuration.
    pub fn set(config: &str) -> Self {
        let scratch = scratch();
        let directory = scratch.path().join("pg");
        Self::set_in(scratch, &directory, config)
    }

    /// The same with the database in this directory.
    pub fn set_on(directory: &Path, config: &str) -> Self {
        Self::set_in(scratch(), directory, config)
    }

    fn set_in(scratch: TempDir, directory: &Path, config: &str) -> Self {
        let postgres = Postgres::create(directory, &scratch.path().join("log"));
        let proxy = Proxy::start(postgres.socket());
        let data = DataDir::new();
        let config = data.write_config(config).display().to_string();
        let url = postgres.url_through(proxy.address());
        let arguments = vec!["--database-url".to_owned(), url, "--config".to_owned(), config];
        Self { data, proxy, postgres, arguments, _scratch: scratch }
    }

    /// Starts Farol and waits until it is ready.
    pub fn serve(&self) -> Server {
        Server::start_with(&self.data, &self.arguments)
    }

    /// Starts Farol, whose database may be away.
    pub fn launch(&self) -> Server {
        Server::launch(&self.data, "127.0.0.1:0", &self.arguments)
    }

    pub fn key(&self) -> String {
        create_key_with(&self.data, "default", "ingest,read", &self.arguments)
    }

    pub fn take_database_away(&self) {
        self.proxy.set_line(Line::Closed);
    }

    pub fn bring_database_back(&self) {
        self.proxy.set_line(Line::Open);
    }

    /// Rows of a table, counted past Farol.
    pub fn count(&self, table: &str) -> i64 {
        let mut database = Database::connect(&self.postgres.address());
        database.value(&format!("select count(*) from {table}"))
    }

    /// Traces whose summaries differ from what their spans say.
    pub fn wrong_summaries(&self) -> i64 {
        let mut database = Database::connect(&self.postgres.address());
        database.value(
            "select count(*) from executions e left join (
                select project_id, trace_id, count(*) as spans, min(start_ns) as start_ns
                from spans group by project_id, trace_id
            ) s using (project_id, trace_id)
            where e.span_count is distinct from s.spans or e.start_ns is distinct from s.start_ns",
        )
    }
}

/// A directory that other users get through.
pub fn scratch() -> TempDir {
    let scratch = tempfile::Builder::new().prefix("farol-").tempdir().expect("a directory");
    // Started by root, Postgres runs as another user, who has to get through here.
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).expect("mode");
    scratch
}

/// Sends a trace of its own.
pub fn send_trace(client: &Client, trace: u128) -> Answer {
    let body = trace_request(trace, &flat_trace(SPANS, now_ns()));
    client.post_json("/v1/traces", &body).expect("an answer")
}

/// Sends a log that nothing tells from another one: one record, timed to the millisecond.
pub fn send_log(client: &Client) -> Answer {
    let time = now_ns() / 1_000_000 * 1_000_000;
    let record = json!({ "timeUnixNano": time.to_string(), "body": { "stringValue": "said" } });
    let body = json!({ "resourceLogs": [{ "scopeLogs": [{ "logRecords": [record] }] }] });
    client.post_json("/v1/logs", &body).expect("an answer")
}

/// Sends logs until one is refused; gives the number that were taken, and the refusal.
pub fn send_until_refused(client: &Client) -> (i64, Answer) {
    let mut taken = 0;
    loop {
        let answer = send_log(client);
        if answer.status != 200 {
            return (taken, answer);
        }
        taken += 1;
    }
}

/// `checks.spool` of `/health`.
pub fn spool_of(client: &Client) -> Value {
    client.get("/health").expect("an answer").json()["checks"]["spool"].clone()
}

pub fn until_replayed(client: &Client) {
    wait::until("the spool to be empty", || (spool_of(client)["records"] == 0).then_some(()));
}

/// A refusal that says when to come again.
pub fn assert_comes_again(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", String::from_utf8_lossy(&answer.body));
    let seconds = answer.header("retry-after").expect("Retry-After");
    assert!(seconds.parse::<u64>().is_ok_and(|seconds| seconds > 0), "{seconds}");
}
