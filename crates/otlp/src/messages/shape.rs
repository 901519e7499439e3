//! The lists, requests and responses that messages come in.

use serde_json::{Map, Value};

use super::{
    event,
    message::{self, Message, is_langchain},
    part::{self, Part},
};

/// How far values are looked into: requests wrap requests, JSON is text inside JSON.
const MAX_DEPTH: u8 = 10;

/// Reads the messages of a payload; says whether it was understood. What was not gives none.
pub(super) fn read(value: Value, role: &str, out: &mut Vec<Message>) -> bool {
    Reader { out, depth: 0 }.value(value, role)
}

/// Reads a value that is a list of messages, whatever they look like: one that is not understood is the
/// content of one.
pub(super) fn read_list(value: Value, role: &str, out: &mut Vec<Message>) -> bool {
    let Value::Array(items) = value else { return read(value, role, out) };
    for item in items {
        if !read(item.clone(), role, out) {
            out.push(Message::of(role, item));
        }
    }
    true
}

struct Reader<'o> {
    out: &'o mut Vec<Message>,
    depth: u8,
}

impl Reader<'_> {
    fn value(&mut self, value: Value, role: &str) -> bool {
        if self.depth == MAX_DEPTH {
            return false;
        }
        self.depth += 1;
        let before = self.out.len();
        let understood = match value {
            Value::Null => true,
            Value::String(text) => self.text(text, role),
            Value::Array(items) => self.list(items, role),
            Value::Object(fields) => self.object(fields, role),
            Value::Bool(_) | Value::Number(_) => false,
        };
        self.depth -= 1;
        if !understood {
            self.out.truncate(before);
        }
        understood
    }

    /// Text is a message, unless it is JSON that is understood.
    fn text(&mut self, text: String, role: &str) -> bool {
        let inner = text.trim_start().starts_with(['[', '{', '"']);
        let inner = inner.then(|| serde_json::from_str(&text).ok()).flatten();
        if inner.is_some_and(|inner| self.value(inner, role)) {
            return true;
        }
        if !text.trim().is_empty() {
            self.out.push(Message::of(role, Value::String(text)));
        }
        true
    }

    /// A list of messages, or of the pieces of one, or of both.
    fn list(&mut self, items: Vec<Value>, role: &str) -> bool {
        let mixed = items.iter().any(is_message);
        let mut pieces = Vec::new();
        for item in items {
            if part::is_part(&item) && !is_message(&item) {
                match part::read(item) {
                    Part::Other(note) if mixed && !part::is_thought_value(&note) => {
                        self.pieces(&mut pieces, role);
                        self.note(note);
                    }
                    piece => pieces.push(piece),
                }
                continue;
            }
            self.pieces(&mut pieces, role);
            match item {
                Value::Object(fields) if fields.get("role").is_some_and(Value::is_string) => {
                    message::read(fields, role, self.out);
                }
                item if !self.value(item.clone(), role) => {
                    if !mixed {
                        return false;
                    }
                    self.note(item);
                }
                _ => {}
            }
        }
        self.pieces(&mut pieces, role);
        true
    }

    fn pieces(&mut self, pieces: &mut Vec<Part>, role: &str) {
        message::read_parts(std::mem::take(pieces), role, self.out);
    }

    /// Between messages, what is none of them is a note of the framework's.
    fn note(&mut self, note: Value) {
        self.out.push(Message::of("system", note));
    }

    fn object(&mut self, mut fields: Map<String, Value>, role: &str) -> bool {
        if fields.is_empty() {
            return true;
        }
        if let Some(name) = fields.get("event.name").and_then(Value::as_str).map(str::to_owned) {
            return event::read_as_message(&name, fields, self.out);
        }
        if let Some(fields) = langchain(&mut fields) {
            message::read(fields, role, self.out);
            return true;
        }
        if fields.get("role").is_some_and(Value::is_string) {
            message::read(fields, role, self.out);
            return true;
        }
        if let Some(parts) = pydantic_parts(&mut fields) {
            for (role, part) in parts {
                message::read_parts(vec![part::read(part)], &role, self.out);
            }
            return true;
        }
        if part::is_part_object(&fields) {
            message::read_parts(vec![part::read(Value::Object(fields))], role, self.out);
            return true;
        }
        self.container(fields, role)
    }

    /// A request or a response.
    fn container(&mut self, mut fields: Map<String, Value>, role: &str) -> bool {
        self.instructions(&mut fields);
        if let Some(history) = fields.remove("chat_history") {
            self.value(history, role);
        }
        // Of a message without a role, its content alone would lose the calls.
        let is_answer = ["tool_calls", "toolCalls", "function_call"]
            .iter()
            .any(|key| fields.get(*key).is_some_and(|calls| !calls.is_null()));
        if is_answer && !fields.contains_key("choices") {
            message::read(fields, "assistant", self.out);
            return true;
        }
        for key in INNER {
            let Some(inner) = fields.remove(*key).filter(|inner| !inner.is_null()) else {
                continue;
            };
            let inner_role = if ANSWERS.contains(key) { "assistant" } else { role };
            let place = self.out.len();
            if self.value(inner, inner_role) {
                let reason = part::first(&fields, &["finish_reason", "finishReason", "stopReason"]);
                if let [only] = &mut self.out[place..]
                    && only.finish_reason.is_none()
                {
                    only.finish_reason = reason.and_then(part::short_text);
                }
                return true;
            }
        }
        false
    }

    /// What the model is told about itself, where it stands beside the messages.
    fn instructions(&mut self, fields: &mut Map<String, Value>) {
        let mut told = None;
        for key in SYSTEM {
            told = told.or_else(|| fields.remove(*key));
        }
        let config = ["config", "settings"].iter().find_map(|key| fields.get(*key)?.as_object());
        let told = told.or_else(|| part::first(config?, SYSTEM).cloned());
        if let Some(told @ (Value::String(_) | Value::Array(_) | Value::Object(_))) = told {
            self.value(told, "system");
        }
    }
}

/// Where requests and responses keep what was said, the most telling first.
const INNER: &[&str] = &[
    "message",
    "messages",
    "contents",
    "choices",
    "candidates",
    "generations",
    "items",
    "content",
    "parts",
    "text",
    "prompt",
    "prompts",
    "input",
    "inputs",
    "output",
    "outputs",
    "response",
    "result",
    "completion",
    "output_text",
    "kwargs",
    "args",
    "request",
    "data",
];

/// Those that only answers have.
const ANSWERS: &[&str] = &["choices", "candidates", "generations", "completion", "output_text"];

const SYSTEM: &[&str] =
    &["system", "system_instruction", "systemInstruction", "system_prompt", "instructions"];

/// Whether a value of a list is a message by itself.
fn is_message(value: &Value) -> bool {
    let Value::Object(fields) = value else { return false };
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    text("role").is_some()
        || text("event.name").is_some()
        || fields.contains_key("lc")
        || fields.get("message").is_some_and(Value::is_object)
        || (text("type").is_some_and(is_langchain) && !fields.contains_key("text"))
        || (matches!(text("kind"), Some("request" | "response")) && fields.contains_key("parts"))
}

/// The fields of a `LangChain` message, as its serialiser or its `dict()` writes them.
fn langchain(fields: &mut Map<String, Value>) -> Option<Map<String, Value>> {
    let mut inner;
    let kind;
    if fields.contains_key("lc") {
        let class = fields.get("id")?.as_array()?.last()?.as_str()?.to_owned();
        inner = fields.get("kwargs")?.as_object()?.clone();
        // A prompt value and the like: what it wraps is looked into.
        kind = if is_langchain(&class) {
            class
        } else {
            *fields = inner;
            return None;
        };
    } else {
        let named = fields.get("type")?.as_str().filter(|kind| is_langchain(kind))?.to_owned();
        if !fields.contains_key("content") && !fields.contains_key("data") {
            return None;
        }
        inner = match fields.remove("data") {
            Some(Value::Object(data)) => data,
            _ => std::mem::take(fields),
        };
        kind = named;
    }
    if kind != "chat" || !inner.contains_key("role") {
        inner.insert("role".to_owned(), Value::String(message::role(&kind)));
    }
    // Its own id is no call's.
    inner.remove("id");
    Some(inner)
}

/// The pieces of a pydantic-ai request or response, each with its role.
fn pydantic_parts(fields: &mut Map<String, Value>) -> Option<Vec<(String, Value)>> {
    let is_request = match fields.get("kind")?.as_str()? {
        "request" => true,
        "response" => false,
        _ => return None,
    };
    if !fields.get("parts")?.is_array() {
        return None;
    }
    let Value::Array(parts) = fields.remove("parts")? else { return None };
    let role = |part: &Value| match part.get("part_kind").and_then(Value::as_str) {
        Some("system-prompt") => "system",
        _ if is_request => "user",
        _ => "assistant",
    };
    Some(parts.into_iter().map(|part| (role(&part).to_owned(), part)).collect())
}
