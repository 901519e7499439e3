//! Evaluation results in spans and log records.

use farol_model::{Score, ScoreValue, SpanId, UnixNano};
use farol_otlp::Encoding;
use farol_testkit::otlp::{
    attribute, event, log, logs,
    proto::{common::v1::KeyValue, logs::v1::LogRecord, trace::v1::Span},
    protobuf_bytes, span, traces, value,
};

use crate::support::{START, decode_request, try_logs};

const RESULT: &str = "gen_ai.evaluation.result";

fn of_span(span: Span) -> Vec<Score> {
    decode_request(&traces("service", vec![span]), Encoding::Protobuf).scores
}

fn with(attributes: Vec<KeyValue>) -> Vec<Score> {
    of_span(Span { attributes, ..span(1, 7, "judged", START) })
}

fn of_log(record: LogRecord) -> Vec<Score> {
    try_logs(&protobuf_bytes(&logs("service", vec![record])), Encoding::Protobuf).unwrap().scores
}

fn number(number: f64, label: Option<&str>) -> ScoreValue {
    ScoreValue::Number { number, label: label.map(str::to_owned) }
}

fn result() -> Vec<KeyValue> {
    vec![
        attribute("gen_ai.evaluation.name", "Relevance"),
        attribute("gen_ai.evaluation.score.value", 4.5),
        attribute("gen_ai.evaluation.score.label", "relevant"),
        attribute("gen_ai.evaluation.explanation", "It answers <b>what</b> was asked."),
    ]
}

#[test]
fn the_event_of_a_span_scores_it() {
    let mut judged = span(1, 7, "judged", START);
    judged.events = vec![event(RESULT, START + 9, result()), event("other", START, result())];
    let scores = of_span(judged);
    let [score] = &*scores else { panic!("{scores:?}") };
    assert_eq!((score.span_id, score.time.0), (Some(SpanId(7)), START.cast_signed() + 9));
    assert_eq!((&*score.name, &*score.source), ("Relevance", "opentelemetry"));
    assert_eq!(score.value, number(4.5, Some("relevant")));
    assert_eq!(score.comment.as_deref(), Some("It answers <b>what</b> was asked."));
}

#[test]
fn a_log_record_scores_the_span_that_it_names() {
    let record = LogRecord {
        event_name: RESULT.to_owned(),
        trace_id: vec![1; 16],
        span_id: vec![2; 8],
        attributes: result(),
        ..log(START, "")
    };
    let scores = of_log(record.clone());
    assert_eq!((scores.len(), scores[0].span_id), (1, Some(SpanId(0x0202_0202_0202_0202))));
    assert_eq!(scores[0].time, UnixNano(START.cast_signed()));
    let in_body = LogRecord {
        event_name: String::new(),
        attributes: vec![attribute("event.name", RESULT)],
        body: Some(value(result())),
        ..record.clone()
    };
    assert_eq!(of_log(in_body), scores, "as older producers have it");
    let of_execution = LogRecord { span_id: Vec::new(), ..record.clone() };
    assert_eq!(of_log(of_execution)[0].span_id, None);
    let nowhere = LogRecord { trace_id: Vec::new(), ..record.clone() };
    assert_eq!(of_log(nowhere), []);
    let other = LogRecord { event_name: "gen_ai.client.inference".to_owned(), ..record };
    assert_eq!(of_log(other), []);
}

#[test]
fn annotations_score_their_span_or_the_whole_trace() {
    let annotation = |family: &str, rest: &str, of: &str| attribute(&format!("{family}{rest}"), of);
    let scores = with(vec![
        attribute("annotations.0.annotation.name", "correctness"),
        attribute("annotations.0.annotation.score", 1),
        attribute("annotations.0.annotation.annotator_kind", "LLM"),
        attribute("annotations.0.annotation.explanation", "why"),
        annotation("annotations.12.annotation.", "name", "tone"),
        annotation("annotations.12.annotation.", "label", "friendly"),
        annotation("annotations.12.annotation.", "identifier", "judge-2"),
        annotation("trace.annotations.0.annotation.", "name", "solved"),
        attribute("trace.annotations.0.annotation.score", true),
        // Without a name, or without a value, there is nothing to keep.
        annotation("evaluations.0.evaluation.", "label", "nameless"),
        annotation("evaluations.1.evaluation.", "name", "valueless"),
        annotation("evaluations.x.evaluation.", "name", "no index"),
        annotation("evaluations.99999999999999999999.evaluation.", "name", "no index"),
    ]);
    let told: Vec<_> =
        scores.iter().map(|of| (&*of.name, &*of.source, of.span_id.is_some(), &of.value)).collect();
    assert_eq!(
        told,
        [
            ("correctness", "llm", true, &number(1.0, None)),
            ("tone", "judge-2", true, &ScoreValue::Label("friendly".to_owned())),
            ("solved", "openinference", false, &ScoreValue::Boolean(true)),
        ]
    );
    assert_eq!(scores[0].comment.as_deref(), Some("why"));
}

#[test]
fn values_are_read_as_they_are_meant_and_bounded() {
    let read = |attributes: Vec<KeyValue>| {
        let name = attribute("gen_ai.evaluation.name", "n");
        with([vec![name], attributes].concat()).into_iter().map(|of| of.value).next()
    };
    let of = |of: KeyValue| read(vec![of]);
    let value = "gen_ai.evaluation.score.value";
    assert_eq!(of(attribute(value, "0.5")), Some(number(0.5, None)));
    assert_eq!(of(attribute(value, "pass")), Some(ScoreValue::Label("pass".to_owned())));
    assert_eq!(of(attribute(value, false)), Some(ScoreValue::Boolean(false)));
    for none in [f64::NAN, f64::INFINITY, -1e300] {
        assert_eq!(of(attribute(value, none)), None, "{none}");
    }
    assert_eq!(of(attribute(value, " ")), None);
    assert_eq!(of(attribute("gen_ai.evaluation.explanation", "alone")), None);
    let long = "é".repeat(20_000);
    let scores = with(vec![
        attribute("gen_ai.evaluation.name", &*long),
        attribute("gen_ai.evaluation.score.label", &*long),
        attribute("gen_ai.evaluation.explanation", &*long),
    ]);
    let length = |text: Option<&str>| text.unwrap().chars().count();
    assert_eq!(length(Some(&scores[0].name)), Score::NAME_LENGTH);
    assert_eq!(length(scores[0].value.label()), Score::NAME_LENGTH);
    assert_eq!(length(scores[0].comment.as_deref()), Score::COMMENT_LENGTH);
}

#[test]
fn spans_without_scores_have_none() {
    let mut plain = span(1, 7, "plain", START);
    plain.attributes =
        vec![attribute("gen_ai.operation.name", "chat"), attribute("annotation", "x")];
    plain.events = vec![event("exception", START, vec![])];
    assert_eq!(of_span(plain), []);
}
