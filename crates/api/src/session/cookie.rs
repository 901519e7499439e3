//! The cookie that a session lives in.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{TimeDelta, Utc};
use farol_storage::{Actor, AuditEntry, NewSession, Origin, User, record_audit, start_session};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    auth::{hash_token, new_token},
    error::{ApiError, ErrorCode, no_secret},
    own_address::OwnAddress,
    source::Source,
};

const COOKIE: &str = "farol_session";

/// Days that a session lasts.
const SESSION_DAYS: i64 = 30;

/// Characters that are kept of what a browser calls itself.
const USER_AGENT_LENGTH: usize = 300;

/// Takes a session's cookie away.
pub(super) const GONE: HeaderValue =
    HeaderValue::from_static("farol_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");

/// Starts a session, and says in the audit trail by what.
pub(super) async fn open_session(
    connection: &mut PgConnection,
    user: &User,
    by: &str,
    headers: &HeaderMap,
    own: &OwnAddress,
    Source(address): Source,
) -> Result<HeaderValue, ApiError> {
    let token = new_token().map_err(no_secret)?;
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let user_agent =
        user_agent.map(|name| name.chars().take(USER_AGENT_LENGTH).collect::<String>());
    let new = NewSession {
        token_hash: &hash_token(&token),
        expires_at: Utc::now() + TimeDelta::days(SESSION_DAYS),
        address,
        user_agent: user_agent.as_deref(),
    };
    start_session(connection, user.id, new).await?;
    let entry = AuditEntry {
        after: Some(json!({"by": by})),
        ..AuditEntry::new(Origin { actor: Actor::User(&user.email), address }, "session.started")
    };
    record_audit(connection, &entry).await?;
    // Without TLS the cookie must travel over plain HTTP.
    let secure = if own.is_tls() { "; Secure" } else { "" };
    let age = SESSION_DAYS * 86_400;
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&cookie)
        .map_err(|_| ApiError::new(ErrorCode::Internal, "No session could be made."))
}

/// The session's secret in the request's cookies.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}
