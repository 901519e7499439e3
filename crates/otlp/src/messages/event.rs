//! Messages that come as events: of a span, as log records, or listed in an attribute.

use serde_json::{Map, Value};

use super::{
    exchange::{Exchange, add_instructions},
    message::{self, Message},
    part, shape,
};

/// The role that an event's name gives to its message, in all generations of the convention.
fn role_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" | "gen_ai.choice" => "assistant",
        "gen_ai.tool.message" => "tool",
        _ => return None,
    })
}

/// One event that holds the whole exchange in its attributes.
const DETAILS: &str = "gen_ai.client.inference.operation.details";
const PROMPT: &str = "gen_ai.content.prompt";
const COMPLETION: &str = "gen_ai.content.completion";

/// Whether an event of this name tells messages.
pub(super) fn tells_messages(name: &str) -> bool {
    role_of(name).is_some() || [DETAILS, PROMPT, COMPLETION].contains(&name)
}

/// Reads an event into the side of the exchange that it belongs to.
pub(super) fn read(name: &str, mut fields: Map<String, Value>, exchange: &mut Exchange) {
    let Exchange { input, output } = exchange;
    match name {
        DETAILS => {
            if let Some(messages) = fields.remove("gen_ai.input.messages") {
                shape::read(messages, "user", input);
            }
            add_instructions(fields.remove("gen_ai.system_instructions"), input);
            if let Some(messages) = fields.remove("gen_ai.output.messages") {
                shape::read(messages, "assistant", output);
            }
        }
        PROMPT => {
            if let Some(prompt) = fields.remove("gen_ai.prompt") {
                shape::read(prompt, "user", input);
            }
        }
        COMPLETION => {
            if let Some(completion) = fields.remove("gen_ai.completion") {
                shape::read(completion, "assistant", output);
            }
        }
        "gen_ai.choice" => {
            read_as_message(name, fields, output);
        }
        _ => {
            read_as_message(name, fields, input);
        }
    }
}

/// Reads the message of an event; says whether its name is one.
pub(super) fn read_as_message(
    name: &str,
    mut fields: Map<String, Value>,
    out: &mut Vec<Message>,
) -> bool {
    let Some(role) = role_of(name) else { return false };
    match fields.remove("gen_ai.event.content").map(part::parsed) {
        Some(Value::Object(inner)) => fields.extend(inner),
        Some(content @ (Value::String(_) | Value::Array(_))) => {
            fields.insert("content".to_owned(), content);
        }
        _ => {}
    }
    for key in ["role", "content", "tool_calls"] {
        if let Some(value) = fields.remove(&format!("message.{key}")) {
            fields.entry(key).or_insert(value);
        }
    }
    message::read(fields, role, out);
    true
}
