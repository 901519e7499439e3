//! Messages that a program records itself: spans of the type `conversation_message`.

use std::collections::HashMap;

use serde_json::{Map, Value, value::RawValue};

use super::{
    message::{ToolCall, role},
    part,
};

/// A recorded message. Its content is the JSON that was sent, unparsed.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub role: String,
    pub name: Option<String>,
    pub content: Box<RawValue>,
    pub tool_calls: Vec<ToolCall>,
    /// What else was sent with it.
    pub metadata: Map<String, Value>,
}

/// Reads a recorded message out of its span's input, or out of attributes of the same names.
pub fn read_recorded(input: Option<&str>, attributes: Option<&str>) -> Recorded {
    // An attribute of OTLP holds an object as JSON text.
    let inside: Option<String> = input.and_then(|text| serde_json::from_str(text).ok());
    let object = |text| serde_json::from_str::<HashMap<String, &RawValue>>(text).ok();
    let attributes = attributes.and_then(object).unwrap_or_default();
    let text = |value: &RawValue| serde_json::from_str::<String>(value.get()).ok();
    let told = |key: &str| attributes.get(key).and_then(|value| text(value));
    let beside = told("role").or_else(|| told("gen_ai.message.role"));

    let fields = inside.as_deref().or(input).and_then(object);
    let fields = fields.filter(|fields| {
        fields.contains_key("role")
            || (fields.contains_key("content") && !fields.contains_key("type"))
    });
    let Some(mut fields) = fields else {
        let whole = inside.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        let whole = whole.filter(|whole| whole.get().starts_with(['{', '[']));
        let whole = whole.map(ToOwned::to_owned);
        let whole = whole.or_else(|| RawValue::from_string(input?.to_owned()).ok());
        let content = attributes.get("content").map(|content| (*content).to_owned());
        return Recorded {
            role: beside.map_or_else(|| "user".to_owned(), |name| role(&name)),
            name: None,
            content: whole.or(content).unwrap_or_default(),
            tool_calls: Vec::new(),
            metadata: Map::new(),
        };
    };
    let mut take = |key: &str| fields.remove(key);
    let name = take("role").and_then(text).or(beside);
    let value = |raw: &RawValue| serde_json::from_str::<Value>(raw.get()).ok();
    let calls = take("toolCalls").or_else(|| take("tool_calls")).and_then(value);
    let mut recorded = Recorded {
        role: name.map_or_else(|| "user".to_owned(), |name| role(&name)),
        name: take("name").and_then(text),
        content: take("content").map(ToOwned::to_owned).unwrap_or_default(),
        tool_calls: calls
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(part::call)
            .collect(),
        metadata: Map::new(),
    };
    if let Some(Value::Object(metadata)) = take("metadata").and_then(value) {
        recorded.metadata = metadata;
    }
    for (key, more) in fields {
        if let Some(more) = value(more) {
            recorded.metadata.entry(key).or_insert(more);
        }
    }
    recorded
}

impl Recorded {
    /// What the message says in words; `None` where it says nothing.
    pub fn text(&self) -> Option<String> {
        let content: Value = serde_json::from_str(self.content.get()).ok()?;
        super::Message { content, ..super::Message::default() }.text()
    }
}
