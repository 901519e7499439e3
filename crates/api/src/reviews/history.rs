//! `GET /api/v1/reviews/{reviewId}/history`.

use axum::{Json, extract::State};
use farol_storage::{find_review, list_review_history as list};

use super::{
    checks::{absent, read_id},
    comments::PageQuery,
};
use crate::{
    AppState,
    auth::Reader,
    cursor::{Cursor, RowCursor},
    error::{ApiError, Problem},
    path::Path,
    query::{Query, limit},
    wire::{Page, ReviewChangeEntry, cut},
};

/// Lists what was changed of a review, the newest first.
#[utoipa::path(get, path = "/api/v1/reviews/{reviewId}/history", tag = "reviews",
    operation_id = "list_review_history", params(("reviewId" = String, Path), PageQuery), responses(
    (status = 200, body = Page<ReviewChangeEntry>), (status = 404, body = Problem)
))]
pub(super) async fn list_review_history(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ReviewChangeEntry>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = RowCursor::parse(query.cursor.as_deref())?.map(|cursor| cursor.0);
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    find_review(&mut connection, reader.project.id, id).await?.ok_or_else(absent)?;
    let mut changes = list(&mut connection, id, after, limit + 1).await?;
    let has_more = cut(&mut changes, limit);
    let next_cursor = changes.last().filter(|_| has_more).map(|of| RowCursor(of.id).encode());
    Ok(Json(Page {
        items: changes.into_iter().map(ReviewChangeEntry::from).collect(),
        next_cursor,
    }))
}
