//! Why a model stopped.

use std::borrow::Cow;

use serde::Deserialize;

use super::{coerce, events, field::Field, reading::Reading};
use crate::{raw::RawSpan, value::Value};

/// The reason that the span tells, else the one in its output messages or in an answer's event.
pub(super) fn of(raw: &RawSpan<'_>, reading: &Reading<'_>) -> Option<String> {
    let told = reading.value(Field::FinishReason).and_then(reason);
    told.or_else(|| in_messages(reading.value(Field::Output)?))
        .or_else(|| reason(events::finish_reason(raw)?))
}

/// The first reason: of a list, of JSON text where a list is meant, or alone; lower-case, without
/// the name of an enum before it.
pub(super) fn reason(value: &Value<'_>) -> Option<String> {
    let text = match value {
        Value::List(reasons) => reasons.first()?.as_text()?,
        value => value.as_text()?,
    };
    let parsed = if text.starts_with('[') {
        serde_json::from_str::<Vec<String>>(text).ok()?.into_iter().next()?
    } else {
        text.to_owned()
    };
    let name = parsed.rsplit_once("FinishReason.").map_or(&*parsed, |(_, name)| name);
    coerce::identifier_text(name.trim().trim_matches('"')).map(|name| name.to_ascii_lowercase())
}

/// A message as older versions of the standard have it.
#[derive(Deserialize)]
struct Message<'m> {
    #[serde(borrow)]
    finish_reason: Option<Cow<'m, str>>,
}

fn in_messages(messages: &Value<'_>) -> Option<String> {
    match messages {
        Value::List(messages) => reason(messages.first()?.get("finish_reason")?),
        // Parsing it all is dear: looked at only where the name occurs.
        Value::Text(text) if text.contains("\"finish_reason\"") => {
            let messages: Vec<Message<'_>> = serde_json::from_str(text).ok()?;
            let told = messages.into_iter().find_map(|message| message.finish_reason)?;
            reason(&Value::Text(told))
        }
        _ => None,
    }
}
