//! Short ways to decode.

use farol_model::{JsonText, LogRecord, Span, UnixNano};
use farol_otlp::{Context, DecodeError, Decoded, Encoding, Limits, decode_logs, decode_traces};
use farol_testkit::otlp::{
    json_bytes, logs,
    proto::{
        collector::trace::v1::ExportTraceServiceRequest, logs::v1 as log_proto,
        trace::v1 as trace_proto,
    },
    protobuf_bytes, traces,
};
use serde_json::Value;

pub const START: u64 = 1_763_700_000_000_000_000;
pub const RECEIVED: UnixNano = UnixNano(1_763_711_467_218_000_001);
pub const BOTH: [Encoding; 2] = [Encoding::Protobuf, Encoding::Json];

/// Calls with a context that has room for everything.
pub fn with_context<T>(run: impl FnOnce(&mut Context<'_>) -> T) -> T {
    with_budget(&mut |_| true, run)
}

/// Calls with a context whose memory is asked for by this.
pub fn with_budget<T>(
    charge: &mut dyn FnMut(usize) -> bool,
    run: impl FnOnce(&mut Context<'_>) -> T,
) -> T {
    run(&mut Context {
        received: RECEIVED,
        first_arrival: 1_000,
        oldest: UnixNano(0),
        newest: UnixNano(i64::MAX),
        limits: Limits::default(),
        charge,
    })
}

pub fn try_traces(body: &[u8], encoding: Encoding) -> Result<Decoded<Span>, DecodeError> {
    with_context(|context| decode_traces(body, encoding, context))
}

pub fn try_logs(body: &[u8], encoding: Encoding) -> Result<Decoded<LogRecord>, DecodeError> {
    with_context(|context| decode_logs(body, encoding, context))
}

pub fn json_traces(body: &str) -> Decoded<Span> {
    try_traces(body.as_bytes(), Encoding::Json).unwrap()
}

/// The request in one of the encodings.
pub fn encode(request: &ExportTraceServiceRequest, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Protobuf => protobuf_bytes(request),
        Encoding::Json => json_bytes(request),
    }
}

pub fn decode_request(request: &ExportTraceServiceRequest, encoding: Encoding) -> Decoded<Span> {
    try_traces(&encode(request, encoding), encoding).unwrap()
}

/// Decodes the one span of a request, in protobuf.
pub fn one_span(span: trace_proto::Span) -> Span {
    let decoded = decode_request(&traces("service", vec![span]), Encoding::Protobuf);
    assert_eq!(decoded.rejected.message, "");
    decoded.items.into_iter().next().unwrap()
}

/// Decodes the one record of a request, in protobuf.
pub fn one_log(record: log_proto::LogRecord) -> LogRecord {
    let body = protobuf_bytes(&logs("service", vec![record]));
    let decoded = try_logs(&body, Encoding::Protobuf).unwrap();
    assert_eq!(decoded.rejected.count, 0);
    decoded.items.into_iter().next().unwrap()
}

/// A request whose one span has these fields, in JSON, beside valid ids and times.
pub fn json_span(fields: &str) -> String {
    format!(
        r#"{{"resourceSpans":[{{"scopeSpans":[{{"spans":[{{
            "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
            "startTimeUnixNano":"{START}","endTimeUnixNano":"{START}",{fields}}}]}}]}}]}}"#
    )
}

pub fn one_json_span(fields: &str) -> Span {
    let decoded = json_traces(&json_span(fields));
    assert_eq!(decoded.rejected.message, "");
    decoded.items.into_iter().next().unwrap()
}

/// What the text holds; asserts that Postgres would take it.
pub fn parsed(text: Option<&JsonText>) -> Value {
    let text = text.map_or("null", JsonText::as_str);
    let value = serde_json::from_str(text).unwrap();
    assert!(!holds_nul(&value), "{text}");
    value
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => {
            fields.iter().any(|(key, value)| key.contains('\0') || holds_nul(value))
        }
        _ => false,
    }
}
