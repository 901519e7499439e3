//! What people say to each other about a review.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::row::lock_review;
use crate::{AuditEntry, Origin, StorageError, record_audit};

/// A comment under a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewComment {
    pub id: i64,
    /// An e-mail address, or a key's label.
    pub author: String,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

/// How it went to delete a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletedComment {
    Deleted,
    /// It is somebody else's.
    Foreign,
}

/// Lists comments of a review that was found, the newest first, from behind the one that is named.
pub async fn list_review_comments(
    connection: &mut PgConnection,
    review_id: Uuid,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<ReviewComment>, StorageError> {
    let comments = sqlx::query_as!(
        ReviewComment,
        "select id, author, text, created_at from review_comments
        where review_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3",
        review_id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(comments)
}

/// Adds a comment and says so in the audit trail; `None` where there is no such review. Makes its own
/// transaction.
pub async fn add_review_comment(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    review_id: Uuid,
    text: &str,
) -> Result<Option<ReviewComment>, StorageError> {
    let mut transaction = connection.begin().await?;
    let Some(review) = lock_review(&mut transaction, project_id, review_id).await? else {
        return Ok(None);
    };
    let (kind, author) = origin.actor.parts();
    let comment = sqlx::query_as!(
        ReviewComment,
        "insert into review_comments (review_id, author_kind, author, text)
        values ($1, $2, $3, $4) returning id, author, text, created_at",
        review.id,
        kind,
        author.unwrap_or_default(),
        text,
    )
    .fetch_one(&mut *transaction)
    .await?;
    tell(&mut transaction, origin, project_id, "review.commented", (review_id, comment.id)).await?;
    transaction.commit().await?;
    Ok(Some(comment))
}

/// Deletes a comment of whoever asks for it and says so in the audit trail; `None` where there is no such
/// comment. Makes its own transaction.
pub async fn delete_review_comment(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    review_id: Uuid,
    id: i64,
) -> Result<Option<DeletedComment>, StorageError> {
    let mut transaction = connection.begin().await?;
    if lock_review(&mut transaction, project_id, review_id).await?.is_none() {
        return Ok(None);
    }
    let (kind, author) = origin.actor.parts();
    let is_own = sqlx::query_scalar!(
        r#"select author_kind = $3 and author = $4 as "is_own!"
        from review_comments where review_id = $1 and id = $2"#,
        review_id,
        id,
        kind,
        author.unwrap_or_default(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    match is_own {
        None => return Ok(None),
        Some(false) => return Ok(Some(DeletedComment::Foreign)),
        Some(true) => {}
    }
    sqlx::query!("delete from review_comments where id = $1", id)
        .execute(&mut *transaction)
        .await?;
    tell(&mut transaction, origin, project_id, "review.comment_deleted", (review_id, id)).await?;
    transaction.commit().await?;
    Ok(Some(DeletedComment::Deleted))
}

async fn tell(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    action: &'static str,
    (review_id, comment_id): (Uuid, i64),
) -> Result<(), StorageError> {
    let target = review_id.to_string();
    let entry = AuditEntry {
        target: Some(&target),
        project_id: Some(project_id),
        after: Some(json!({"commentId": comment_id})),
        ..AuditEntry::new(origin, action)
    };
    record_audit(connection, &entry).await
}
