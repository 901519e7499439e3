//! The pieces of a message's content, in the forms of all providers.

use serde_json::{Map, Value};

use super::message::ToolCall;

/// A piece, by what becomes of it.
pub(super) enum Part {
    /// Text, as it was sent.
    Text(Value),
    Call(ToolCall),
    Result(ToolResult),
    /// An image, a thought, anything else: kept as it was sent.
    Other(Value),
}

/// What a tool gave back.
pub(super) struct ToolResult {
    pub(super) call_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) content: Value,
}

/// The names of types, by what they stand for.
const TEXTS: &[&str] = &["text", "input_text", "output_text", "text_delta"];
const CALLS: &[&str] = &[
    "tool_call",
    "tool_use",
    "tool-call",
    "function_call",
    "server_tool_call",
    "server_tool_use",
    "mcp_call",
];
const RESULTS: &[&str] = &[
    "tool_call_response",
    "tool_result",
    "tool-result",
    "tool-return",
    "function_call_output",
    "function_response",
    "server_tool_call_response",
    "retry-prompt",
];
const THOUGHTS: &[&str] = &["reasoning", "thinking", "redacted_thinking", "reasoning_content"];
/// Keys that hold a piece where no type names it: Gemini, Bedrock and Genkit.
const CALL_KEYS: &[&str] = &["functionCall", "function_call", "toolUse", "toolRequest"];
const RESULT_KEYS: &[&str] =
    &["functionResponse", "function_response", "toolResult", "toolResponse"];
const OTHER_KEYS: &[&str] = &[
    "inlineData",
    "inline_data",
    "fileData",
    "file_data",
    "media",
    "image",
    "document",
    "video",
    "reasoningContent",
    "cachePoint",
    "executableCode",
    "executable_code",
    "codeExecutionResult",
    "code_execution_result",
];

/// Whether a value is a piece of content rather than a message, or data that only looks like one.
pub(super) fn is_part(value: &Value) -> bool {
    value.as_object().is_some_and(is_part_object)
}

pub(super) fn is_part_object(fields: &Map<String, Value>) -> bool {
    let fields = unwrap(fields);
    if fields.contains_key("role") || fields.contains_key("finish_reason") {
        return false;
    }
    let has = |keys: &[&str]| keys.iter().any(|key| fields.contains_key(*key));
    kind(fields).is_some_and(|kind| !super::message::is_langchain(kind))
        || (fields.get("text").is_some_and(Value::is_string) && fields.len() <= 3)
        || ((has(CALL_KEYS) || has(RESULT_KEYS) || has(OTHER_KEYS)) && fields.len() <= 4)
}

/// Reads a piece.
pub(super) fn read(value: Value) -> Part {
    let Value::Object(fields) = &value else {
        return if value.is_string() { Part::Text(value) } else { Part::Other(value) };
    };
    let fields = unwrap(fields);
    if is_thought(fields) {
        return Part::Other(Value::Object(fields.clone()));
    }
    let is = |names: &[&str]| kind(fields).is_some_and(|kind| names.contains(&kind));
    let under = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key)?.as_object());
    if is(CALLS) {
        return Part::Call(call(fields));
    }
    if is(RESULTS) {
        return Part::Result(result(fields));
    }
    if let Some(inner) = under(CALL_KEYS) {
        return Part::Call(call(inner));
    }
    if let Some(inner) = under(RESULT_KEYS) {
        return Part::Result(result(inner));
    }
    let is_text = is(TEXTS) || kind(fields).is_none() || is(&["user-prompt", "system-prompt"]);
    if is_text && text_field(fields).is_some() {
        return Part::Text(Value::Object(fields.clone()));
    }
    Part::Other(Value::Object(fields.clone()))
}

/// The text of a piece, where it is text.
pub(super) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(fields) if !is_thought(fields) => {
            let kind = kind(fields);
            let is_text =
                kind.is_none_or(|kind| TEXTS.contains(&kind) || kind.ends_with("-prompt"));
            is_text.then(|| text_field(fields)).flatten()
        }
        _ => None,
    }
}

/// Whether a piece is what a model thought rather than said: later calls leave it out.
pub(super) fn is_thought(fields: &Map<String, Value>) -> bool {
    kind(fields).is_some_and(|kind| THOUGHTS.contains(&kind))
        || fields.get("thought").and_then(Value::as_bool) == Some(true)
        || fields.contains_key("reasoningContent")
}

pub(super) fn is_thought_value(value: &Value) -> bool {
    value.as_object().is_some_and(is_thought)
}

/// Reads a tool's call in any provider's form.
pub(super) fn call(fields: &Map<String, Value>) -> ToolCall {
    let fields = fields.get("tool_call").and_then(Value::as_object).unwrap_or(fields);
    let function = fields.get("function").and_then(Value::as_object);
    let of_function = |keys: &[&str]| function.and_then(|function| first(function, keys));
    let name = first(fields, &["name", "toolName", "tool_name"]).or_else(|| of_function(&["name"]));
    let keys = ["arguments", "input", "args", "parameters", "server_tool_call"];
    let arguments = first(fields, &keys).or_else(|| of_function(&["arguments"]));
    ToolCall {
        id: first(fields, &["call_id", "toolCallId", "tool_call_id", "toolUseId", "id", "ref"])
            .and_then(short_text),
        name: name.and_then(short_text),
        arguments: arguments.map_or(Value::Null, |arguments| parsed(arguments.clone())),
    }
}

fn result(fields: &Map<String, Value>) -> ToolResult {
    let ids = ["tool_use_id", "toolUseId", "tool_call_id", "toolCallId", "call_id", "id", "ref"];
    let keys = [
        "response",
        "result",
        "content",
        "output",
        "server_tool_call_response",
        "structuredContent",
    ];
    let content = first(fields, &keys).cloned().unwrap_or_default();
    ToolResult {
        call_id: first(fields, &ids).and_then(short_text),
        name: first(fields, &["name", "toolName", "tool_name"]).and_then(short_text),
        content: result_content(content),
    }
}

/// The AI SDK says what kind of value an output is; lists of text pieces are their text.
pub(super) fn result_content(content: Value) -> Value {
    match content {
        Value::Object(mut fields)
            if fields.len() == 2 && fields.contains_key("type") && fields.contains_key("value") =>
        {
            fields.remove("value").unwrap_or_default()
        }
        Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(text).collect();
            match texts {
                Some(texts) if !texts.is_empty() => Value::String(texts.join("\n")),
                _ => Value::Array(items),
            }
        }
        content => content,
    }
}

/// JSON in a text where it is a list or an object; any other value as it is.
pub(super) fn parsed(value: Value) -> Value {
    let Value::String(text) = &value else { return value };
    if !text.trim_start().starts_with(['{', '[']) {
        return value;
    }
    serde_json::from_str(text).unwrap_or(value)
}

/// The first of these fields that is there and not null.
pub(super) fn first<'v>(fields: &'v Map<String, Value>, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().filter_map(|key| fields.get(*key)).find(|value| !value.is_null())
}

/// Text that is not empty, and numbers as text.
pub(super) fn short_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn kind(fields: &Map<String, Value>) -> Option<&str> {
    ["type", "part_kind", "kind"].iter().find_map(|key| fields.get(*key)?.as_str())
}

fn text_field(fields: &Map<String, Value>) -> Option<&str> {
    ["text", "content"].iter().find_map(|key| fields.get(*key)?.as_str())
}

/// `OpenInference` wraps each piece.
fn unwrap(fields: &Map<String, Value>) -> &Map<String, Value> {
    fields.get("message_content").and_then(Value::as_object).unwrap_or(fields)
}
