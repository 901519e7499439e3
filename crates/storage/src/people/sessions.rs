//! Sessions of people, known by the hash of their secret.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::User;
use crate::StorageError;

/// A person's session.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: Uuid,
    pub user: User,
    pub has_password: bool,
    pub expires_at: DateTime<Utc>,
}

/// What is known of a session when it starts.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    pub token_hash: &'a [u8],
    pub expires_at: DateTime<Utc>,
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: Option<&'a str>,
}

/// Keeps a session's hash and sweeps out those that have ended.
pub async fn start_session(
    connection: &mut PgConnection,
    user_id: i64,
    new: NewSession<'_>,
) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where expires_at < now()").execute(&mut *connection).await?;
    sqlx::query!(
        "insert into sessions (token_hash, user_id, expires_at, source_ip, user_agent)
        values ($1, $2, $3, $4::text::inet, $5)",
        new.token_hash,
        user_id,
        new.expires_at,
        new.address.map(|address| address.to_string()),
        new.user_agent,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("update users set last_seen_at = now() where id = $1", user_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Finds the session with this hash, unless it has ended, and notes once a minute that it is used.
pub async fn find_session(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<Session>, StorageError> {
    let found = sqlx::query!(
        r#"select sessions.id, user_id, email, owner, expires_at,
            password_hash is not null as "has_password!",
            sessions.last_seen_at < now() - interval '1 minute' as "stale!"
        from sessions join users on users.id = user_id
        where token_hash = $1 and expires_at > now()"#,
        token_hash,
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = found else { return Ok(None) };
    if row.stale {
        sqlx::query!(
            "with seen as
                (update sessions set last_seen_at = now() where id = $1 returning user_id)
            update users set last_seen_at = now() from seen where users.id = seen.user_id",
            row.id,
        )
        .execute(connection)
        .await?;
    }
    Ok(Some(Session {
        id: row.id,
        user: User { id: row.user_id, email: row.email, owner: row.owner },
        has_password: row.has_password,
        expires_at: row.expires_at,
    }))
}

/// Ends a session; says whose it was.
pub async fn end_session(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<User>, StorageError> {
    let user = sqlx::query_as!(
        User,
        "delete from sessions using users where token_hash = $1 and users.id = user_id
        returning users.id, users.email, users.owner",
        token_hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(user)
}
