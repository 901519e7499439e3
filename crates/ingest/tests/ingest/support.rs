//! An ingest with a database that can be taken away, and a spool.

use std::{path::Path, sync::Arc, time::Duration};

use farol_ingest::{
    Ingest, IngestError, IngestMetrics, IngestSettings, Spool, SpoolSettings, SpoolStatus, Stored,
    Writers,
};
use farol_model::{JsonNode, LogRecord, Place, Span, SpanId, TraceId, UnixNano};
use farol_storage::{WriteRequest, ensure_project};
use prometheus_client::{encoding::text::encode, registry::Registry};
use sqlx::{
    AssertSqlSafe, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tempfile::TempDir;
use uuid::Uuid;

/// 2026-11-21T09:00:00Z.
pub const NOON: i64 = 1_795_251_600_000_000_000;

/// How an ingest is started.
pub struct Plan {
    /// Without one, the spool is off.
    pub spool_bytes: Option<u64>,
    pub commit_timeout: Duration,
    /// Whether the database is there at first.
    pub here: bool,
}

impl Default for Plan {
    fn default() -> Self {
        let commit_timeout = Duration::from_secs(30);
        Self { spool_bytes: Some(1 << 20), commit_timeout, here: true }
    }
}

pub struct Farol {
    pub ingest: Ingest,
    writers: Writers,
    /// Its own way to the database, which it may lose.
    own: PgPool,
    /// The test's.
    pub pool: PgPool,
    registry: Registry,
}

impl Farol {
    pub async fn start(pool: &PgPool, directory: &TempDir, plan: Plan) -> Self {
        let mut connection = pool.acquire().await.unwrap();
        ensure_project(&mut connection, "default").await.unwrap();
        let options = if plan.here { (*pool.connect_options()).clone() } else { nowhere() };
        let own = PgPoolOptions::new().acquire_timeout(Duration::from_millis(500));
        let own = own.max_connections(4).connect_lazy_with(options);
        let (metrics, mut registry) = (IngestMetrics::default(), Registry::default());
        metrics.register(&mut registry);
        let spool = plan.spool_bytes.map(|bytes| open_spool(directory.path(), bytes, &metrics));
        let settings = IngestSettings {
            writers: 2,
            memory_bytes: 1 << 20,
            group_rows: 100,
            group_bytes: 1 << 20,
            trace_spans: 100_000,
            commit_timeout: plan.commit_timeout,
            prices: Arc::default(),
        };
        let (ingest, writers) = Ingest::start(&settings, &own, &Arc::default(), metrics, spool);
        Self { ingest, writers, own, pool: pool.clone(), registry }
    }

    pub async fn store(&self, request: WriteRequest) -> Result<Stored, IngestError> {
        let reservation = self.ingest.budget().reserve(request.project_id);
        self.ingest.store(request, reservation).await
    }

    pub fn database_comes_back(&self) {
        self.own.set_connect_options((*self.pool.connect_options()).clone());
    }

    pub async fn spool(&self) -> SpoolStatus {
        self.ingest.spool().expect("a spool").status().await.unwrap()
    }

    pub async fn until_replayed(&self) {
        while self.spool().await.waiting.records > 0
            || self.ingest.database().is_away()
            || self.ingest.database().is_slow()
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// As SIGTERM does.
    pub async fn stop(self) {
        self.ingest.close();
        self.writers.finish().await;
    }

    pub async fn count(&self, table: &str) -> i64 {
        let statement = AssertSqlSafe(format!("select count(*) from {table}"));
        sqlx::query_scalar(statement).fetch_one(&self.pool).await.unwrap()
    }

    pub fn metric(&self, name: &str) -> u64 {
        let mut text = String::new();
        encode(&mut text, &self.registry).unwrap();
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        value.unwrap_or_else(|| panic!("no {name} in\n{text}")).parse().unwrap()
    }
}

fn nowhere() -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass().socket("/nonexistent/farol").username("farol")
}

fn open_spool(directory: &Path, max_bytes: u64, metrics: &IngestMetrics) -> Spool {
    let settings = SpoolSettings { directory: directory.join("spool"), max_bytes };
    Spool::open(&settings, metrics).unwrap()
}

/// A request with one span, the first of a trace of its own.
pub fn span(number: u64, name: &str) -> WriteRequest {
    let span = Span {
        trace_id: TraceId(Uuid::from_u128(number.into())),
        span_id: SpanId(1),
        start: UnixNano(NOON),
        end: Some(UnixNano(NOON + 1)),
        name: name.to_owned(),
        ..Span::default()
    };
    WriteRequest { project_id: 1, spans: vec![span], ..WriteRequest::default() }
}

/// A request with one node of JSON ingest that names its parent and no execution.
pub fn child(number: u64, parent: &str) -> WriteRequest {
    let place = Place { top: Some(number.to_string()), parent: Some(parent.to_owned()) };
    let node = JsonNode { id: place.top.clone(), place: Some(place), ..JsonNode::default() };
    let mut request = span(number, "child");
    request.spans[0].node = Some(Box::new(node));
    request
}

/// A request with one log that has no identity of any kind.
pub fn log() -> WriteRequest {
    let log = LogRecord { time: UnixNano(NOON), ..LogRecord::default() };
    WriteRequest { project_id: 1, logs: vec![log], ..WriteRequest::default() }
}
