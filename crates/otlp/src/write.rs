//! Writes the JSON text that is stored, once, from what the wire held.

mod escape;
mod kinds;
mod number;

use base64::{Engine, engine::general_purpose::STANDARD};
use farol_model::JsonText;

use crate::{
    meter::Meter,
    value::{Attribute, Value, survivors},
};
pub use escape::push_string;
pub(crate) use kinds::{Kinds, Path};
pub(crate) use number::push_integer;

/// Stands in the place of what is nested too deep.
const TOO_DEEP: &str = "\"…\"";

/// Writes the values of one item, and notes what JSON cannot tell apart.
pub(crate) struct Writer<'s, 'c> {
    meter: &'s mut Meter<'c>,
    pub(crate) kinds: Kinds,
    /// Whether something was nested too deep and left out.
    pub(crate) too_deep: bool,
}

impl<'s, 'c> Writer<'s, 'c> {
    pub(crate) fn new(meter: &'s mut Meter<'c>) -> Self {
        Self { meter, kinds: Kinds::default(), too_deep: false }
    }

    /// Writes attributes as a JSON object; `None` where there are none.
    pub(crate) fn attributes(
        &mut self,
        attributes: &[Attribute<'_>],
        path: &Path<'_>,
    ) -> Option<JsonText> {
        if attributes.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(room_for(attributes));
        self.object(&mut out, attributes, path);
        Some(JsonText::vouched(out))
    }

    pub(crate) fn object(
        &mut self,
        out: &mut String,
        attributes: &[Attribute<'_>],
        path: &Path<'_>,
    ) {
        let survivors = survivors(attributes);
        out.push('{');
        for (index, attribute) in attributes.iter().enumerate() {
            if survivors.as_ref().is_some_and(|kept| !kept[index]) {
                continue;
            }
            push_comma(out);
            self.string(out, &attribute.key);
            out.push(':');
            self.value(out, &attribute.value, &path.key(&attribute.key));
        }
        out.push('}');
    }

    pub(crate) fn value(&mut self, out: &mut String, value: &Value<'_>, path: &Path<'_>) {
        if self.meter.is_over() {
            return;
        }
        match value {
            Value::Empty => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Int(value) => {
                if number::push_int(out, *value) {
                    self.kind(path, "int");
                }
            }
            Value::Double(value) => {
                if number::push_double(out, *value) {
                    self.kind(path, "double");
                }
            }
            Value::Text(text) => self.string(out, text),
            Value::Bytes(bytes) => {
                self.meter.take(bytes.len() / 3);
                out.push('"');
                STANDARD.encode_string(bytes, out);
                out.push('"');
                self.kind(path, "bytes");
            }
            Value::List(values) => self.list(out, values, path),
            Value::Map(entries) => self.object(out, entries, path),
            Value::TooDeep => {
                self.too_deep = true;
                out.push_str(TOO_DEEP);
            }
        }
    }

    fn list(&mut self, out: &mut String, values: &[Value<'_>], path: &Path<'_>) {
        out.push('[');
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            self.value(out, value, &path.index(index));
        }
        out.push(']');
    }

    pub(crate) fn string(&mut self, out: &mut String, text: &str) {
        let before = out.len();
        push_string(out, text);
        let grown = out.len() - before - text.len();
        if grown > 2 {
            self.meter.take(grown);
        }
    }

    fn kind(&mut self, path: &Path<'_>, kind: &str) {
        self.meter.take(self.kinds.add(path, kind));
    }
}

/// Writes the name of an object's next field; `key` needs no escaping.
pub(crate) fn push_key(out: &mut String, key: &str) {
    push_comma(out);
    out.push('"');
    out.push_str(key);
    out.push_str("\":");
}

/// Writes a field if the number is not the default of the protocol, 0.
pub(crate) fn push_count(out: &mut String, key: &str, count: u32) {
    if count > 0 {
        push_key(out, key);
        push_integer(out, i64::from(count));
    }
}

/// Writes a field if the text is not empty.
pub(crate) fn push_text(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        push_key(out, key);
        push_string(out, text);
    }
}

pub(crate) fn push_comma(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

/// Bytes that attributes probably take; escapes come on top.
fn room_for(attributes: &[Attribute<'_>]) -> usize {
    attributes
        .iter()
        .map(|attribute| attribute.key.len() + 6 + room_for_value(&attribute.value))
        .sum()
}

fn room_for_value(value: &Value<'_>) -> usize {
    match value {
        // An eighth for escapes: the long texts are JSON in JSON.
        Value::Text(text) => text.len() + text.len() / 8,
        Value::Bytes(bytes) => bytes.len() / 3 * 4 + 4,
        _ => 20,
    }
}
