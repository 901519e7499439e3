//! What each convention means, by a span or two as its producers send them.

#![expect(clippy::needless_pass_by_value, reason = "literals are handed over")]

mod agents;
mod clients;
mod fixtures;
mod hostile;
mod logfire;
mod sdks;
mod standard;
mod voice;

use farol_model::{Payload, Span};
use farol_otlp::{Decoded, Encoding};
use farol_testkit::otlp::{
    attribute, event,
    proto::{
        common::v1::{AnyValue, InstrumentationScope, KeyValue},
        trace::v1 as trace_proto,
    },
    span, traces, value,
};
use serde_json::{Map, Value, json};

use crate::support::{START, decode_request};

/// A span to be sent: its scope, its name, its attributes.
pub struct Sent {
    pub scope: &'static str,
    pub resource: Vec<KeyValue>,
    pub span: trace_proto::Span,
}

pub fn sent(scope: &'static str, name: &str, attributes: Value) -> Sent {
    let mut span = span(1, 1, name, START);
    span.attributes = attributes_of(&attributes);
    Sent { scope, resource: Vec::new(), span }
}

impl Sent {
    /// Adds an event, so many milliseconds after the start.
    pub fn event(mut self, name: &str, after_ms: u64, attributes: Value) -> Self {
        let time = START + after_ms * 1_000_000;
        self.span.events.push(event(name, time, attributes_of(&attributes)));
        self
    }

    pub fn decode(self) -> Decoded<Span> {
        let mut request = traces("service", vec![self.span]);
        let resource_spans = &mut request.resource_spans[0];
        resource_spans.resource.as_mut().unwrap().attributes.extend(self.resource);
        resource_spans.scope_spans[0].scope =
            Some(InstrumentationScope { name: self.scope.to_owned(), ..Default::default() });
        let decoded = decode_request(&request, Encoding::Protobuf);
        assert_eq!(decoded.rejected.message, "");
        decoded
    }

    /// Asserts all that is understood of the span, no more and no less.
    #[track_caller]
    pub fn means(self, expected: Value) {
        let name = self.span.name.clone();
        let decoded = self.decode();
        assert_eq!(told(&decoded.items[0]), expected, "{name}");
    }
}

pub fn attributes_of(attributes: &Value) -> Vec<KeyValue> {
    let attributes = attributes.as_object().unwrap();
    attributes.iter().map(|(key, of)| attribute(key, value_of(of))).collect()
}

fn value_of(of: &Value) -> AnyValue {
    match of {
        Value::Null => AnyValue::default(),
        Value::Bool(of) => value(*of),
        Value::Number(of) => of.as_i64().map_or_else(|| value(of.as_f64().unwrap()), value),
        Value::String(of) => value(of.as_str()),
        Value::Array(of) => value(of.iter().map(value_of).collect::<Vec<_>>()),
        Value::Object(_) => value(attributes_of(of)),
    }
}

/// What was read into the named fields: those that are there. An attribute that holds an input or
/// output is told as `@key`.
pub fn told(span: &Span) -> Value {
    let usage = &span.usage;
    let nanos = span.time_to_first_token_ns;
    let all = [
        ("type", json!(span.span_type)),
        ("subtype", json!(span.subtype)),
        ("agent", json!(span.agent_name)),
        ("agentId", json!(span.agent_id)),
        ("model", json!(span.model)),
        ("provider", json!(span.provider)),
        ("in", json!(usage.input)),
        ("out", json!(usage.output)),
        ("total", json!(usage.total)),
        ("cached", json!(usage.cached)),
        ("written", json!(usage.cache_write)),
        ("reasoning", json!(usage.reasoning)),
        ("cost", json!(span.cost)),
        ("thread", json!(span.thread_id)),
        ("session", json!(span.session_id)),
        ("user", json!(span.user_id)),
        ("tool", json!(span.tool_name)),
        ("call", json!(span.tool_call_id)),
        ("response", json!(span.response_id)),
        ("finish", json!(span.finish_reason)),
        ("firstTokenMs", json!(nanos.map(|nanos| nanos / 1_000_000))),
        ("error", json!(span.error)),
        ("input", payload(&span.input)),
        ("output", payload(&span.output)),
    ];
    let told = all.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(told.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn payload(of: &Payload) -> Value {
    match of {
        Payload::None => Value::Null,
        Payload::Attribute(key) => format!("@{key}").into(),
        Payload::Json(text) => serde_json::from_str(text.as_str()).unwrap(),
    }
}
