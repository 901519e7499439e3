//! Spans as OTLP/JSON.

use farol_model::JsonText;
use farol_otlp::ExportSpan;
use farol_storage::{SpanPayload, SpanRow};
use serde_json::Value;

pub(super) fn resource_spans(row: &SpanRow) -> Value {
    let payload = row.payload.as_deref();
    let text = |field: fn(&SpanPayload) -> &Option<JsonText>| {
        payload.and_then(|payload| field(payload).as_ref()).map(JsonText::as_str)
    };
    farol_otlp::resource_spans(&ExportSpan {
        trace_id: row.trace_id,
        span_id: row.span_id,
        parent_span_id: row.parent_span_id,
        name: &row.name,
        kind: row.kind,
        start: row.start,
        end: row.end,
        status_code: row.status_code,
        status_message: row.status_message.as_deref(),
        attributes: text(|payload| &payload.attributes),
        attribute_kinds: text(|payload| &payload.attribute_kinds),
        events: text(|payload| &payload.events),
        links: text(|payload| &payload.links),
        otlp: text(|payload| &payload.otlp),
        resource: text(|payload| &payload.resource),
        scope: text(|payload| &payload.scope),
        resource_kinds: text(|payload| &payload.resource_kinds),
    })
}
