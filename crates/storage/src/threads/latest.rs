//! The newest recorded messages of threads.

use farol_model::SpanType;
use serde_json::value::RawValue;
use sqlx::PgConnection;

use crate::{StorageError, payload::field};

/// A recorded message of a thread, as it is stored.
#[derive(Clone, Debug)]
pub struct RecordedText {
    pub thread_id: String,
    pub input: Option<String>,
    pub attributes: Option<String>,
}

/// Reads a few of each thread's newest recorded messages, newest first. A message may be an execution
/// of its own, so that several executions are looked into. Long ones are left out: what is wanted is a
/// line.
pub async fn latest_recorded(
    connection: &mut PgConnection,
    project_id: i32,
    threads: &[String],
) -> Result<Vec<RecordedText>, StorageError> {
    let rows = sqlx::query!(
        r#"select thread as "thread!", span.attributes, span.input, span.input_key
        from unnest($2::text[]) with ordinality as asked (thread, place)
        cross join lateral (
            select trace_id, start_ns, last_start_ns from executions
            where project_id = $1 and thread_id = thread and message_count > 0
            order by greatest(last_start_ns, end_ns) desc limit 4
        ) as execution
        cross join lateral (
            select start_ns, arrival, input, input_key,
                case when octet_length(attributes) < 65536 then attributes end as attributes
            from spans
            where project_id = $1 and trace_id = execution.trace_id and type = $3
                and start_ns between execution.start_ns and execution.last_start_ns
                and coalesce(octet_length(input), 0) < 65536
            order by start_ns desc, arrival desc limit 8
        ) as span
        order by place, span.start_ns desc, span.arrival desc"#,
        project_id,
        threads,
        SpanType::ConversationMessage.code(),
    )
    .fetch_all(connection)
    .await?;
    let recorded = rows.into_iter().map(|row| {
        let among_attributes = || field(row.attributes.as_deref()?, row.input_key.as_deref()?);
        RecordedText {
            thread_id: row.thread,
            input: row.input.or_else(|| among_attributes().map(RawValue::get).map(str::to_owned)),
            attributes: row.attributes,
        }
    });
    Ok(recorded.collect())
}
