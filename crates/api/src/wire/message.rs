//! A message of a conversation.

use farol_model::{SpanId, TraceId, UnixNano};
use farol_otlp::{Recorded, Said};
use farol_storage::SpanRow;
use serde::Serialize;
use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};
use utoipa::ToSchema;

use super::as_text;

/// A message of a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    /// Unique in its execution.
    id: String,
    /// The span that tells it.
    #[schema(value_type = String)]
    span_id: SpanId,
    execution_id: String,
    /// `user`, `assistant`, `system`, `tool`, or what the producer calls it.
    pub(crate) role: String,
    /// Who speaks, or the tool that answers.
    #[schema(required)]
    name: Option<String>,
    /// Text; else what was sent: an object with a `type`, or a list of pieces.
    #[schema(required, value_type = serde_json::Value)]
    content: Box<RawValue>,
    tool_calls: Vec<ToolCall>,
    /// What was sent beside it; of a model's message `model`, `finishReason`, `toolCallId`.
    #[schema(value_type = Object)]
    metadata: Map<String, Value>,
    #[schema(value_type = String, format = DateTime)]
    timestamp: UnixNano,
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = String)]
    timestamp_unix_nano: i64,
}

/// A call of a tool.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ToolCall {
    #[schema(required)]
    id: Option<String>,
    #[schema(required)]
    name: Option<String>,
    arguments: Value,
}

impl From<farol_otlp::ToolCall> for ToolCall {
    fn from(call: farol_otlp::ToolCall) -> Self {
        Self { id: call.id, name: call.name, arguments: call.arguments }
    }
}

impl Message {
    /// What a span recorded, under the id that its sender gave it.
    pub(crate) fn recorded(span: &SpanRow, recorded: Recorded) -> Self {
        Self {
            id: span.node_id.clone().unwrap_or_else(|| span.span_id.to_string()),
            span_id: span.span_id,
            execution_id: span.trace_id.to_string(),
            role: recorded.role,
            name: recorded.name,
            content: recorded.content,
            tool_calls: recorded.tool_calls.into_iter().map(ToolCall::from).collect(),
            metadata: recorded.metadata,
            timestamp: span.start,
            timestamp_unix_nano: span.start.0,
        }
    }

    pub(crate) fn derived(trace_id: TraceId, said: Said, model: Option<String>) -> Self {
        let message = said.message;
        let model = model.filter(|_| message.role == "assistant");
        let beside = [
            ("model", model),
            ("finishReason", message.finish_reason),
            ("toolCallId", message.tool_call_id),
        ];
        let beside =
            beside.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
        Self {
            id: format!("{}-{}", said.span_id, said.index),
            span_id: said.span_id,
            execution_id: trace_id.to_string(),
            role: message.role,
            name: message.name,
            content: to_raw_value(&message.content).unwrap_or_default(),
            tool_calls: message.tool_calls.into_iter().map(ToolCall::from).collect(),
            metadata: beside.collect(),
            timestamp: said.time,
            timestamp_unix_nano: said.time.0,
        }
    }

    /// Names the execution as its caller does.
    pub(crate) fn of_execution(self, execution_id: &str) -> Self {
        Self { execution_id: execution_id.to_owned(), ..self }
    }

    /// What it says in words; `None` where it says nothing.
    pub(crate) fn text(&self) -> Option<String> {
        let content = serde_json::from_str(self.content.get()).ok()?;
        farol_otlp::Message { content, ..farol_otlp::Message::default() }.text()
    }

    /// Bytes that it takes in an answer, roughly.
    pub(crate) fn size(&self) -> usize {
        let calls = self.tool_calls.iter().map(|call| call.arguments.to_string().len());
        self.content.get().len() + calls.sum::<usize>() + 512
    }
}
