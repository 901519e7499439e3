//! `/api/v1/admin/users`: the people of the installation, for its owners.

use std::collections::HashMap;

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_storage::{
    AuditEntry, KnownUser, Role, User, count_owners, delete_user, find_user, list_memberships,
    list_users, record_audit, set_owner,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::Owner,
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    path::Path,
    query::{NoParameters, Query},
    wire::{Items, RoleName},
};

/// A person of the installation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonInfo {
    email: String,
    /// Admin of every project, whatever `projects` says.
    owner: bool,
    has_password: bool,
    created_at: DateTime<Utc>,
    /// Within a minute; null where they never came.
    #[schema(required)]
    last_seen_at: Option<DateTime<Utc>>,
    /// Where they were given a role, by name.
    projects: Vec<Membership>,
}

#[derive(Serialize, ToSchema)]
struct Membership {
    name: String,
    role: RoleName,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonChange {
    /// Whether they look after the whole installation.
    owner: Option<bool>,
}

/// Lists all people by address.
#[utoipa::path(get, path = "/api/v1/admin/users", tag = "administration", responses(
    (status = 200, body = Items<PersonInfo>), (status = 401, body = Problem), (status = 403, body = Problem)
))]
pub(super) async fn list_people(
    State(state): State<AppState>,
    _: Owner,
    _: Query<NoParameters>,
) -> Result<Answer<Items<PersonInfo>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    Ok(Answer(people(&mut connection, None).await?.into_iter().collect()))
}

/// Makes a person an owner, or one no longer. The last one stays.
#[utoipa::path(patch, path = "/api/v1/admin/users/{email}", tag = "administration",
    params(("email" = String, Path)), request_body = PersonChange, responses(
    (status = 200, body = PersonInfo), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn change_person(
    State(state): State<AppState>,
    Owner { caller }: Owner,
    Path(email): Path<String>,
    _: Query<NoParameters>,
    Json(asked): Json<PersonChange>,
) -> Result<Answer<PersonInfo>, ApiError> {
    let mut transaction = state.pool.begin().await?;
    let user = find(&mut transaction, &email).await?;
    let owner = asked.owner.unwrap_or(user.owner);
    if owner != user.owner {
        if user.owner {
            keep_an_owner(&mut transaction).await?;
        }
        set_owner(&mut transaction, user.id, owner).await?;
        let entry = AuditEntry {
            target: Some(&user.email),
            before: Some(json!({"owner": user.owner})),
            after: Some(json!({"owner": owner})),
            ..AuditEntry::new(caller.origin(), "user.changed")
        };
        record_audit(&mut transaction, &entry).await?;
    }
    let changed = people(&mut transaction, Some(user.id)).await?.pop();
    transaction.commit().await?;
    changed.map(Answer).ok_or_else(|| absent(&email))
}

/// Removes a person: their sessions end, their roles go. The last owner stays.
#[utoipa::path(delete, path = "/api/v1/admin/users/{email}", tag = "administration",
    params(("email" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 409, body = Problem)
))]
pub(super) async fn remove_person(
    State(state): State<AppState>,
    Owner { caller }: Owner,
    Path(email): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let mut transaction = state.pool.begin().await?;
    let user = find(&mut transaction, &email).await?;
    if user.owner {
        keep_an_owner(&mut transaction).await?;
    }
    let roles = list_memberships(&mut transaction, Some(user.id)).await?.into_iter();
    let roles: HashMap<String, Value> =
        roles.map(|(_, project, role)| (project, role.name().into())).collect();
    delete_user(&mut transaction, user.id).await?;
    let entry = AuditEntry {
        target: Some(&user.email),
        before: Some(json!({"owner": user.owner, "roles": roles})),
        ..AuditEntry::new(caller.origin(), "user.deleted")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn people(
    connection: &mut PgConnection,
    id: Option<i64>,
) -> Result<Vec<PersonInfo>, ApiError> {
    let known = list_users(connection, id).await?;
    let mut roles: HashMap<i64, Vec<(String, Role)>> = HashMap::new();
    for (user_id, project, role) in list_memberships(connection, id).await? {
        roles.entry(user_id).or_default().push((project, role));
    }
    Ok(known
        .into_iter()
        .map(|known| {
            let KnownUser { user, has_password, created_at, last_seen_at } = known;
            let own = roles.remove(&user.id).unwrap_or_default().into_iter();
            let projects = own.map(|(name, role)| Membership { name, role: role.into() }).collect();
            let User { email, owner, .. } = user;
            PersonInfo { email, owner, has_password, created_at, last_seen_at, projects }
        })
        .collect())
}

async fn find(connection: &mut PgConnection, email: &str) -> Result<User, ApiError> {
    find_user(connection, email).await?.ok_or_else(|| absent(email))
}

fn absent(email: &str) -> ApiError {
    ApiError::new(ErrorCode::NotFound, format!("Nobody here has the address {email}."))
}

/// Refuses to take the last owner away.
async fn keep_an_owner(connection: &mut PgConnection) -> Result<(), ApiError> {
    if count_owners(connection).await? > 1 {
        return Ok(());
    }
    let detail = "The last owner stays: make somebody else an owner first.";
    Err(ApiError::new(ErrorCode::Conflict, detail))
}
