//! Scores read: those of an execution, which names there are, what a name comes to, and one taken away.
//! How they come in stands in [`crate::ingest`].

mod list;
mod statistics;

use axum::{extract::State, http::StatusCode};
use farol_storage::delete_score;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{
    list::{list_names, scores_of},
    statistics::summarise_scores,
};
use crate::{
    AppState,
    auth::Editor,
    error::{ApiError, Problem},
    path::Path,
    query::{NoParameters, Query},
    wire::parse_score_id,
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_execution_scores))
        .routes(routes!(list::list_names))
        .routes(routes!(statistics::summarise_scores))
        .routes(routes!(delete))
}

/// Deletes a score that was a mistake: for editors, and keys with the scope `review`.
#[utoipa::path(delete, path = "/api/v1/scores/{scoreId}", tag = "scores", operation_id = "delete_score",
    params(("scoreId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
async fn delete(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let absent = || ApiError::not_found("score");
    let (trace_id, id) = parse_score_id(&id).ok_or_else(absent)?;
    let mut connection = state.pool.acquire().await?;
    let origin = editor.caller.origin();
    let deleted = delete_score(&mut connection, origin, editor.project.id, trace_id, id).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(absent()) }
}
