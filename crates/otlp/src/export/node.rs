//! What a node of JSON ingest tells, in attributes: as OTLP it says the same when it comes back.

use farol_model::{Payload, Span, SpanError, SpanStatus};
use serde_json::{Map, Value, json};

/// A node in OTLP's terms: JSON texts as [`super::ExportSpan`] wants them.
#[derive(Clone, Debug)]
pub struct ExportNode {
    pub attributes: String,
    pub events: Option<String>,
    pub status_code: i32,
    pub status_message: Option<String>,
}

const STATUS_ERROR: i32 = 2;

impl From<&Span> for ExportNode {
    fn from(span: &Span) -> Self {
        let failed = span.status == SpanStatus::Error;
        let error = span.error.as_ref();
        Self {
            attributes: attributes(span).to_string(),
            events: error.and_then(|error| exception(error, span)).map(|event| event.to_string()),
            status_code: if failed { STATUS_ERROR } else { 0 },
            status_message: error.and_then(|error| error.message.clone()),
        }
    }
}

fn attributes(span: &Span) -> Value {
    let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
    let sent = span.attributes.as_ref().and_then(|text| parse(text.as_str()));
    let mut all = sent.and_then(|sent| sent.as_object().cloned()).unwrap_or_default();
    put(&mut all, "farol.span.type", Some(span.span_type.name()));
    for (key, told) in [
        ("farol.span.subtype", &span.subtype),
        ("farol.execution.id", &span.execution_id),
        ("farol.thread.id", &span.thread_id),
        ("farol.session.id", &span.session_id),
        ("farol.company.id", &span.company_id),
        ("farol.agent.id", &span.agent_id),
        ("farol.user.id", &span.user_id),
        ("farol.entity.type", &span.entity_type),
        ("farol.entity.value", &span.entity_value),
        ("gen_ai.agent.name", &span.agent_name),
        ("gen_ai.request.model", &span.model),
        ("gen_ai.provider.name", &span.provider),
        ("gen_ai.tool.name", &span.tool_name),
        ("gen_ai.tool.call.id", &span.tool_call_id),
    ] {
        put(&mut all, key, told.as_deref());
    }
    let usage = &span.usage;
    for (key, tokens) in [
        ("gen_ai.usage.input_tokens", usage.input),
        ("gen_ai.usage.output_tokens", usage.output),
        ("gen_ai.usage.total_tokens", usage.total),
        ("gen_ai.usage.cache_read.input_tokens", usage.cached),
        ("gen_ai.usage.cache_write.input_tokens", usage.cache_write),
        ("gen_ai.usage.reasoning.output_tokens", usage.reasoning),
    ] {
        put(&mut all, key, tokens);
    }
    put(&mut all, "gen_ai.usage.cost", span.cost.filter(|_| !span.cost_estimated));
    put(
        &mut all,
        "gen_ai.response.finish_reasons",
        span.finish_reason.clone().map(|one| vec![one]),
    );
    #[expect(clippy::cast_precision_loss, reason = "nobody waits for 2^53 nanoseconds")]
    let first_token = span.time_to_first_token_ns.map(|time| time as f64 / 1e9);
    put(&mut all, "gen_ai.response.time_to_first_chunk", first_token);
    for (key, payload) in [("farol.input", &span.input), ("farol.output", &span.output)] {
        if let Payload::Json(text) = payload {
            put(&mut all, key, parse(text.as_str()));
        }
    }
    if let Some(node) = &span.node {
        put(&mut all, "farol.node.id", node.id.as_deref());
        put(&mut all, "farol.node.parent_id", node.parent_id.as_deref());
        put(&mut all, "metadata", node.metadata.as_ref().and_then(|text| parse(text.as_str())));
    }
    Value::Object(all)
}

fn put(all: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        all.insert(key.to_owned(), value.into());
    }
}

/// The event that tells what a status cannot.
fn exception(error: &SpanError, span: &Span) -> Option<Value> {
    error.error_type.as_ref().or(error.stack.as_ref())?;
    let mut told = Map::new();
    put(&mut told, "exception.type", error.error_type.as_deref());
    put(&mut told, "exception.message", error.message.as_deref());
    put(&mut told, "exception.stacktrace", error.stack.as_deref());
    let time = span.end.unwrap_or(span.start).0.to_string();
    Some(json!([{"name": "exception", "timeUnixNano": time, "attributes": told}]))
}
