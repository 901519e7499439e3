//! What waits for a review.

use chrono::{DateTime, Utc};
use farol_model::TraceId;
use farol_storage::QueueItem as Stored;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::{ReviewPriority, ReviewRating};

/// Something that waits for a reviewer: an execution that was put up, or one whose review is open.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::reviews) struct QueueItem {
    item_id: Uuid,
    execution_id: String,
    #[schema(value_type = String)]
    trace_id: TraceId,
    /// The open review; null where it has none yet.
    #[schema(required)]
    review_id: Option<Uuid>,
    /// What the open review says.
    #[schema(required, value_type = Option<ReviewRating>)]
    rating: Option<String>,
    /// Who alone is given the open review.
    #[schema(required)]
    assignee: Option<String>,
    #[schema(required)]
    agent_id: Option<String>,
    #[schema(required)]
    agent_name: Option<String>,
    #[schema(required)]
    thread_id: Option<String>,
    #[schema(required)]
    user_id: Option<String>,
    #[schema(required)]
    input_preview: Option<String>,
    #[schema(required)]
    output_preview: Option<String>,
    priority: ReviewPriority,
    tags: Vec<String>,
    #[schema(value_type = Vec<QueueReason>)]
    reasons: Value,
    queued_at: DateTime<Utc>,
    /// Who works at it, a person's e-mail address or a key's label, and until when nobody else gets it.
    #[schema(required)]
    leased_by: Option<String>,
    #[schema(required)]
    leased_until: Option<DateTime<Utc>>,
}

/// Why it waits: a rule's name, or who put it up or made its open review.
#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of stored JSON that is handed on")]
struct QueueReason {
    rule: Option<String>,
    by: Option<String>,
}

impl From<Stored> for QueueItem {
    fn from(stored: Stored) -> Self {
        Self {
            item_id: stored.id,
            execution_id: stored.execution_id,
            trace_id: TraceId(stored.trace_id),
            review_id: stored.review_id,
            rating: stored.rating,
            assignee: stored.assignee,
            agent_id: stored.agent_id,
            agent_name: stored.agent_name,
            thread_id: stored.thread_id,
            user_id: stored.user_id,
            input_preview: stored.input_preview,
            output_preview: stored.output_preview,
            priority: ReviewPriority::of_level(stored.priority),
            tags: stored.tags,
            reasons: stored.reasons,
            queued_at: stored.queued_at,
            leased_by: stored.leased_by,
            leased_until: stored.leased_until,
        }
    }
}
