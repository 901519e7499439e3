//! What one span was given and what it answered, from wherever it tells that.

use std::collections::HashMap;

use serde_json::{Map, Value, json, value::RawValue};

use super::{event, indexed, message::Message, shape};

/// A stored span's texts, each JSON as it is stored.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpanTexts<'a> {
    pub attributes: Option<&'a str>,
    pub events: Option<&'a str>,
    pub input: Option<&'a str>,
    pub output: Option<&'a str>,
    /// The attributes that input and output were taken from, where they were.
    pub input_key: Option<&'a str>,
    pub output_key: Option<&'a str>,
}

/// A stored log record's texts, each JSON but the name.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogTexts<'a> {
    pub event_name: Option<&'a str>,
    pub attributes: Option<&'a str>,
    pub body: Option<&'a str>,
}

/// The messages of one call of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    pub input: Vec<Message>,
    pub output: Vec<Message>,
}

/// The attributes of one kind of answer, whose pieces stand apart.
struct Answer {
    text: &'static str,
    reasoning: &'static str,
    calls: &'static str,
    object: &'static str,
}

const ANSWERS: [Answer; 4] = [
    Answer {
        text: "ai.response.text",
        reasoning: "ai.response.reasoning",
        calls: "ai.response.toolCalls",
        object: "ai.response.object",
    },
    Answer {
        text: "ai.result.text",
        reasoning: "ai.result.reasoning",
        calls: "ai.result.toolCalls",
        object: "ai.result.object",
    },
    Answer {
        text: "lk.pii.response.text",
        reasoning: "",
        calls: "lk.pii.response.function_calls",
        object: "",
    },
    Answer {
        text: "lk.response.text",
        reasoning: "",
        calls: "lk.response.function_calls",
        object: "",
    },
];

/// Whether a log record of this name, or with these attributes, tells messages.
pub fn is_message_event(log: &LogTexts<'_>) -> bool {
    name_of(log).is_some_and(|name| event::tells_messages(&name))
}

/// Reads the messages of a span and of the log records that were written in it. The same ones may be
/// told in several places: the first that tells any is read.
pub fn read_exchange(span: &SpanTexts<'_>, logs: &[LogTexts<'_>]) -> Exchange {
    let attributes = Attributes::read(span.attributes);
    let listed = attributes.listed_events();
    let mut of_events = Exchange::default();
    if let Some(Value::Array(events)) = span.events.and_then(parse) {
        for event in events {
            read_span_event(event, &mut of_events);
        }
    }
    let of_logs = if logs.is_empty() { Exchange::default() } else { read_logs(logs) };

    let mut exchange = Exchange {
        input: attributes.messages(&INPUT, span.input_key, span.input),
        output: attributes.messages(&OUTPUT, span.output_key, span.output),
    };
    for other in [listed, of_events, of_logs] {
        if exchange.input.is_empty() {
            exchange.input = other.input;
        }
        if exchange.output.is_empty() {
            exchange.output = other.output;
        }
    }
    // What nobody understands is shown as it is.
    for (messages, text, role) in [
        (&mut exchange.input, span.input, "user"),
        (&mut exchange.output, span.output, "assistant"),
    ] {
        if messages.is_empty()
            && let Some(content) = text.and_then(parse).filter(|content| !is_blank(content))
        {
            messages.push(Message::of(role, content));
        }
    }
    add_instructions(attributes.value("gen_ai.system_instructions"), &mut exchange.input);
    name_results(&mut exchange);
    exchange
}

/// Where one side of an exchange may stand, in the order in which it is looked for.
struct Side {
    role: &'static str,
    messages: &'static [&'static str],
    indexed: &'static [&'static str],
    has_answer: bool,
    older: &'static str,
}

const INPUT: Side = Side {
    role: "user",
    messages: &["gen_ai.input.messages", "ai.prompt.messages"],
    indexed: &["llm.input_messages.", "gen_ai.prompt."],
    has_answer: false,
    older: "llm.prompts.",
};

const OUTPUT: Side = Side {
    role: "assistant",
    messages: &["gen_ai.output.messages"],
    indexed: &["llm.output_messages.", "gen_ai.completion."],
    has_answer: true,
    older: "llm.choices.",
};

struct Attributes<'a>(HashMap<String, &'a RawValue>);

impl<'a> Attributes<'a> {
    fn read(text: Option<&'a str>) -> Self {
        Self(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default())
    }

    fn value(&self, key: &str) -> Option<Value> {
        parse(self.0.get(key)?.get())
    }

    fn messages(&self, side: &Side, key: Option<&str>, stored: Option<&str>) -> Vec<Message> {
        let mut found = Vec::new();
        let try_reading = |value: Option<Value>, found: &mut Vec<Message>| {
            let understood = value.is_some_and(|value| shape::read(value, side.role, found));
            if !understood {
                found.clear();
            }
            !found.is_empty()
        };
        let own = key.is_some_and(|key| key.starts_with("farol."));
        let stored = || stored.and_then(parse);
        let _ = (own && try_reading(stored(), &mut found))
            || side.messages.iter().any(|key| try_reading(self.value(key), &mut found))
            || side.indexed.iter().any(|prefix| {
                let composed = self.indexed(prefix);
                composed.is_some_and(|list| shape::read_list(list, side.role, &mut found))
            })
            || (side.has_answer && try_reading(self.answer(), &mut found))
            // Listed events hold both sides, and are read apart.
            || (!key.is_some_and(|key| LISTED.contains(&key)) && try_reading(stored(), &mut found))
            || try_reading(self.indexed(side.older), &mut found);
        found
    }

    fn indexed(&self, prefix: &str) -> Option<Value> {
        let pairs = self
            .0
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(prefix)?, parse(value.get())?)));
        indexed::compose(pairs)
    }

    fn answer(&self) -> Option<Value> {
        ANSWERS.iter().find_map(|answer| {
            let calls = self.value(answer.calls).map(super::part::parsed);
            let text = self.value(answer.text).or_else(|| self.value(answer.object));
            let text = text.filter(|text| !is_blank(text));
            if calls.is_none() && text.is_none() {
                return None;
            }
            let reasoning = self.value(answer.reasoning);
            Some(json!({
                "role": "assistant", "content": text, "reasoning": reasoning, "tool_calls": calls,
            }))
        })
    }

    /// Events that an attribute lists, as pydantic-ai does.
    fn listed_events(&self) -> Exchange {
        let mut exchange = Exchange::default();
        let list = LISTED.iter().find_map(|key| match super::part::parsed(self.value(key)?) {
            Value::Array(events) => Some(events),
            _ => None,
        });
        for event in list.into_iter().flatten() {
            if let Value::Object(fields) = event
                && let Some(name) = fields.get("event.name").and_then(Value::as_str)
            {
                let name = name.to_owned();
                event::read(&name, fields, &mut exchange);
            }
        }
        exchange
    }
}

const LISTED: [&str; 2] = ["events", "all_messages_events"];

fn read_span_event(event: Value, exchange: &mut Exchange) {
    let Value::Object(mut event) = event else { return };
    let Some(Value::String(name)) = event.remove("name") else { return };
    if event::tells_messages(&name) {
        let fields = match event.remove("attributes") {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        event::read(&name, fields, exchange);
    }
}

/// Reads log records, in the order that they tell, else in that given.
fn read_logs(logs: &[LogTexts<'_>]) -> Exchange {
    let mut events: Vec<(i64, String, Map<String, Value>)> = Vec::new();
    for log in logs {
        let Some(name) = name_of(log).filter(|name| event::tells_messages(name)) else { continue };
        let mut fields = match log.attributes.and_then(parse) {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let index = fields.remove("CHAT_MESSAGE_INDEX").and_then(|index| match index {
            Value::String(text) => text.parse().ok(),
            index => index.as_i64(),
        });
        match log.body.and_then(parse).map(super::part::parsed) {
            Some(Value::Object(body)) => fields.extend(body),
            Some(content @ (Value::String(_) | Value::Array(_))) => {
                fields.insert("content".to_owned(), content);
            }
            _ => {}
        }
        events.push((index.unwrap_or(i64::MAX), name, fields));
    }
    events.sort_by_key(|(index, ..)| *index);
    let mut exchange = Exchange::default();
    for (_, name, fields) in events {
        event::read(&name, fields, &mut exchange);
    }
    exchange
}

fn name_of(log: &LogTexts<'_>) -> Option<String> {
    if let Some(name) = log.event_name.filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    match Attributes::read(log.attributes).value("event.name") {
        Some(Value::String(name)) => Some(name),
        _ => None,
    }
}

/// Puts instructions that stand apart before the messages, unless these repeat them.
pub(super) fn add_instructions(told: Option<Value>, input: &mut Vec<Message>) {
    let mut instructions = Vec::new();
    if !told.is_some_and(|told| shape::read(told, "system", &mut instructions)) {
        return;
    }
    for message in &mut instructions {
        "system".clone_into(&mut message.role);
    }
    instructions.retain(|told| {
        let text = told.text();
        !input.iter().any(|known| known.role == "system" && known.text() == text)
    });
    input.splice(0..0, instructions);
}

/// Names the answers of tools after the calls that they belong to.
fn name_results(exchange: &mut Exchange) {
    let mut names: HashMap<String, String> = HashMap::new();
    for message in exchange.input.iter_mut().chain(&mut exchange.output) {
        for call in &message.tool_calls {
            if let (Some(id), Some(name)) = (&call.id, &call.name) {
                names.insert(id.clone(), name.clone());
            }
        }
        if message.role == "tool" && message.name.is_none() {
            message.name = message.tool_call_id.as_ref().and_then(|id| names.get(id)).cloned();
        }
    }
}

fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
