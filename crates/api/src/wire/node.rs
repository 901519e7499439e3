//! A span as a node of a trace.

use farol_model::{JsonText, SpanId, SpanStatus, SpanType, TraceId, UnixNano, Usage};
use farol_storage::{SpanPayload, SpanRow};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Entity, SpanError, Status, as_text, milliseconds, unwrapped};

/// A span as a node of the trace forest.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Node {
    /// As the node was sent; of a span that came over OTLP its `spanId`.
    #[schema(value_type = String)]
    id: NodeId,
    #[schema(required, value_type = Option<String>)]
    parent_id: Option<NodeId>,
    #[schema(value_type = String)]
    pub(crate) span_id: SpanId,
    #[schema(required, value_type = Option<String>)]
    pub(crate) parent_span_id: Option<SpanId>,
    #[schema(value_type = String)]
    trace_id: TraceId,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_id: Option<String>,
    name: String,
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    span_type: SpanType,
    #[schema(required)]
    subtype: Option<String>,
    #[schema(value_type = Status)]
    status: SpanStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_message: Option<String>,
    /// OpenTelemetry's `Status.code` as sent: 0 unset, 1 ok, 2 error.
    status_code: i32,
    /// OpenTelemetry's `SpanKind`: 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    kind: i32,
    #[schema(value_type = String, format = DateTime)]
    start_time: UnixNano,
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = String)]
    start_time_unix_nano: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    end_time: Option<UnixNano>,
    #[serde(serialize_with = "super::as_text_or_null")]
    #[schema(required, value_type = Option<String>)]
    end_time_unix_nano: Option<i64>,
    #[schema(required)]
    duration_ms: Option<f64>,
    #[schema(required)]
    service: Option<String>,
    #[schema(required)]
    model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<String>,
    #[schema(required)]
    usage: Option<NodeUsage>,
    /// In US dollars.
    #[schema(required)]
    cost: Option<f64>,
    /// Whether the cost is Farol's own, by its table of prices, the producer having told none.
    cost_estimated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_to_first_token_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool: Option<Tool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<Entity>,
    #[schema(required, value_type = Option<SpanError>)]
    error: Option<Box<RawValue>>,
    /// Steps below the root of the page; written, like `orphan` and `children`, by the forest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required, value_type = usize)]
    pub(crate) depth: Option<usize>,
    /// The parent is nowhere in this execution.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) orphan: bool,
    #[serde(flatten, skip_serializing_if = "written_apart")]
    payload: Option<NodePayload>,
    /// Absent where `shape=flat` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub(crate) children: Option<Vec<Node>>,
}

/// What a node is called by whoever sent it.
#[derive(Serialize)]
#[serde(untagged)]
enum NodeId {
    Own(String),
    Span(SpanId),
}

/// Tokens: totals include their subsets.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
struct NodeUsage {
    #[schema(required)]
    input_tokens: Option<i64>,
    #[schema(required)]
    output_tokens: Option<i64>,
    #[schema(required)]
    total_tokens: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cached_tokens: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_write_tokens: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_tokens: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Tool {
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    call_id: Option<String>,
}

/// What is long in a span; left out with `payloads=false`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NodePayload {
    #[schema(required, value_type = serde_json::Value)]
    input: Option<JsonText>,
    #[schema(required, value_type = serde_json::Value)]
    output: Option<JsonText>,
    #[schema(value_type = Object)]
    attributes: JsonText,
    /// What JSON cannot tell apart, by JSON pointer: `bytes`, `int`, `double`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    attribute_kinds: Option<JsonText>,
    #[schema(value_type = Vec<Object>)]
    events: JsonText,
    #[schema(value_type = Vec<Object>)]
    links: JsonText,
    #[schema(required, value_type = Option<Object>)]
    resource: Option<JsonText>,
    #[schema(required, value_type = Option<Object>)]
    scope: Option<JsonText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    resource_kinds: Option<JsonText>,
    /// What only OTLP has: `traceState`, `flags`, `dropped…Count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    otlp: Option<JsonText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_id: Option<String>,
    /// Of a node that came as plain JSON: its own, and the values that were of the wrong type.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    metadata: Option<JsonText>,
}

impl From<SpanRow> for Node {
    /// Everything but where the node stands.
    fn from(row: SpanRow) -> Self {
        let running = row.status == SpanStatus::Running;
        let end = (!running).then_some(row.end);
        let duration = row.end.0.saturating_sub(row.start.0).max(0);
        let has_tool = row.tool_name.is_some() || row.tool_call_id.is_some();
        let parent_id = row.parent_node_id.map(NodeId::Own);
        Self {
            id: row.node_id.map_or(NodeId::Span(row.span_id), NodeId::Own),
            parent_id: parent_id.or_else(|| row.parent_span_id.map(NodeId::Span)),
            span_id: row.span_id,
            parent_span_id: row.parent_span_id,
            trace_id: row.trace_id,
            execution_id: row.execution_id,
            name: row.name,
            span_type: row.span_type,
            subtype: row.subtype,
            status: row.status,
            status_message: row.status_message,
            status_code: row.status_code,
            kind: row.kind,
            start_time: row.start,
            start_time_unix_nano: row.start.0,
            end_time: end,
            end_time_unix_nano: end.map(|end| end.0),
            duration_ms: end.map(|_| milliseconds(duration)),
            service: row.service,
            model: row.model,
            provider: row.provider,
            usage: NodeUsage::of(&row.usage),
            cost: row.cost,
            cost_estimated: row.cost_estimated,
            finish_reason: row.finish_reason,
            time_to_first_token_ms: row.time_to_first_token_ns.map(milliseconds),
            tool: has_tool.then_some(Tool { name: row.tool_name, call_id: row.tool_call_id }),
            agent_id: row.agent_id,
            agent_name: row.agent_name,
            thread_id: row.thread_id,
            session_id: row.session_id,
            user_id: row.user_id,
            company_id: row.company_id,
            entity: Entity::of(row.entity_type, row.entity_value),
            error: row.error,
            depth: None,
            orphan: false,
            payload: row.payload.map(|payload| NodePayload::of(*payload)),
            children: None,
        }
    }
}

impl Node {
    /// A span in a list of its own, which tells its execution's id.
    pub(crate) fn alone(row: SpanRow, execution_id: String) -> Self {
        Self { execution_id: Some(execution_id), depth: Some(0), ..Self::from(row) }
    }

    /// Writes the node as an object that is not closed.
    ///
    /// The payloads are written as they are stored: a serialiser would parse each of them to see
    /// whether it is JSON, which is most of the time that a trace takes.
    pub(crate) fn write_open(&self, out: &mut Vec<u8>) {
        // Writing to memory does not fail.
        serde_json::to_writer(&mut *out, self).ok();
        out.pop();
        if let Some(payload) = &self.payload {
            payload.write(out);
        }
    }

    /// The node as an object.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.write_open(out);
        out.push(b'}');
    }
}

/// Keeps serde from a field that [`Node::write`] writes.
const fn written_apart<T>(_: &T) -> bool {
    true
}

fn or_null(value: Option<&JsonText>) -> &str {
    value.map_or("null", JsonText::as_str)
}

/// A list or an object with nothing in it.
fn literal(json: &str) -> JsonText {
    JsonText::vouched(json.to_owned())
}

impl NodeUsage {
    fn of(usage: &Usage) -> Option<Self> {
        let told = *usage != Usage::default();
        told.then(|| Self {
            input_tokens: usage.input,
            output_tokens: usage.output,
            total_tokens: usage.total_tokens(),
            cached_tokens: usage.cached,
            cache_write_tokens: usage.cache_write,
            reasoning_tokens: usage.reasoning,
        })
    }
}

impl NodePayload {
    fn of(payload: SpanPayload) -> Self {
        let (from_input, from_output) = (payload.input_key.is_some(), payload.output_key.is_some());
        Self {
            input: payload.input.map(|value| unwrapped(value, from_input)),
            output: payload.output.map(|value| unwrapped(value, from_output)),
            attributes: payload.attributes.unwrap_or_else(|| literal("{}")),
            attribute_kinds: payload.attribute_kinds,
            events: payload.events.unwrap_or_else(|| literal("[]")),
            links: payload.links.unwrap_or_else(|| literal("[]")),
            resource: payload.resource,
            scope: payload.scope,
            resource_kinds: payload.resource_kinds,
            otlp: payload.otlp,
            response_id: payload.response_id,
            metadata: payload.metadata,
        }
    }

    /// Adds the fields to an object that is not closed.
    fn write(&self, out: &mut Vec<u8>) {
        let mut field = |name: &str, value: &str| {
            for part in [",\"", name, "\":", value] {
                out.extend_from_slice(part.as_bytes());
            }
        };

        field("input", or_null(self.input.as_ref()));
        field("output", or_null(self.output.as_ref()));
        field("attributes", self.attributes.as_str());
        field("events", self.events.as_str());
        field("links", self.links.as_str());
        field("resource", or_null(self.resource.as_ref()));
        field("scope", or_null(self.scope.as_ref()));
        let response_id = self.response_id.as_ref().map(JsonText::of);
        for (name, told) in [
            ("attributeKinds", &self.attribute_kinds),
            ("resourceKinds", &self.resource_kinds),
            ("otlp", &self.otlp),
            ("responseId", &response_id),
            ("metadata", &self.metadata),
        ] {
            if let Some(told) = told {
                field(name, told.as_str());
            }
        }
    }
}
