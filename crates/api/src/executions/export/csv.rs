//! Spans as CSV.

use farol_model::{JsonText, SpanStatus};
use farol_storage::SpanRow;

use crate::csv;

const COLUMNS: &str = "spanId,parentSpanId,traceId,name,type,subtype,status,statusMessage,\
    startTime,endTime,durationMs,service,model,provider,inputTokens,outputTokens,totalTokens,cost,\
    agentName,threadId,sessionId,userId,toolName,error,input,output,attributes,id,parentId,\
    metadata\r\n";

pub(super) fn head() -> String {
    COLUMNS.to_owned()
}

pub(super) fn row(row: &SpanRow) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let payload = row.payload.as_deref();
    let json =
        |value: Option<&JsonText>| value.map(|value| value.as_str().to_owned()).unwrap_or_default();
    // What runs has no end yet.
    let end = (row.status != SpanStatus::Running).then_some(row.end);
    let duration = row.end.0.saturating_sub(row.start.0).max(0);
    let fields = [
        row.span_id.to_string(),
        row.parent_span_id.map(|parent| parent.to_string()).unwrap_or_default(),
        row.trace_id.to_string(),
        row.name.clone(),
        row.span_type.name().to_owned(),
        text(&row.subtype),
        row.status.name().to_owned(),
        text(&row.status_message),
        row.start.to_string(),
        end.map(|end| end.to_string()).unwrap_or_default(),
        end.map(|_| crate::wire::milliseconds(duration).to_string()).unwrap_or_default(),
        text(&row.service),
        text(&row.model),
        text(&row.provider),
        number(row.usage.input),
        number(row.usage.output),
        number(row.usage.total_tokens()),
        row.cost.map(|cost| cost.to_string()).unwrap_or_default(),
        text(&row.agent_name),
        text(&row.thread_id),
        text(&row.session_id),
        text(&row.user_id),
        text(&row.tool_name),
        row.error.as_ref().map(|error| error.get().to_owned()).unwrap_or_default(),
        json(payload.and_then(|payload| payload.input.as_ref())),
        json(payload.and_then(|payload| payload.output.as_ref())),
        json(payload.and_then(|payload| payload.attributes.as_ref())),
        text(&row.node_id),
        text(&row.parent_node_id),
        json(payload.and_then(|payload| payload.metadata.as_ref())),
    ];
    csv::line(fields)
}
