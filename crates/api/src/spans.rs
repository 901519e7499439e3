//! Spans across executions: search, and what they come to by a field.

mod breakdown;
mod filter;
mod search;

use std::time::Duration;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

/// How long a search or a breakdown looks before it tells how far it has come.
const PATIENCE: Duration = Duration::from_secs(3);

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search::search_spans))
        .routes(routes!(breakdown::break_down_spans))
}
