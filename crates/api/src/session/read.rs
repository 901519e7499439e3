//! `GET /api/v1/auth/session`: who is signed in, and what they may do.

use axum::{Json, extract::State};
use farol_storage::list_access;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::Person,
    error::{ApiError, Problem},
    query::{NoParameters, Query},
    wire::RoleName,
};

#[derive(Serialize, ToSchema)]
pub(super) struct SessionInfo {
    user: UserInfo,
    /// Projects that the person may read, by name.
    projects: Vec<SessionProject>,
    /// The server's version.
    version: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UserInfo {
    email: String,
    /// Whether they look after the whole installation.
    owner: bool,
    /// Whether they have a password to sign in with.
    has_password: bool,
}

#[derive(Serialize, ToSchema)]
struct SessionProject {
    name: String,
    /// What the person may do in it; an owner is admin everywhere.
    role: RoleName,
}

/// Tells who is signed in, and what they may do in which project.
#[utoipa::path(get, path = "/api/v1/auth/session", tag = "session",
    responses((status = 200, body = SessionInfo), (status = 401, body = Problem)))]
pub(super) async fn read_session(
    State(state): State<AppState>,
    person: Person,
    _: Query<NoParameters>,
) -> Result<Json<SessionInfo>, ApiError> {
    let session = person.session;
    let mut connection = state.pool.acquire().await?;
    let access = list_access(&mut connection, &session.user).await?;
    let projects = access.into_iter();
    let projects =
        projects.map(|(project, role)| SessionProject { name: project.name, role: role.into() });
    Ok(Json(SessionInfo {
        projects: projects.collect(),
        user: UserInfo {
            email: session.user.email,
            owner: session.user.owner,
            has_password: session.has_password,
        },
        version: env!("CARGO_PKG_VERSION"),
    }))
}
