//! Small spans and what is read back of them.

use std::sync::Arc;

use farol_model::{PriceTable, Resource, Span, SpanId, SpanType, TraceId, UnixNano};
use farol_storage::{StorageError, WriteRequest, Writing, Written, ensure_project, write_requests};
use sqlx::PgPool;
use uuid::Uuid;

/// 2026-11-21T09:00:00Z.
pub const NOON: i64 = 1_795_251_600_000_000_000;

pub fn trace(number: u128) -> TraceId {
    TraceId(Uuid::from_u128(number))
}

/// A span of 1 ms that starts `at` milliseconds after noon; its id is `id`, 0 means no parent.
pub fn span(of: u128, id: u64, parent: u64, at: i64) -> Span {
    let start = NOON + at * 1_000_000;
    Span {
        trace_id: trace(of),
        span_id: SpanId(id),
        parent_span_id: (parent != 0).then_some(SpanId(parent)),
        start: UnixNano(start),
        end: Some(UnixNano(start + 1_000_000)),
        arrival: start,
        name: format!("span {id}"),
        span_type: SpanType::Span,
        resource: Arc::new(Resource { service: Some("worker".to_owned()), ..Resource::default() }),
        ..Span::default()
    }
}

/// Of `priced-model`, a dollar for a million tokens, given or made.
fn prices() -> PriceTable {
    let price = serde_json::json!([{"models": ["priced-model"], "input": 1, "output": 1}]);
    PriceTable::new(vec![serde_json::from_value(price).unwrap()])
}

pub struct Store {
    pub pool: PgPool,
    pub writing: Writing,
    pub project_id: i32,
}

impl Store {
    pub async fn new(pool: PgPool) -> Self {
        let mut connection = pool.acquire().await.unwrap();
        let project = ensure_project(&mut connection, "default").await.unwrap();
        drop(connection);
        let writing = Writing::new(Arc::default(), Arc::new(prices()), None);
        Self { pool, writing, project_id: project.id }
    }

    pub fn request(&self, spans: Vec<Span>) -> WriteRequest {
        WriteRequest { project_id: self.project_id, spans, ..WriteRequest::default() }
    }

    pub async fn write(&self, requests: &[WriteRequest]) -> Result<Written, StorageError> {
        self.write_groups(requests, &[]).await
    }

    pub async fn write_groups(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
    ) -> Result<Written, StorageError> {
        let mut connection = self.pool.acquire().await.unwrap();
        write_requests(&mut connection, &self.writing, requests, ids).await
    }

    pub async fn write_spans(&self, spans: Vec<Span>) -> Written {
        self.write(&[self.request(spans)]).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let statement = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(&self.pool).await.unwrap()
    }
}
