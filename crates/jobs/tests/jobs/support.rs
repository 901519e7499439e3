//! A house with some data of many days.

use std::{sync::Arc, time::Duration};

use farol_jobs::{Failure, House, JobMetrics, RetentionSettings, keep_retention};
use farol_model::{LogRecord, NANOS_PER_DAY, Resource, Span, SpanId, TraceId, UnixNano};
use farol_storage::{
    Actor, CollectionReport, Limits, PartitionedTable, Partitions, Project, RetentionPolicy,
    RetentionReport, WriteRequest, Writing, ensure_project, set_project_limits, write_requests,
};
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

/// 2026-11-21T09:00:00Z.
pub const NOW: UnixNano = UnixNano(1_795_251_600_000_000_000);

pub const SPANS: PartitionedTable = PartitionedTable::Spans;
pub const LOGS: PartitionedTable = PartitionedTable::Logs;

pub fn days(days: i64) -> Limits {
    Limits { days: Some(days), max_bytes: None }
}

pub fn bytes(max_bytes: i64) -> Limits {
    Limits { days: None, max_bytes: Some(max_bytes) }
}

/// A span of a trace of its own, so many days ago.
pub fn span(trace: u128, days_ago: i64) -> Span {
    let start = NOW.0 - days_ago * NANOS_PER_DAY;
    Span {
        trace_id: TraceId(Uuid::from_u128(trace)),
        span_id: SpanId(1),
        start: UnixNano(start),
        end: Some(UnixNano(start + 1_000_000)),
        arrival: start,
        name: "work".to_owned(),
        execution_id: Some(format!("order-{trace}")),
        resource: Arc::new(Resource::default()),
        ..Span::default()
    }
}

pub fn log(days_ago: i64) -> LogRecord {
    LogRecord { time: UnixNano(NOW.0 - days_ago * NANOS_PER_DAY), ..LogRecord::default() }
}

pub struct Home {
    pub pool: PgPool,
    pub writing: Writing,
    pub shop: Project,
    pub desk: Project,
}

impl Home {
    /// Two projects and no data.
    pub async fn new(pool: PgPool) -> Self {
        let mut connection = pool.acquire().await.unwrap();
        let shop = ensure_project(&mut connection, "shop").await.unwrap();
        let desk = ensure_project(&mut connection, "desk").await.unwrap();
        drop(connection);
        Self { pool, writing: Writing::default(), shop, desk }
    }

    pub async fn write(&self, project: &Project, spans: Vec<Span>, logs: Vec<LogRecord>) {
        let request =
            WriteRequest { project_id: project.id, spans, logs, ..WriteRequest::default() };
        let mut connection = self.pool.acquire().await.unwrap();
        write_requests(&mut connection, &self.writing, &[request], &[]).await.unwrap();
    }

    /// Many rows of one day and one time.
    pub async fn write_logs(&self, project: &Project, days_ago: i64, count: i64) {
        self.write(project, Vec::new(), vec![log(days_ago); usize::try_from(count).unwrap()]).await;
    }

    pub async fn limit(&self, project: &Project, table: PartitionedTable, limits: Limits) {
        let mut connection = self.pool.acquire().await.unwrap();
        let actor = Actor::Command("test");
        set_project_limits(&mut connection, actor, project, table, limits).await.unwrap();
    }

    pub fn house(&self, spans: Limits, logs: Limits) -> Arc<House> {
        let policy = RetentionPolicy::new([(SPANS, spans), (LOGS, logs)]);
        let every = Duration::from_hours(1);
        Arc::new(House {
            execution_quiet: Duration::from_secs(30),
            index_logs: true,
            pool: self.pool.clone(),
            partitions: Arc::new(Partitions::default()),
            retention: RetentionSettings { policy, audit_days: 30, rollups_days: 1_826, every },
            metrics: JobMetrics::default(),
        })
    }

    /// Runs retention with the server's limits for both kinds.
    pub async fn keep(&self, limits: Limits) -> RetentionReport {
        let done = keep_retention(self.house(limits, limits), NOW).await.unwrap();
        serde_json::from_value(done).unwrap()
    }

    /// The same where something goes wrong: what it did all the same.
    pub async fn keep_failing(&self, limits: Limits) -> RetentionReport {
        let failed = keep_retention(self.house(limits, limits), NOW).await;
        let Failure { detail, .. } = failed.unwrap_err();
        serde_json::from_value(detail).unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let statement = format!("select count(*) from {table}");
        sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&self.pool).await.unwrap()
    }

    pub async fn count_of(&self, project: &Project, table: &str) -> i64 {
        self.count(&format!("{table} where project_id = {}", project.id)).await
    }

    /// The days ago that have a partition, the most recent first.
    pub async fn days_of(&self, table: PartitionedTable) -> Vec<i64> {
        let mut connection = self.pool.acquire().await.unwrap();
        let found = farol_storage::list_partitions(&mut connection, table).await.unwrap();
        found.iter().rev().map(|of| NOW.day() - of.day).collect()
    }

    /// What a kind takes on disk.
    pub async fn bytes(&self, table: PartitionedTable) -> i64 {
        let mut connection = self.pool.acquire().await.unwrap();
        let found = farol_storage::list_partitions(&mut connection, table).await.unwrap();
        found.iter().map(|of| of.bytes).sum()
    }

    pub async fn execute(&self, statement: &str) {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.pool).await.unwrap();
    }
}

pub fn of<'a>(report: &'a RetentionReport, collection: &str) -> &'a CollectionReport {
    report.collections.iter().find(|of| of.collection == collection).unwrap()
}
