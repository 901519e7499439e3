//! `/api/v1/admin/projects`.

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_storage::{
    AuditEntry, ProjectOverview, Scope, StorageError, list_overviews, record_audit,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::{Caller, Owner, Who, require},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    query::{NoParameters, Query},
    wire::{Items, RoleName},
};

/// Characters that a project's name may have.
const NAME_LENGTH: usize = 64;

/// A project.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProjectInfo {
    name: String,
    created_at: DateTime<Utc>,
    /// What the caller may do in it.
    role: RoleName,
    key_count: i64,
    /// With the owners.
    member_count: i64,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProject {
    /// 1 to 64 letters, digits, spaces, points, hyphens and underscores; it begins and ends with a letter or digit.
    name: String,
}

/// Lists the projects in which a person has a role, or a key's own.
#[utoipa::path(get, path = "/api/v1/admin/projects", tag = "administration", responses(
    (status = 200, body = Items<ProjectInfo>), (status = 401, body = Problem), (status = 403, body = Problem)
))]
pub(super) async fn list_projects(
    State(state): State<AppState>,
    caller: Caller,
    _: Query<NoParameters>,
) -> Result<Answer<Items<ProjectInfo>>, ApiError> {
    let (user, own) = match &caller.who {
        Who::Person(session) => (Some(&session.user), None),
        Who::Key(key) => {
            require(key, Scope::Admin)?;
            (None, Some(key.project.id))
        }
    };
    let mut connection = state.pool.acquire().await?;
    let all = list_overviews(&mut connection, user, own).await?;
    Ok(Answer(all.into_iter().map(ProjectInfo::from).collect()))
}

/// Makes a project.
#[utoipa::path(post, path = "/api/v1/admin/projects", tag = "administration",
    request_body = NewProject, responses(
    (status = 201, body = ProjectInfo), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn create_project(
    State(state): State<AppState>,
    Owner { caller }: Owner,
    _: Query<NoParameters>,
    Json(asked): Json<NewProject>,
) -> Result<(StatusCode, Answer<ProjectInfo>), ApiError> {
    let name = asked.name.trim();
    if let Some(problem) = name_problem(name) {
        return Err(ApiError::invalid("name", problem));
    }
    let mut transaction = state.pool.begin().await?;
    let project = match farol_storage::create_project(&mut transaction, name).await {
        Err(StorageError::Duplicate(_)) => {
            let detail = format!("There is a project \"{name}\" already.");
            return Err(ApiError::new(ErrorCode::Conflict, detail));
        }
        made => made?.0,
    };
    let entry = AuditEntry {
        target: Some(name),
        project_id: Some(project.id),
        ..AuditEntry::new(caller.origin(), "project.created")
    };
    record_audit(&mut transaction, &entry).await?;
    let made = list_overviews(&mut transaction, None, Some(project.id)).await?.pop();
    transaction.commit().await?;
    let made = made.ok_or_else(ApiError::no_project)?;
    Ok((StatusCode::CREATED, Answer(made.into())))
}

/// What is wrong with a name. It stands in addresses and in queries: what would have to be guessed there is
/// left out.
fn name_problem(name: &str) -> Option<String> {
    let length = name.chars().count();
    if !(1..=NAME_LENGTH).contains(&length) {
        return Some(format!("has 1 to {NAME_LENGTH} characters"));
    }
    let inside = |letter: char| letter.is_alphanumeric() || " .-_".contains(letter);
    let ends = name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
    (!ends || !name.chars().all(inside)).then(|| {
        "has letters, digits, spaces, points, hyphens and underscores, and begins and ends with a \
         letter or digit"
            .to_owned()
    })
}

impl From<ProjectOverview> for ProjectInfo {
    fn from(overview: ProjectOverview) -> Self {
        Self {
            name: overview.project.name,
            created_at: overview.created_at,
            role: overview.role.into(),
            key_count: overview.key_count,
            member_count: overview.member_count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name_problem;

    #[test]
    fn names_can_stand_in_an_address() {
        for name in ["shop", "Call center 2", "são-paulo", "a", "v1.2_x", &"x".repeat(64)] {
            assert_eq!(name_problem(name), None, "{name}");
        }
        for name in ["", "..", "a/b", "-a", "a.", "a?b", "a\u{0}b", "a\nb", &"x".repeat(65)] {
            assert!(name_problem(name).is_some(), "{name:?}");
        }
    }
}
