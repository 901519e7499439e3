//! People signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{TimeDelta, Utc};
use farol_storage::{
    Actor, AuditEntry, User, end_session, find_password_hash, find_user, list_projects,
    record_audit, start_session, use_sign_in_link,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::{Person, hash_token, new_token, verify_password},
    error::{ApiError, ErrorCode},
    json, portal,
    query::{NoParameters, Query},
};

const COOKIE: &str = "farol_session";

/// Characters that an e-mail address has at most, and that are kept of one that somebody tried.
const EMAIL_LENGTH: usize = 320;

/// Days that a session lasts.
const SESSION_DAYS: i64 = 30;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(read_session))
        .routes(routes!(follow_sign_in_link))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    email: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
struct SessionInfo {
    user: UserInfo,
    /// Projects that the person may read.
    projects: Vec<ProjectInfo>,
    /// The server's version.
    version: &'static str,
}

#[derive(Serialize, ToSchema)]
struct UserInfo {
    email: String,
}

#[derive(Serialize, ToSchema)]
struct ProjectInfo {
    name: String,
}

/// Signs a person in by e-mail and password.
#[utoipa::path(post, path = "/api/v1/auth/sign-in", tag = "session", request_body = SignIn,
    responses((status = 204), (status = 401, body = crate::error::Problem)))]
async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    json::Json(asked): json::Json<SignIn>,
) -> Result<Response, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let user = find_user(&mut connection, &asked.email).await?;
    let hash = match &user {
        Some(user) => find_password_hash(&mut connection, user.id).await?,
        None => None,
    };
    // Not held while hashing, which takes its time.
    drop(connection);
    let verified = verify_password(asked.password, hash).await;
    let mut connection = state.pool.acquire().await?;
    let Some(user) = user.filter(|_| verified) else {
        let tried: String = asked.email.chars().take(EMAIL_LENGTH).collect();
        let entry = AuditEntry::new(Actor::User(&tried), "sign_in.failed");
        record_audit(&mut connection, &entry).await?;
        let detail = "The e-mail address or the password is wrong.";
        return Err(ApiError::new(ErrorCode::Unauthorized, detail));
    };
    let mut transaction = connection.begin().await?;
    let cookie = open_session(&mut transaction, &user, "password", &headers).await?;
    transaction.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Ends the session.
#[utoipa::path(post, path = "/api/v1/auth/sign-out", tag = "session", responses((status = 204)))]
async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = session_token(&headers) {
        let mut connection = state.pool.acquire().await?;
        end_session(&mut connection, &hash_token(&token)).await?;
    }
    let gone =
        HeaderValue::from_static("farol_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

/// Tells who is signed in, and which projects there are to read.
#[utoipa::path(get, path = "/api/v1/auth/session", tag = "session",
    responses((status = 200, body = SessionInfo), (status = 401, body = crate::error::Problem)))]
async fn read_session(
    State(state): State<AppState>,
    person: Person,
    _: Query<NoParameters>,
) -> Result<Json<SessionInfo>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let projects = list_projects(&mut connection).await?;
    Ok(Json(SessionInfo {
        user: UserInfo { email: person.session.user.email },
        projects: projects.into_iter().map(|project| ProjectInfo { name: project.name }).collect(),
        version: env!("CARGO_PKG_VERSION"),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkQuery {
    token: Option<String>,
    problem: Option<String>,
}

/// Uses a one-time sign-in link up and goes on to the portal.
#[utoipa::path(get, path = "/sign-in", tag = "session", params(("token" = Option<String>, Query)),
    responses((status = 303)))]
async fn follow_sign_in_link(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<LinkQuery>,
) -> Result<Response, ApiError> {
    let (Some(token), None) = (query.token, query.problem) else {
        return Ok(portal::index(&headers));
    };
    let mut transaction = state.pool.begin().await?;
    let Some(user) = use_sign_in_link(&mut transaction, &hash_token(&token)).await? else {
        return Ok(Redirect::to("/sign-in?problem=expired").into_response());
    };
    let cookie = open_session(&mut transaction, &user, "link", &headers).await?;
    transaction.commit().await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// Starts a session, and says in the audit trail by what.
async fn open_session(
    connection: &mut PgConnection,
    user: &User,
    by: &str,
    headers: &HeaderMap,
) -> Result<HeaderValue, ApiError> {
    let token = new_token().map_err(|error| {
        tracing::error!(%error, "no session could be made");
        ApiError::new(ErrorCode::Internal, "No session could be made.")
    })?;
    let expires_at = Utc::now() + TimeDelta::days(SESSION_DAYS);
    start_session(connection, user.id, &hash_token(&token), expires_at).await?;
    let entry = AuditEntry {
        after: Some(json!({"by": by})),
        ..AuditEntry::new(Actor::User(&user.email), "session.started")
    };
    record_audit(connection, &entry).await?;
    // A proxy that speaks TLS says so; without one the cookie must travel over plain HTTP.
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let secure = if forwarded == Some("https") { "; Secure" } else { "" };
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
