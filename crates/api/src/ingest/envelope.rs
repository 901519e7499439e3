//! From a body to its items: an object with a list, a bare list, one object, or one item a line.

use std::fmt;

use serde::{
    Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{fields::Fields, meter::Meter};
use crate::error::{ApiError, ErrorCode};

/// How a body is laid out, by its content type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One JSON document, which may be followed by others, a line each.
    Document,
    /// One item a line.
    Lines,
}

/// What the envelope of a kind of items is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// The field that holds the list.
    pub(super) list: &'static str,
    /// Whether a line that is no JSON is an item, too.
    pub(super) plain_lines: bool,
    pub(super) max_items: usize,
}

/// One item as it came.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'b> {
    Json(&'b str),
    /// A line that is no JSON.
    Line(&'b str),
}

/// The items of a body, and what its envelope says beside them.
#[derive(Debug, Default)]
pub(super) struct Batch<'b> {
    pub(super) items: Vec<Item<'b>>,
    pub(super) common: Fields<'b>,
}

/// What an item takes in the list.
const ITEM_BYTES: usize = size_of::<Item<'_>>();

/// Opens a body.
pub(super) fn open<'b>(
    text: &'b str,
    layout: Layout,
    shape: Shape,
    meter: &mut Meter<'_>,
) -> Result<Batch<'b>, ApiError> {
    let text = text.trim_start_matches('\u{feff}');
    if layout == Layout::Lines {
        let mut of_one = text.lines().filter(|line| !line.trim().is_empty());
        let (first, second) = (of_one.next(), of_one.next());
        let document = first.filter(|_| second.is_none());
        return match document.and_then(|line| serde_json::from_str::<&RawValue>(line.trim()).ok()) {
            Some(value) => unfold(value, shape, meter),
            None => lines(text, shape, meter),
        };
    }
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let first = documents.next().ok_or_else(|| malformed("the body is empty"))?;
    let first = first.map_err(malformed)?;
    let rest = &text[documents.byte_offset()..];
    let next = rest.trim_start();
    if next.is_empty() {
        return unfold(first, shape, meter);
    }
    let a_line_each = next.starts_with('{') && rest[..rest.len() - next.len()].contains('\n');
    if first.get().starts_with('{') && a_line_each {
        return lines(text, shape, meter);
    }
    Err(malformed("something follows the document"))
}

/// The items of one document.
fn unfold<'b>(
    document: &'b RawValue,
    shape: Shape,
    meter: &mut Meter<'_>,
) -> Result<Batch<'b>, ApiError> {
    let mut batch = Batch::default();
    let json = document.get();
    if json.starts_with('[') {
        push_list(json, &mut batch.items, shape, meter)?;
        return Ok(batch);
    }
    if !json.starts_with('{') {
        if shape.plain_lines {
            batch.items.push(Item::Json(json));
            return Ok(batch);
        }
        let detail = format!(
            "the body must be an object with a list `{}`, a list, or one item a line",
            shape.list
        );
        return Err(malformed(detail));
    }
    let mut fields = Fields::read(json, meter).ok_or_else(out_of_memory)?;
    match fields.peek(shape.list) {
        Some(list) if list.get().starts_with('[') => {
            push_list(list.get(), &mut batch.items, shape, meter)?;
            fields.take(shape.list);
            batch.common = fields;
        }
        // One item, or an envelope that holds none.
        None if fields.has(shape.list) => {
            fields.take(shape.list);
            batch.common = fields;
        }
        _ => batch.items.push(Item::Json(json)),
    }
    Ok(batch)
}

fn lines<'b>(text: &'b str, shape: Shape, meter: &mut Meter<'_>) -> Result<Batch<'b>, ApiError> {
    let mut batch = Batch::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let is_json = serde_json::from_str::<&RawValue>(line).is_ok();
        let plain = !is_json || !line.trim_start().starts_with(['{', '[', '"']);
        let item = if shape.plain_lines && plain { Item::Line(line) } else { Item::Json(line) };
        push(item, &mut batch.items, shape, meter)?;
    }
    Ok(batch)
}

fn push<'b>(
    item: Item<'b>,
    items: &mut Vec<Item<'b>>,
    shape: Shape,
    meter: &mut Meter<'_>,
) -> Result<(), ApiError> {
    if items.len() == shape.max_items {
        let detail = format!("A request may hold at most {} items.", shape.max_items);
        return Err(ApiError::new(ErrorCode::TooLarge, detail));
    }
    if !meter.take(ITEM_BYTES) {
        return Err(out_of_memory());
    }
    items.push(item);
    Ok(())
}

fn push_list<'b>(
    list: &'b str,
    items: &mut Vec<Item<'b>>,
    shape: Shape,
    meter: &mut Meter<'_>,
) -> Result<(), ApiError> {
    let mut refused = None;
    let visitor = Elements { push: |item| push(item, items, shape, meter), refused: &mut refused };
    let read = serde_json::Deserializer::from_str(list).deserialize_seq(visitor);
    refused.map_or(Ok(()), Err).and(read.map_err(malformed))
}

struct Elements<'r, P> {
    push: P,
    refused: &'r mut Option<ApiError>,
}

impl<'b, P: FnMut(Item<'b>) -> Result<(), ApiError>> Visitor<'b> for Elements<'_, P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'b>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element::<&RawValue>()? {
            if let Err(error) = (self.push)(Item::Json(item.get())) {
                *self.refused = Some(error);
                return Err(A::Error::custom("too many"));
            }
        }
        Ok(())
    }
}

fn malformed(why: impl fmt::Display) -> ApiError {
    ApiError::new(ErrorCode::Malformed, format!("The request is malformed: {why}."))
}

pub(super) fn out_of_memory() -> ApiError {
    ApiError::new(ErrorCode::Overloaded, "The server has no memory left for this request.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str, layout: Layout) -> Result<(usize, usize), ErrorCode> {
        let mut charge = |_| true;
        let shape = Shape { list: "traces", plain_lines: false, max_items: 3 };
        let batch = open(text, layout, shape, &mut Meter::new(&mut charge));
        batch.map(|of| (of.items.len(), of.common.rest().count())).map_err(|error| error.code)
    }

    #[test]
    fn every_envelope_opens() {
        let document = |text: &str| opened(text, Layout::Document);
        let lines = |text: &str| opened(text, Layout::Lines);
        assert_eq!(document(r#" {"traces":[{},{}],"batch":1} "#), Ok((2, 1)));
        assert_eq!(document("[{},1]"), Ok((2, 0)));
        assert_eq!(document(r#"{"name":"x"}"#), Ok((1, 0)));
        assert_eq!(document("{\"name\":\"x\"}\n{\"name\":"), Ok((2, 0)), "a line each");
        assert_eq!((document("[]"), document(r#"{"traces":null}"#)), (Ok((0, 0)), Ok((0, 0))));
        assert_eq!(lines("\u{feff}{\"name\":\"x\"}\r\n\n{}\nno JSON\n"), Ok((3, 0)));
        assert_eq!(lines(r#"{"traces":[{},{}]}"#), Ok((2, 0)));
        assert_eq!(lines("\n\n"), Ok((0, 0)));
    }

    #[test]
    fn what_is_no_envelope_is_refused() {
        for text in ["", "nonsense", "5", "\"x\"", "{} {}", "[1] [2]", "{\"traces\":[1}"] {
            assert_eq!(opened(text, Layout::Document), Err(ErrorCode::Malformed), "{text}");
        }
        assert_eq!(opened("[1,2,3,4]", Layout::Document), Err(ErrorCode::TooLarge));
    }
}
