//! What came of spans: outputs, and what their producers told beside, where they are not too long.

use farol_model::{JsonText, SpanId, TraceId};
use sqlx::PgConnection;

use super::read::SpanScope;
use crate::{StorageError, payload::field};

/// What came of a span.
#[derive(Clone, Debug)]
pub struct SpanOutcome {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    /// `None` where it has none, or one that is too long.
    pub output: Option<JsonText>,
    /// The output is the text of an attribute, which may be JSON itself.
    pub from_attribute: bool,
    /// It has an output that is too long.
    pub is_too_long: bool,
    pub metadata: Option<JsonText>,
    pub attributes: Option<JsonText>,
}

/// Reads what came of these spans, each in its newest version. What is longer than so many bytes is left
/// out: the answer is bounded by them and the number of spans.
pub async fn span_outcomes(
    connection: &mut PgConnection,
    scope: &SpanScope,
    spans: &[SpanId],
    most_bytes: i32,
) -> Result<Vec<SpanOutcome>, StorageError> {
    let traces: Vec<_> = scope.traces.iter().map(|trace| trace.0).collect();
    let spans: Vec<i64> = spans.iter().map(|id| id.to_i64()).collect();
    let rows = sqlx::query!(
        r#"select distinct on (trace_id, span_id) trace_id, span_id, output_key,
            case when octet_length(output) <= $6 then output end as output,
            coalesce(octet_length(output) > $6, false) as "long_output!",
            case when octet_length(metadata) <= $6 then metadata end as metadata,
            case when octet_length(attributes) <= $6 then attributes end as attributes,
            coalesce(octet_length(attributes) > $6, false) as "long_attributes!"
        from spans
        where project_id = $1 and trace_id = any($2) and span_id = any($3)
            and start_ns between $4 and $5
        order by trace_id, span_id, (status <> 0) desc, end_ns desc,
            coalesce(version_arrival, arrival) desc"#,
        scope.project_id,
        &traces,
        &spans,
        scope.first_start.0,
        scope.last_start.0,
        most_bytes,
    )
    .fetch_all(connection)
    .await?;
    let text = |text: Option<String>| text.map(JsonText::vouched);
    let outcomes = rows.into_iter().map(|row| {
        let among_attributes = row.attributes.as_deref().zip(row.output_key.as_deref());
        let among_attributes = among_attributes.and_then(|(all, key)| field(all, key));
        let among_attributes = among_attributes.map(|value| value.get().to_owned());
        SpanOutcome {
            trace_id: TraceId(row.trace_id),
            span_id: SpanId::from_i64(row.span_id),
            from_attribute: row.output_key.is_some(),
            is_too_long: row.long_output || (row.output_key.is_some() && row.long_attributes),
            output: text(row.output.or(among_attributes)),
            metadata: text(row.metadata),
            attributes: text(row.attributes),
        }
    });
    Ok(outcomes.collect())
}
