//! Summaries made anew from the spans that are stored.

use std::collections::HashMap;

use farol_model::{
    Execution, SpanId, SpanStatus, SpanType, SummarySpan, TraceId, UnixNano, Usage, preview,
    summarise,
};
use sqlx::{FromRow, PgConnection, QueryBuilder};
use uuid::Uuid;

use super::Key;
use crate::StorageError;

/// Where a stored trace's spans are: the bounds of their starts.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct StoredScope {
    pub(crate) project_id: i32,
    pub(crate) trace_id: Uuid,
    pub(crate) start_ns: i64,
    pub(crate) last_start_ns: i64,
}

/// Locks the summaries of these traces, those that exist, in the order of their keys, until the
/// transaction ends.
pub(crate) async fn lock_executions(
    connection: &mut PgConnection,
    keys: &[Key],
) -> Result<Vec<StoredScope>, StorageError> {
    let projects: Vec<i32> = keys.iter().map(|key| key.0).collect();
    let traces: Vec<Uuid> = keys.iter().map(|key| key.1).collect();
    let locked = sqlx::query_as!(
        StoredScope,
        "select project_id, trace_id, start_ns, last_start_ns
        from executions
        where (project_id, trace_id) in (select * from unnest($1::int[], $2::uuid[]))
        order by project_id, trace_id
        for update",
        &projects,
        &traces,
    )
    .fetch_all(connection)
    .await?;
    Ok(locked)
}

/// Sums the traces up from all of their stored spans. The caller holds their locks.
pub(crate) async fn sum_stored(
    connection: &mut PgConnection,
    scopes: &[StoredScope],
) -> Result<Vec<(i32, Execution)>, StorageError> {
    let mut executions = Vec::with_capacity(scopes.len());
    let mut projects: HashMap<i32, Vec<StoredScope>> = HashMap::new();
    for scope in scopes {
        projects.entry(scope.project_id).or_default().push(*scope);
    }
    for (project_id, scopes) in projects {
        let spans = read_spans(connection, project_id, &scopes).await?;
        for of_trace in spans.chunk_by(|one, next| one.trace_id == next.trace_id) {
            let Some(summary) = summarise(of_trace.iter().map(StoredSpan::as_summary).collect())
            else {
                continue;
            };
            let payload = |id: Option<SpanId>| {
                of_trace.iter().find(|span| Some(span.span_id) == id.map(SpanId::to_i64))
            };
            let (input, output) = (payload(summary.input_span), payload(summary.output_span));
            let input_preview = preview_payload(connection, project_id, input, true).await?;
            let output_preview = preview_payload(connection, project_id, output, false).await?;
            let trace_id = TraceId(of_trace[0].trace_id);
            executions.push((
                project_id,
                Execution {
                    trace_id,
                    summary,
                    cost_estimated: false,
                    input_preview,
                    output_preview,
                },
            ));
        }
    }
    executions.sort_by_key(|(project_id, execution)| (*project_id, execution.trace_id.0));
    Ok(executions)
}

/// Reads what summaries need of the spans, narrow columns only, in the order of their traces.
async fn read_spans(
    connection: &mut PgConnection,
    project_id: i32,
    scopes: &[StoredScope],
) -> Result<Vec<StoredSpan>, StorageError> {
    let traces: Vec<Uuid> = scopes.iter().map(|scope| scope.trace_id).collect();
    let from = scopes.iter().map(|scope| scope.start_ns).min().unwrap_or(0);
    let to = scopes.iter().map(|scope| scope.last_start_ns).max().unwrap_or(0);
    let mut query = QueryBuilder::new(
        "select trace_id, span_id, parent_span_id, start_ns, end_ns, arrival, type, status, name, \
         service, execution_id, agent_id, agent_name, thread_id, session_id, user_id, company_id, \
         entity_type, entity_value, model, response_id, coalesce(error ->> 'message', \
         error ->> 'type') as error, input_tokens, output_tokens, total_tokens, cost, \
         input is not null or input_key is not null as has_input, \
         output is not null or output_key is not null as has_output \
         from spans where project_id = ",
    );
    query.push_bind(project_id).push(" and trace_id = any(").push_bind(traces);
    query.push(") and start_ns between ").push_bind(from).push(" and ").push_bind(to);
    query.push(" order by trace_id");
    Ok(query.build_query_as().fetch_all(connection).await?)
}

async fn preview_payload(
    connection: &mut PgConnection,
    project_id: i32,
    span: Option<&StoredSpan>,
    is_input: bool,
) -> Result<Option<String>, StorageError> {
    let Some(span) = span else { return Ok(None) };
    let payload = sqlx::query_scalar!(
        r#"select case when $5 then coalesce(input, attributes -> input_key)
            else coalesce(output, attributes -> output_key) end #>> '{}' as payload
        from spans
        where project_id = $1 and trace_id = $2 and span_id = $3 and start_ns = $4"#,
        project_id,
        span.trace_id,
        span.span_id,
        span.start_ns,
        is_input,
    )
    .fetch_optional(connection)
    .await?;
    // `#>> '{}'` gives a JSON string's text and any other value's JSON; both are previewed alike.
    Ok(payload.flatten().and_then(|text| {
        let as_text = serde_json::Value::String(text).to_string();
        preview(&as_text, is_input.then_some("user"))
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
    has_input: bool,
    has_output: bool,
}

impl StoredSpan {
    fn as_summary(&self) -> SummarySpan<'_> {
        SummarySpan {
            span_id: SpanId::from_i64(self.span_id),
            parent: self.parent_span_id.map(SpanId::from_i64),
            start: UnixNano(self.start_ns),
            end: Some(UnixNano(self.end_ns)),
            arrival: self.arrival,
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
            has_input: self.has_input,
            has_output: self.has_output,
        }
    }
}
