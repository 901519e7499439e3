//! What a span's events tell: messages, and when the first token came.

use farol_model::{JsonText, UnixNano};

use super::indexed::{Part, join};
use crate::{
    meter::Meter,
    raw::{RawEvent, RawSpan},
    value::{Value, find},
    write::{Path, Writer},
};

/// Events that are messages to a model, and who speaks in them.
static MESSAGES: [(&str, Value<'static>); 4] = [
    ("gen_ai.system.message", role("system")),
    ("gen_ai.user.message", role("user")),
    ("gen_ai.assistant.message", role("assistant")),
    ("gen_ai.tool.message", role("tool")),
];

/// Events that are a model's answers.
static ANSWERS: [(&str, Value<'static>); 1] = [("gen_ai.choice", role("assistant"))];

/// Events that are what a search in a vector store found.
const FOUND: &str = "db.query.result";

/// Attributes of such an event that are no part of the message.
const ASIDE: [&str; 3] = ["gen_ai.system", "gen_ai.provider.name", "event.name"];

/// Events that a model's first piece of an answer leaves.
const FIRST_TOKEN: [&str; 4] = [
    "First Token Stream Event",
    "ai.stream.firstChunk",
    "gen_ai.content.completion.chunk",
    "llm.content.completion.chunk",
];

const fn role(name: &'static str) -> Value<'static> {
    Value::Text(std::borrow::Cow::Borrowed(name))
}

/// The messages that went in.
pub(super) fn input(raw: &RawSpan<'_>, meter: &mut Meter<'_>) -> Option<JsonText> {
    messages(raw, &MESSAGES, meter).or_else(|| {
        let whole = ["gen_ai.input.messages", "gen_ai.prompt", "gen_ai.system_instructions"];
        whole.into_iter().find_map(|key| attribute(raw, "gen_ai.", key, meter))
    })
}

/// What came out: a model's messages, a tool's result, or what a search found.
pub(super) fn output(raw: &RawSpan<'_>, meter: &mut Meter<'_>) -> Option<JsonText> {
    let whole = ["gen_ai.output.messages", "gen_ai.completion"].map(|key| ("gen_ai.", key));
    let result = ["output", "content", "diff"].map(|key| ("tool.output", key));
    messages(raw, &ANSWERS, meter).or_else(|| {
        let mut places = whole.into_iter().chain(result);
        let told = places.find_map(|(event, key)| attribute(raw, event, key, meter));
        told.or_else(|| found(raw, meter))
    })
}

/// Whether a model answers in the span's events.
pub(super) fn answers(raw: &RawSpan<'_>) -> bool {
    raw.events.iter().any(|event| event.name == ANSWERS[0].0)
}

/// Why a model stopped.
pub(super) fn finish_reason<'r>(raw: &'r RawSpan<'_>) -> Option<&'r Value<'r>> {
    let mut answers = raw.events.iter().filter(|event| event.name == ANSWERS[0].0);
    answers.find_map(|event| find(&event.attributes, "finish_reason"))
}

/// How long the first token took from the start, in nanoseconds.
pub(super) fn time_to_first_token(raw: &RawSpan<'_>, start: UnixNano) -> Option<i64> {
    let first = raw.events.iter().find(|event| FIRST_TOKEN.contains(&&*event.name))?;
    i64::try_from(first.time).ok()?.checked_sub(start.0).filter(|&nanos| nanos >= 0)
}

fn messages(
    raw: &RawSpan<'_>,
    roles: &'static [(&str, Value<'static>)],
    meter: &mut Meter<'_>,
) -> Option<JsonText> {
    let mut parts = Vec::new();
    for (index, event) in raw.events.iter().enumerate() {
        if let Some((_, role)) = roles.iter().find(|(name, _)| *name == event.name) {
            add_parts(&mut parts, index, event, role);
        }
    }
    join(parts, meter)
}

fn found(raw: &RawSpan<'_>, meter: &mut Meter<'_>) -> Option<JsonText> {
    let events = raw.events.iter().enumerate().filter(|(_, event)| event.name == FOUND);
    let parts = events.flat_map(|(index, event)| {
        event.attributes.iter().map(move |attribute| Part {
            index,
            path: &attribute.key,
            value: &attribute.value,
        })
    });
    join(parts.collect(), meter)
}

fn add_parts<'p>(
    parts: &mut Vec<Part<'p>>,
    index: usize,
    event: &'p RawEvent<'_>,
    role: &'p Value<'p>,
) {
    // Whoever speaks of themselves is believed: of equal names the last one counts.
    parts.push(Part { index, path: "role", value: role });
    let told = event.attributes.iter().filter(|attribute| !ASIDE.contains(&&*attribute.key));
    parts.extend(told.map(|attribute| Part {
        index,
        path: &attribute.key,
        value: &attribute.value,
    }));
}

/// The value of an attribute in the first event that has it.
fn attribute(raw: &RawSpan<'_>, event: &str, key: &str, meter: &mut Meter<'_>) -> Option<JsonText> {
    let mut events = raw.events.iter().filter(|candidate| candidate.name.starts_with(event));
    let value = events.find_map(|event| find(&event.attributes, key))?;
    let mut out = String::new();
    match value.as_text().filter(|text| is_json(text)) {
        Some(json) => out.push_str(json),
        None => Writer::new(meter).value(&mut out, value, &Path::root("")),
    }
    meter.take(out.len());
    Some(JsonText::vouched(out))
}

/// Whether a text is a list or an object in JSON that can be stored as it stands.
fn is_json(text: &str) -> bool {
    let is_sound = || serde_json::from_str::<serde_json::Value>(text).is_ok();
    text.starts_with(['[', '{']) && !text.contains("\\u0000") && is_sound()
}
