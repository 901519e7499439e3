//! People signing in and out.

mod cookie;
mod invitation;
mod link;
mod password;
mod proof;
mod read;
mod sessions;
mod sign_in;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use cookie::session_token;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(read::read_session))
        .routes(routes!(password::change_password))
        .routes(routes!(sessions::list_own_sessions))
        .routes(routes!(sessions::end_own_session))
        .routes(routes!(invitation::read_invitation, invitation::accept_invitation))
        .routes(routes!(link::follow_sign_in_link))
}
