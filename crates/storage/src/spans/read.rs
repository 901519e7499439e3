//! Spans read: an execution's, by page, and one whole.

use farol_model::{JsonText, SpanId, SpanStatus, SpanType, TraceId, UnixNano, Usage};
use futures_util::TryStreamExt;
use serde_json::value::RawValue;
use sqlx::{
    FromRow, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow, types::Json as SqlJson,
};

use crate::{StorageError, payload::field};

/// Where an execution's spans are: its traces and the bounds of their starts, which tell the days
/// to look into.
#[derive(Clone, Debug)]
pub struct SpanScope {
    pub project_id: i32,
    pub traces: Vec<TraceId>,
    pub first_start: UnixNano,
    pub last_start: UnixNano,
    /// Some span may have several rows, which are folded to the newest version.
    pub has_versions: bool,
}

/// A place in the order of an execution's spans: start, arrival, then the ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanCursor {
    pub start: UnixNano,
    pub arrival: i64,
    pub trace_id: TraceId,
    pub span_id: SpanId,
}

impl SpanCursor {
    /// The place of a row.
    pub const fn of(row: &SpanRow) -> Self {
        Self {
            start: row.start,
            arrival: row.arrival,
            trace_id: row.trace_id,
            span_id: row.span_id,
        }
    }
}

/// Which spans to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpanPage {
    pub after: Option<SpanCursor>,
    pub offset: i64,
    pub limit: i64,
    /// Read input, output, attributes, resource, events and the rest too.
    pub payloads: bool,
    /// Spans of these types alone; all where none is named.
    pub types: &'static [SpanType],
}

/// A stored span without its payloads, and with them where they were asked for.
#[derive(Clone, Debug)]
pub struct SpanRow {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    pub parent_span_id: Option<SpanId>,
    pub start: UnixNano,
    pub end: UnixNano,
    pub arrival: i64,
    pub cost: Option<f64>,
    pub cost_estimated: bool,
    pub usage: Usage,
    pub time_to_first_token_ns: Option<i64>,
    pub kind: i32,
    pub status_code: i32,
    pub span_type: SpanType,
    pub status: SpanStatus,
    pub name: String,
    pub subtype: Option<String>,
    pub status_message: Option<String>,
    pub service: Option<String>,
    pub execution_id: Option<String>,
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub thread_id: Option<String>,
    pub session_id: Option<String>,
    pub user_id: Option<String>,
    pub company_id: Option<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    pub model: Option<String>,
    pub provider: Option<String>,
    pub finish_reason: Option<String>,
    pub tool_name: Option<String>,
    pub tool_call_id: Option<String>,
    pub error: Option<Box<RawValue>>,
    /// A JSON node's own id and its parent's, as they were sent.
    pub node_id: Option<String>,
    pub parent_node_id: Option<String>,
    /// `None` for what came over OTLP.
    pub start_guessed: Option<bool>,
    pub version_arrival: Option<i64>,
    pub payload: Option<Box<SpanPayload>>,
}

/// What is long in a span, as stored.
#[derive(Clone, Debug)]
pub struct SpanPayload {
    pub response_id: Option<String>,
    /// The attribute that `input` was taken from, where it was: its text may be JSON itself.
    pub input_key: Option<String>,
    pub output_key: Option<String>,
    pub input: Option<JsonText>,
    pub output: Option<JsonText>,
    pub attributes: Option<JsonText>,
    pub attribute_kinds: Option<JsonText>,
    pub events: Option<JsonText>,
    pub links: Option<JsonText>,
    pub otlp: Option<JsonText>,
    pub resource: Option<JsonText>,
    pub scope: Option<JsonText>,
    pub resource_kinds: Option<JsonText>,
    pub metadata: Option<JsonText>,
}

/// In the order in which [`SpanRow::from_row`] reads them.
pub(crate) const LIGHT: &str = "trace_id, span_id, parent_span_id, start_ns, end_ns, arrival, cost, \
    input_tokens, output_tokens, total_tokens, cached_tokens, cache_write_tokens, \
    reasoning_tokens, time_to_first_token_ns, kind, status_code, type, status, name, subtype, \
    status_message, service, execution_id, agent_id, agent_name, thread_id, session_id, user_id, \
    company_id, entity_type, entity_value, model, provider, finish_reason, tool_name, \
    tool_call_id, error, cost_estimated, node_id, parent_node_id, start_guessed, version_arrival";
const LIGHT_COUNT: usize = 42;
pub(crate) const PAYLOAD: &str = "response_id, input_key, output_key, \
    input, output, attributes, attribute_kinds, events, links, otlp, resource, scope, \
    resource_kinds, metadata";

/// The versions of one span, the one that counts first.
const NEWEST_FIRST: &str =
    "(status <> 0) desc, end_ns desc, coalesce(version_arrival, arrival) desc";

/// Reads a page of an execution's spans in order: start, then arrival.
pub async fn list_spans(
    connection: &mut PgConnection,
    scope: &SpanScope,
    page: SpanPage,
) -> Result<Vec<SpanRow>, StorageError> {
    let mut spans = Vec::new();
    each_span(connection, scope, page, &mut |span| spans.push(span)).await?;
    Ok(spans)
}

/// Hands each span of a page on as it comes.
pub async fn each_span(
    connection: &mut PgConnection,
    scope: &SpanScope,
    page: SpanPage,
    each: &mut (dyn FnMut(SpanRow) + Send),
) -> Result<(), StorageError> {
    let mut query = select(scope, page.payloads);
    if !page.types.is_empty() {
        let types: Vec<i16> = page.types.iter().map(|each| each.code()).collect();
        query.push(" and type = any(").push_bind(types).push(")");
    }
    if let Some(after) = page.after {
        query.push(" and (start_ns, arrival, trace_id, span_id) > (");
        query.push_bind(after.start.0).push(", ").push_bind(after.arrival);
        query.push(", ").push_bind(after.trace_id.0).push(", ");
        query.push_bind(after.span_id.to_i64()).push(")");
    }
    query.push(" order by start_ns, arrival, trace_id, span_id limit ").push_bind(page.limit);
    query.push(" offset ").push_bind(page.offset);
    let mut spans = query.build_query_as().fetch(connection);
    while let Some(span) = spans.try_next().await? {
        each(span);
    }
    Ok(())
}

/// Reads one span whole: its newest version.
pub async fn find_span(
    connection: &mut PgConnection,
    scope: &SpanScope,
    span_id: SpanId,
) -> Result<Option<SpanRow>, StorageError> {
    let mut query = select(scope, true);
    query.push(" and span_id = ").push_bind(span_id.to_i64());
    query.push(format_args!(" order by {NEWEST_FIRST} limit 1"));
    Ok(query.build_query_as().fetch_optional(connection).await?)
}

/// Tells which of these spans are nowhere in the scope.
pub async fn missing_spans(
    connection: &mut PgConnection,
    scope: &SpanScope,
    ids: &[SpanId],
) -> Result<Vec<SpanId>, StorageError> {
    let traces: Vec<_> = scope.traces.iter().map(|trace| trace.0).collect();
    let ids: Vec<i64> = ids.iter().map(|id| id.to_i64()).collect();
    let missing = sqlx::query_scalar!(
        r#"select id as "id!" from unnest($4::bigint[]) as asked (id)
        where not exists (select from spans
            where project_id = $1 and trace_id = any($2) and span_id = id
                and start_ns between $3 and $5)"#,
        scope.project_id,
        &traces,
        scope.first_start.0,
        &ids,
        scope.last_start.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(missing.into_iter().map(SpanId::from_i64).collect())
}

/// The start of a query over the scope's spans, ready for further conditions. Where spans may have
/// several rows, it sees the newest version of each alone.
fn select(scope: &SpanScope, payloads: bool) -> QueryBuilder<Postgres> {
    let traces: Vec<_> = scope.traces.iter().map(|trace| trace.0).collect();
    let mut query = QueryBuilder::new("select ");
    query.push(LIGHT);
    if payloads {
        query.push(", ").push(PAYLOAD);
    }
    query.push(if scope.has_versions {
        " from (select distinct on (trace_id, span_id) * from spans"
    } else {
        " from spans"
    });
    query.push(" where project_id = ").push_bind(scope.project_id);
    query.push(" and trace_id = any(").push_bind(traces).push(")");
    query.push(" and start_ns between ").push_bind(scope.first_start.0);
    query.push(" and ").push_bind(scope.last_start.0);
    if scope.has_versions {
        query.push(format_args!(
            " order by trace_id, span_id, {NEWEST_FIRST}) as newest where true"
        ));
    }
    query
}

// Unchecked: the columns are named above, and checking the types of 38 in each of 10,000 rows is a
// seventh of the time that a trace takes.
impl FromRow<'_, PgRow> for SpanRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            trace_id: TraceId(row.try_get_unchecked(0)?),
            span_id: SpanId::from_i64(row.try_get_unchecked(1)?),
            parent_span_id: row.try_get_unchecked::<Option<i64>, _>(2)?.map(SpanId::from_i64),
            start: UnixNano(row.try_get_unchecked(3)?),
            end: UnixNano(row.try_get_unchecked(4)?),
            arrival: row.try_get_unchecked(5)?,
            cost: row.try_get_unchecked(6)?,
            usage: Usage {
                input: row.try_get_unchecked(7)?,
                output: row.try_get_unchecked(8)?,
                total: row.try_get_unchecked(9)?,
                cached: row.try_get_unchecked(10)?,
                cache_write: row.try_get_unchecked(11)?,
                reasoning: row.try_get_unchecked(12)?,
            },
            time_to_first_token_ns: row.try_get_unchecked(13)?,
            kind: row.try_get_unchecked(14)?,
            status_code: row.try_get_unchecked(15)?,
            span_type: SpanType::from_code(row.try_get_unchecked(16)?),
            status: SpanStatus::from_code(row.try_get_unchecked(17)?),
            name: row.try_get_unchecked(18)?,
            subtype: row.try_get_unchecked(19)?,
            status_message: row.try_get_unchecked(20)?,
            service: row.try_get_unchecked(21)?,
            execution_id: row.try_get_unchecked(22)?,
            agent_id: row.try_get_unchecked(23)?,
            agent_name: row.try_get_unchecked(24)?,
            thread_id: row.try_get_unchecked(25)?,
            session_id: row.try_get_unchecked(26)?,
            user_id: row.try_get_unchecked(27)?,
            company_id: row.try_get_unchecked(28)?,
            entity_type: row.try_get_unchecked(29)?,
            entity_value: row.try_get_unchecked(30)?,
            model: row.try_get_unchecked(31)?,
            provider: row.try_get_unchecked(32)?,
            finish_reason: row.try_get_unchecked(33)?,
            tool_name: row.try_get_unchecked(34)?,
            tool_call_id: row.try_get_unchecked(35)?,
            error: raw_json(row, 36)?,
            cost_estimated: row.try_get_unchecked(37)?,
            node_id: row.try_get_unchecked(38)?,
            parent_node_id: row.try_get_unchecked(39)?,
            start_guessed: row.try_get_unchecked(40)?,
            version_arrival: row.try_get_unchecked(41)?,
            payload: (row.len() > LIGHT_COUNT).then(|| payload(row)).transpose()?.map(Box::new),
        })
    }
}

fn payload(row: &PgRow) -> sqlx::Result<SpanPayload> {
    let input_key: Option<String> = row.try_get_unchecked(LIGHT_COUNT + 1)?;
    let output_key: Option<String> = row.try_get_unchecked(LIGHT_COUNT + 2)?;
    let attributes = json_text(row, LIGHT_COUNT + 5)?;
    let attribute = |key: &Option<String>| {
        let found = field(attributes.as_ref()?.as_str(), key.as_deref()?)?;
        Some(JsonText::vouched(found.get().to_owned()))
    };
    Ok(SpanPayload {
        response_id: row.try_get_unchecked(LIGHT_COUNT)?,
        input: json_text(row, LIGHT_COUNT + 3)?.or_else(|| attribute(&input_key)),
        output: json_text(row, LIGHT_COUNT + 4)?.or_else(|| attribute(&output_key)),
        input_key,
        output_key,
        attributes,
        attribute_kinds: json_text(row, LIGHT_COUNT + 6)?,
        events: json_text(row, LIGHT_COUNT + 7)?,
        links: json_text(row, LIGHT_COUNT + 8)?,
        otlp: json_text(row, LIGHT_COUNT + 9)?,
        resource: json_text(row, LIGHT_COUNT + 10)?,
        scope: json_text(row, LIGHT_COUNT + 11)?,
        resource_kinds: json_text(row, LIGHT_COUNT + 12)?,
        metadata: json_text(row, LIGHT_COUNT + 13)?,
    })
}

/// A column that the decoder wrote: handed on without being looked at again.
fn json_text(row: &PgRow, index: usize) -> sqlx::Result<Option<JsonText>> {
    Ok(row.try_get_unchecked::<Option<String>, _>(index)?.map(JsonText::vouched))
}

/// A column of JSON text, for an answer that hands it on as it is.
pub(crate) fn raw_json(row: &PgRow, index: usize) -> sqlx::Result<Option<Box<RawValue>>> {
    Ok(row.try_get_unchecked::<Option<SqlJson<Box<RawValue>>>, _>(index)?.map(|json| json.0))
}
