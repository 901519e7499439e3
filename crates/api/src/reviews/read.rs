//! `GET /api/v1/reviews/{reviewId}` and `…/check`.

use axum::{Json, extract::State};
use farol_storage::{
    find_review, find_review_messages, find_review_of, list_review_comments, list_review_history,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    checks::{absent, read_id},
    list::traces_of,
    training::given_answer,
};
use crate::{
    AppState,
    audit::tell_read,
    auth::Reader,
    error::{ApiError, Problem},
    path::Path,
    query::{NoParameters, Query},
    wire::{ReviewChangeEntry, ReviewComment, WholeReview, empty},
};

/// Comments and changes that come with a review.
const MOST: i64 = 100;

/// Tells a review, with its copy of the conversation, its comments and its history.
#[utoipa::path(get, path = "/api/v1/reviews/{reviewId}", tag = "reviews", operation_id = "read_review",
    params(("reviewId" = String, Path)), responses(
    (status = 200, body = WholeReview), (status = 404, body = Problem)
))]
pub(crate) async fn read_review(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Json<WholeReview>, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let review = find_review(&mut connection, reader.project.id, id).await?.ok_or_else(absent)?;
    tell_read(&state, &mut connection, &reader, "review", &review.execution_id).await?;
    let messages = find_review_messages(&mut connection, id).await?;
    let given_output = messages.as_deref().and_then(given_answer);
    let messages = messages.and_then(|text| RawValue::from_string(text).ok());
    let comments = list_review_comments(&mut connection, id, None, MOST).await?;
    let history = list_review_history(&mut connection, id, None, MOST).await?;
    Ok(Json(WholeReview {
        review: review.into(),
        given_output,
        messages: messages.unwrap_or_else(|| empty("[]")),
        comments: comments.into_iter().rev().map(ReviewComment::from).collect(),
        history: history.into_iter().rev().map(ReviewChangeEntry::from).collect(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CheckQuery {
    /// Any id that the execution is found by.
    execution_id: String,
}

/// Whether an execution was reviewed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReviewCheck {
    has_review: bool,
    #[schema(required)]
    review_id: Option<Uuid>,
}

/// Tells whether an execution has a review. One that is not there has none.
#[utoipa::path(get, path = "/api/v1/reviews/check", tag = "reviews", operation_id = "check_review",
    params(CheckQuery), responses((status = 200, body = ReviewCheck), (status = 422, body = Problem)))]
pub(super) async fn check_review(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<CheckQuery>,
) -> Result<Json<ReviewCheck>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let (project_id, id) = (reader.project.id, &query.execution_id);
    let traces = traces_of(&mut connection, project_id, id).await?;
    let review_id = find_review_of(&mut connection, project_id, &traces, id).await?;
    Ok(Json(ReviewCheck { has_review: review_id.is_some(), review_id }))
}
