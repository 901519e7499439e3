//! A review of an execution.

use chrono::{DateTime, Utc};
use farol_model::TraceId;
use farol_storage::{Review as Stored, ReviewComment as StoredComment, ReviewHistory};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a review has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReviewStatus {
    #[default]
    Open,
    InProgress,
    Resolved,
    Dismissed,
}

/// How an execution went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReviewRating {
    Good,
    Bad,
    Neutral,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReviewPriority {
    Low,
    #[default]
    Medium,
    High,
    Critical,
}

impl ReviewStatus {
    pub(crate) const ALL: [Self; 4] =
        [Self::Open, Self::InProgress, Self::Resolved, Self::Dismissed];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Resolved => "resolved",
            Self::Dismissed => "dismissed",
        }
    }
}

impl ReviewRating {
    pub(crate) const ALL: [Self; 3] = [Self::Good, Self::Bad, Self::Neutral];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

impl ReviewPriority {
    pub(crate) const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// How high it is, 0 to 3.
    pub(crate) const fn level(self) -> i16 {
        self as i16
    }

    pub(crate) fn of_level(level: i16) -> Self {
        Self::ALL.into_iter().find(|each| each.level() == level).unwrap_or_default()
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// What somebody thinks of an execution.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub(crate) struct Review {
    review_id: Uuid,
    execution_id: String,
    /// Its first trace.
    #[schema(value_type = String)]
    trace_id: TraceId,
    #[schema(required)]
    agent_id: Option<String>,
    #[schema(required)]
    agent_name: Option<String>,
    #[schema(required)]
    thread_id: Option<String>,
    #[schema(required)]
    user_id: Option<String>,
    /// What was asked and answered, in a line each.
    #[schema(required)]
    input_preview: Option<String>,
    #[schema(required)]
    output_preview: Option<String>,
    #[schema(value_type = ReviewStatus)]
    status: String,
    #[schema(value_type = ReviewRating)]
    rating: String,
    #[schema(value_type = ReviewPriority)]
    priority: String,
    comment: String,
    tags: Vec<String>,
    /// What the last answer should have been.
    #[schema(required)]
    corrected_output: Option<String>,
    #[schema(required)]
    action_taken: Option<String>,
    #[schema(required)]
    resolution_notes: Option<String>,
    /// A person's e-mail address.
    #[schema(required)]
    assignee: Option<String>,
    /// A person's e-mail address, or a key's label.
    reviewed_by: String,
    #[schema(required)]
    resolved_by: Option<String>,
    #[schema(required)]
    resolved_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// Counted up by every change.
    version: i64,
    comment_count: i64,
    /// Messages of the execution that were copied.
    message_count: i64,
    /// False where the conversation was too long to be copied whole.
    messages_complete: bool,
}

impl From<Stored> for Review {
    fn from(stored: Stored) -> Self {
        Self {
            review_id: stored.id,
            execution_id: stored.execution_id,
            trace_id: TraceId(stored.trace_id),
            agent_id: stored.agent_id,
            agent_name: stored.agent_name,
            thread_id: stored.thread_id,
            user_id: stored.user_id,
            input_preview: stored.input_preview,
            output_preview: stored.output_preview,
            status: stored.status,
            rating: stored.rating,
            priority: stored.priority,
            comment: stored.comment,
            tags: stored.tags,
            corrected_output: stored.corrected_output,
            action_taken: stored.action_taken,
            resolution_notes: stored.resolution_notes,
            assignee: stored.assignee,
            reviewed_by: stored.reviewed_by,
            resolved_by: stored.resolved_by,
            resolved_at: stored.resolved_at,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            version: stored.version,
            comment_count: stored.comment_count,
            message_count: stored.message_count,
            messages_complete: stored.messages_complete,
        }
    }
}

/// A review with its conversation, and what was said and done about it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WholeReview {
    #[serde(flatten)]
    pub(crate) review: Review,
    /// The messages that were copied, as the execution's are given.
    #[schema(value_type = Vec<crate::wire::Message>)]
    pub(crate) messages: Box<RawValue>,
    /// What the assistant said last, which a corrected output stands in for; null where it has not the last word.
    #[schema(required)]
    pub(crate) given_output: Option<String>,
    /// The newest hundred, the oldest of them first.
    pub(crate) comments: Vec<Comment>,
    /// The newest hundred, the oldest of them first.
    pub(crate) history: Vec<Change>,
}

/// A comment under a review.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReviewComment)]
pub(crate) struct Comment {
    pub(crate) id: i64,
    /// A person's e-mail address, or a key's label.
    author: String,
    text: String,
    created_at: DateTime<Utc>,
}

impl From<StoredComment> for Comment {
    fn from(stored: StoredComment) -> Self {
        let StoredComment { id, author, text, created_at } = stored;
        Self { id, author, text, created_at }
    }
}

/// What somebody changed of a review at once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReviewHistoryEntry)]
pub(crate) struct Change {
    pub(crate) id: i64,
    changed_at: DateTime<Utc>,
    /// A person's e-mail address, or a key's label.
    changed_by: String,
    #[schema(value_type = Vec<FieldChange>)]
    changes: Value,
}

impl From<ReviewHistory> for Change {
    fn from(stored: ReviewHistory) -> Self {
        let ReviewHistory { id, changed_at, actor, changes } = stored;
        Self { id, changed_at, changed_by: actor, changes }
    }
}

/// A field of a review that was changed.
#[derive(ToSchema)]
#[schema(as = ReviewFieldChange)]
#[expect(dead_code, reason = "words the schema of stored JSON that is handed on")]
struct FieldChange {
    field: String,
    /// Texts of more than 2,000 characters are cut.
    #[schema(required, value_type = serde_json::Value)]
    before: Option<Value>,
    #[schema(required, value_type = serde_json::Value)]
    after: Option<Value>,
}
