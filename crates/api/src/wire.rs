//! JSON as the contract names it.

mod event;
mod execution;
mod figures;
mod log;
mod message;
mod node;
mod overview;
mod review;
mod role;
mod score;
mod thread;
mod view;

use farol_model::{JsonText, UnixNano};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::ToSchema;

pub(crate) use event::Event;
pub(crate) use execution::Execution;
pub(crate) use figures::{Figures, StatusCounts};
pub(crate) use log::Log;
pub(crate) use message::Message;
pub(crate) use node::Node;
pub(crate) use overview::Overview;
pub(crate) use review::{
    Change as ReviewChangeEntry, Comment as ReviewComment, Review, ReviewPriority, ReviewRating,
    ReviewStatus, WholeReview,
};
pub(crate) use role::RoleName;
pub(crate) use score::{Score, ScoreKindName, parse_score_id};
pub(crate) use thread::Thread;
pub(crate) use view::SavedView;

/// A list that comes whole.
#[derive(Serialize, ToSchema)]
pub(crate) struct Items<T: ToSchema> {
    pub(crate) items: Vec<T>,
}

impl<T: ToSchema> FromIterator<T> for Items<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect() }
    }
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<T: ToSchema> {
    pub(crate) items: Vec<T>,
    /// Hand it back as `cursor` for the next page; null at the end.
    #[schema(required)]
    pub(crate) next_cursor: Option<String>,
}

/// A page of a list that is searched under a deadline.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchPage<T: ToSchema> {
    pub(crate) items: Vec<T>,
    /// Hand it back as `cursor` for the next page, or to search on; null at the end.
    #[schema(required)]
    pub(crate) next_cursor: Option<String>,
    /// False where the search was cut off by its deadline.
    pub(crate) complete: bool,
    /// Where it was cut off: what lies behind this time, in the order of the list, was not looked at.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(crate) searched_to: Option<UnixNano>,
}

/// Cuts rows that were read one beyond the limit to a page; says whether there are more.
pub(crate) fn cut<R>(rows: &mut Vec<R>, limit: i64) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    has_more
}

/// How something went.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "words the schema of `SpanStatus`, which knows no OpenAPI")]
pub(crate) enum Status {
    Running,
    Success,
    Error,
    Skipped,
}

/// OpenTelemetry's six levels.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "words the schema of `Level`, which knows no OpenAPI")]
pub(crate) enum LogLevel {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

/// What went wrong in a span.
#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of stored text that is handed on")]
pub(crate) struct SpanError {
    message: Option<String>,
    #[schema(rename = "type")]
    error_type: Option<String>,
    stack: Option<String>,
}

/// The business object that the work was about.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Entity {
    #[serde(rename = "type")]
    #[schema(required)]
    kind: Option<String>,
    value: String,
}

impl Entity {
    pub(crate) fn of(kind: Option<String>, value: Option<String>) -> Option<Self> {
        value.map(|value| Self { kind, value })
    }
}

/// Milliseconds with all their fraction.
#[expect(clippy::cast_precision_loss, reason = "104 days are exact; the nanoseconds are told too")]
pub(crate) fn milliseconds(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1e6
}

/// A 64-bit number as text, since browsers lose digits beyond 2^53.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
pub(crate) fn as_text<S: Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

#[expect(clippy::ref_option, reason = "serde hands references")]
pub(crate) fn as_text_or_null<S: Serializer>(
    number: &Option<i64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.collect_str(number),
        None => serializer.serialize_none(),
    }
}

/// A list or an object with nothing in it.
pub(crate) fn empty(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap_or_default()
}

/// A payload as readers want it: where an attribute's text is JSON itself, that JSON.
pub(crate) fn unwrapped(value: JsonText, from_attribute: bool) -> JsonText {
    let is_text = value.as_str().starts_with('"');
    if !from_attribute || !is_text {
        return value;
    }
    let text: Option<String> = serde_json::from_str(value.as_str()).ok();
    // Some quote everything, texts too, and some quote twice.
    let inner = text.filter(|text| text.trim_start().starts_with(['[', '{', '"']));
    let inner = inner.filter(|text| is_sound(text));
    inner.map_or(value, |inner| unwrapped(JsonText::vouched(inner), true))
}

/// Whether text is JSON, and no half of a surrogate pair stands alone in it, for which many readers
/// refuse the whole answer.
pub(crate) fn is_sound(json: &str) -> bool {
    if json.contains("\\u") {
        return serde_json::from_str::<serde_json::Value>(json).is_ok();
    }
    serde_json::from_str::<&RawValue>(json).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_json_is_unwrapped_where_every_reader_can_read_it() {
        let unwrapped = |text: &str| unwrapped(JsonText::of(&text), true).into_string();
        assert_eq!(unwrapped(r#"{"a":"\u00e9"}"#), r#"{"a":"\u00e9"}"#);
        assert_eq!(unwrapped(r#"{"a":"\ud800"}"#), r#""{\"a\":\"\\ud800\"}""#);
        assert_eq!(unwrapped("{no json"), r#""{no json""#);
        assert_eq!(unwrapped("\"quoted\""), "\"quoted\"");
        assert_eq!(unwrapped("\"{\\\"twice\\\":1}\""), "{\"twice\":1}");
    }
}
