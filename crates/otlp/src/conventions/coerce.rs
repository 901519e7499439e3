//! Values as fields want them: producers send numbers as text, and text as numbers.

use std::borrow::Cow;

use farol_model::UnixNano;

use super::{field::Shape, finish, provider};
use crate::{text::cut, value::Value};

/// The longest text that is read into a field that is searched by. Postgres refuses index entries
/// of a third of a page; the attribute keeps the whole.
const MAX_IDENTIFIER: usize = 512;

/// What producers that mask content write in its place.
const REDACTED: &str = "<REDACTED>";

/// Whether a value can be read in a field's shape.
pub(super) fn fits(shape: Shape, value: &Value<'_>) -> bool {
    match shape {
        Shape::Text => scalar(value).is_some_and(|text| text != REDACTED),
        Shape::Provider => provider::of(value).is_some(),
        Shape::FinishReason => finish::reason(value).is_some(),
        Shape::Count => count(value).is_some(),
        Shape::Amount => amount(value).is_some(),
        Shape::Instant => instant(value).is_some(),
        Shape::OneOf(words) => value
            .as_text()
            .is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()))),
        Shape::Any => !matches!(value, Value::Empty),
        Shape::Payload => match value {
            Value::Empty => false,
            Value::Text(text) => !text.trim().is_empty() && text != REDACTED,
            _ => true,
        },
    }
}

/// Text as it is, numbers and truth values as text; nothing where that is empty.
pub(super) fn scalar<'v>(value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    match value {
        Value::Text(text) => (!text.trim().is_empty()).then(|| Cow::Borrowed(&**text)),
        Value::Int(value) => Some(Cow::Owned(value.to_string())),
        Value::Double(value) => Some(Cow::Owned(value.to_string())),
        Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        _ => None,
    }
}

/// A scalar that is searched by, cut where it is too long for an index.
pub(crate) fn identifier(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => identifier_text(text),
        _ => scalar(value).map(Cow::into_owned),
    }
}

pub(super) fn identifier_text(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| cut(text, MAX_IDENTIFIER).to_owned())
}

/// A whole number, not negative.
pub(super) fn count(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Int(value) => Some(*value).filter(|&value| value >= 0),
        Value::Double(value) => whole(*value),
        Value::Text(text) => {
            let text = text.trim();
            text.parse().ok().filter(|&value| value >= 0).or_else(|| whole(text.parse().ok()?))
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked, a fraction is noise")]
fn whole(value: f64) -> Option<i64> {
    (0.0..9e18).contains(&value).then(|| value.round() as i64)
}

/// A finite number, not negative.
#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
pub(super) fn amount(value: &Value<'_>) -> Option<f64> {
    let amount = match value {
        Value::Int(value) => *value as f64,
        Value::Double(value) => *value,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (amount.is_finite() && amount >= 0.0).then_some(amount)
}

/// An amount of time, in nanoseconds, of a unit of so many.
pub(super) fn nanos(value: &Value<'_>, unit: f64) -> Option<i64> {
    whole(amount(value)? * unit)
}

/// A time in RFC 3339, in quotes or not; Python leaves out the zone and means UTC.
pub(super) fn instant(value: &Value<'_>) -> Option<UnixNano> {
    let text = value.as_text()?.trim().trim_matches('"');
    UnixNano::parse_rfc3339(text)
        .or_else(|| UnixNano::parse_rfc3339(&format!("{}Z", cut(text, 40))))
}
