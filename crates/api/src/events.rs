//! Business events: one by one, and which there are.

mod feed;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(feed::list_events))
        .routes(routes!(feed::list_execution_events))
}
