//! OTLP requests, built of the generated types and encoded by them: not by the code under test.

use opentelemetry_proto::tonic::{
    collector::{logs::v1::ExportLogsServiceRequest, trace::v1::ExportTraceServiceRequest},
    common::v1::{AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
    resource::v1::Resource,
    trace::v1::{ResourceSpans, ScopeSpans, Span, Status, span::Event},
};
use prost::Message;
use serde::Serialize;

pub use opentelemetry_proto::tonic as proto;

/// A value of an attribute: [`text`], [`list`] and the like make one, and so do literals.
pub fn value(of: impl IntoValue) -> AnyValue {
    of.into_value()
}

/// What an attribute's value can be made of.
pub trait IntoValue {
    fn into_value(self) -> AnyValue;
}

impl IntoValue for AnyValue {
    fn into_value(self) -> AnyValue {
        self
    }
}

macro_rules! values {
    ($($from:ty => |$value:ident| $variant:ident($into:expr);)+) => {$(
        impl IntoValue for $from {
            fn into_value(self) -> AnyValue {
                let $value = self;
                AnyValue { value: Some(any_value::Value::$variant($into)) }
            }
        }
    )+};
}

values! {
    &str => |value| StringValue(value.to_owned());
    String => |value| StringValue(value);
    bool => |value| BoolValue(value);
    i64 => |value| IntValue(value);
    f64 => |value| DoubleValue(value);
    &[u8] => |value| BytesValue(value.to_vec());
    Vec<AnyValue> => |values| ArrayValue(ArrayValue { values });
    Vec<KeyValue> => |values| KvlistValue(KeyValueList { values });
}

pub fn attribute(key: &str, of: impl IntoValue) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(of.into_value()), ..KeyValue::default() }
}

/// A span of a second, with ids made of the two numbers, which must not be 0.
pub fn span(trace: u128, id: u64, name: &str, start: u64) -> Span {
    Span {
        trace_id: trace.to_be_bytes().to_vec(),
        span_id: id.to_be_bytes().to_vec(),
        name: name.to_owned(),
        kind: 1,
        start_time_unix_nano: start,
        end_time_unix_nano: start + 1_000_000_000,
        ..Span::default()
    }
}

/// Marks a span as failed.
pub fn failed(mut span: Span, message: &str) -> Span {
    span.status = Some(Status { message: message.to_owned(), code: 2 });
    span
}

pub fn event(name: &str, time: u64, attributes: Vec<KeyValue>) -> Event {
    Event { name: name.to_owned(), time_unix_nano: time, attributes, ..Event::default() }
}

/// A log line at level INFO.
pub fn log(time: u64, body: &str) -> LogRecord {
    LogRecord {
        time_unix_nano: time,
        observed_time_unix_nano: time,
        severity_number: 9,
        severity_text: "INFO".to_owned(),
        body: Some(value(body)),
        ..LogRecord::default()
    }
}

pub fn resource(service: &str) -> Resource {
    Resource { attributes: vec![attribute("service.name", service)], ..Resource::default() }
}

pub fn scope(name: &str) -> InstrumentationScope {
    InstrumentationScope {
        name: name.to_owned(),
        version: "1".to_owned(),
        ..InstrumentationScope::default()
    }
}

/// A request of one service and one scope.
pub fn traces(service: &str, spans: Vec<Span>) -> ExportTraceServiceRequest {
    let scope_spans = ScopeSpans { scope: Some(scope("testkit")), spans, ..ScopeSpans::default() };
    let resource_spans = ResourceSpans {
        resource: Some(resource(service)),
        scope_spans: vec![scope_spans],
        ..ResourceSpans::default()
    };
    ExportTraceServiceRequest { resource_spans: vec![resource_spans] }
}

/// A request of one service and one scope.
pub fn logs(service: &str, log_records: Vec<LogRecord>) -> ExportLogsServiceRequest {
    let scope_logs =
        ScopeLogs { scope: Some(scope("testkit")), log_records, ..ScopeLogs::default() };
    let resource_logs = ResourceLogs {
        resource: Some(resource(service)),
        scope_logs: vec![scope_logs],
        ..ResourceLogs::default()
    };
    ExportLogsServiceRequest { resource_logs: vec![resource_logs] }
}

/// The body of a protobuf request.
pub fn protobuf_bytes<M: Message>(request: &M) -> Vec<u8> {
    request.encode_to_vec()
}

/// The body of a JSON request.
pub fn json_bytes<M: Serialize>(request: &M) -> Vec<u8> {
    serde_json::to_vec(request).unwrap_or_default()
}
