//! Bodies of every shape that could take more memory than its bytes say.

use farol_testkit::otlp::proto::collector::{
    logs::v1::ExportLogsServiceRequest, trace::v1::ExportTraceServiceRequest,
};
use farol_testkit::otlp::proto::common::v1::KeyValue;
use farol_testkit::otlp::proto::trace::v1::Span;
use farol_testkit::otlp::{
    attribute, json_bytes, log, logs, protobuf_bytes, scope, span, traces, value,
};
use farol_tests::payload::now_ns;

/// The trace id that stands in a shape's bytes, to be put in its place for each request.
const MARK: u128 = 0xFA01_C0DE_FA02_C0DE_FA03_C0DE_FA04_C0DE;

const PROTOBUF: &str = "application/x-protobuf";
const JSON: &str = "application/json";

/// A body that is sent again and again, each time as another trace.
pub struct Shape {
    pub name: &'static str,
    pub path: &'static str,
    pub content_type: &'static str,
    pub spans: u64,
    bytes: Vec<u8>,
    marks: Vec<usize>,
}

impl Shape {
    /// The body as this trace.
    pub fn of_trace(&self, trace: u128) -> Vec<u8> {
        let mut body = self.bytes.clone();
        let hex = format!("{trace:032x}");
        let own: &[u8] = match self.content_type {
            JSON => hex.as_bytes(),
            _ => &trace.to_be_bytes(),
        };
        for mark in &self.marks {
            body[*mark..*mark + own.len()].copy_from_slice(own);
        }
        body
    }

    fn protobuf(name: &'static str, request: &ExportTraceServiceRequest) -> Self {
        let spans = count(request);
        Self::new(name, "/v1/traces", PROTOBUF, spans, protobuf_bytes(request), &MARK.to_be_bytes())
    }

    fn json(name: &'static str, request: &ExportTraceServiceRequest) -> Self {
        let (spans, mark) = (count(request), format!("{MARK:032x}"));
        Self::new(name, "/v1/traces", JSON, spans, json_bytes(request), mark.as_bytes())
    }

    fn logs(name: &'static str, request: &ExportLogsServiceRequest) -> Self {
        Self::new(name, "/v1/logs", PROTOBUF, 0, protobuf_bytes(request), &MARK.to_be_bytes())
    }

    fn new(
        name: &'static str,
        path: &'static str,
        content_type: &'static str,
        spans: u64,
        bytes: Vec<u8>,
        mark: &[u8],
    ) -> Self {
        let found = bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark);
        let marks = found.map(|(place, _)| place).collect();
        Self { name, path, content_type, spans, bytes, marks }
    }
}

fn count(request: &ExportTraceServiceRequest) -> u64 {
    let scopes = request.resource_spans.iter().flat_map(|resource| &resource.scope_spans);
    scopes.map(|scope| scope.spans.len() as u64).sum()
}

/// What an SDK sends.
pub fn batch() -> Shape {
    Shape::protobuf("batch", &traces("flood", (1..=512).map(ordinary).collect()))
}

/// One of each.
pub fn every_shape() -> Vec<Shape> {
    let one = |attributes: Vec<KeyValue>| traces("flood", vec![with(1, attributes)]);
    let mebibytes = |count: usize| "farol ".repeat(count << 20).split_off(5 * (count << 20));
    let tiny = (1..=40_000).map(|id| Span { name: String::new(), ..with(id, Vec::new()) });
    let numbers = value((0..300_000).map(|n| value(i64::MAX - n)).collect::<Vec<_>>());
    let prompt = attribute("gen_ai.input.messages", message(&mebibytes(16)));
    let mut scattered = traces("flood", Vec::new());
    let scopes = (1..=20_000).map(|id| {
        let mut of_scope = traces("flood", vec![with(id, Vec::new())]).resource_spans.remove(0);
        of_scope.scope_spans[0].scope = Some(scope(&format!("scope {id}")));
        of_scope
    });
    scattered.resource_spans = scopes.collect();
    let line = |body: &str| {
        let mut line = log(now_ns(), body);
        line.trace_id = MARK.to_be_bytes().to_vec();
        line
    };
    vec![
        batch(),
        Shape::json("JSON batch", &traces("flood", (1..=512).map(ordinary).collect())),
        Shape::protobuf("tiny spans", &traces("flood", tiny.collect())),
        Shape::protobuf("empty attributes", &one(vec![KeyValue::default(); 400_000])),
        Shape::protobuf(
            "attributes",
            &one((0..200_000).map(|n| attribute(&n.to_string(), n)).collect()),
        ),
        Shape::protobuf("long text", &one(vec![attribute("text", mebibytes(24))])),
        Shape::json("long text in JSON", &one(vec![attribute("text", mebibytes(24))])),
        Shape::protobuf("escapes", &one(vec![attribute("text", "\u{1}".repeat(4 << 20))])),
        Shape::protobuf("big numbers", &one(vec![attribute("numbers", numbers)])),
        Shape::protobuf("prompt", &one(vec![attribute("gen_ai.operation.name", "chat"), prompt])),
        Shape::protobuf("scopes", &scattered),
        Shape::protobuf("a full body", &one(vec![attribute("text", mebibytes(60))])),
        Shape::logs(
            "log lines",
            &logs("flood", (0..5_000).map(|n| line(&format!("line {n}"))).collect()),
        ),
        Shape::logs("a long log line", &logs("flood", vec![line(&mebibytes(16))])),
    ]
}

fn with(id: u64, attributes: Vec<KeyValue>) -> Span {
    Span { attributes, ..span(MARK, id, "flood", now_ns()) }
}

fn ordinary(id: u64) -> Span {
    let attributes = (0..12).map(|n| attribute(&format!("attribute.{n}"), "an ordinary value"));
    with(id, attributes.collect())
}

/// A prompt as the conventions of generative AI tell it: JSON in a text.
fn message(text: &str) -> String {
    format!(r#"[{{"role":"user","parts":[{{"type":"text","content":"{text}"}}]}}]"#)
}
