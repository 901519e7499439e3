//! Messages spread over attributes: `gen_ai.prompt.0.role`, `gen_ai.prompt.0.tool_calls.0.name`.

use farol_model::JsonText;

use crate::{
    meter::Meter,
    value::{Attribute, Value},
    write::{Path, Writer, push_key, push_string},
};

/// The highest index that is taken for one.
const MAX_INDEX: usize = 10_000;

/// One attribute, by the place that its name gives it.
struct Part<'p> {
    message: usize,
    /// The index of the tool call, for parts of one.
    call: Option<usize>,
    name: &'p str,
    value: &'p Value<'p>,
}

/// Joins the attributes of one prefix into a list of messages, by index, in whatever order they
/// came: `[{"role": …, "content": …, "tool_calls": [{"name": …}]}]`. `None` where none has an index.
pub(super) fn compose(
    attributes: &[Attribute<'_>],
    prefix: &str,
    meter: &mut Meter<'_>,
) -> Option<JsonText> {
    let mut parts: Vec<Part<'_>> =
        attributes.iter().filter_map(|attribute| part(attribute, prefix)).collect();
    if parts.is_empty() {
        return None;
    }
    parts.sort_by_key(|part| (part.message, part.call, part.name));
    // Of a key that comes twice the last one counts, and the sort has kept their order.
    parts.reverse();
    parts.dedup_by_key(|part| (part.message, part.call, part.name));
    parts.reverse();

    let mut writer = Writer::new(meter);
    let mut out = String::from("[");
    for message in parts.chunk_by(|a, b| a.message == b.message) {
        out.push_str(if out.len() > 1 { ",{" } else { "{" });
        let calls_begin = message.partition_point(|part| part.call.is_none());
        let (fields, calls) = message.split_at(calls_begin);
        write_parts(&mut out, fields, &mut writer);
        if !calls.is_empty() {
            push_key(&mut out, "tool_calls");
            out.push('[');
            for (place, call) in calls.chunk_by(|a, b| a.call == b.call).enumerate() {
                out.push_str(if place > 0 { ",{" } else { "{" });
                write_parts(&mut out, call, &mut writer);
                out.push('}');
            }
            out.push(']');
        }
        out.push('}');
    }
    out.push(']');
    meter.take(out.len());
    Some(JsonText::vouched(out))
}

fn part<'p>(attribute: &'p Attribute<'_>, prefix: &str) -> Option<Part<'p>> {
    let rest = attribute.key.strip_prefix(prefix)?;
    let (message, name) = index(rest)?;
    let call = name.strip_prefix("tool_calls.").and_then(index);
    let (call, name) = call.map_or((None, name), |(call, name)| (Some(call), name));
    Some(Part { message, call, name, value: &attribute.value })
}

/// Splits `12.content` into 12 and `content`.
fn index(text: &str) -> Option<(usize, &str)> {
    let (digits, rest) = text.split_once('.')?;
    let index = digits.parse().ok().filter(|&index| index <= MAX_INDEX)?;
    Some((index, rest))
}

fn write_parts(out: &mut String, parts: &[Part<'_>], writer: &mut Writer<'_, '_>) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_string(out, part.name);
        out.push(':');
        writer.value(out, part.value, &Path::root(""));
    }
}
