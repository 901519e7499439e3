//! What came last, whole, for a look at what a policy would change.

use std::sync::Arc;

use farol_model::{Event, JsonText, LogRecord, Resource, Span, TraceId, UnixNano};
use serde_json::value::RawValue;
use sqlx::{PgConnection, QueryBuilder};

use crate::{
    StorageError,
    logs::{COLUMNS, LogRow},
    spans::{LIGHT, PAYLOAD, SpanRow},
};

/// Reads a project's newest spans.
pub async fn recent_spans(
    connection: &mut PgConnection,
    project_id: i32,
    limit: i64,
) -> Result<Vec<Span>, StorageError> {
    let mut query = QueryBuilder::new(format!("select {LIGHT}, {PAYLOAD} from spans"));
    query.push(" where project_id = ").push_bind(project_id);
    query.push(" order by start_ns desc limit ").push_bind(limit);
    let rows: Vec<SpanRow> = query.build_query_as().fetch_all(connection).await?;
    Ok(rows.into_iter().map(Span::from).collect())
}

/// Reads a project's newest log records.
pub async fn recent_logs(
    connection: &mut PgConnection,
    project_id: i32,
    limit: i64,
) -> Result<Vec<LogRecord>, StorageError> {
    let mut query = QueryBuilder::new(format!("select {COLUMNS} from logs"));
    query.push(" where project_id = ").push_bind(project_id);
    query.push(" order by time_ns desc limit ").push_bind(limit);
    let rows: Vec<LogRow> = query.build_query_as().fetch_all(connection).await?;
    Ok(rows.into_iter().map(record).collect())
}

/// Reads a project's newest events.
pub async fn recent_events(
    connection: &mut PgConnection,
    project_id: i32,
    limit: i64,
) -> Result<Vec<Event>, StorageError> {
    let rows = sqlx::query!(
        "select time_ns, trace_id, name, agent_id, thread_id, idempotency_key, properties
        from events where project_id = $1 order by time_ns desc limit $2",
        project_id,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let event = rows.into_iter().map(|row| Event {
        time: UnixNano(row.time_ns),
        trace_id: row.trace_id.map(TraceId),
        name: row.name,
        agent_id: row.agent_id,
        thread_id: row.thread_id,
        idempotency_key: row.idempotency_key,
        properties: row.properties.map(JsonText::vouched),
        ..Event::default()
    });
    Ok(event.collect())
}

fn record(row: LogRow) -> LogRecord {
    let text = |json: Option<Box<RawValue>>| {
        json.map(|json| JsonText::vouched(Box::<str>::from(json).into_string()))
    };
    LogRecord {
        time: row.time,
        trace_id: row.trace_id,
        span_id: row.span_id,
        event_name: row.event_name,
        body: text(row.body),
        attributes: text(row.attributes),
        resource: Arc::new(Resource { resource: text(row.resource), ..Resource::default() }),
        ..LogRecord::default()
    }
}
