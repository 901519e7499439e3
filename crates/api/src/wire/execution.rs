//! An execution in lists and above its trace.

use std::time::Duration;

use farol_model::{SpanStatus, SpanType, TraceId, UnixNano};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Entity, Status, as_text, as_text_or_null, milliseconds};

/// An execution: one trace, or all that a caller's own id covers, summed up.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub(crate) struct Execution {
    /// The caller's own id, else the trace id.
    pub(crate) execution_id: String,
    #[schema(value_type = String)]
    pub(crate) trace_id: TraceId,
    name: String,
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: SpanType,
    #[schema(value_type = Status)]
    pub(crate) status: SpanStatus,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) start_time: UnixNano,
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = String)]
    start_time_unix_nano: i64,
    /// Whether nothing more is expected: its root has ended, and no span came for a while.
    pub(crate) ended: bool,
    /// Null while it runs.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(crate) end_time: Option<UnixNano>,
    #[serde(serialize_with = "as_text_or_null")]
    #[schema(required, value_type = Option<String>)]
    end_time_unix_nano: Option<i64>,
    #[schema(required)]
    pub(crate) duration_ms: Option<f64>,
    #[schema(required)]
    pub(crate) agent_id: Option<String>,
    #[schema(required)]
    pub(crate) agent_name: Option<String>,
    #[schema(required)]
    pub(crate) thread_id: Option<String>,
    #[schema(required)]
    session_id: Option<String>,
    #[schema(required)]
    company_id: Option<String>,
    #[schema(required)]
    pub(crate) user_id: Option<String>,
    #[schema(required)]
    entity: Option<Entity>,
    #[schema(required)]
    service: Option<String>,
    #[schema(required)]
    pub(crate) model: Option<String>,
    /// Every model that was used.
    models: Vec<String>,
    pub(crate) span_count: i64,
    pub(crate) error_count: i64,
    pub(crate) input_tokens: i64,
    pub(crate) output_tokens: i64,
    pub(crate) total_tokens: i64,
    /// In US dollars.
    #[schema(required)]
    pub(crate) cost: Option<f64>,
    cost_estimated: bool,
    /// Recorded messages; where there are none, about as many as its calls of models tell.
    pub(crate) message_count: i64,
    #[schema(required)]
    pub(crate) input_preview: Option<String>,
    #[schema(required)]
    pub(crate) output_preview: Option<String>,
    #[schema(required)]
    error: Option<String>,
}

impl Execution {
    /// `quiet` is how long no span may have come before it has ended.
    pub(crate) fn new(execution: farol_model::Execution, quiet: Duration) -> Self {
        let duration = execution.summary.duration();
        let ended = execution.summary.has_ended(UnixNano::now(), quiet);
        let message_count = execution.messages();
        let summary = execution.summary;
        let trace_id = execution.trace_id;
        Self {
            execution_id: summary.execution_id.unwrap_or_else(|| trace_id.to_string()),
            trace_id,
            name: summary.name,
            kind: summary.span_type,
            status: summary.status,
            ended,
            start_time: summary.start,
            start_time_unix_nano: summary.start.0,
            end_time: summary.end,
            end_time_unix_nano: summary.end.map(|end| end.0),
            duration_ms: duration.map(milliseconds),
            agent_id: summary.agent_id,
            agent_name: summary.agent_name,
            thread_id: summary.thread_id,
            session_id: summary.session_id,
            company_id: summary.company_id,
            user_id: summary.user_id,
            entity: Entity::of(summary.entity_type, summary.entity_value),
            service: summary.service,
            model: summary.model,
            models: summary.models,
            span_count: summary.span_count,
            error_count: summary.error_count,
            input_tokens: summary.input_tokens,
            output_tokens: summary.output_tokens,
            total_tokens: summary.total_tokens,
            cost: summary.cost,
            cost_estimated: summary.cost_estimated,
            message_count,
            input_preview: execution.input_preview,
            output_preview: execution.output_preview,
            error: summary.error,
        }
    }
}
