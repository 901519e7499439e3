//! Messages that a program recorded, as spans of a type of their own.

use farol_model::{JsonText, SpanType};
use farol_otlp::read_recorded;
use farol_storage::{SpanCursor, SpanPage, SpanPayload, SpanRow, SpanScope, list_spans};
use serde_json::Map;
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
    Ok(spans.iter().map(line).collect())
}

fn line(span: &SpanRow) -> Line {
    let place = place(span, span.start, 0);
    let payload = span.payload.as_deref();
    let text = |field: fn(&SpanPayload) -> &Option<JsonText>| {
        payload.and_then(|payload| field(payload).as_ref()).map(JsonText::as_str)
    };
    let mut recorded =
        read_recorded(text(|payload| &payload.input), text(|payload| &payload.attributes));
    // What was sent as plain JSON has its metadata beside it.
    let own = text(|payload| &payload.metadata).and_then(|text| serde_json::from_str(text).ok());
    recorded.metadata.extend(own.unwrap_or_else(Map::new));
    Line { place, message: Message::recorded(span, recorded) }
}
