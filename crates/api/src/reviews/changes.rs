//! `PATCH` and `DELETE /api/v1/reviews/{reviewId}`.

use axum::{Json as Answer, extract::State, http::StatusCode};
use farol_storage::{
    ChangedReview, ConversationCopy, ReviewChange as Change, change_review as store_change,
    delete_review as take_away, find_review,
};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{
    ACTION, NOTES, absent, other_version, read_assignee, read_comment, read_id, read_output,
    read_tags, read_text, told,
};
use crate::{
    AppState,
    auth::Editor,
    conversations::copy_conversation,
    error::{ApiError, ErrorCode, Problem},
    executions::Found,
    json::Json,
    path::Path,
    query::{NoParameters, Query},
    wire::{Review, ReviewPriority, ReviewRating, ReviewStatus},
};

/// What becomes different; what is absent stays, and null takes away.
#[expect(clippy::option_option, reason = "null takes away, and what is absent stays")]
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ReviewChange {
    /// Where told, nothing is changed unless it is the version that is there.
    version: Option<i64>,
    /// To resolve or dismiss it stamps who did, and when; to open it again takes the stamps away.
    status: Option<ReviewStatus>,
    rating: Option<ReviewRating>,
    comment: Option<String>,
    priority: Option<ReviewPriority>,
    tags: Option<Vec<String>>,
    #[serde(default, deserialize_with = "told")]
    #[schema(value_type = Option<String>)]
    corrected_output: Option<Option<String>>,
    /// At most 200 characters: `knowledge_base_updated`.
    #[serde(default, deserialize_with = "told")]
    #[schema(value_type = Option<String>)]
    action_taken: Option<Option<String>>,
    /// At most 10,000 characters.
    #[serde(default, deserialize_with = "told")]
    #[schema(value_type = Option<String>)]
    resolution_notes: Option<Option<String>>,
    /// The e-mail address of somebody of the project.
    #[serde(default, deserialize_with = "told")]
    #[schema(value_type = Option<String>)]
    assignee: Option<Option<String>>,
}

/// Changes a review. When it is resolved, its conversation is copied again, as far as it is still there.
#[utoipa::path(patch, path = "/api/v1/reviews/{reviewId}", tag = "reviews", operation_id = "change_review",
    params(("reviewId" = String, Path)), request_body = ReviewChange, responses(
    (status = 200, body = Review), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "`version_conflict`, with what is there as `current`"),
    (status = 422, body = Problem)
))]
pub(crate) async fn change_review(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<ReviewChange>,
) -> Result<Answer<Review>, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let mut change = read(&told)?;
    if let Some(assignee) = &told.assignee {
        let project_id = editor.project.id;
        change.assignee = Some(match assignee {
            Some(email) => Some(read_assignee(&mut connection, project_id, email).await?),
            None => None,
        });
    }
    if told.status == Some(ReviewStatus::Resolved) {
        change.conversation = copy_again(&state, &mut connection, &editor, id).await?;
    }
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    match store_change(&mut connection, origin, project_id, id, &change).await? {
        None => Err(absent()),
        Some(ChangedReview::OtherVersion(current)) => Err(other_version(*current)),
        Some(ChangedReview::Changed(review)) => Ok(Answer(Review::from(*review))),
    }
}

fn read(told: &ReviewChange) -> Result<Change, ApiError> {
    let optional = |field: &str, text: &Option<Option<String>>, bounds| {
        let read = |text: &String| read_text(field, text, bounds);
        text.as_ref().map(|text| text.as_ref().map(read).transpose()).transpose()
    };
    let output = told.corrected_output.as_ref();
    let output = output.map(|text| text.as_deref().map(read_output).transpose());
    Ok(Change {
        version: told.version,
        status: told.status.map(|status| status.name().to_owned()),
        rating: told.rating.map(|rating| rating.name().to_owned()),
        priority: told.priority.map(|priority| priority.name().to_owned()),
        comment: told.comment.as_deref().map(read_comment).transpose()?,
        tags: told.tags.as_deref().map(read_tags).transpose()?,
        corrected_output: output.transpose()?,
        action_taken: optional("actionTaken", &told.action_taken, ACTION)?,
        resolution_notes: optional("resolutionNotes", &told.resolution_notes, NOTES)?,
        assignee: None,
        conversation: None,
    })
}

/// The conversation as it is now; `None` where retention has taken it.
async fn copy_again(
    state: &AppState,
    connection: &mut PgConnection,
    editor: &Editor,
    id: Uuid,
) -> Result<Option<ConversationCopy>, ApiError> {
    let project = &editor.project;
    let review = find_review(connection, project.id, id).await?.ok_or_else(absent)?;
    match Found::find(state.settings.execution_quiet, connection, project, &review.execution_id)
        .await
    {
        Ok(found) => Ok(Some(copy_conversation(connection, &found).await?)),
        Err(error) if error.code == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Deletes a review for good, with all that belongs to it.
#[utoipa::path(delete, path = "/api/v1/reviews/{reviewId}", tag = "reviews", operation_id = "delete_review",
    params(("reviewId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn delete_review(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let deleted = take_away(&mut connection, origin, project_id, id).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(absent()) }
}
