//! `POST /api/v1/auth/password`.

use axum::{extract::State, http::StatusCode};
use farol_storage::{
    AuditEntry, end_other_sessions, find_password_hash, record_audit, set_password,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::proof::knows_password;
use crate::{
    AppState,
    auth::{Person, hash_new_password, password_problem},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    query::{NoParameters, Query},
};

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PasswordChange {
    /// The one that holds; not needed by who has none yet.
    current_password: Option<String>,
    /// At least 8 characters, and not the e-mail address.
    new_password: String,
}

/// Changes one's own password, and ends one's other sessions.
#[utoipa::path(post, path = "/api/v1/auth/password", tag = "session", request_body = PasswordChange,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn change_password(
    State(state): State<AppState>,
    person: Person,
    _: Query<NoParameters>,
    Json(asked): Json<PasswordChange>,
) -> Result<StatusCode, ApiError> {
    let (user, own) = (&person.session.user, person.session.id);
    if let Some(problem) = password_problem(&asked.new_password, &user.email) {
        return Err(ApiError::invalid("newPassword", problem));
    }
    let stored = find_password_hash(&mut *state.pool.acquire().await?, user.id).await?;
    if stored.is_some() {
        let Some(current) = asked.current_password else {
            return Err(ApiError::invalid("currentPassword", "is needed to change the password"));
        };
        if !knows_password(&state, person.address, &user.email, Some(user), current).await? {
            let detail = "The current password is wrong.";
            return Err(ApiError::new(ErrorCode::Forbidden, detail));
        }
    }
    let hash = hash_new_password(asked.new_password).await?;
    let mut transaction = state.pool.begin().await?;
    set_password(&mut transaction, user.id, &hash).await?;
    end_other_sessions(&mut transaction, user.id, own).await?;
    let entry = AuditEntry {
        target: Some(&user.email),
        ..AuditEntry::new(person.origin(), "password.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
