//! Valid requests that hold a bit of everything.

use opentelemetry_proto::tonic::{
    collector::{logs::v1::ExportLogsServiceRequest, trace::v1::ExportTraceServiceRequest},
    common::v1::{AnyValue, KeyValue},
    logs::v1::LogRecord,
    trace::v1::{Span, Status, span::Link},
};

use super::below;
use crate::{
    Random, TraceBuilder,
    otlp::{attribute, event, log, logs, span, traces, value},
};

/// Keys that conventions know, beside some that none does.
const KEYS: [&str; 22] = [
    "",
    "a",
    "a.b",
    "a\0b",
    "text/~0",
    "__proto__",
    "gen_ai.operation.name",
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.prompt.0.content",
    "gen_ai.response.id",
    "gen_ai.conversation.id",
    "llm.token_count.total",
    "session.id",
    "user.id",
    "exception.message",
    "farol.execution.id",
    "farol.type",
    "farol.cost",
];
const TEXTS: [&str; 14] = [
    "",
    "text",
    "chat",
    "invoke_agent",
    "execute_tool",
    "7",
    "-1.5",
    "1e400",
    "a\0b",
    "olá \u{1f980} \"\\\n",
    "\u{fffd}\u{10ffff}\u{7f}",
    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"a\"}]}]",
    "{\"a\": [1, 2",
    "{\"a\":\"\\u0000\\ud800\"}",
];
const NUMBERS: [f64; 7] = [0.0, -0.0, 1.5, 1e300, f64::NAN, f64::INFINITY, 5e-324];

/// Spans as agents send them, or with any value in any place.
pub fn sample_traces(random: &mut Random, start: u64) -> ExportTraceServiceRequest {
    let count = 1 + below(random, 4);
    if random.below(4) == 0 {
        return TraceBuilder::new(random.next()).spans(count).start(start).build();
    }
    let trace = u128::from(random.next()) << 64 | u128::from(random.next() | 1);
    let spans = (1..=count as u64).map(|id| any_span(random, trace, id, start)).collect();
    let mut request = traces(&text(random), spans);
    for resource in request.resource_spans.iter_mut().filter_map(|of| of.resource.as_mut()) {
        resource.attributes.extend(attributes(random, 2));
    }
    request
}

/// Log records with any value in any place.
pub fn sample_logs(random: &mut Random, start: u64) -> ExportLogsServiceRequest {
    let count = 1 + below(random, 4);
    logs(&text(random), (0..count).map(|_| any_log(random, start)).collect())
}

fn any_span(random: &mut Random, trace: u128, id: u64, start: u64) -> Span {
    let link = Link {
        trace_id: random.trace_id(),
        span_id: random.span_id(),
        trace_state: text(random),
        attributes: attributes(random, 1),
        ..Link::default()
    };
    Span {
        parent_span_id: if id == 1 { Vec::new() } else { (id - 1).to_be_bytes().to_vec() },
        trace_state: text(random),
        flags: u32::try_from(random.below(1 << 32)).unwrap_or_default(),
        kind: i32::try_from(random.below(7)).unwrap_or_default(),
        attributes: attributes(random, 5),
        events: vec![event(&text(random), start + id, attributes(random, 2))],
        links: vec![link],
        status: Some(Status {
            message: text(random),
            code: i32::try_from(random.below(4)).unwrap_or_default(),
        }),
        ..span(trace, id, &text(random), start + id)
    }
}

fn any_log(random: &mut Random, start: u64) -> LogRecord {
    LogRecord {
        severity_number: i32::try_from(random.below(27)).unwrap_or_default(),
        severity_text: text(random),
        body: Some(any_value(random, 4)),
        attributes: attributes(random, 4),
        trace_id: if random.below(2) == 0 { random.trace_id() } else { Vec::new() },
        span_id: if random.below(2) == 0 { random.span_id() } else { Vec::new() },
        event_name: text(random),
        ..log(start + random.below(1_000_000_000), "")
    }
}

fn attributes(random: &mut Random, most: usize) -> Vec<KeyValue> {
    let count = below(random, most + 1);
    (0..count).map(|_| any_attribute(random, 3)).collect()
}

fn any_attribute(random: &mut Random, depth: usize) -> KeyValue {
    let key = *random.choose(&KEYS);
    attribute(key, any_value(random, depth))
}

fn any_value(random: &mut Random, depth: usize) -> AnyValue {
    match random.below(if depth == 0 { 7 } else { 9 }) {
        0 => AnyValue { value: None },
        1 => value(random.below(2) == 0),
        2 => value(random.next().cast_signed() >> random.below(64)),
        3 => value(*random.choose(&NUMBERS)),
        4 => value(&random.next().to_le_bytes()[..below(random, 9)]),
        7 => {
            let count = below(random, 4);
            value((0..count).map(|_| any_value(random, depth - 1)).collect::<Vec<_>>())
        }
        8 => {
            let count = below(random, 4);
            value((0..count).map(|_| any_attribute(random, depth - 1)).collect::<Vec<_>>())
        }
        _ => value(text(random)),
    }
}

fn text(random: &mut Random) -> String {
    (*random.choose(&TEXTS)).to_owned()
}
