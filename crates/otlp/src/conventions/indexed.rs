//! Values spread over attributes: `gen_ai.prompt.0.role`, `gen_ai.prompt.0.tool_calls.0.name`.

use std::cmp::Ordering;

use farol_model::JsonText;

use crate::{
    meter::Meter,
    value::{Attribute, Value},
    write::{Path, Writer, push_comma, push_string},
};

/// The highest index that is taken for one.
const MAX_INDEX: usize = 10_000;

/// How far names are taken apart: what is nested deeper keeps its dots.
const MAX_DEPTH: usize = 12;

/// Names that `OpenInference` puts between an index and what it is about; they say nothing more.
const WRAPPERS: &[&str] =
    &["message", "message_content", "tool_call", "prompt", "completion", "document", "embedding"];

/// One attribute, by the place that its name gives it: `role` in the item 0.
pub(super) struct Part<'p> {
    pub(super) index: usize,
    pub(super) path: &'p str,
    pub(super) value: &'p Value<'p>,
}

/// Joins the attributes of a family into a list, by index, in whatever order they came:
/// `[{"role": …, "content": …, "tool_calls": [{"name": …}]}]`. `None` where none has an index.
pub(super) fn compose(
    attributes: &[Attribute<'_>],
    prefix: &str,
    meter: &mut Meter<'_>,
) -> Option<JsonText> {
    let part = |attribute| part(attribute, prefix);
    join(attributes.iter().filter_map(part).collect(), meter)
}

fn part<'p>(attribute: &'p Attribute<'_>, prefix: &str) -> Option<Part<'p>> {
    let (digits, path) = split(attribute.key.strip_prefix(prefix)?);
    Some(Part { index: index(digits)?, path, value: &attribute.value })
}

/// Writes the parts as a list of what stands at each index.
pub(super) fn join(mut parts: Vec<Part<'_>>, meter: &mut Meter<'_>) -> Option<JsonText> {
    if parts.is_empty() {
        return None;
    }
    let order =
        |a: &Part<'_>, b: &Part<'_>| a.index.cmp(&b.index).then_with(|| compare(a.path, b.path));
    parts.sort_by(order);
    let mut out = String::from("[");
    let mut writer = Writer::new(meter);
    for item in parts.chunk_by(|a, b| a.index == b.index) {
        push_comma(&mut out);
        let leaves: Vec<Leaf<'_>> =
            item.iter().map(|part| (unwrap(part.path), part.value)).collect();
        write(&mut out, &leaves, MAX_DEPTH, &mut writer);
    }
    out.push(']');
    meter.take(out.len());
    Some(JsonText::vouched(out))
}

/// A value, and what is left of its name.
type Leaf<'p> = (&'p str, &'p Value<'p>);

/// Writes what stands below one name; `leaves` are in order.
fn write(out: &mut String, leaves: &[Leaf<'_>], depth: usize, writer: &mut Writer<'_, '_>) {
    // Where a name has both a value and names below it, those tell more.
    let below = &leaves[leaves.partition_point(|(rest, _)| rest.is_empty())..];
    if below.is_empty() || depth == 0 {
        // Of a key that comes twice the last one counts.
        if let Some((_, value)) = leaves.last() {
            writer.value(out, value, &Path::root(""));
        }
        return;
    }
    let is_list = below.iter().all(|(rest, _)| index(split(rest).0).is_some());
    out.push(if is_list { '[' } else { '{' });
    for group in below.chunk_by(|a, b| split(a.0).0 == split(b.0).0) {
        push_comma(out);
        if !is_list {
            push_string(out, split(group[0].0).0);
            out.push(':');
        }
        let behind = |name| {
            let rest = split(name).1;
            if is_list { unwrap(rest) } else { rest }
        };
        let group: Vec<_> = group.iter().map(|&(name, value)| (behind(name), value)).collect();
        write(out, &group, depth - 1, writer);
    }
    out.push(if is_list { ']' } else { '}' });
}

/// The first part of a name and the rest.
fn split(name: &str) -> (&str, &str) {
    name.split_once('.').unwrap_or((name, ""))
}

fn index(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&index| is_number && index <= MAX_INDEX)
}

fn unwrap(name: &str) -> &str {
    match name.split_once('.') {
        Some((first, rest)) if WRAPPERS.contains(&first) => rest,
        _ => name,
    }
}

/// Orders names part by part, numbers by their value, and a name before those below it.
fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (unwrap(a), unwrap(b));
    while !a.is_empty() && !b.is_empty() {
        let ((first, rest), (other, other_rest)) = (split(a), split(b));
        let numbers = index(first).zip(index(other));
        let order = match numbers {
            Some((one, other)) => one.cmp(&other),
            None => first.cmp(other),
        };
        if order != Ordering::Equal {
            return order;
        }
        (a, b) =
            if numbers.is_some() { (unwrap(rest), unwrap(other_rest)) } else { (rest, other_rest) };
    }
    a.len().min(1).cmp(&b.len().min(1))
}
