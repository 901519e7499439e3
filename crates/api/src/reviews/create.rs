//! `POST /api/v1/reviews`.

use std::time::Duration;

use axum::{
    Json as Answer,
    extract::State,
    http::{StatusCode, header},
};
use farol_storage::{
    MadeReview, NewReview, Origin, Project, create_review as store_review, find_review_of,
};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::checks::{
    ACTION, NOTES, exists, read_assignee, read_comment, read_output, read_tags, read_text,
    refuse_nul,
};
use crate::{
    AppState,
    auth::Editor,
    conversations::copy_conversation,
    error::{ApiError, Problem},
    executions::Found,
    json::Json,
    query::{NoParameters, Query},
    wire::{Review, ReviewPriority, ReviewRating, ReviewStatus},
};

/// A review to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewNew {
    /// Any id that the execution is found by.
    execution_id: String,
    /// The execution's unless told.
    agent_id: Option<String>,
    /// `open` unless told.
    #[serde(default)]
    status: ReviewStatus,
    rating: ReviewRating,
    /// 10 to 10,000 characters.
    comment: String,
    /// `medium` unless told.
    #[serde(default)]
    priority: ReviewPriority,
    /// At most 20, of at most 64 characters.
    #[serde(default)]
    tags: Vec<String>,
    /// What the last answer should have been: at most 262,144 bytes.
    corrected_output: Option<String>,
    /// At most 200 characters: `knowledge_base_updated`.
    action_taken: Option<String>,
    /// At most 10,000 characters.
    resolution_notes: Option<String>,
    /// The e-mail address of somebody of the project.
    assignee: Option<String>,
}

/// Reviews an execution, and keeps a copy of its conversation: once, whoever comes first.
#[utoipa::path(post, path = "/api/v1/reviews", tag = "reviews", operation_id = "create_review",
    request_body = ReviewNew, responses(
    (status = 201, body = Review), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "`review_exists`, with `reviewId`"),
    (status = 422, body = Problem)
))]
pub(crate) async fn create_review(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<ReviewNew>,
) -> Result<(StatusCode, [(header::HeaderName, String); 1], Answer<Review>), ApiError> {
    let mut connection = state.pool.acquire().await?;
    let (origin, quiet) = (editor.caller.origin(), state.settings.execution_quiet);
    match review_execution(&mut connection, quiet, origin, &editor.project, &told).await? {
        MadeReview::Exists(id) => Err(exists(id)),
        MadeReview::Made(review) => {
            let place = [(header::LOCATION, format!("/api/v1/reviews/{}", review.id))];
            Ok((StatusCode::CREATED, place, Answer(Review::from(*review))))
        }
    }
}

/// Makes the review in somebody's name; after so much quiet an execution counts as ended.
pub async fn review_execution(
    connection: &mut PgConnection,
    quiet: Duration,
    origin: Origin<'_>,
    project: &Project,
    told: &ReviewNew,
) -> Result<MadeReview, ApiError> {
    let comment = read_comment(&told.comment)?;
    let tags = read_tags(&told.tags)?;
    let output = told.corrected_output.as_deref().map(read_output).transpose()?;
    let optional = |field: &str, text: &Option<String>, bounds| {
        text.as_deref().map(|text| read_text(field, text, bounds)).transpose()
    };
    let agent = optional("agentId", &told.agent_id, (1, 128))?;
    let action = optional("actionTaken", &told.action_taken, ACTION)?;
    let notes = optional("resolutionNotes", &told.resolution_notes, NOTES)?;
    refuse_nul("executionId", &told.execution_id)?;
    let found = Found::find(quiet, connection, project, &told.execution_id).await?;
    let (traces, execution) = (&found.scope.traces, &found.execution);
    let own_id = &execution.execution_id;
    // Before the conversation is read, which costs more.
    if let Some(id) = find_review_of(connection, project.id, traces, own_id).await? {
        return Ok(MadeReview::Exists(id));
    }
    let assignee = match &told.assignee {
        Some(email) => Some(read_assignee(connection, project.id, email).await?),
        None => None,
    };
    let conversation = copy_conversation(connection, &found).await?;
    let new = NewReview {
        traces,
        execution_id: own_id,
        agent_id: agent.as_deref().or(execution.agent_id.as_deref()),
        agent_name: execution.agent_name.as_deref(),
        thread_id: execution.thread_id.as_deref(),
        user_id: execution.user_id.as_deref(),
        input_preview: execution.input_preview.as_deref(),
        output_preview: execution.output_preview.as_deref(),
        status: told.status.name(),
        rating: told.rating.name(),
        priority: told.priority.name(),
        comment: &comment,
        tags: &tags,
        corrected_output: output.as_deref(),
        action_taken: action.as_deref(),
        resolution_notes: notes.as_deref(),
        assignee: assignee.as_deref(),
        conversation: &conversation,
    };
    Ok(store_review(connection, origin, project.id, &new).await?)
}
