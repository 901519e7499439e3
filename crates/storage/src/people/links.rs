//! One-time links that sign a person in.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::User;
use crate::StorageError;

/// Keeps the hash of a one-time link that signs a person in.
pub async fn create_sign_in_link(
    connection: &mut PgConnection,
    user_id: i64,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!("delete from sign_in_links where expires_at < now()")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into sign_in_links (token_hash, user_id, expires_at) values ($1, $2, $3)",
        token_hash,
        user_id,
        expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Uses a one-time link up, for the person that it signs in; `None` where it is unknown, used or too
/// old.
pub async fn use_sign_in_link(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<User>, StorageError> {
    let user = sqlx::query_as!(
        User,
        "delete from sign_in_links using users
        where token_hash = $1 and expires_at > now() and users.id = user_id
        returning users.id, users.email, users.owner",
        token_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(user)
}
