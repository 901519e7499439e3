//! A Farol with a database of its own, asked in process.

mod answer;
mod compress;
mod connection;
pub mod everything;
mod follower;
mod people;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header, request::Builder},
};
use farol_api::{
    ApiSettings, AppState, HttpMetrics, LiveSettings, Phase, RateLimit, SignInLimit, hash_token,
    new_key, router,
};
use farol_ingest::{Ingest, IngestMetrics, IngestSettings, Spool, SpoolSettings, Writers};
use farol_model::PriceTable;
use farol_storage::{
    KeyLimits, Limits, PartitionedTable, Partitions, Project, RetentionPolicy, Scope,
    create_api_key, ensure_project,
};
use farol_testkit::otlp::{
    logs,
    proto::{logs::v1::LogRecord, trace::v1::Span},
    protobuf_bytes, traces,
};
use prometheus_client::registry::Registry;
use serde_json::{Value, json};
use sqlx::{
    Connection as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

pub use answer::Answer;
pub use compress::{gzip, zstd};
pub use connection::Connection;
pub use follower::Follower;
pub use people::{As, Standing};

/// When what the tests send begins: 2025-11-21T04:40:00Z.
pub const START: u64 = 1_763_700_000_000_000_000;

pub const PROTOBUF: &str = "application/x-protobuf";
pub const JSON: &str = "application/json";
pub const HOST: &str = "localhost:4318";

const FIFTEEN_MINUTES: Duration = Duration::from_mins(15);

/// What the tests' server takes: old data, and telemetry without a key.
pub fn settings() -> ApiSettings {
    ApiSettings {
        body_limit: 64 << 20,
        body_pause: Duration::from_secs(20),
        body_timeout: Duration::from_mins(1),
        rate_limit: RateLimit::default(),
        max_items: 200_000,
        execution_quiet: Duration::from_secs(30),
        search_deadline: Duration::from_secs(3),
        live: LiveSettings { poll: Duration::from_millis(200), ..LiveSettings::default() },
        trace_span_limit: 10_000,
        loopback: true,
        ingest_without_key: true,
        allowed_hosts: Vec::new(),
        trusted_proxies: Vec::new(),
        sign_in_limit: SignInLimit { per_email: 10, per_address: 50, window: FIFTEEN_MINUTES },
        invitation_days: 7,
        cors_allowed_origins: Vec::new(),
        retention: keeping(36_500),
        future_days: 7,
        traced: false,
    }
}

/// Spans that a trace may hold.
pub const TRACE_SPANS: usize = 20_000;

/// The one model that has a price.
pub const PRICED_MODEL: &str = "priced-model";

fn prices() -> PriceTable {
    let price = json!([{
        "models": [PRICED_MODEL], "input": 2.5, "cached_input": 1.25, "output": 10
    }]);
    PriceTable::new(vec![serde_json::from_value(price).unwrap()])
}

/// A policy that keeps everything for so many days.
pub fn keeping(days: i64) -> watch::Receiver<RetentionPolicy> {
    let limits = Limits { days: Some(days), max_bytes: None };
    watch::channel(RetentionPolicy::new(PartitionedTable::ALL.map(|table| (table, limits)))).1
}

/// A request with nothing in it but the host that it is for.
pub fn request(method: Method, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header(header::HOST, HOST)
}

pub fn get(path: &str) -> Builder {
    request(Method::GET, path)
}

pub fn post(path: &str) -> Builder {
    request(Method::POST, path)
}

/// A request of telemetry with a body in the encoding that is named.
pub fn telemetry(path: &str, content_type: &str, body: impl Into<Body>) -> Request<Body> {
    post(path).header(header::CONTENT_TYPE, content_type).body(body.into()).unwrap()
}

pub struct Farol {
    pub router: Router,
    pub pool: PgPool,
    pub ingest: Ingest,
    pub phase: watch::Sender<Phase>,
    /// May read and send for the project `default`.
    pub key: String,
    // They end when this is dropped.
    _writers: Writers,
}

impl Farol {
    pub async fn new(pool: PgPool) -> Self {
        Self::with(pool, settings()).await
    }

    pub async fn with(pool: PgPool, settings: ApiSettings) -> Self {
        Self::with_spool(pool, settings, None).await
    }

    /// One that has a spool in this directory.
    pub async fn with_spool(
        pool: PgPool,
        settings: ApiSettings,
        directory: Option<&TempDir>,
    ) -> Self {
        let mut connection = pool.acquire().await.unwrap();
        let project = ensure_project(&mut connection, "default").await.unwrap();
        drop(connection);
        let mut farol = Self::start(pool, settings, project, directory);
        farol.key = farol.make_key("default", &[Scope::Ingest, Scope::Read]).await;
        farol
    }

    /// One whose database went away when it had started.
    pub fn without_database() -> Self {
        let options = PgConnectOptions::new().socket("/nonexistent/farol");
        let pool = PgPoolOptions::new().acquire_timeout(Duration::from_millis(200));
        let project = Project { id: 1, name: "default".to_owned() };
        Self::start(pool.connect_lazy_with(options), settings(), project, None)
    }

    fn start(
        pool: PgPool,
        settings: ApiSettings,
        project: Project,
        directory: Option<&TempDir>,
    ) -> Self {
        let ingest_settings = IngestSettings {
            writers: 2,
            memory_bytes: 256 << 20,
            group_rows: 10_000,
            group_bytes: 64 << 20,
            trace_spans: TRACE_SPANS,
            commit_timeout: Duration::from_secs(15),
            prices: Arc::new(prices()),
        };
        let mut registry = Registry::with_prefix("farol");
        let (http_metrics, ingest_metrics) = (HttpMetrics::default(), IngestMetrics::default());
        http_metrics.register(&mut registry);
        ingest_metrics.register(&mut registry);
        let spool = directory.map(|directory| {
            let directory = directory.path().join("spool");
            Spool::open(&SpoolSettings { directory, max_bytes: 1 << 20 }, &ingest_metrics).unwrap()
        });
        let partitions = Arc::new(Partitions::default());
        let (ingest, writers) =
            Ingest::start(&ingest_settings, &pool, &partitions, ingest_metrics, spool);
        let (phase, phases) = watch::channel(Phase::Ready);
        let state =
            AppState::new(settings, pool.clone(), ingest.clone(), phases, http_metrics, registry);
        state.set_default_project(project);
        Self { router: router(state), pool, ingest, phase, key: String::new(), _writers: writers }
    }

    /// Cuts the way to the database; gives what brings it back.
    pub async fn lose_database(&self) -> PgConnectOptions {
        let there = (*self.pool.connect_options()).clone();
        self.pool.set_connect_options(PgConnectOptions::new().socket("/nonexistent/farol"));
        let mut other = PgConnection::connect_with(&there).await.unwrap();
        let cut = "select pg_terminate_backend(pid) from pg_stat_activity \
                   where datname = current_database() and pid <> pg_backend_pid()";
        sqlx::query(cut).execute(&mut other).await.unwrap();
        other.close().await.unwrap();
        there
    }

    /// Makes a key of a project, which is made where it is new.
    pub async fn make_key(&self, project: &str, scopes: &[Scope]) -> String {
        self.make_limited_key(project, scopes, KeyLimits::default()).await
    }

    pub async fn make_limited_key(
        &self,
        project: &str,
        scopes: &[Scope],
        limits: KeyLimits,
    ) -> String {
        let key = new_key().unwrap();
        let mut connection = self.pool.acquire().await.unwrap();
        let project = ensure_project(&mut connection, project).await.unwrap();
        let hash = hash_token(&key);
        create_api_key(&mut connection, project.id, "test", scopes, limits, &hash, None)
            .await
            .unwrap();
        key
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let shown = format!("{} {}", request.method(), request.uri());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer { shown, status: parts.status, headers: parts.headers, body }
    }

    /// Reads with the key of `default`.
    pub async fn read(&self, path: &str) -> Answer {
        self.read_as(path, &self.key).await
    }

    pub async fn read_as(&self, path: &str, key: &str) -> Answer {
        self.send(get(path).header("x-api-key", key).body(Body::empty()).unwrap()).await
    }

    /// Reads JSON that is there.
    pub async fn find(&self, path: &str) -> Value {
        self.read(path).await.expect(200).json()
    }

    /// Sends a JSON body of telemetry.
    pub async fn send_json(&self, path: &str, body: &Value) -> Answer {
        self.send(telemetry(path, JSON, body.to_string())).await
    }

    /// Sends spans as protobuf; all of them are stored.
    pub async fn store_spans(&self, spans: Vec<Span>) {
        let body = protobuf_bytes(&traces("worker", spans));
        let answer = self.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
        assert_eq!(answer.partial(), (0, String::new()));
    }

    /// Sends log records as protobuf; all of them are stored.
    pub async fn store_logs(&self, records: Vec<LogRecord>) {
        let body = protobuf_bytes(&logs("worker", records));
        let answer = self.send(telemetry("/v1/logs", PROTOBUF, body)).await.expect(200);
        assert_eq!(answer.partial(), (0, String::new()));
    }

    /// Rows of a table, over all projects.
    pub async fn count(&self, table: &str) -> i64 {
        let statement = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(&self.pool).await.unwrap()
    }
}
