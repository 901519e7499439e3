//! `/api/v1/auth/invitation`: what a link invites to, and coming in by it.

use axum::{
    Json as Answer,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use farol_storage::{
    Actor, AuditEntry, Invitation, Origin, StorageError, User, create_user, find_invitation,
    find_password_hash, find_user, record_audit, revoke_invitation, set_role,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::{cookie::open_session, proof::knows_password};
use crate::{
    AppState,
    auth::{hash_new_password, hash_token, password_problem},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    own_address::OwnAddress,
    query::Query,
    source::Source,
    wire::RoleName,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct InvitationQuery {
    /// What stands in the link.
    token: String,
}

/// What a link invites to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpenInvitation {
    email: String,
    project: String,
    role: RoleName,
    expires_at: DateTime<Utc>,
    /// Whether the person is there already, and comes in with the password that they have.
    has_account: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    token: String,
    /// The one that they have, or the one that they choose: at least 8 characters.
    password: String,
}

/// Tells what a link invites to.
#[utoipa::path(get, path = "/api/v1/auth/invitation", tag = "session", params(InvitationQuery),
    responses((status = 200, body = OpenInvitation), (status = 404, body = Problem)))]
pub(super) async fn read_invitation(
    State(state): State<AppState>,
    Query(query): Query<InvitationQuery>,
) -> Result<Answer<OpenInvitation>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let invitation = find(&mut connection, &query.token).await?;
    let user = find_user(&mut connection, &invitation.email).await?;
    Ok(Answer(OpenInvitation {
        email: invitation.email,
        project: invitation.project.name,
        role: invitation.role.into(),
        expires_at: invitation.expires_at,
        has_account: user.is_some(),
    }))
}

/// Uses an invitation up: the person gets the role, and a session. A role that is more already stays.
#[utoipa::path(post, path = "/api/v1/auth/invitation", tag = "session", request_body = Acceptance,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn accept_invitation(
    State(state): State<AppState>,
    source: Source,
    own: OwnAddress,
    headers: HeaderMap,
    Json(asked): Json<Acceptance>,
) -> Result<Response, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let invitation = find(&mut connection, &asked.token).await?;
    let known = find_user(&mut connection, &invitation.email).await?;
    if let Some(user) = &known {
        require_password(&mut connection, user).await?;
    }
    // Not held while hashing, which takes its time.
    drop(connection);
    let newcomer = if let Some(user) = &known {
        let email = &invitation.email;
        if !knows_password(&state, source.0, email, Some(user), asked.password).await? {
            return Err(ApiError::new(ErrorCode::Unauthorized, "The password is wrong."));
        }
        None
    } else {
        if let Some(problem) = password_problem(&asked.password, &invitation.email) {
            return Err(ApiError::invalid("password", problem));
        }
        Some(hash_new_password(asked.password).await?)
    };
    let mut transaction = state.pool.begin().await?;
    // Of two who use it, one finds it gone.
    let used = revoke_invitation(&mut transaction, invitation.project.id, invitation.id).await?;
    used.ok_or_else(gone)?;
    let origin = Origin { actor: Actor::User(&invitation.email), address: source.0 };
    let person = match known {
        Some(known) => known,
        None => enter(&mut transaction, origin, newcomer.as_deref()).await?,
    };
    join(&mut transaction, origin, &person, &invitation).await?;
    let cookie =
        open_session(&mut transaction, &person, "invitation", &headers, &own, source).await?;
    transaction.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn find(connection: &mut PgConnection, token: &str) -> Result<Invitation, ApiError> {
    find_invitation(connection, &hash_token(token)).await?.ok_or_else(gone)
}

fn gone() -> ApiError {
    let detail = "This invitation was used, revoked, or is too old. Ask for another one.";
    ApiError::new(ErrorCode::NotFound, detail)
}

/// Whoever made the link has seen it: it must not open an account that is there. So who has no password cannot
/// come in by it, rather than be given one by whoever holds the link.
async fn require_password(connection: &mut PgConnection, user: &User) -> Result<(), ApiError> {
    if find_password_hash(connection, user.id).await?.is_some() {
        return Ok(());
    }
    let detail = "You are here already and have no password yet: sign in with your link, set one, \
                  and open the invitation again.";
    Err(ApiError::new(ErrorCode::Forbidden, detail))
}

/// Makes a person of the one who was invited.
async fn enter(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    password_hash: Option<&str>,
) -> Result<User, ApiError> {
    let email = origin.actor.name().unwrap_or_default();
    let user = match create_user(connection, email, password_hash, false).await {
        Err(StorageError::Duplicate(_)) => {
            let detail = "Somebody with this address came in a moment ago. Open the link again.";
            return Err(ApiError::new(ErrorCode::Conflict, detail));
        }
        made => made?,
    };
    let entry = AuditEntry {
        target: Some(email),
        after: Some(json!({"owner": false})),
        ..AuditEntry::new(origin, "user.created")
    };
    record_audit(connection, &entry).await?;
    Ok(user)
}

/// Gives the person the role, unless they have a higher one.
async fn join(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    user: &User,
    invitation: &Invitation,
) -> Result<(), ApiError> {
    let project_id = invitation.project.id;
    let before = set_role(connection, project_id, user.id, invitation.role).await?;
    if let Some(higher) = before.filter(|before| *before > invitation.role) {
        set_role(connection, project_id, user.id, higher).await?;
    }
    let role = before.map_or(invitation.role, |before| before.max(invitation.role));
    let entry = AuditEntry {
        target: Some(&user.email),
        project_id: Some(project_id),
        before: before.map(|role| json!({"role": role.name()})),
        after: Some(json!({"role": role.name(), "invited_by": invitation.created_by})),
        ..AuditEntry::new(origin, "invitation.accepted")
    };
    record_audit(connection, &entry).await?;
    Ok(())
}
