//! One review as it is read.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::StorageError;

/// A review, without its conversation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Review {
    pub id: Uuid,
    /// The first trace of the execution.
    pub trace_id: Uuid,
    pub execution_id: String,
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub thread_id: Option<String>,
    pub user_id: Option<String>,
    pub input_preview: Option<String>,
    pub output_preview: Option<String>,
    /// `open`, `in_progress`, `resolved` or `dismissed`.
    pub status: String,
    /// `good`, `bad` or `neutral`.
    pub rating: String,
    /// `low`, `medium`, `high` or `critical`.
    pub priority: String,
    pub comment: String,
    pub tags: Vec<String>,
    pub corrected_output: Option<String>,
    pub action_taken: Option<String>,
    pub resolution_notes: Option<String>,
    /// An e-mail address.
    pub assignee: Option<String>,
    /// An e-mail address, or a key's label.
    pub reviewed_by: String,
    pub resolved_by: Option<String>,
    pub resolved_at: Option<DateTime<Utc>>,
    /// Messages that were copied, and whether these were all.
    pub message_count: i64,
    pub messages_complete: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub comment_count: i64,
}

pub(super) const COLUMNS: &str = "id, trace_id, execution_id, agent_id, agent_name, thread_id, \
    user_id, input_preview, output_preview, status, rating, priority, comment, tags, \
    corrected_output, action_taken, resolution_notes, assignee, reviewed_by, resolved_by, \
    resolved_at, message_count, messages_complete, created_at, updated_at, version, \
    (select count(*) from review_comments where review_id = reviews.id) as comment_count";

impl Review {
    /// What the audit trail tells of it: nothing that was said.
    pub(super) fn told(&self) -> Value {
        json!({
            "id": self.id, "executionId": self.execution_id, "status": self.status,
            "rating": self.rating, "priority": self.priority, "tags": self.tags,
            "assignee": self.assignee, "resolvedBy": self.resolved_by,
        })
    }
}

/// Finds a review.
pub async fn find_review(
    connection: &mut PgConnection,
    project_id: i32,
    id: Uuid,
) -> Result<Option<Review>, StorageError> {
    let review = sqlx::query_as!(
        Review,
        r#"select id, trace_id, execution_id, agent_id, agent_name, thread_id, user_id,
            input_preview, output_preview, status, rating, priority, comment, tags,
            corrected_output, action_taken, resolution_notes, assignee, reviewed_by, resolved_by,
            resolved_at, message_count, messages_complete, created_at, updated_at, version,
            (select count(*) from review_comments where review_id = reviews.id)
                as "comment_count!"
        from reviews where project_id = $1 and id = $2"#,
        project_id,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(review)
}

/// Locks a review until the transaction ends, and reads it.
pub(super) async fn lock_review(
    connection: &mut PgConnection,
    project_id: i32,
    id: Uuid,
) -> Result<Option<Review>, StorageError> {
    sqlx::query!(
        "select id from reviews where project_id = $1 and id = $2 for update",
        project_id,
        id,
    )
    .fetch_optional(&mut *connection)
    .await?;
    find_review(connection, project_id, id).await
}

/// Reads the copied messages of a review that was found: a JSON list.
pub async fn find_review_messages(
    connection: &mut PgConnection,
    id: Uuid,
) -> Result<Option<String>, StorageError> {
    let messages =
        sqlx::query_scalar!("select messages from review_conversations where review_id = $1", id)
            .fetch_optional(connection)
            .await?;
    Ok(messages)
}
