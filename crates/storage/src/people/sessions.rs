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

/// A session as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub id: Uuid,
    pub started_at: DateTime<Utc>,
    /// Within a minute.
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// Where it was started from.
    pub address: Option<String>,
    pub user_agent: Option<String>,
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

/// Lists a person's sessions, the one that was used last first.
pub async fn list_sessions(
    connection: &mut PgConnection,
    user_id: i64,
) -> Result<Vec<SessionRow>, StorageError> {
    let sessions = sqlx::query_as!(
        SessionRow,
        "select id, created_at as started_at, last_seen_at, expires_at, host(source_ip) as address,
            user_agent
        from sessions where user_id = $1 and expires_at > now()
        order by last_seen_at desc, id limit 1000",
        user_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(sessions)
}

/// Ends one of a person's sessions; says whether it was there.
pub async fn end_session_of(
    connection: &mut PgConnection,
    user_id: i64,
    id: Uuid,
) -> Result<bool, StorageError> {
    let ended = sqlx::query!("delete from sessions where user_id = $1 and id = $2", user_id, id)
        .execute(connection)
        .await?;
    Ok(ended.rows_affected() > 0)
}

/// Ends all of a person's sessions but one; says how many.
pub async fn end_other_sessions(
    connection: &mut PgConnection,
    user_id: i64,
    kept: Uuid,
) -> Result<u64, StorageError> {
    let ended = sqlx::query!("delete from sessions where user_id = $1 and id <> $2", user_id, kept)
        .execute(connection)
        .await?;
    Ok(ended.rows_affected())
}
