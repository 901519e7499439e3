//! Making a review: one for each execution, whoever comes first.

use chrono::Utc;
use farol_model::TraceId;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::{
    change::is_settled,
    list::find_review_of,
    queue::{place_review, take_out},
    row::{Review, find_review},
    words::{Words, write_words},
};
use crate::{AuditEntry, Origin, StorageError, executions::indexed, record_audit};

/// An execution's conversation as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationCopy {
    /// A JSON list.
    pub messages: String,
    pub count: i64,
    /// Whether no message is missing.
    pub complete: bool,
    /// What was said, for searches.
    pub text: String,
}

/// A review to be.
#[derive(Clone, Copy, Debug)]
pub struct NewReview<'a> {
    /// All that its execution covers, the first one first.
    pub traces: &'a [TraceId],
    pub execution_id: &'a str,
    pub agent_id: Option<&'a str>,
    pub agent_name: Option<&'a str>,
    pub thread_id: Option<&'a str>,
    pub user_id: Option<&'a str>,
    pub input_preview: Option<&'a str>,
    pub output_preview: Option<&'a str>,
    pub status: &'a str,
    pub rating: &'a str,
    pub priority: &'a str,
    pub comment: &'a str,
    pub tags: &'a [String],
    pub corrected_output: Option<&'a str>,
    pub action_taken: Option<&'a str>,
    pub resolution_notes: Option<&'a str>,
    pub assignee: Option<&'a str>,
    pub conversation: &'a ConversationCopy,
}

/// How it went to make a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeReview {
    Made(Box<Review>),
    /// The execution has this one.
    Exists(Uuid),
}

/// Makes a review in the name of whoever asks for it, unless its execution has one, and says so in the audit
/// trail. Makes its own transaction.
pub async fn create_review(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    new: &NewReview<'_>,
) -> Result<MadeReview, StorageError> {
    loop {
        let found = find_review_of(connection, project_id, new.traces, new.execution_id).await?;
        if let Some(id) = found {
            return Ok(MadeReview::Exists(id));
        }
        let mut transaction = connection.begin().await?;
        // Whoever is making one at the same time is waited for.
        let Some(id) = insert(&mut transaction, origin, project_id, new).await? else { continue };
        let words = Words {
            comment: new.comment,
            tags: new.tags,
            corrected_output: new.corrected_output,
            resolution_notes: new.resolution_notes,
        };
        let reasons = take_out(&mut transaction, project_id, new).await?;
        place_review(&mut transaction, id, &reasons).await?;
        insert_conversation(&mut transaction, id, new.conversation, &words).await?;
        let review = find_review(&mut transaction, project_id, id).await?;
        let Some(review) = review else { continue };
        let target = id.to_string();
        let entry = AuditEntry {
            target: Some(&target),
            project_id: Some(project_id),
            after: Some(review.told()),
            ..AuditEntry::new(origin, "review.created")
        };
        record_audit(&mut transaction, &entry).await?;
        transaction.commit().await?;
        return Ok(MadeReview::Made(Box::new(review)));
    }
}

async fn insert(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    new: &NewReview<'_>,
) -> Result<Option<Uuid>, StorageError> {
    let (kind, name) = origin.actor.parts();
    let settled = is_settled(new.status);
    let id = sqlx::query_scalar!(
        "insert into reviews
            (id, project_id, trace_id, execution_id, agent_id, agent_name, thread_id, user_id,
            input_preview, output_preview, rating, priority, comment, tags, corrected_output,
            assignee, reviewer_kind, reviewed_by, message_count, messages_complete, status,
            action_taken, resolution_notes, resolved_by, resolved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25)
        on conflict (project_id, trace_id) do nothing returning id",
        Uuid::new_v4(),
        project_id,
        new.traces.first().copied().unwrap_or_default().0,
        indexed(new.execution_id),
        new.agent_id.map(indexed),
        new.agent_name.map(indexed),
        new.thread_id,
        new.user_id,
        new.input_preview,
        new.output_preview,
        new.rating,
        new.priority,
        new.comment,
        new.tags,
        new.corrected_output,
        new.assignee,
        kind,
        name.unwrap_or_default(),
        new.conversation.count,
        new.conversation.complete,
        new.status,
        new.action_taken,
        new.resolution_notes,
        settled.then_some(name.unwrap_or_default()),
        settled.then(Utc::now),
    )
    .fetch_optional(connection)
    .await?;
    Ok(id)
}

async fn insert_conversation(
    connection: &mut PgConnection,
    id: Uuid,
    copy: &ConversationCopy,
    words: &Words<'_>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into review_conversations (review_id, messages, said, words)
        values ($1, $2, '', '')",
        id,
        copy.messages,
    )
    .execute(&mut *connection)
    .await?;
    write_words(connection, id, Some(&copy.text), words).await
}
