//! OTLP/JSON made by hand, for what the real SDKs do not send.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// One span of a payload; ids are numbers, written in hex.
#[derive(Clone, Debug)]
pub struct Span {
    pub id: u64,
    pub parent: Option<u64>,
    pub name: String,
    pub start_ns: u64,
    pub end_ns: u64,
}

/// Nanoseconds since 1970.
#[must_use]
pub fn now_ns() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    u64::try_from(since.as_nanos()).expect("a clock before 2554")
}

/// `traceId` as the API shows it.
#[must_use]
pub fn trace_hex(trace: u128) -> String {
    format!("{trace:032x}")
}

/// `spanId` as the API shows it.
#[must_use]
pub fn span_hex(span: u64) -> String {
    format!("{span:016x}")
}

/// A root with `count - 1` children, a millisecond apart; span ids are 1 to `count`.
#[must_use]
pub fn flat_trace(count: u64, start: u64) -> Vec<Span> {
    let span = |id: u64| Span {
        id,
        parent: (id > 1).then_some(1),
        name: if id == 1 { "root".to_owned() } else { format!("step {id}") },
        start_ns: start + (id - 1) * 1_000_000,
        end_ns: start + count * 1_000_000,
    };
    (1..=count).map(span).collect()
}

/// An `ExportTraceServiceRequest` of one resource and one scope.
#[must_use]
pub fn trace_request(trace: u128, spans: &[Span]) -> Value {
    let spans: Vec<Value> = spans.iter().map(|span| span_json(trace, span)).collect();
    json!({ "resourceSpans": [{
        "resource": { "attributes": [
            { "key": "service.name", "value": { "stringValue": "farol-tests" } },
        ] },
        "scopeSpans": [{ "scope": { "name": "e2e" }, "spans": spans }],
    }] })
}

fn span_json(trace: u128, span: &Span) -> Value {
    json!({
        "traceId": trace_hex(trace),
        "spanId": span_hex(span.id),
        "parentSpanId": span.parent.map(span_hex).unwrap_or_default(),
        "name": span.name,
        "kind": 1,
        "startTimeUnixNano": span.start_ns.to_string(),
        "endTimeUnixNano": span.end_ns.to_string(),
        "attributes": [{ "key": "position", "value": { "intValue": span.id.to_string() } }],
    })
}
