//! Log records that tell the messages of models' calls.

use farol_model::{SpanId, TraceId, UnixNano};
use sqlx::PgConnection;

use crate::{StorageError, spans::SpanScope};

/// A log record whose name says that it tells messages.
#[derive(Clone, Debug)]
pub struct MessageLog {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    pub time: UnixNano,
    pub event_name: Option<String>,
    pub attributes: Option<String>,
    pub body: Option<String>,
}

/// Records that are read at most.
const MOST: i64 = 10_000;

/// How far from its spans' starts a record may lie, in nanoseconds: it may be written before its span
/// is, and long after it began.
const DAY: i64 = 86_400_000_000_000;

/// Reads the records of a scope's traces that tell messages, in the order of time.
pub async fn list_message_logs(
    connection: &mut PgConnection,
    scope: &SpanScope,
) -> Result<Vec<MessageLog>, StorageError> {
    let traces: Vec<_> = scope.traces.iter().map(|trace| trace.0).collect();
    // Attributes are written one way only: without blanks.
    let rows = sqlx::query!(
        r#"select trace_id as "trace_id!", span_id as "span_id!", time_ns, event_name, attributes, body
        from logs
        where project_id = $1 and trace_id = any($2) and time_ns between $3 and $4
            and span_id is not null
            and (event_name like 'gen\_ai.%' or attributes like '%"event.name":"gen\_ai.%')
        order by time_ns, arrival limit $5"#,
        scope.project_id,
        &traces,
        scope.first_start.0.saturating_sub(DAY),
        scope.last_start.0.saturating_add(DAY),
        MOST,
    )
    .fetch_all(connection)
    .await?;
    let logs = rows.into_iter().map(|row| MessageLog {
        trace_id: TraceId(row.trace_id),
        span_id: SpanId::from_i64(row.span_id),
        time: UnixNano(row.time_ns),
        event_name: row.event_name,
        attributes: row.attributes,
        body: row.body,
    });
    Ok(logs.collect())
}
