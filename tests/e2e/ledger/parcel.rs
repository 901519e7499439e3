//! A request, and what it claims.

use std::collections::BTreeSet;

use farol_testkit::otlp::{
    attribute, failed, json_bytes, log, logs, proto::logs::v1::LogRecord, proto::trace::v1::Span,
    protobuf_bytes, span, traces,
};

/// One request. Sent again, it is the same parcel: its items are to be there once.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Told from all others of a run.
    pub id: u64,
    pub project: usize,
    pub path: &'static str,
    pub content_type: &'static str,
    pub idempotency_key: Option<String>,
    pub body: Vec<u8>,
    /// Whether a repetition can be told. If not, it is never sent again.
    pub repeatable: bool,
    pub items: Items,
}

/// What a parcel brings.
#[derive(Clone, Debug)]
pub enum Items {
    Spans(Vec<SpanFact>),
    /// The bodies of log records, each the only one of its kind in a project.
    Logs(LogFacts),
}

/// Log records of one trace id, which no other parcel has.
#[derive(Clone, Debug)]
pub struct LogFacts {
    pub trace: u128,
    pub bodies: BTreeSet<String>,
}

/// What is told of one span, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanFact {
    pub trace: u128,
    pub span: u64,
    pub parent: Option<u64>,
    pub start: u64,
    pub end: u64,
    pub failed: bool,
    /// Input and output tokens.
    pub usage: Option<(i64, i64)>,
}

/// How a body is written.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    Protobuf,
    Json,
}

impl Encoding {
    pub const BOTH: [Self; 2] = [Self::Protobuf, Self::Json];

    const fn content_type(self) -> &'static str {
        match self {
            Self::Protobuf => "application/x-protobuf",
            Self::Json => "application/json",
        }
    }
}

impl Parcel {
    pub fn of_spans(id: u64, project: usize, encoding: Encoding, facts: Vec<SpanFact>) -> Self {
        let request = traces("ledger", facts.iter().map(SpanFact::as_sent).collect());
        let body = match encoding {
            Encoding::Protobuf => protobuf_bytes(&request),
            Encoding::Json => json_bytes(&request),
        };
        Self {
            id,
            project,
            path: "/v1/traces",
            content_type: encoding.content_type(),
            idempotency_key: None,
            body,
            repeatable: true,
            items: Items::Spans(facts),
        }
    }

    /// Records that begin at a time and follow each other by a millisecond.
    pub fn of_logs(
        id: u64,
        project: usize,
        encoding: Encoding,
        time: u64,
        facts: LogFacts,
    ) -> Self {
        let record = |(body, time): (&String, u64)| LogRecord {
            trace_id: facts.trace.to_be_bytes().to_vec(),
            ..log(time, body)
        };
        let times = (0..).map(|position| time + position * 1_000_000);
        let request = logs("ledger", facts.bodies.iter().zip(times).map(record).collect());
        let body = match encoding {
            Encoding::Protobuf => protobuf_bytes(&request),
            Encoding::Json => json_bytes(&request),
        };
        // The contract's rule for bodies that can only come twice by being sent again.
        let repeatable = facts.bodies.len() > 1 || !time.is_multiple_of(1_000_000);
        Self {
            id,
            project,
            path: "/v1/logs",
            content_type: encoding.content_type(),
            idempotency_key: None,
            body,
            repeatable,
            items: Items::Logs(facts),
        }
    }

    /// The same with a name that its sender gives it.
    pub fn named(self, key: String) -> Self {
        Self { idempotency_key: Some(key), repeatable: true, ..self }
    }
}

impl Items {
    pub fn len(&self) -> usize {
        match self {
            Self::Spans(spans) => spans.len(),
            Self::Logs(logs) => logs.bodies.len(),
        }
    }
}

impl SpanFact {
    fn as_sent(&self) -> Span {
        let mut sent = span(self.trace, self.span, "step", self.start);
        sent.end_time_unix_nano = self.end;
        sent.attributes = vec![attribute("position", self.span.cast_signed())];
        match self.parent {
            Some(parent) => sent.parent_span_id = parent.to_be_bytes().to_vec(),
            None => sent.attributes.push(attribute("gen_ai.operation.name", "invoke_agent")),
        }
        if let Some((input, output)) = self.usage {
            if self.parent.is_some() {
                sent.attributes.push(attribute("gen_ai.operation.name", "chat"));
            }
            sent.attributes.push(attribute("gen_ai.usage.input_tokens", input));
            sent.attributes.push(attribute("gen_ai.usage.output_tokens", output));
        }
        if self.failed { failed(sent, "it failed") } else { sent }
    }
}
