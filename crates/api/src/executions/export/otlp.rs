//! Spans as OTLP/JSON.

use farol_model::{JsonText, Span, SpanStatus, UnixNano};
use farol_otlp::{ExportNode, ExportSpan};
use farol_storage::SpanRow;
use serde_json::Value;

pub(super) fn resource_spans(row: SpanRow) -> Value {
    let end = row.end;
    let span = Span::from(row);
    let node = span.node.is_some().then(|| ExportNode::from(&span));
    // OTLP says 0 where an end is not known.
    let end = if span.status == SpanStatus::Running { UnixNano(0) } else { end };
    let (mut attributes, mut events) = (text(span.attributes.as_ref()), text(span.events.as_ref()));
    let (mut status_code, mut status_message) = (span.status_code, span.status_message.as_deref());
    if let Some(node) = &node {
        (attributes, events) = (Some(node.attributes.as_str()), node.events.as_deref());
        (status_code, status_message) = (node.status_code, node.status_message.as_deref());
    }
    farol_otlp::resource_spans(&ExportSpan {
        trace_id: span.trace_id,
        span_id: span.span_id,
        parent_span_id: span.parent_span_id,
        name: &span.name,
        kind: span.kind,
        start: span.start,
        end,
        status_code,
        status_message,
        attributes,
        attribute_kinds: text(span.attribute_kinds.as_ref()),
        events,
        links: text(span.links.as_ref()),
        otlp: text(span.otlp.as_ref()),
        resource: text(span.resource.resource.as_ref()),
        scope: text(span.resource.scope.as_ref()),
        resource_kinds: text(span.resource.kinds.as_ref()),
    })
}

fn text(json: Option<&JsonText>) -> Option<&str> {
    json.map(JsonText::as_str)
}
