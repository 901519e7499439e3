//! Messages that a program recorded, as spans of a type of their own.

use farol_model::{JsonText, SpanType};
use farol_otlp::read_recorded;
use farol_storage::{SpanCursor, SpanPage, SpanRow, SpanScope, list_spans};
use sqlx::PgConnection;

use super::{Line, place};
use crate::{cursor::MessageCursor, error::ApiError, wire::Message};

/// Reads recorded messages in the order of time, so many at most.
pub(super) async fn read(
    connection: &mut PgConnection,
    scope: &SpanScope,
    after: Option<MessageCursor>,
    limit: i64,
) -> Result<Vec<Line>, ApiError> {
    let after = after.map(|after| SpanCursor {
        start: after.start,
        arrival: after.arrival,
        trace_id: after.trace_id,
        span_id: after.span_id,
    });
    let types = &[SpanType::ConversationMessage];
    let page = SpanPage { after, limit, payloads: true, types, ..SpanPage::default() };
    let spans = list_spans(connection, scope, page).await?;
    Ok(spans.into_iter().map(line).collect())
}

fn line(span: SpanRow) -> Line {
    let place = place(&span, span.start, 0);
    let payload = span.payload.as_deref();
    let input = payload.and_then(|payload| payload.input.as_ref());
    let attributes = payload.and_then(|payload| payload.attributes.as_ref());
    let recorded = read_recorded(input.map(JsonText::as_str), attributes.map(JsonText::as_str));
    Line { place, message: Message::recorded(span.span_id, span.trace_id, span.start, recorded) }
}
