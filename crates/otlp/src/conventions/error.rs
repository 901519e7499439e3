//! What went wrong in a span, by the rule for every OTLP span: its status, the attribute
//! `error.type`, an exception (as an event or in attributes), or a producer's own word for
//! failure; any of them makes it an error.

use std::borrow::Cow;

use farol_model::SpanError;

use super::{coerce, field::Field, reading::Reading};
use crate::{raw::RawSpan, value::find};

const STATUS_ERROR: i32 = 2;

/// The error, if there is one.
pub(super) fn of(raw: &RawSpan<'_>, reading: &Reading<'_>) -> Option<SpanError> {
    // Of several exceptions the last one is what ended the span.
    let exception = raw.events.iter().rev().find(|event| event.name == "exception");
    let attribute = |field| reading.value(field).and_then(coerce::scalar).map(Cow::into_owned);
    let error_type = attribute(Field::ErrorType);
    let failed = raw.status.code == STATUS_ERROR || reading.failed;
    if !failed && exception.is_none() && error_type.is_none() {
        return None;
    }
    let of_exception =
        |key| find(&exception?.attributes, key).and_then(coerce::scalar).map(Cow::into_owned);
    let status_message = || {
        let message = &raw.status.message;
        (!message.is_empty()).then(|| message.clone().into_owned())
    };
    Some(SpanError {
        message: of_exception("exception.message")
            .or_else(status_message)
            .or_else(|| attribute(Field::ErrorMessage))
            .or_else(|| if reading.failed { attribute(Field::Message) } else { None }),
        error_type: of_exception("exception.type").or(error_type),
        stack: of_exception("exception.stacktrace").or_else(|| attribute(Field::ErrorStack)),
    })
}
