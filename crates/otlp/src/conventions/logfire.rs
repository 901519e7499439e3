//! Spans that are no spans, as Logfire sends them (`semantics.md` 3.5): a log comes as a span
//! without length, and a span that has begun is announced by one below it.

use farol_model::{SpanId, UnixNano};

use super::{coerce, field::Field, reading::Reading};
use crate::raw::RawSpan;

/// What a span stands for.
pub(crate) enum Record {
    Span,
    /// The beginning of the span that stands as its parent, whose own parent is this.
    Beginning {
        parent: Option<SpanId>,
    },
    Log {
        severity: i32,
        message: Option<String>,
    },
}

const SEVERITY_INFO: i32 = 9;

pub(super) fn record(
    raw: &RawSpan<'_>,
    reading: &Reading<'_>,
    start: UnixNano,
    end: UnixNano,
) -> Record {
    let told = reading.value(Field::RecordKind).and_then(|value| value.as_text());
    match told.map(str::trim) {
        Some("pending_span") if !raw.parent_span_id.says_none() => {
            let parent = reading.text(Field::PendingParent);
            Record::Beginning { parent: parent.and_then(|id| id.parse().ok()) }
        }
        // Only what a log can hold: a span with links or other events stays one.
        Some("log")
            if start == end
                && raw.links.is_empty()
                && raw.events.iter().all(|event| event.name == "exception") =>
        {
            let severity = reading.count(Field::Severity).and_then(|number| number.try_into().ok());
            let message = reading.value(Field::Message).and_then(coerce::scalar);
            Record::Log {
                severity: severity.unwrap_or(SEVERITY_INFO),
                message: message.map(std::borrow::Cow::into_owned),
            }
        }
        _ => Record::Span,
    }
}
