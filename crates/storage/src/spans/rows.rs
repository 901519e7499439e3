//! Spans written: straight into the day's partition, or again through a temporary table where some
//! are there already.

use farol_model::{JsonText, Span, SpanId, SpanStatus, TraceId};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    PartitionedTable, StorageError,
    copy::{RowWriter, copy_rows},
};

/// The columns in the order in which [`encode`] writes them.
pub(crate) const COLUMNS: &str = "trace_id, span_id, parent_span_id, start_ns, end_ns, arrival, \
    cost, input_tokens, output_tokens, total_tokens, cached_tokens, cache_write_tokens, \
    reasoning_tokens, time_to_first_token_ns, project_id, kind, status_code, type, status, \
    cost_estimated, name, subtype, status_message, service, execution_id, agent_id, agent_name, thread_id, session_id, \
    user_id, company_id, entity_type, entity_value, model, provider, finish_reason, tool_name, \
    tool_call_id, response_id, error, input_key, output_key, input, output, attributes, \
    attribute_kinds, events, links, otlp, resource, scope, resource_kinds, node_id, \
    parent_node_id, start_guessed, version_arrival, metadata";
const COLUMN_COUNT: i16 = 57;

/// What a repetition over OTLP does not change: the identity, the place of the first version, and what
/// a node of JSON ingest told.
const KEPT: [&str; 10] = [
    "trace_id",
    "span_id",
    "start_ns",
    "project_id",
    "arrival",
    "node_id",
    "parent_node_id",
    "start_guessed",
    "version_arrival",
    "metadata",
];

/// A span and the project that it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct ProjectSpan<'a> {
    pub(crate) project_id: i32,
    pub(crate) span: &'a Span,
}

impl ProjectSpan<'_> {
    /// What tells spans apart.
    pub(crate) fn key(&self) -> (i32, TraceId, SpanId) {
        (self.project_id, self.span.trace_id, self.span.span_id)
    }
}

/// Copies the spans of one day; fails with [`StorageError::Duplicate`] where one is there already.
pub(crate) async fn copy_spans(
    connection: &mut PgConnection,
    day: i64,
    spans: &[ProjectSpan<'_>],
) -> Result<u64, StorageError> {
    let table = PartitionedTable::Spans.partition(day);
    let mut of_day = spans.iter().filter(|of| of.span.start.day() == day);
    copy_rows(connection, &table, COLUMNS, &mut |row| write_next(row, &mut of_day)).await
}

fn write_next<'a>(
    row: &mut RowWriter,
    spans: &mut dyn Iterator<Item = &'a ProjectSpan<'a>>,
) -> bool {
    spans.next().map(|of| encode(row, *of)).is_some()
}

/// Writes spans of which some are there already: the newer version stays, at the place of the first.
pub(crate) async fn replay_spans(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<(), StorageError> {
    sqlx::raw_sql("create temporary table span_replay (like spans) on commit drop")
        .execute(&mut *connection)
        .await?;
    let mut all = spans.iter();
    copy_rows(connection, "span_replay", COLUMNS, &mut |row| write_next(row, &mut all)).await?;
    sqlx::raw_sql(AssertSqlSafe(replay_statement())).execute(&mut *connection).await?;
    sqlx::raw_sql("drop table span_replay").execute(connection).await?;
    Ok(())
}

/// The version rule of [`farol_model::Span::version`]; of equal ends the one that came later counts only
/// where it says anything new: a mere retry changes nothing and costs no row version.
fn replay_statement() -> String {
    let changing: Vec<&str> =
        COLUMNS.split(", ").map(str::trim).filter(|column| !KEPT.contains(column)).collect();
    let list = |prefix: &str| {
        changing.iter().map(|column| format!("{prefix}{column}")).collect::<Vec<_>>().join(", ")
    };
    let (old, new) = (list("spans."), list("excluded."));
    let columns = changing.join(", ");
    let end = |of: &str| {
        format!("({of}.status <> {RUNNING}, {of}.end_ns)", RUNNING = SpanStatus::Running.code())
    };
    let (old_end, new_end) = (end("spans"), end("excluded"));
    format!(
        "insert into spans ({COLUMNS}) select {COLUMNS} from span_replay \
         order by project_id, start_ns, trace_id, span_id \
         on conflict (project_id, trace_id, span_id, start_ns) \
         do update set ({columns}, version_arrival) = row({new}, excluded.arrival) \
         where {new_end} > {old_end} \
            or ({new_end} = {old_end} \
                and excluded.arrival > coalesce(spans.version_arrival, spans.arrival) \
                and ({new}) is distinct from ({old}))"
    )
}

fn encode(row: &mut RowWriter, of: ProjectSpan<'_>) {
    let ProjectSpan { project_id, span } = of;
    let text = |row: &mut RowWriter, value: &Option<String>| row.text_or_null(value.as_deref());
    let json = |row: &mut RowWriter, value: &Option<JsonText>| row.json_or_null(value.as_ref());
    row.row(COLUMN_COUNT);
    row.uuid(span.trace_id.0);
    row.int8(span.span_id.to_i64());
    row.int8_or_null(span.parent_span_id.map(SpanId::to_i64));
    row.int8(span.start.0);
    row.int8(span.end.unwrap_or(span.start).0);
    row.int8(span.arrival);
    row.float8_or_null(span.cost);
    row.int8_or_null(span.usage.input);
    row.int8_or_null(span.usage.output);
    row.int8_or_null(span.usage.total);
    row.int8_or_null(span.usage.cached);
    row.int8_or_null(span.usage.cache_write);
    row.int8_or_null(span.usage.reasoning);
    row.int8_or_null(span.time_to_first_token_ns);
    row.int4(project_id);
    row.int4(span.kind);
    row.int4(span.status_code);
    row.int2(span.span_type.code());
    row.int2(span.status.code());
    row.boolean(span.cost_estimated);
    row.text(&span.name);
    text(row, &span.subtype);
    text(row, &span.status_message);
    text(row, &span.resource.service);
    text(row, &span.execution_id);
    text(row, &span.agent_id);
    text(row, &span.agent_name);
    text(row, &span.thread_id);
    text(row, &span.session_id);
    text(row, &span.user_id);
    text(row, &span.company_id);
    text(row, &span.entity_type);
    text(row, &span.entity_value);
    text(row, &span.model);
    text(row, &span.provider);
    text(row, &span.finish_reason);
    text(row, &span.tool_name);
    text(row, &span.tool_call_id);
    text(row, &span.response_id);
    json(row, &span.error.as_ref().map(JsonText::of));
    row.text_or_null(span.input.attribute());
    row.text_or_null(span.output.attribute());
    row.json_or_null(span.input.json());
    row.json_or_null(span.output.json());
    json(row, &span.attributes);
    json(row, &span.attribute_kinds);
    json(row, &span.events);
    json(row, &span.links);
    json(row, &span.otlp);
    json(row, &span.resource.resource);
    json(row, &span.resource.scope);
    json(row, &span.resource.kinds);
    let node = span.node.as_deref();
    row.text_or_null(node.and_then(|node| node.id.as_deref()));
    row.text_or_null(node.and_then(|node| node.parent_id.as_deref()));
    row.bool_or_null(node.map(|node| node.start_guessed));
    row.int8_or_null(span.version_arrival);
    row.json_or_null(node.and_then(|node| node.metadata.as_ref()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_columns_is_that_of_their_names() {
        assert_eq!(COLUMNS.split(',').count(), usize::try_from(COLUMN_COUNT).unwrap());
    }
}
