//! Traces as agents make them.

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    trace::v1::{Span, Status},
};

use crate::{
    Random,
    otlp::{attribute, traces},
};

const WORDS: &str = "order refund status invoice account payment customer ticket network router \
    restart delivery schedule agent transfer billing error timeout confirm product price discount \
    shipping address contact phone";

/// Builds one trace: an agent's run at the root, under it model calls, tool calls and plain steps
/// in turn; about one span in fifty fails.
#[derive(Clone, Debug)]
pub struct TraceBuilder {
    seed: u64,
    spans: usize,
    start: u64,
    service: String,
}

impl TraceBuilder {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            spans: 20,
            start: 1_763_700_000_000_000_000,
            service: "support-agent".to_owned(),
        }
    }

    /// How many spans the trace has.
    #[must_use]
    pub const fn spans(mut self, spans: usize) -> Self {
        self.spans = spans;
        self
    }

    /// When it starts, in nanoseconds.
    #[must_use]
    pub const fn start(mut self, start: u64) -> Self {
        self.start = start;
        self
    }

    #[must_use]
    pub fn service(mut self, service: &str) -> Self {
        service.clone_into(&mut self.service);
        self
    }

    pub fn build(&self) -> ExportTraceServiceRequest {
        let mut random = Random::new(self.seed);
        let mut writer = TraceWriter::new(&mut random, self.start);
        let spans = (0..self.spans).map(|_| writer.next_span(&mut random)).collect();
        traces(&self.service, spans)
    }
}

/// Makes the spans of one trace one by one.
pub(crate) struct TraceWriter {
    trace_id: Vec<u8>,
    root: Vec<u8>,
    thread: String,
    start: u64,
    made: u64,
}

impl TraceWriter {
    pub(crate) fn new(random: &mut Random, start: u64) -> Self {
        Self {
            trace_id: random.trace_id(),
            root: random.span_id(),
            thread: format!("thread-{}", random.below(1_000_000)),
            start,
            made: 0,
        }
    }

    pub(crate) const fn made(&self) -> u64 {
        self.made
    }

    pub(crate) fn next_span(&mut self, random: &mut Random) -> Span {
        let number = self.made;
        self.made += 1;
        let start = self.start + number * 5_000_000;
        let mut span = Span {
            trace_id: self.trace_id.clone(),
            span_id: self.root.clone(),
            kind: 1,
            start_time_unix_nano: start,
            end_time_unix_nano: start + random.between(1_000_000, 900_000_000),
            ..Span::default()
        };
        if number > 0 {
            span.span_id = random.span_id();
            span.parent_span_id.clone_from(&self.root);
        }
        match number {
            0 => self.agent(&mut span, random),
            _ if number % 4 == 1 => self.model_call(&mut span, random),
            _ if number % 4 == 2 => tool_call(&mut span, random),
            _ => step(&mut span, random, number),
        }
        if random.below(50) == 0 {
            let message = "timeout waiting for upstream".to_owned();
            span.status = Some(Status { message, code: 2 });
        }
        span
    }

    fn agent(&self, span: &mut Span, random: &mut Random) {
        "support-agent".clone_into(&mut span.name);
        span.attributes = vec![
            attribute("gen_ai.operation.name", "invoke_agent"),
            attribute("gen_ai.agent.name", "support-agent"),
            attribute("gen_ai.conversation.id", self.thread.as_str()),
            attribute("session.id", self.thread.as_str()),
            attribute("user.id", format!("u_{}", random.below(50_000))),
        ];
    }

    fn model_call(&self, span: &mut Span, random: &mut Random) {
        "chat gpt-4o".clone_into(&mut span.name);
        span.kind = 3;
        span.attributes = vec![
            attribute("gen_ai.operation.name", "chat"),
            attribute("gen_ai.provider.name", "openai"),
            attribute("gen_ai.request.model", "gpt-4o"),
            attribute("gen_ai.response.model", "gpt-4o-2024-08-06"),
            attribute("gen_ai.usage.input_tokens", random.between(50, 4_000).cast_signed()),
            attribute("gen_ai.usage.output_tokens", random.between(10, 900).cast_signed()),
            attribute("gen_ai.conversation.id", self.thread.as_str()),
            attribute("gen_ai.input.messages", message(random, "user", 60, "")),
            attribute(
                "gen_ai.output.messages",
                message(random, "assistant", 40, r#", "finish_reason": "stop""#),
            ),
        ];
    }
}

fn tool_call(span: &mut Span, random: &mut Random) {
    "execute_tool search_orders".clone_into(&mut span.name);
    span.attributes = vec![
        attribute("gen_ai.operation.name", "execute_tool"),
        attribute("gen_ai.tool.name", "search_orders"),
        attribute("gen_ai.tool.call.id", format!("call_{}", random.below(1_000_000_000))),
        attribute("customer.id", format!("c_{}", random.below(10_000))),
    ];
}

fn step(span: &mut Span, random: &mut Random, number: u64) {
    span.name = format!("step-{number}");
    let order = random.below(1_000_000);
    span.attributes = vec![
        attribute("http.request.method", "GET"),
        attribute("url.full", format!("https://api.example.com/v1/orders/{order}")),
        attribute("http.response.status_code", 200),
        attribute("retry", false),
        attribute("queue.ms", random.fraction() * 50.0),
    ];
}

/// One message of the `GenAI` conventions, as the text of a JSON list.
fn message(random: &mut Random, role: &str, words: usize, more: &str) -> String {
    let text = self::words(random, words);
    format!(r#"[{{"role": "{role}", "parts": [{{"type": "text", "content": "{text}"}}]{more}}}]"#)
}

/// So many words of a support desk.
pub(crate) fn words(random: &mut Random, count: usize) -> String {
    let choices: Vec<&str> = WORDS.split_whitespace().collect();
    let words: Vec<&str> = (0..count).map(|_| *random.choose(&choices)).collect();
    words.join(" ")
}
