//! Business events: one by one, and which there are.

mod feed;
mod names;
mod properties;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{names::list_event_names, properties::list_event_properties};
use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(feed::list_events))
        .routes(routes!(feed::list_execution_events))
        .routes(routes!(names::list_event_names))
        .routes(routes!(properties::list_event_properties))
}
