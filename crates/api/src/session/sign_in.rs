//! `/api/v1/auth/sign-in` and `…/sign-out`.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use farol_storage::{Actor, AuditEntry, Origin, end_session, find_user, record_audit};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    cookie::{GONE, open_session, session_token},
    proof::knows_password,
};
use crate::{
    AppState,
    auth::hash_token,
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    own_address::OwnAddress,
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
    own: OwnAddress,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, ApiError> {
    let user = find_user(&mut *state.pool.acquire().await?, &asked.email).await?;
    let knows =
        knows_password(&state, source.0, &asked.email, user.as_ref(), asked.password).await?;
    let Some(user) = user.filter(|_| knows) else {
        let detail = "The e-mail address or the password is wrong.";
        return Err(ApiError::new(ErrorCode::Unauthorized, detail));
    };
    let mut transaction = state.pool.begin().await?;
    let cookie = open_session(&mut transaction, &user, "password", &headers, &own, source).await?;
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
