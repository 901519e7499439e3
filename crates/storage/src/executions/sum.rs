//! Summaries made anew from the spans that are stored.

use std::collections::HashMap;

use farol_model::{
    Execution, Payload, Span, SpanId, SpanStatus, SpanType, Summary, SummarySpan, Tallies, Trace,
    TraceId, UnixNano, Usage, preview,
};
use serde_json::value::RawValue;
use sqlx::{FromRow, PgConnection, QueryBuilder};
use uuid::Uuid;

use super::Key;
use crate::{
    StorageError,
    payload::field,
    spans::ProjectSpan,
    write::{Change, Deltas},
};

/// Spans of a trace that is summed up by itself, while no other large one is.
pub(crate) const LARGE_TRACE: i64 = 10_000;

/// What a stored summary says: where the trace's spans are, by the bounds of their starts, and what
/// its previews were made from.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct StoredScope {
    pub(crate) project_id: i32,
    pub(crate) trace_id: Uuid,
    pub(crate) start_ns: i64,
    pub(crate) last_start_ns: i64,
    pub(crate) span_count: i64,
    pub(crate) root_span_id: Option<i64>,
    pub(crate) input_preview: Option<String>,
    pub(crate) output_preview: Option<String>,
}

impl StoredScope {
    pub(crate) const fn key(&self) -> Key {
        (self.project_id, self.trace_id)
    }
}

/// The spans that were just added to what is stored, in the order of their keys; `None` where some
/// of them may have replaced others.
pub(crate) type Added<'s> = Option<&'s [ProjectSpan<'s>]>;

/// Locks the summaries of these traces, those that exist, in the order given, which must be that of their
/// keys, until the transaction ends.
///
/// Planned anew each time: a plan from when the table was empty may have taken any of its indexes.
pub(crate) async fn lock_executions(
    connection: &mut PgConnection,
    keys: &[Key],
) -> Result<Vec<StoredScope>, StorageError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let (projects, traces): (Vec<i32>, Vec<Uuid>) = keys.iter().copied().unzip();
    let locked = sqlx::query_as(
        "select locked.* from unnest($1::int[], $2::uuid[]) as key (project_id, trace_id)
            cross join lateral (
                select project_id, trace_id, start_ns, last_start_ns, span_count, root_span_id,
                    input_preview, output_preview
                from executions
                where executions.project_id = key.project_id and executions.trace_id = key.trace_id
                for update
            ) as locked",
    );
    Ok(locked.bind(projects).bind(traces).persistent(false).fetch_all(connection).await?)
}

/// How many of these spans a trace has.
pub(crate) async fn count_known(
    connection: &mut PgConnection,
    scope: &StoredScope,
    span_ids: &[i64],
) -> Result<i64, StorageError> {
    let known = sqlx::query_scalar!(
        r#"select count(distinct span_id) as "count!" from spans
        where project_id = $1 and trace_id = $2 and span_id = any($3)
            and start_ns between $4 and $5"#,
        scope.project_id,
        scope.trace_id,
        span_ids,
        scope.start_ns,
        scope.last_start_ns,
    );
    Ok(known.fetch_one(connection).await?)
}

/// Sums the traces up from all of their stored spans. The caller holds their locks; the scopes come
/// in the order of their keys, and so do the sums. What is stored counts in the statistics; what was
/// stored before the change counts no more, unless it has been counted out already.
pub(crate) async fn sum_stored(
    connection: &mut PgConnection,
    scopes: &[StoredScope],
    added: Added<'_>,
    deltas: &mut Deltas<'_>,
    change: Option<Change<'_>>,
) -> Result<Vec<(i32, Execution)>, StorageError> {
    let mut executions = Vec::with_capacity(scopes.len());
    // Scopes come in the order of their keys, and so do the spans of each portion.
    for scopes in portions(scopes) {
        let spans = read_spans(connection, scopes).await?;
        let project_id = scopes[0].project_id;
        let mut tallies = Tallies::default();
        if let Some(change) = change {
            count_out(&spans, scopes, change, &mut tallies);
        }
        for of_trace in spans.chunk_by(|one, next| one.trace_id == next.trace_id) {
            let Some(trace) = arranged(of_trace) else { continue };
            trace.count_into(&mut tallies, 1);
            let scope = scopes.iter().find(|scope| scope.trace_id == of_trace[0].trace_id);
            if let Some(scope) = scope {
                let summary = trace.summary();
                let execution = sum_trace(connection, scope, of_trace, summary, added).await?;
                executions.push((scope.project_id, execution));
            }
        }
        deltas.of(project_id).merge(tallies);
    }
    Ok(executions)
}

/// Traces of one project each, as many as may be in memory at a time: about 1.5 KB a span.
fn portions(scopes: &[StoredScope]) -> impl Iterator<Item = &[StoredScope]> {
    let mut held = 0;
    scopes.chunk_by(move |one, next| {
        held += one.span_count;
        let together = one.project_id == next.project_id && held + next.span_count <= LARGE_TRACE;
        if !together {
            held = 0;
        }
        together
    })
}

fn arranged(spans: &[StoredSpan]) -> Option<Trace<'_>> {
    Trace::of(spans.iter().map(StoredSpan::as_summary).collect())
}

/// Counts what is stored of these traces out of the statistics: something is about to replace it.
pub(crate) async fn count_out_stored(
    connection: &mut PgConnection,
    scopes: &[StoredScope],
    deltas: &mut Deltas<'_>,
    change: Change<'_>,
) -> Result<(), StorageError> {
    for scopes in portions(scopes) {
        let spans = read_spans(connection, scopes).await?;
        let project_id = scopes[0].project_id;
        let mut tallies = Tallies::default();
        count_out(&spans, scopes, change, &mut tallies);
        deltas.of(project_id).merge(tallies);
    }
    Ok(())
}

/// Counts out what was stored of a project's traces before a change.
fn count_out<'c>(
    spans: &'c [StoredSpan],
    scopes: &[StoredScope],
    change: Change<'c>,
    tallies: &mut Tallies<'c>,
) {
    let of_traces = spans.chunk_by(|one, next| one.trace_id == next.trace_id);
    let of_traces: HashMap<Uuid, &[StoredSpan]> =
        of_traces.map(|of_trace| (of_trace[0].trace_id, of_trace)).collect();
    let is_asked = |trace| scopes.binary_search_by_key(&trace, |scope| scope.trace_id).is_ok();
    let written = scopes.first().map(|scope| change.written_keys(scope.project_id, is_asked));
    let written = written.unwrap_or_default();
    let key = |span: &StoredSpan| (span.trace_id, span.span_id, span.start_ns);
    for scope in scopes {
        let stored = of_traces.get(&scope.trace_id).copied().unwrap_or_default();
        let kept = stored.iter().filter(|span| !written.contains(&key(span)));
        let gone = change.gone_of(scope.project_id, scope.trace_id);
        let before = kept.map(StoredSpan::as_summary).chain(gone.map(as_summary)).collect();
        if let Some(trace) = Trace::of(before) {
            trace.count_into(tallies, -1);
        }
    }
}

async fn sum_trace(
    connection: &mut PgConnection,
    scope: &StoredScope,
    spans: &[StoredSpan],
    summary: Summary,
    added: Added<'_>,
) -> Result<Execution, StorageError> {
    // Without a root, whatever starts first stands in for it, and that may have changed.
    let same_root = summary.root_span_id.is_some()
        && scope.root_span_id == summary.root_span_id.map(SpanId::to_i64);
    let added = added.filter(|_| !summary.has_versions);
    let newest = |id: SpanId| {
        let versions = spans.iter().filter(move |span| span.span_id == id.to_i64());
        versions.max_by_key(|span| span.as_summary().version())
    };
    let mut previews =
        [(summary.input_span, true), (summary.output_span, false)].map(|of| (of, None));
    for ((id, is_input), preview) in &mut previews {
        let Some(span) = id.and_then(newest) else { continue };
        *preview = match added.map(|added| find_added(added, scope, span)) {
            Some(Some(added)) => preview_of(added, *is_input),
            // With the same root, and no span replaced, what is not new was chosen before.
            Some(None) if same_root && *is_input => scope.input_preview.clone(),
            Some(None) if same_root => scope.output_preview.clone(),
            _ => read_preview(connection, scope.project_id, span, *is_input).await?,
        };
    }
    let [(_, input_preview), (_, output_preview)] = previews;
    let trace_id = TraceId(scope.trace_id);
    Ok(Execution { trace_id, summary, input_preview, output_preview })
}

/// A line of what a span was given, or gave.
pub(crate) fn preview_of(span: &Span, is_input: bool) -> Option<String> {
    let payload = if is_input { &span.input } else { &span.output };
    let text = match payload {
        Payload::None => return None,
        Payload::Json(text) => text.as_str(),
        Payload::Attribute(key) => field(span.attributes.as_ref()?.as_str(), key)?.get(),
    };
    preview(text, is_input.then_some("user"))
}

fn find_added<'s>(
    added: &'s [ProjectSpan<'s>],
    scope: &StoredScope,
    span: &StoredSpan,
) -> Option<&'s Span> {
    let key = (scope.project_id, TraceId(scope.trace_id), SpanId::from_i64(span.span_id));
    let place = added.binary_search_by_key(&key, ProjectSpan::key);
    place.ok().map(|place| added[place].span)
}

/// Reads what summaries need of the spans, narrow columns only, in the order of their traces.
async fn read_spans(
    connection: &mut PgConnection,
    scopes: &[StoredScope],
) -> Result<Vec<StoredSpan>, StorageError> {
    let project_id = scopes.first().map_or(0, |scope| scope.project_id);
    let traces: Vec<Uuid> = scopes.iter().map(|scope| scope.trace_id).collect();
    let from = scopes.iter().map(|scope| scope.start_ns).min().unwrap_or(0);
    let to = scopes.iter().map(|scope| scope.last_start_ns).max().unwrap_or(0);
    let mut query = QueryBuilder::new(
        "select trace_id, span_id, parent_span_id, start_ns, end_ns, arrival, type, status, name, \
         service, execution_id, agent_id, agent_name, thread_id, session_id, user_id, company_id, \
         entity_type, entity_value, model, response_id, coalesce(error::json ->> 'message', \
         error::json ->> 'type') as error, input_tokens, output_tokens, total_tokens, cost, \
         cost_estimated, version_arrival, \
         input is not null or input_key is not null as has_input, \
         output is not null or output_key is not null as has_output \
         from spans where project_id = ",
    );
    query.push_bind(project_id).push(" and trace_id = any(").push_bind(traces);
    query.push(") and start_ns between ").push_bind(from).push(" and ").push_bind(to);
    query.push(" order by trace_id");
    Ok(query.build_query_as().fetch_all(connection).await?)
}

async fn read_preview(
    connection: &mut PgConnection,
    project_id: i32,
    span: &StoredSpan,
    is_input: bool,
) -> Result<Option<String>, StorageError> {
    let stored = sqlx::query!(
        "select attributes,
            case when $5 then input else output end as payload,
            case when $5 then input_key else output_key end as key
        from spans
        where project_id = $1 and trace_id = $2 and span_id = $3 and start_ns = $4",
        project_id,
        span.trace_id,
        span.span_id,
        span.start_ns,
        is_input,
    )
    .fetch_optional(connection)
    .await?;
    Ok(stored.and_then(|stored| {
        let (attributes, key) = (stored.attributes.as_deref(), stored.key.as_deref());
        let among_attributes = || field(attributes?, key?).map(RawValue::get);
        let payload = stored.payload.as_deref().or_else(among_attributes)?;
        preview(payload, is_input.then_some("user"))
    }))
}

#[derive(FromRow)]
struct StoredSpan {
    trace_id: Uuid,
    span_id: i64,
    parent_span_id: Option<i64>,
    start_ns: i64,
    end_ns: i64,
    arrival: i64,
    r#type: i16,
    status: i16,
    name: String,
    service: Option<String>,
    execution_id: Option<String>,
    agent_id: Option<String>,
    agent_name: Option<String>,
    thread_id: Option<String>,
    session_id: Option<String>,
    user_id: Option<String>,
    company_id: Option<String>,
    entity_type: Option<String>,
    entity_value: Option<String>,
    model: Option<String>,
    response_id: Option<String>,
    error: Option<String>,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    total_tokens: Option<i64>,
    cost: Option<f64>,
    cost_estimated: bool,
    version_arrival: Option<i64>,
    has_input: bool,
    has_output: bool,
}

impl StoredSpan {
    fn as_summary(&self) -> SummarySpan<'_> {
        SummarySpan {
            span_id: SpanId::from_i64(self.span_id),
            parent: self.parent_span_id.map(SpanId::from_i64),
            start: UnixNano(self.start_ns),
            end: (self.status != SpanStatus::Running.code()).then_some(UnixNano(self.end_ns)),
            arrival: self.arrival,
            version_arrival: self.version_arrival,
            span_type: SpanType::from_code(self.r#type),
            status: SpanStatus::from_code(self.status),
            name: &self.name,
            service: self.service.as_deref(),
            execution_id: self.execution_id.as_deref(),
            agent_id: self.agent_id.as_deref(),
            agent_name: self.agent_name.as_deref(),
            thread_id: self.thread_id.as_deref(),
            session_id: self.session_id.as_deref(),
            user_id: self.user_id.as_deref(),
            company_id: self.company_id.as_deref(),
            entity_type: self.entity_type.as_deref(),
            entity_value: self.entity_value.as_deref(),
            model: self.model.as_deref(),
            response_id: self.response_id.as_deref(),
            error: self.error.as_deref(),
            usage: Usage {
                input: self.input_tokens,
                output: self.output_tokens,
                total: self.total_tokens,
                ..Usage::default()
            },
            cost: self.cost,
            cost_estimated: self.cost_estimated,
            has_input: self.has_input,
            has_output: self.has_output,
        }
    }
}

/// What a summary needs to know of a span in hand.
pub(crate) fn as_summary(span: &Span) -> SummarySpan<'_> {
    SummarySpan {
        span_id: span.span_id,
        parent: span.parent_span_id,
        start: span.start,
        end: span.end,
        arrival: span.arrival,
        version_arrival: span.version_arrival,
        span_type: span.span_type,
        status: span.status,
        name: &span.name,
        service: span.resource.service.as_deref(),
        execution_id: span.execution_id.as_deref(),
        agent_id: span.agent_id.as_deref(),
        agent_name: span.agent_name.as_deref(),
        thread_id: span.thread_id.as_deref(),
        session_id: span.session_id.as_deref(),
        user_id: span.user_id.as_deref(),
        company_id: span.company_id.as_deref(),
        entity_type: span.entity_type.as_deref(),
        entity_value: span.entity_value.as_deref(),
        model: span.model.as_deref(),
        response_id: span.response_id.as_deref(),
        error: span
            .error
            .as_ref()
            .and_then(|error| error.message.as_deref().or(error.error_type.as_deref())),
        usage: span.usage,
        cost: span.cost,
        cost_estimated: span.cost_estimated,
        has_input: span.input != Payload::None,
        has_output: span.output != Payload::None,
    }
}
