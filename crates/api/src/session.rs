//! People signing in and out.

mod cookie;
mod link;
mod read;
mod sign_in;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use cookie::session_token;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(read::read_session))
        .routes(routes!(link::follow_sign_in_link))
}
