//! Spans, over OTLP or as nodes of plain JSON.

use farol_testkit::otlp::{
    attribute, failed, json_bytes, proto::trace::v1::Span, protobuf_bytes, span, traces,
};
use farol_tests::payload::{span_hex, trace_hex};
use serde_json::{Value, json};

use super::request::{Format, Request};
use super::{Items, Parcel};

/// What is told of one span, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanFact {
    pub trace: u128,
    pub span: u64,
    pub parent: Option<u64>,
    pub start: u64,
    /// An end may leave its start to the beginning, which another request tells.
    pub tells_start: bool,
    /// The start of a span that runs.
    pub end: u64,
    pub status: Status,
    /// Input and output tokens.
    pub usage: Option<(i64, i64)>,
}

/// As the database numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[repr(i16)]
pub enum Status {
    Running = 0,
    Success = 1,
    Error = 2,
}

impl Parcel {
    pub fn of_spans(id: u64, project: usize, format: Format, facts: Vec<SpanFact>) -> Self {
        let sent = || traces("ledger", facts.iter().map(SpanFact::as_sent).collect());
        let request = match format {
            Format::Protobuf => Request::protobuf("/v1/traces", protobuf_bytes(&sent())),
            Format::Json => Request::json("/v1/traces", json_bytes(&sent())),
            Format::Plain => nodes(facts.iter().map(SpanFact::as_node)),
        };
        Self::new(id, project, request, Items::Spans(facts))
    }

    /// Nodes that do not tell their execution: it is that of nodes sent before, their parents or themselves.
    pub fn of_kin(id: u64, project: usize, facts: Vec<SpanFact>) -> Self {
        let without_execution = |fact: &SpanFact| {
            let mut node = fact.as_node();
            node["executionId"] = Value::Null;
            node
        };
        let request = nodes(facts.iter().map(without_execution));
        Self::new(id, project, request, Items::Spans(facts))
    }
}

fn nodes(nodes: impl Iterator<Item = Value>) -> Request {
    Request::plain("/api/v1/traces", "traces", &nodes.collect::<Vec<_>>())
}

impl SpanFact {
    /// Its beginning alone, as a client tells it that sends the end when it comes.
    pub fn begun(&self) -> Self {
        Self { end: self.start, status: Status::Running, usage: None, ..self.clone() }
    }

    /// Its end alone.
    pub fn ended(&self) -> Self {
        Self { tells_start: false, ..self.clone() }
    }

    /// What may be stored of it: as it is, or, where it tells no start, its end for that until the
    /// beginning is there, too.
    pub fn may_be(&self, stored: &Self) -> bool {
        let start = if stored.tells_start { self.start } else { self.end };
        let tells_start = stored.tells_start || self.tells_start;
        *stored == Self { start, tells_start, ..self.clone() }
    }

    /// Whether what is stored holds all that this one told: it, or a newer version beside it.
    pub fn is_in(&self, stored: &Self) -> bool {
        let ended = |fact: &Self| (fact.status != Status::Running).then_some(fact.end);
        ended(stored) >= ended(self) && stored.tells_start >= self.tells_start
    }

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
        if self.status == Status::Error { failed(sent, "it failed") } else { sent }
    }

    fn as_node(&self) -> Value {
        let mut node = json!({
            "executionId": trace_hex(self.trace),
            "id": span_hex(self.span),
            "parentId": self.parent.map(span_hex),
            "type": self.node_type(),
            "name": "step",
            "status": self.status.name(),
        });
        if self.tells_start {
            node["startTime"] = self.start.into();
        }
        if self.status != Status::Running {
            node["endTime"] = self.end.into();
        }
        if let Some((input, output)) = self.usage {
            node["usage"] = json!({ "inputTokens": input, "outputTokens": output });
        }
        node
    }

    const fn node_type(&self) -> &'static str {
        match (self.parent, self.usage) {
            (None, _) => "agent_execution",
            (Some(_), Some(_)) => "llm_call",
            (Some(_), None) => "workflow_step",
        }
    }
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Success => "success",
            Self::Error => "error",
        }
    }
}
