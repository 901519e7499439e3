//! Changing a review, and deleting it.

use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::{
    create::ConversationCopy,
    history::{differences, write_history},
    queue::place_review,
    row::{Review, find_review, lock_review},
    words::{Words, write_words},
};
use crate::{AuditEntry, Origin, StorageError, record_audit};

/// What becomes different of a review; what is `None` stays, and what is told as `None` is taken away.
#[derive(Clone, Debug, Default)]
pub struct ReviewChange {
    /// The version that is changed; any unless named.
    pub version: Option<i64>,
    pub status: Option<String>,
    pub rating: Option<String>,
    pub priority: Option<String>,
    pub comment: Option<String>,
    pub tags: Option<Vec<String>>,
    pub corrected_output: Option<Option<String>>,
    pub action_taken: Option<Option<String>>,
    pub resolution_notes: Option<Option<String>>,
    pub assignee: Option<Option<String>>,
    /// The conversation as it is now.
    pub conversation: Option<ConversationCopy>,
}

/// How it went to change a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedReview {
    Changed(Box<Review>),
    /// It was changed meanwhile, to this.
    OtherVersion(Box<Review>),
}

/// Whether work on a review of this status is over.
pub(super) fn is_settled(status: &str) -> bool {
    matches!(status, "resolved" | "dismissed")
}

impl ReviewChange {
    /// The review as it will be, but for what the database says of it.
    fn apply(&self, mut review: Review, by: &str) -> Review {
        if let Some(status) = self.status.clone() {
            if status != review.status {
                let settled = is_settled(&status);
                review.resolved_by = settled.then(|| by.to_owned());
                review.resolved_at = settled.then(Utc::now);
            }
            review.status = status;
        }
        set(&mut review.rating, self.rating.as_ref());
        set(&mut review.priority, self.priority.as_ref());
        set(&mut review.comment, self.comment.as_ref());
        set(&mut review.tags, self.tags.as_ref());
        set(&mut review.corrected_output, self.corrected_output.as_ref());
        set(&mut review.action_taken, self.action_taken.as_ref());
        set(&mut review.resolution_notes, self.resolution_notes.as_ref());
        set(&mut review.assignee, self.assignee.as_ref());
        review
    }
}

fn set<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        *field = value.clone();
    }
}

/// Changes a review, and says so in its history and in the audit trail where anything changed; `None` where
/// there is none. Makes its own transaction.
pub async fn change_review(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: Uuid,
    change: &ReviewChange,
) -> Result<Option<ChangedReview>, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(before) = lock_review(&mut transaction, project_id, id).await? else {
        return Ok(None);
    };
    if change.version.is_some_and(|version| version != before.version) {
        return Ok(Some(ChangedReview::OtherVersion(Box::new(before))));
    }
    let after = change.apply(before.clone(), origin.actor.name().unwrap_or_default());
    let changes = differences(&before, &after);
    if changes.is_empty() {
        return Ok(Some(ChangedReview::Changed(Box::new(before))));
    }
    // A copy is not replaced by nothing: retention may have taken what was said.
    let copy = change.conversation.as_ref().filter(|copy| copy.count > 0);
    write(&mut transaction, &after, copy).await?;
    place_review(&mut transaction, id, &[]).await?;
    write_history(&mut transaction, origin, id, changes).await?;
    let Some(after) = find_review(&mut transaction, project_id, id).await? else {
        return Ok(None);
    };
    let target = id.to_string();
    let entry = AuditEntry {
        target: Some(&target),
        project_id: Some(project_id),
        before: Some(before.told()),
        after: Some(after.told()),
        ..AuditEntry::new(origin, "review.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Some(ChangedReview::Changed(Box::new(after))))
}

async fn write(
    connection: &mut PgConnection,
    review: &Review,
    copy: Option<&ConversationCopy>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update reviews set status = $2, rating = $3, priority = $4, comment = $5, tags = $6,
            corrected_output = $7, action_taken = $8, resolution_notes = $9, assignee = $10,
            resolved_by = $11, resolved_at = $12, message_count = coalesce($13, message_count),
            messages_complete = coalesce($14, messages_complete), updated_at = now(),
            version = version + 1
        where id = $1",
        review.id,
        review.status,
        review.rating,
        review.priority,
        review.comment,
        &review.tags,
        review.corrected_output,
        review.action_taken,
        review.resolution_notes,
        review.assignee,
        review.resolved_by,
        review.resolved_at,
        copy.map(|copy| copy.count),
        copy.map(|copy| copy.complete),
    )
    .execute(&mut *connection)
    .await?;
    if let Some(copy) = copy {
        sqlx::query!(
            "update review_conversations set messages = $2, copied_at = now()
            where review_id = $1",
            review.id,
            copy.messages,
        )
        .execute(&mut *connection)
        .await?;
    }
    let words = Words {
        comment: &review.comment,
        tags: &review.tags,
        corrected_output: review.corrected_output.as_deref(),
        resolution_notes: review.resolution_notes.as_deref(),
    };
    write_words(connection, review.id, copy.map(|copy| &*copy.text), &words).await
}

/// Deletes a review with all that belongs to it, and says so in the audit trail; `false` where there is none.
/// Makes its own transaction.
pub async fn delete_review(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: Uuid,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(review) = lock_review(&mut transaction, project_id, id).await? else {
        return Ok(false);
    };
    sqlx::query!("delete from reviews where id = $1", id).execute(&mut *transaction).await?;
    let target = id.to_string();
    let entry = AuditEntry {
        target: Some(&target),
        project_id: Some(project_id),
        before: Some(review.told()),
        ..AuditEntry::new(origin, "review.deleted")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Takes what is not settled from a person who leaves a project, or all of them where none is named: an open review
/// that is assigned is given to nobody else.
pub(crate) async fn unassign_reviews(
    connection: &mut PgConnection,
    project_id: Option<i32>,
    user_id: i64,
) -> Result<(), StorageError> {
    // An owner who is no member any more still sees the project.
    sqlx::query!(
        "update reviews set assignee = null, updated_at = now(), version = version + 1
        where status in ('open', 'in_progress') and ($1::integer is null or project_id = $1)
            and assignee = (select email from users where id = $2 and ($1 is null or not owner))",
        project_id,
        user_id,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Dates a review back, with its place in the queue: one that is made up, for a demonstration.
pub async fn date_review(
    connection: &mut PgConnection,
    id: Uuid,
    made: DateTime<Utc>,
    settled: Option<DateTime<Utc>>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update reviews set created_at = $2::timestamptz, updated_at = coalesce($3, $2),
            resolved_at = case when resolved_at is not null then coalesce($3, $2) end
        where id = $1",
        id,
        made,
        settled,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("update review_queue set queued_at = $2 where review_id = $1", id, made)
        .execute(connection)
        .await?;
    Ok(())
}
