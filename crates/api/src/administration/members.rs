//! `/api/v1/admin/projects/{project}/members`.

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_storage::{
    AuditEntry, Member, Role, find_member, find_user, list_members, record_audit, remove_member,
    set_role,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::ProjectAdmin,
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    path::Path,
    query::{NoParameters, Query},
    wire::{Items, RoleName},
};

/// A person with a role in a project.
#[derive(Serialize, ToSchema)]
pub(super) struct MemberInfo {
    email: String,
    /// An owner is admin everywhere.
    role: RoleName,
    owner: bool,
    /// Of an owner who was never made a member: since they are there.
    since: DateTime<Utc>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRole {
    role: RoleName,
}

/// Lists a project's members, and the owners, by address.
#[utoipa::path(get, path = "/api/v1/admin/projects/{project}/members", tag = "administration",
    params(("project" = String, Path)), responses(
    (status = 200, body = Items<MemberInfo>), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn list_project_members(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
) -> Result<Answer<Items<MemberInfo>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let members = list_members(&mut connection, project.id).await?;
    Ok(Answer(members.into_iter().map(MemberInfo::from).collect()))
}

/// Gives a person who is there a role, or another one. Who is not there is invited.
#[utoipa::path(put, path = "/api/v1/admin/projects/{project}/members/{email}", tag = "administration",
    params(("project" = String, Path), ("email" = String, Path)), request_body = NewRole, responses(
    (status = 200, body = MemberInfo), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn change_member(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    Path((_, email)): Path<(String, String)>,
    _: Query<NoParameters>,
    Json(asked): Json<NewRole>,
) -> Result<Answer<MemberInfo>, ApiError> {
    let role = Role::from(asked.role);
    let mut transaction = state.pool.begin().await?;
    let Some(user) = find_user(&mut transaction, &email).await? else {
        let detail = format!("Nobody here has the address {email}: invite them.");
        return Err(ApiError::new(ErrorCode::NotFound, detail));
    };
    if user.owner {
        return Err(is_owner(&user.email));
    }
    let before = set_role(&mut transaction, project.id, user.id, role).await?;
    if before != Some(role) {
        let action = if before.is_some() { "member.changed" } else { "member.added" };
        let entry = AuditEntry {
            target: Some(&user.email),
            project_id: Some(project.id),
            before: before.map(told),
            after: Some(told(role)),
            ..AuditEntry::new(caller.origin(), action)
        };
        record_audit(&mut transaction, &entry).await?;
    }
    let member = find_member(&mut transaction, project.id, &user.email).await?;
    transaction.commit().await?;
    member.map(|member| Answer(member.into())).ok_or_else(|| ApiError::not_found("person"))
}

/// Takes a person's role in a project away.
#[utoipa::path(delete, path = "/api/v1/admin/projects/{project}/members/{email}", tag = "administration",
    params(("project" = String, Path), ("email" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem)
))]
pub(super) async fn remove_project_member(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    Path((_, email)): Path<(String, String)>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let absent = || ApiError::not_found("person");
    let mut transaction = state.pool.begin().await?;
    let member = find_member(&mut transaction, project.id, &email).await?.ok_or_else(absent)?;
    if member.user.owner {
        return Err(is_owner(&member.user.email));
    }
    let before = remove_member(&mut transaction, project.id, member.user.id).await?;
    let entry = AuditEntry {
        target: Some(&member.user.email),
        project_id: Some(project.id),
        before: Some(told(before.ok_or_else(absent)?)),
        ..AuditEntry::new(caller.origin(), "member.removed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn is_owner(email: &str) -> ApiError {
    let detail = format!("{email} is an owner of the installation, and so admin of every project.");
    ApiError::new(ErrorCode::Conflict, detail)
}

fn told(role: Role) -> Value {
    json!({"role": role.name()})
}

impl From<Member> for MemberInfo {
    fn from(member: Member) -> Self {
        let Member { user, role, since } = member;
        Self { email: user.email, role: role.into(), owner: user.owner, since }
    }
}
