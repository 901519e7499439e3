//! `/api/v1/reviews/{reviewId}/comments`.

use axum::{Json as Answer, extract::State, http::StatusCode};
use farol_storage::{
    DeletedComment, add_review_comment as add, delete_review_comment as delete, find_review,
    list_review_comments as list,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::checks::{absent, read_id, read_text};
use crate::{
    AppState,
    auth::{Editor, Reader},
    cursor::{Cursor, RowCursor},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    path::Path,
    query::{NoParameters, Query, limit},
    wire::{Page, ReviewComment, cut},
};

/// Characters of a comment.
const TEXT: (usize, usize) = (1, 10_000);

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// At most 500; 50 unless given.
    pub(super) limit: Option<i64>,
    pub(super) cursor: Option<String>,
}

/// A comment to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewCommentNew {
    /// 1 to 10,000 characters.
    text: String,
}

/// Lists the comments under a review, the newest first.
#[utoipa::path(get, path = "/api/v1/reviews/{reviewId}/comments", tag = "reviews",
    operation_id = "list_review_comments", params(("reviewId" = String, Path), PageQuery), responses(
    (status = 200, body = Page<ReviewComment>), (status = 404, body = Problem)
))]
pub(super) async fn list_review_comments(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Answer<Page<ReviewComment>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = RowCursor::parse(query.cursor.as_deref())?.map(|cursor| cursor.0);
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    find_review(&mut connection, reader.project.id, id).await?.ok_or_else(absent)?;
    let mut comments = list(&mut connection, id, after, limit + 1).await?;
    let has_more = cut(&mut comments, limit);
    let next_cursor = comments.last().filter(|_| has_more).map(|of| RowCursor(of.id).encode());
    Ok(Answer(Page { items: comments.into_iter().map(ReviewComment::from).collect(), next_cursor }))
}

/// Comments on a review.
#[utoipa::path(post, path = "/api/v1/reviews/{reviewId}/comments", tag = "reviews",
    operation_id = "add_review_comment", params(("reviewId" = String, Path)),
    request_body = ReviewCommentNew, responses(
    (status = 201, body = ReviewComment), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem)
))]
pub(super) async fn add_review_comment(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<ReviewCommentNew>,
) -> Result<(StatusCode, Answer<ReviewComment>), ApiError> {
    let (id, text) = (read_id(&id)?, read_text("text", &told.text, TEXT)?);
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let comment = add(&mut connection, origin, project_id, id, &text).await?.ok_or_else(absent)?;
    Ok((StatusCode::CREATED, Answer(comment.into())))
}

/// Deletes a comment of one's own.
#[utoipa::path(delete, path = "/api/v1/reviews/{reviewId}/comments/{commentId}", tag = "reviews",
    operation_id = "delete_review_comment",
    params(("reviewId" = String, Path), ("commentId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn delete_review_comment(
    State(state): State<AppState>,
    editor: Editor,
    Path((id, comment_id)): Path<(String, String)>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let no_comment = || ApiError::not_found("comment");
    let (id, comment_id) = (read_id(&id)?, comment_id.parse().map_err(|_| no_comment())?);
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    match delete(&mut connection, origin, project_id, id, comment_id).await? {
        None => Err(no_comment()),
        Some(DeletedComment::Deleted) => Ok(StatusCode::NO_CONTENT),
        Some(DeletedComment::Foreign) => {
            let detail = "Only whoever made a comment can delete it.";
            Err(ApiError::new(ErrorCode::Forbidden, detail))
        }
    }
}
