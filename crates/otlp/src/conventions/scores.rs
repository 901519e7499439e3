//! Evaluation results that travel in telemetry (`semantics.md` 3.1, 3.2): OpenTelemetry's event
//! `gen_ai.evaluation.result`, of a span or as a log record, and `OpenInference`'s annotations.

use std::collections::BTreeMap;

use farol_model::{LogRecord, Score, ScoreValue, Span, SpanId, TraceId, UnixNano};

use super::coerce::scalar;
use crate::{
    meter::Meter,
    raw::{RawLog, RawSpan},
    text::cut_chars,
    value::{Attribute, Value, find},
};

/// The event, as a span's or as a log record's name.
const EVENT: &str = "gen_ai.evaluation.result";

/// Scores of one span by annotations: the highest index that is taken for one.
const MOST_ANNOTATIONS: usize = 1_000;

/// Who judged, where only the convention is known.
const OPENTELEMETRY: &str = "opentelemetry";
const OPENINFERENCE: &str = "openinference";

/// Families of annotations, and whether they are the span's own, else the whole trace's.
const FAMILIES: [(&str, &str, bool); 4] = [
    ("annotations.", "annotation.", true),
    ("evaluations.", "evaluation.", true),
    ("trace.annotations.", "annotation.", false),
    ("trace.evaluations.", "evaluation.", false),
];

/// What a score is about, and when.
#[derive(Clone, Copy)]
struct About {
    trace_id: TraceId,
    span_id: Option<SpanId>,
    time: UnixNano,
    arrival: i64,
}

/// Reads the scores that a span tells: its attributes are looked at only where one of them may be of a score.
pub(super) fn of_span(
    raw: &RawSpan<'_>,
    span: &Span,
    is_scored: bool,
    meter: &mut Meter<'_>,
    scores: &mut Vec<Score>,
) {
    let about = About {
        trace_id: span.trace_id,
        span_id: Some(span.span_id),
        time: span.end.unwrap_or(span.start),
        arrival: span.arrival,
    };
    let before = scores.len();
    for event in raw.events.iter().filter(|event| event.name == EVENT) {
        let time = i64::try_from(event.time).ok().filter(|&time| time > 0);
        let about = About { time: time.map_or(about.time, UnixNano), ..about };
        scores.extend(result(&event.attributes, about));
    }
    if is_scored {
        scores.extend(result(&raw.attributes, about));
        for (family, wrapper, is_own) in FAMILIES {
            let span_id = about.span_id.filter(|_| is_own);
            annotations(&raw.attributes, family, wrapper, About { span_id, ..about }, scores);
        }
    }
    scores[before..].iter().for_each(|score| {
        meter.take(score.weight());
    });
}

/// Reads the score that a log record is.
pub(crate) fn of_log(
    raw: &RawLog<'_>,
    log: &LogRecord,
    meter: &mut Meter<'_>,
    scores: &mut Vec<Score>,
) {
    if log.event_name.as_deref() != Some(EVENT) {
        return;
    }
    // What no trace is named for cannot be shown anywhere: it stays a log record alone.
    let Some(trace_id) = log.trace_id else { return };
    let about = About { trace_id, span_id: log.span_id, time: log.time, arrival: log.arrival };
    let attributes = match &raw.body {
        // Older producers have the event's fields in the body.
        Some(Value::Map(fields)) if find(&raw.attributes, NAME).is_none() => fields,
        _ => &raw.attributes,
    };
    if let Some(score) = result(attributes, about) {
        meter.take(score.weight());
        scores.push(score);
    }
}

const NAME: &str = "gen_ai.evaluation.name";

fn result(attributes: &[Attribute<'_>], about: About) -> Option<Score> {
    let get = |key| find(attributes, key);
    let (value, label) =
        (get("gen_ai.evaluation.score.value"), get("gen_ai.evaluation.score.label"));
    let source = get("gen_ai.evaluation.source").and_then(|source| short(source));
    Some(Score {
        trace_id: about.trace_id,
        span_id: about.span_id,
        execution_id: None,
        name: short(get(NAME)?)?,
        source: source.unwrap_or_else(|| OPENTELEMETRY.to_owned()),
        value: score_value(value, label)?,
        comment: get("gen_ai.evaluation.explanation").and_then(long),
        time: about.time,
        arrival: about.arrival,
    })
}

/// The annotations of a family: `annotations.0.annotation.name`, with or without the word in the middle.
fn annotations(
    attributes: &[Attribute<'_>],
    family: &str,
    wrapper: &str,
    about: About,
    scores: &mut Vec<Score>,
) {
    let mut found: BTreeMap<usize, BTreeMap<&str, &Value<'_>>> = BTreeMap::new();
    for attribute in attributes {
        let Some(rest) = attribute.key.strip_prefix(family) else { continue };
        let Some((index, field)) = rest.split_once('.') else { continue };
        let Some(index) = index.parse().ok().filter(|&index| index <= MOST_ANNOTATIONS) else {
            continue;
        };
        let field = field.strip_prefix(wrapper).unwrap_or(field);
        found.entry(index).or_default().insert(field, &attribute.value);
    }
    scores.extend(found.values().filter_map(|fields| {
        let text = |key| fields.get(key).and_then(|value| short(value));
        let value = score_value(fields.get("score").copied(), fields.get("label").copied())?;
        let judge = text("identifier").or_else(|| Some(text("annotator_kind")?.to_lowercase()));
        Some(Score {
            trace_id: about.trace_id,
            span_id: about.span_id,
            execution_id: None,
            name: text("name")?,
            source: judge.unwrap_or_else(|| OPENINFERENCE.to_owned()),
            value,
            comment: fields.get("explanation").and_then(|value| long(value)),
            time: about.time,
            arrival: about.arrival,
        })
    }));
}

/// A number with or without a word, a truth value, or a word alone; nothing where none of them is told.
fn score_value(value: Option<&Value<'_>>, label: Option<&Value<'_>>) -> Option<ScoreValue> {
    let label = label.and_then(short);
    let word = |text: &str| text.trim().parse::<f64>().is_err().then(|| short_text(text));
    let number = match value {
        Some(Value::Bool(value)) => return Some(ScoreValue::Boolean(*value)),
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 nobody scores")]
        Some(Value::Int(value)) => Some(*value as f64),
        Some(Value::Double(value)) => Some(*value),
        Some(Value::Text(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let number = number.filter(|number: &f64| number.abs() <= Score::MOST);
    match number {
        // Zero has one sign.
        Some(number) => Some(ScoreValue::Number { number: number + 0.0, label }),
        None => {
            label.or_else(|| value.and_then(Value::as_text).and_then(word)?).map(ScoreValue::Label)
        }
    }
}

fn short(value: &Value<'_>) -> Option<String> {
    short_text(&scalar(value)?)
}

fn short_text(text: &str) -> Option<String> {
    let text = cut_chars(text.trim(), Score::NAME_LENGTH);
    (!text.is_empty()).then(|| text.to_owned())
}

fn long(value: &Value<'_>) -> Option<String> {
    scalar(value).map(|text| cut_chars(&text, Score::COMMENT_LENGTH).to_owned())
}
