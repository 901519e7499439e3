//! `/api/v1/auth/sessions`: where a person is signed in.

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_storage::{AuditEntry, end_session_of, list_sessions, record_audit};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    AppState,
    auth::Person,
    error::{ApiError, ErrorCode, Problem},
    path::Path,
    query::{NoParameters, Query},
    wire::Items,
};

/// One of a person's own sessions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OwnSession {
    id: Uuid,
    started_at: DateTime<Utc>,
    /// Within a minute.
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// Where it was started from.
    #[schema(required)]
    address: Option<String>,
    /// What the browser calls itself.
    #[schema(required)]
    user_agent: Option<String>,
    /// Whether it is the one that asks.
    current: bool,
}

/// Lists one's own sessions, the one that was used last first.
#[utoipa::path(get, path = "/api/v1/auth/sessions", tag = "session",
    responses((status = 200, body = Items<OwnSession>), (status = 401, body = Problem)))]
pub(super) async fn list_own_sessions(
    State(state): State<AppState>,
    person: Person,
    _: Query<NoParameters>,
) -> Result<Answer<Items<OwnSession>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let sessions = list_sessions(&mut connection, person.session.user.id).await?;
    let own = sessions.into_iter().map(|row| OwnSession {
        id: row.id,
        started_at: row.started_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        address: row.address,
        user_agent: row.user_agent,
        current: row.id == person.session.id,
    });
    Ok(Answer(own.collect()))
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/api/v1/auth/sessions/{id}", tag = "session",
    params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn end_own_session(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let absent = || ApiError::new(ErrorCode::NotFound, "You have no such session.");
    let id: Uuid = id.parse().map_err(|_| absent())?;
    let mut transaction = state.pool.begin().await?;
    if !end_session_of(&mut transaction, person.session.user.id, id).await? {
        return Err(absent());
    }
    let entry = AuditEntry::new(person.origin(), "session.ended");
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
