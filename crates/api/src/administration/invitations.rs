//! `/api/v1/admin/projects/{project}/invitations`: links for those who are not there yet.

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use farol_storage::{
    AuditEntry, Invitation, NewInvitation, create_invitation, find_member, list_invitations,
    record_audit, revoke_invitation,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    AppState,
    auth::{ProjectAdmin, email_problem, hash_token, new_token},
    error::{ApiError, ErrorCode, Problem, no_secret},
    json::Json,
    own_address::OwnAddress,
    path::Path,
    query::{NoParameters, Query},
    wire::{Items, RoleName},
};

/// An invitation that nobody has used yet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvitationInfo {
    id: Uuid,
    email: String,
    role: RoleName,
    created_at: DateTime<Utc>,
    #[schema(required)]
    created_by: Option<String>,
    expires_at: DateTime<Utc>,
}

/// An invitation that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeInvitation {
    #[serde(flatten)]
    info: InvitationInfo,
    /// Where the person chooses a password and comes in; shown this once.
    link: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewInvitationBody {
    email: String,
    role: RoleName,
}

/// Lists a project's open invitations, newest first.
#[utoipa::path(get, path = "/api/v1/admin/projects/{project}/invitations", tag = "administration",
    params(("project" = String, Path)), responses(
    (status = 200, body = Items<InvitationInfo>), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn list_project_invitations(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
) -> Result<Answer<Items<InvitationInfo>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let invitations = list_invitations(&mut connection, &project).await?;
    Ok(Answer(invitations.into_iter().map(InvitationInfo::from).collect()))
}

/// Makes a link by which somebody becomes a member, in the place of an earlier one for the same person. Farol
/// sends no mail: hand it over.
#[utoipa::path(post, path = "/api/v1/admin/projects/{project}/invitations", tag = "administration",
    params(("project" = String, Path)), request_body = NewInvitationBody, responses(
    (status = 201, body = MadeInvitation), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem)
))]
pub(super) async fn invite(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    OwnAddress(address): OwnAddress,
    _: Query<NoParameters>,
    Json(asked): Json<NewInvitationBody>,
) -> Result<(StatusCode, Answer<MadeInvitation>), ApiError> {
    let (email, role) = (asked.email.trim(), asked.role.into());
    if let Some(problem) = email_problem(email) {
        return Err(ApiError::invalid("email", problem));
    }
    let token = new_token().map_err(no_secret)?;
    let origin = caller.origin();
    let mut transaction = state.pool.begin().await?;
    if let Some(member) = find_member(&mut transaction, project.id, email).await? {
        let detail = format!("{} is {} already.", member.user.email, member.role.name());
        return Err(ApiError::new(ErrorCode::Conflict, detail));
    }
    let new = NewInvitation {
        email,
        role,
        created_by: origin.actor.name(),
        expires_at: Utc::now() + TimeDelta::days(state.settings.invitation_days),
        token_hash: &hash_token(&token),
    };
    let invitation = create_invitation(&mut transaction, &project, new).await?;
    let entry = AuditEntry {
        target: Some(email),
        project_id: Some(project.id),
        after: Some(json!({"role": role.name()})),
        ..AuditEntry::new(origin, "invitation.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    let link = format!("{address}/invitation?token={token}");
    Ok((StatusCode::CREATED, Answer(MadeInvitation { info: invitation.into(), link })))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/admin/projects/{project}/invitations/{id}",
    tag = "administration", params(("project" = String, Path), ("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)
))]
pub(super) async fn revoke_project_invitation(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    Path((_, id)): Path<(String, String)>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let absent = || ApiError::not_found("invitation");
    let id = id.parse().map_err(|_| absent())?;
    let mut transaction = state.pool.begin().await?;
    let (email, role) =
        revoke_invitation(&mut transaction, project.id, id).await?.ok_or_else(absent)?;
    let entry = AuditEntry {
        target: Some(&email),
        project_id: Some(project.id),
        before: Some(json!({"role": role})),
        ..AuditEntry::new(caller.origin(), "invitation.revoked")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Invitation> for InvitationInfo {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id,
            email: invitation.email,
            role: invitation.role.into(),
            created_at: invitation.created_at,
            created_by: invitation.created_by,
            expires_at: invitation.expires_at,
        }
    }
}
