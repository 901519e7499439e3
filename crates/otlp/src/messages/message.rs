//! One message, in the forms of all providers.

use serde_json::{Map, Value, json};

use super::part::{self, Part, first, short_text};

/// A chat message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// `user`, `assistant`, `system`, `tool`, or whatever else the producer says.
    pub role: String,
    /// Who speaks, or the tool that answers.
    pub name: Option<String>,
    /// Text; where a message is more than text, its pieces as they were sent; null where it is
    /// nothing but calls.
    pub content: Value,
    pub tool_calls: Vec<ToolCall>,
    /// The call that a tool's answer belongs to.
    pub tool_call_id: Option<String>,
    pub finish_reason: Option<String>,
}

/// A call of a tool that a model asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolCall {
    pub id: Option<String>,
    pub name: Option<String>,
    /// Parsed where they came as JSON text.
    pub arguments: Value,
}

impl Message {
    pub(super) fn of(role: &str, content: Value) -> Self {
        Self { role: role.to_owned(), content, ..Self::default() }
    }

    /// What the message says in words; `None` where it says nothing.
    pub fn text(&self) -> Option<String> {
        let text = match &self.content {
            Value::Array(parts) => {
                let texts: Vec<&str> = parts.iter().filter_map(part::text).collect();
                texts.join("\n")
            }
            // Buttons and the like have words, too.
            Value::Object(fields) if !part::is_thought(fields) => {
                first(fields, &["text", "content", "caption"])?.as_str()?.to_owned()
            }
            content => part::text(content)?.to_owned(),
        };
        (!text.trim().is_empty()).then_some(text)
    }

    fn says_nothing(&self) -> bool {
        self.tool_calls.is_empty()
            && match &self.content {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                _ => false,
            }
    }
}

/// The role in the words of the API.
pub(super) fn role(name: &str) -> String {
    let word = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let role = match word.as_str() {
        "human" | "humanmessage" | "humanmessagechunk" | "user" => "user",
        "model" | "ai" | "assistant" | "aimessage" | "aimessagechunk" | "tool-call" | "chatbot"
        | "bot" => "assistant",
        "system" | "developer" | "systemmessage" | "systemmessagechunk" => "system",
        "tool" | "function" | "tool-response" | "toolmessage" | "toolmessagechunk"
        | "functionmessage" | "tool_result" => "tool",
        _ => return name.to_owned(),
    };
    role.to_owned()
}

/// Whether a type is that of a `LangChain` message.
pub(super) fn is_langchain(kind: &str) -> bool {
    let short = kind.strip_suffix("MessageChunk").or_else(|| kind.strip_suffix("Message"));
    matches!(kind, "human" | "ai" | "system" | "tool" | "function" | "chat")
        || short.is_some_and(|short| ["Human", "AI", "System", "Tool", "Function"].contains(&short))
}

/// Reads a message whose fields are these; a tool's answers inside it become messages of their own.
pub(super) fn read(mut fields: Map<String, Value>, default_role: &str, out: &mut Vec<Message>) {
    // A choice holds its message, also as JSON text.
    if let Some(message) = fields.remove("message") {
        match part::parsed(message) {
            Value::Object(inner) => fields.extend(inner),
            content => drop(fields.insert("message".to_owned(), content)),
        }
    }
    let role =
        fields.get("role").and_then(short_text).map_or(default_role.to_owned(), |name| role(&name));
    let content = ["content", "parts", "contents", "text", "message"];
    let content =
        content.iter().find_map(|key| fields.remove(*key).filter(|value| !value.is_null()));
    let mut parts = thoughts(&fields);
    parts.extend(pieces(content.unwrap_or_default()));
    let mut message = from_parts(&role, parts, out);
    for call in calls(&fields) {
        let known = |known: &ToolCall| known.id.is_some() && known.id == call.id;
        if !message.tool_calls.iter().any(known) {
            message.tool_calls.push(call);
        }
    }
    message.name = first(&fields, &["name", "toolName", "tool_name"]).and_then(short_text);
    if role == "tool" {
        let ids = ["tool_call_id", "toolCallId", "tool_use_id", "call_id", "id"];
        message.tool_call_id = first(&fields, &ids).and_then(short_text);
        message.content = part::result_content(message.content);
    }
    message.finish_reason =
        first(&fields, &["finish_reason", "finishReason", "stop_reason"]).and_then(short_text);
    if !message.says_nothing() {
        out.push(message);
    }
}

/// Makes messages of pieces: what a tool answers is one of its own, between what stands before and
/// behind it.
pub(super) fn read_parts(parts: Vec<Part>, default_role: &str, out: &mut Vec<Message>) {
    let mut pending = Vec::new();
    for part in parts {
        if matches!(part, Part::Result(_)) {
            speak(std::mem::take(&mut pending), default_role, out);
            from_parts("tool", vec![part], out);
        } else {
            pending.push(part);
        }
    }
    speak(pending, default_role, out);
}

fn speak(parts: Vec<Part>, default_role: &str, out: &mut Vec<Message>) {
    // Only a model asks for tools.
    let asks = parts.iter().any(|part| matches!(part, Part::Call(_)));
    let says = parts.iter().any(|part| matches!(part, Part::Text(_)));
    let role = if asks && !says { "assistant" } else { default_role };
    let message = from_parts(role, parts, out);
    if !message.says_nothing() {
        out.push(message);
    }
}

fn from_parts(role: &str, parts: Vec<Part>, out: &mut Vec<Message>) -> Message {
    let (mut kept, mut tool_calls, mut only_text) = (Vec::new(), Vec::new(), true);
    for part in parts {
        match part {
            Part::Text(text) => kept.push(text),
            Part::Call(call) => tool_calls.push(call),
            Part::Result(result) => out.push(Message {
                name: result.name,
                tool_call_id: result.call_id,
                ..Message::of("tool", result.content)
            }),
            Part::Other(other) => {
                only_text = false;
                kept.push(other);
            }
        }
    }
    let content = if only_text {
        let texts: Vec<&str> = kept.iter().filter_map(part::text).collect();
        if texts.is_empty() { Value::Null } else { Value::String(texts.join("\n")) }
    } else if let [Value::Object(_)] = kept[..] {
        kept.remove(0)
    } else {
        Value::Array(kept)
    };
    Message { tool_calls, ..Message::of(role, content) }
}

/// The pieces of a content: a list of them, also as JSON text, one alone, or data of any kind.
fn pieces(content: Value) -> Vec<Part> {
    match content {
        Value::Null => Vec::new(),
        Value::String(text) => {
            let list = text.starts_with("[{").then(|| serde_json::from_str::<Vec<Value>>(&text));
            match list {
                Some(Ok(list)) if list.iter().all(part::is_part) => {
                    list.into_iter().map(part::read).collect()
                }
                _ => vec![Part::Text(Value::String(text))],
            }
        }
        Value::Array(items) => items.into_iter().map(part::read).collect(),
        content if part::is_part(&content) => vec![part::read(content)],
        content => vec![Part::Other(content)],
    }
}

/// What a model thought, where it stands beside the content.
fn thoughts(fields: &Map<String, Value>) -> Vec<Part> {
    let thought = first(fields, &["reasoning", "reasoning_content", "thinking"]);
    let text = thought.and_then(Value::as_str).filter(|text| !text.is_empty());
    text.map(|text| Part::Other(json!({"type": "reasoning", "content": text})))
        .into_iter()
        .collect()
}

fn calls(fields: &Map<String, Value>) -> Vec<ToolCall> {
    let more = fields.get("additional_kwargs").and_then(Value::as_object);
    let listed = first(fields, &["tool_calls", "toolCalls"]);
    let listed = listed.filter(|calls| calls.as_array().is_none_or(|calls| !calls.is_empty()));
    let listed = listed.or_else(|| first(more?, &["tool_calls"]));
    let listed = listed.map(|calls| part::parsed(calls.clone()));
    let mut calls: Vec<ToolCall> = match listed {
        Some(Value::Array(calls)) => calls.into_iter().filter_map(one_call).collect(),
        Some(call) => one_call(call).into_iter().collect(),
        None => Vec::new(),
    };
    // The older form of a single call.
    if let Some(Value::Object(call)) = fields.get("function_call")
        && calls.is_empty()
    {
        calls.push(part::call(call));
    }
    calls
}

/// A call; `LiveKit` writes each as JSON text.
fn one_call(call: Value) -> Option<ToolCall> {
    match part::parsed(call) {
        Value::Object(call) => Some(part::call(&call)),
        _ => None,
    }
}
