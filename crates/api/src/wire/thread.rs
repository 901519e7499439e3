//! A thread in lists and above its messages.

use farol_model::{SpanStatus, UnixNano};
use farol_storage::ThreadRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Entity, Status};

/// A thread: the executions of one conversation, summed up.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub(crate) struct Thread {
    thread_id: String,
    /// The newest execution's that has one, as are the next four.
    #[schema(required)]
    agent_id: Option<String>,
    #[schema(required)]
    agent_name: Option<String>,
    #[schema(required)]
    entity: Option<Entity>,
    #[schema(required)]
    user_id: Option<String>,
    #[schema(required)]
    session_id: Option<String>,
    /// What the user said last, in a line.
    #[schema(required)]
    latest_user_text: Option<String>,
    #[schema(required)]
    latest_assistant_text: Option<String>,
    /// Recorded messages; where there are none, about as many as its calls of models tell.
    message_count: i64,
    execution_count: i64,
    /// Spans that failed.
    error_count: i64,
    total_tokens: i64,
    /// In US dollars.
    #[schema(required)]
    cost: Option<f64>,
    cost_estimated: bool,
    /// The newest execution's.
    #[schema(value_type = Status)]
    status: SpanStatus,
    #[schema(value_type = String, format = DateTime)]
    start_time: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    last_activity_time: UnixNano,
}

impl Thread {
    pub(crate) fn new(row: ThreadRow, user: Option<String>, assistant: Option<String>) -> Self {
        Self {
            thread_id: row.thread_id,
            agent_id: row.agent_id,
            agent_name: row.agent_name,
            entity: Entity::of(row.entity_type, row.entity_value),
            user_id: row.user_id,
            session_id: row.session_id,
            latest_user_text: user,
            latest_assistant_text: assistant,
            message_count: if row.message_count > 0 { row.message_count } else { row.told_count },
            execution_count: row.execution_count,
            error_count: row.error_count,
            total_tokens: row.total_tokens,
            cost: row.cost,
            cost_estimated: row.cost_estimated,
            status: row.status,
            start_time: row.start,
            last_activity_time: row.place.activity,
        }
    }
}
