//! `/api/v1/admin`: projects, their keys, members, invitations and retention; the people of the installation.

mod invitations;
mod keys;
mod members;
mod projects;
mod retention;
mod users;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(projects::list_projects, projects::create_project))
        .routes(routes!(keys::list_project_keys, keys::create_key))
        .routes(routes!(keys::revoke_project_key))
        .routes(routes!(members::list_project_members))
        .routes(routes!(members::change_member, members::remove_project_member))
        .routes(routes!(invitations::list_project_invitations, invitations::invite))
        .routes(routes!(invitations::revoke_project_invitation))
        .routes(routes!(retention::read_retention, retention::change_retention))
        .routes(routes!(users::list_people))
        .routes(routes!(users::change_person, users::remove_person))
}
