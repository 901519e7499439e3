//! `/api/v1/auth/sign-in` and `…/sign-out`.

use std::time::Instant;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use farol_storage::{
    Actor, AuditEntry, Origin, end_session, find_password_hash, find_user, record_audit,
};
use serde::Deserialize;
use sqlx::Connection;
use utoipa::ToSchema;

use super::cookie::{GONE, open_session, session_token};
use crate::{
    AppState,
    auth::{EMAIL_LENGTH, hash_token, verify_password},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    source::Source,
};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    email: String,
    password: String,
}

/// Signs a person in by e-mail and password. Where too many failed, 429 tells how long to wait.
#[utoipa::path(post, path = "/api/v1/auth/sign-in", tag = "session", request_body = SignIn,
    responses((status = 204), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    source: Source,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, ApiError> {
    let mut attempt = state.attempts.begin(&asked.email, source.0, Instant::now())?;
    let (email, password) = (asked.email, asked.password);
    let mut connection = state.pool.acquire().await?;
    let user = find_user(&mut connection, &email).await?;
    let hash = match &user {
        Some(user) => find_password_hash(&mut connection, user.id).await?,
        None => None,
    };
    // Not held while hashing, which takes its time.
    drop(connection);
    attempt.spend();
    let verified = verify_password(password, hash).await;
    let mut connection = state.pool.acquire().await?;
    let Some(user) = user.filter(|_| verified) else {
        if state.attempts.may_tell(Instant::now()) {
            let tried: String = email.chars().take(EMAIL_LENGTH).collect();
            let origin = Origin { actor: Actor::User(&tried), address: source.0 };
            record_audit(&mut connection, &AuditEntry::new(origin, "sign_in.failed")).await?;
        }
        let detail = "The e-mail address or the password is wrong.";
        return Err(ApiError::new(ErrorCode::Unauthorized, detail));
    };
    attempt.give_back();
    let mut transaction = connection.begin().await?;
    let cookie = open_session(&mut transaction, &user, "password", &headers, source).await?;
    transaction.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Ends the session.
#[utoipa::path(post, path = "/api/v1/auth/sign-out", tag = "session", responses((status = 204)))]
pub(super) async fn sign_out(
    State(state): State<AppState>,
    source: Source,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(token) = session_token(&headers) {
        let mut transaction = state.pool.begin().await?;
        if let Some(user) = end_session(&mut transaction, &hash_token(&token)).await? {
            let origin = Origin { actor: Actor::User(&user.email), address: source.0 };
            record_audit(&mut transaction, &AuditEntry::new(origin, "session.ended")).await?;
        }
        transaction.commit().await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, GONE)]).into_response())
}
