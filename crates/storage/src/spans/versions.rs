//! Stored versions of spans, read whole to be merged with newer ones, and taken away for them.

use std::sync::Arc;

use farol_model::{JsonNode, JsonText, Payload, Resource, Span, SpanError, SpanStatus, UnixNano};
use sqlx::{PgConnection, QueryBuilder};
use uuid::Uuid;

use super::{
    SpanRow,
    read::{LIGHT, PAYLOAD},
};
use crate::StorageError;

/// A span's key within a project, and the bounds of the days to look into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpanKey {
    pub(crate) trace_id: Uuid,
    pub(crate) span_id: i64,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Reads what is stored of these spans of a project.
pub(crate) async fn read_versions(
    connection: &mut PgConnection,
    project_id: i32,
    keys: &[SpanKey],
) -> Result<Vec<Span>, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(LIGHT).push(", ").push(PAYLOAD).push(" from unnest(");
    query.push_bind(keys.iter().map(|key| key.trace_id).collect::<Vec<_>>()).push("::uuid[], ");
    query.push_bind(keys.iter().map(|key| key.span_id).collect::<Vec<_>>()).push("::bigint[], ");
    query.push_bind(keys.iter().map(|key| key.from).collect::<Vec<_>>()).push("::bigint[], ");
    query.push_bind(keys.iter().map(|key| key.to).collect::<Vec<_>>()).push("::bigint[]) ");
    query.push("as wanted (of_trace, of_span, from_ns, to_ns) join spans on project_id = ");
    query.push_bind(project_id);
    query.push(
        " and trace_id = of_trace and span_id = of_span and start_ns between from_ns and to_ns",
    );
    let rows: Vec<SpanRow> = query.build_query_as().fetch_all(connection).await?;
    Ok(rows.into_iter().map(Span::from).collect())
}

/// Deletes these spans of a project, each known by its start, too.
pub(crate) async fn delete_versions(
    connection: &mut PgConnection,
    project_id: i32,
    spans: &[Span],
) -> Result<(), StorageError> {
    let traces: Vec<Uuid> = spans.iter().map(|span| span.trace_id.0).collect();
    let ids: Vec<i64> = spans.iter().map(|span| span.span_id.to_i64()).collect();
    let starts: Vec<i64> = spans.iter().map(|span| span.start.0).collect();
    sqlx::query!(
        "delete from spans
        using unnest($2::uuid[], $3::bigint[], $4::bigint[]) as old (of_trace, of_span, of_start)
        where project_id = $1 and trace_id = of_trace and span_id = of_span and start_ns = of_start",
        project_id,
        &traces,
        &ids,
        &starts,
    )
    .execute(connection)
    .await?;
    Ok(())
}

impl From<SpanRow> for Span {
    fn from(row: SpanRow) -> Self {
        let running = row.status == SpanStatus::Running;
        let error = row.error.and_then(|error| serde_json::from_str::<SpanError>(error.get()).ok());
        let mut span = Self {
            trace_id: row.trace_id,
            span_id: row.span_id,
            parent_span_id: row.parent_span_id,
            start: row.start,
            end: (!running).then_some(row.end),
            arrival: row.arrival,
            version_arrival: row.version_arrival,
            name: row.name,
            span_type: row.span_type,
            subtype: row.subtype,
            status: row.status,
            kind: row.kind,
            status_code: row.status_code,
            status_message: row.status_message,
            error,
            execution_id: row.execution_id,
            agent_id: row.agent_id,
            agent_name: row.agent_name,
            thread_id: row.thread_id,
            session_id: row.session_id,
            user_id: row.user_id,
            company_id: row.company_id,
            entity_type: row.entity_type,
            entity_value: row.entity_value,
            model: row.model,
            provider: row.provider,
            usage: row.usage,
            cost: row.cost,
            cost_estimated: row.cost_estimated,
            finish_reason: row.finish_reason,
            time_to_first_token_ns: row.time_to_first_token_ns,
            tool_name: row.tool_name,
            tool_call_id: row.tool_call_id,
            node: row.start_guessed.map(|start_guessed| {
                let (id, parent_id) = (row.node_id, row.parent_node_id);
                Box::new(JsonNode { id, parent_id, start_guessed, ..JsonNode::default() })
            }),
            ..Self::default()
        };
        let Some(payload) = row.payload else { return span };
        let stored = |key: Option<String>, value: Option<JsonText>| match (key, value) {
            (Some(key), _) => Payload::Attribute(key),
            (None, Some(value)) => Payload::Json(value),
            (None, None) => Payload::None,
        };
        span.input = stored(payload.input_key, payload.input);
        span.output = stored(payload.output_key, payload.output);
        span.response_id = payload.response_id;
        span.attributes = payload.attributes;
        span.attribute_kinds = payload.attribute_kinds;
        span.events = payload.events;
        span.links = payload.links;
        span.otlp = payload.otlp;
        span.resource = Arc::new(Resource {
            service: row.service,
            resource: payload.resource,
            scope: payload.scope,
            scope_name: None,
            kinds: payload.resource_kinds,
        });
        if let Some(node) = &mut span.node {
            node.metadata = payload.metadata;
        }
        span
    }
}

impl SpanKey {
    /// The key of a span that is looked for in these bounds.
    pub(crate) fn of(span: &Span, from: UnixNano, to: UnixNano) -> Self {
        let (trace_id, span_id) = (span.trace_id.0, span.span_id.to_i64());
        Self { trace_id, span_id, from: from.0, to: to.0 }
    }
}
