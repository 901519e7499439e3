//! Who works at which item.

use std::time::Duration;

use axum::{Json as Answer, extract::State, http::StatusCode};
use farol_storage::{
    Leased, QueueFilter, Removed, count_queue_items, lease_next_item,
    lease_queue_item as lease_stored, release_queue_item as give_back,
    remove_queue_item as take_away, skip_queue_item as skip_stored,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Asked, item::QueueItem};
use crate::{
    AppState,
    auth::Editor,
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    path::Path,
    query::{NoParameters, Query},
    wire::{ReviewPriority, ReviewRating},
};

/// How long whoever takes an item has it, in seconds: unless told, and at most.
const LEASE: u64 = 600;
const LONGEST_LEASE: u64 = 86_400;

/// What to take.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::reviews) struct QueueNext {
    /// Only of these agents, priorities, ratings, assignees, tags and rules, where some are told.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Vec<ReviewPriority>)]
    priority: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Vec<ReviewRating>)]
    rating: Vec<String>,
    #[serde(default)]
    assignee: Vec<String>,
    #[serde(default)]
    tag: Vec<String>,
    #[serde(default)]
    rule: Vec<String>,
    /// How long nobody else gets it; 600 unless told, at most 86,400.
    lease_seconds: Option<u64>,
}

/// What was taken.
#[derive(Serialize, ToSchema)]
pub(in crate::reviews) struct QueueTaken {
    /// Null where nothing is left.
    #[schema(required)]
    item: Option<QueueItem>,
    /// What nobody works at, others' among it.
    waiting: i64,
}

/// Takes what comes next, for a while: until then nobody else gets it. A person who has one gets it again, a
/// key another one each time. What is assigned comes to whom it is assigned. A review that is not open takes its
/// execution out of the queue.
#[utoipa::path(post, path = "/api/v1/reviews/queue/next", tag = "reviews",
    operation_id = "take_next_of_queue", request_body = QueueNext, responses(
    (status = 200, body = QueueTaken), (status = 403, body = Problem), (status = 422, body = Problem)
))]
pub(in crate::reviews) async fn take_next_of_queue(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<QueueNext>,
) -> Result<Answer<QueueTaken>, ApiError> {
    let lease = read_lease(told.lease_seconds)?;
    let project_id = editor.project.id;
    let asked = Asked {
        agents: told.agent_id,
        priorities: told.priority,
        ratings: told.rating,
        assignees: told.assignee,
        tags: told.tag,
        rules: told.rule,
    };
    let filter = asked.filter(project_id)?;
    let mut connection = state.pool.acquire().await?;
    let actor = editor.caller.origin().actor;
    let item = lease_next_item(&mut connection, actor, &filter, lease).await?;
    let waiting = QueueFilter { leased: Some(false), ..filter };
    let waiting = count_queue_items(&mut connection, &waiting).await?.iter().sum();
    Ok(Answer(QueueTaken { item: item.map(QueueItem::from), waiting }))
}

fn read_lease(seconds: Option<u64>) -> Result<Duration, ApiError> {
    let seconds = seconds.unwrap_or(LEASE);
    if !(1..=LONGEST_LEASE).contains(&seconds) {
        let detail = format!("must be from 1 to {LONGEST_LEASE}");
        return Err(ApiError::invalid("leaseSeconds", detail));
    }
    Ok(Duration::from_secs(seconds))
}

/// How long to have it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::reviews) struct QueueLease {
    /// 600 unless told, at most 86,400.
    lease_seconds: Option<u64>,
}

/// Takes this item, or goes on having it.
#[utoipa::path(post, path = "/api/v1/reviews/queue/{itemId}/lease", tag = "reviews",
    operation_id = "lease_queue_item", params(("itemId" = String, Path)), request_body = QueueLease,
    responses(
    (status = 200, body = QueueItem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "somebody else has it")
))]
pub(in crate::reviews) async fn lease_queue_item(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<QueueLease>,
) -> Result<Answer<QueueItem>, ApiError> {
    let (id, lease) = (read_id(&id)?, read_lease(told.lease_seconds)?);
    let mut connection = state.pool.acquire().await?;
    let actor = editor.caller.origin().actor;
    match lease_stored(&mut connection, actor, editor.project.id, id, lease).await? {
        None => Err(absent()),
        Some(Leased::Yes(item)) => Ok(Answer(QueueItem::from(*item))),
        Some(Leased::Foreign(item)) => {
            let holder = item.leased_by.unwrap_or_default();
            Err(ApiError::new(ErrorCode::Conflict, format!("{holder} works at it.")))
        }
    }
}

/// Gives an item back.
#[utoipa::path(post, path = "/api/v1/reviews/queue/{itemId}/release", tag = "reviews",
    operation_id = "release_queue_item", params(("itemId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem),
    (status = 404, body = Problem, description = "it is not the caller's")
))]
pub(in crate::reviews) async fn release_queue_item(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let actor = editor.caller.origin().actor;
    found(give_back(&mut connection, actor, editor.project.id, id).await?)
}

/// Leaves an item to others: the caller does not get it again.
#[utoipa::path(post, path = "/api/v1/reviews/queue/{itemId}/skip", tag = "reviews",
    operation_id = "skip_queue_item", params(("itemId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(in crate::reviews) async fn skip_queue_item(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let actor = editor.caller.origin().actor;
    found(skip_stored(&mut connection, actor, editor.project.id, id).await?)
}

/// Takes an item out of the queue for everybody.
#[utoipa::path(delete, path = "/api/v1/reviews/queue/{itemId}", tag = "reviews",
    operation_id = "remove_queue_item", params(("itemId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "its review is open")
))]
pub(in crate::reviews) async fn remove_queue_item(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let origin = editor.caller.origin();
    match take_away(&mut connection, origin, editor.project.id, id).await? {
        Removed::Yes => Ok(StatusCode::NO_CONTENT),
        Removed::Absent => Err(absent()),
        Removed::Open => {
            let detail = "Its review is open: resolve or dismiss that.";
            Err(ApiError::new(ErrorCode::Conflict, detail))
        }
    }
}

fn found(is_there: bool) -> Result<StatusCode, ApiError> {
    if is_there { Ok(StatusCode::NO_CONTENT) } else { Err(absent()) }
}

fn read_id(id: &str) -> Result<Uuid, ApiError> {
    id.parse().map_err(|_| absent())
}

fn absent() -> ApiError {
    ApiError::not_found("item")
}
