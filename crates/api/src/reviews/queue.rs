//! `/api/v1/reviews/queue`: executions that wait for a review, each with one reviewer at a time.

use std::time::Duration;

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use farol_model::TraceId;
use farol_storage::{
    ConversationCopy, Leased, NewReview, QueueCursor, QueueFilter, QueueItem as Stored,
    count_queue_items, find_review_of, lease_next_item, lease_queue_item as lease_stored,
    list_queue_items, queue_execution as put_up, release_queue_item as give_back,
    remove_queue_item as take_away, skip_queue_item as skip_stored,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::checks::{exists, read_tags, refuse_nul};
use crate::{
    AppState,
    auth::{Editor, Reader},
    cursor::Cursor,
    error::{ApiError, ErrorCode, Problem},
    executions::Found,
    json::Json,
    path::Path,
    query::{NoParameters, Query, limit},
    wire::{ReviewPriority, cut},
};

/// How long whoever takes an item has it, in seconds: unless told, and at most.
const LEASE: u64 = 600;
const LONGEST_LEASE: u64 = 86_400;

/// Which executions are meant. Any value of a repeatable parameter will do.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// An agent's id or name; repeatable, as are the next three.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    #[param(value_type = Vec<ReviewPriority>)]
    priority: Vec<String>,
    #[serde(default)]
    tag: Vec<String>,
    /// A rule's name.
    #[serde(default)]
    rule: Vec<String>,
    /// Whether somebody works at it.
    leased: Option<bool>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// An execution that waits for a review.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct QueueItem {
    item_id: Uuid,
    execution_id: String,
    #[schema(value_type = String)]
    trace_id: TraceId,
    #[schema(required)]
    agent_id: Option<String>,
    #[schema(required)]
    agent_name: Option<String>,
    #[schema(required)]
    thread_id: Option<String>,
    #[schema(required)]
    user_id: Option<String>,
    #[schema(required)]
    input_preview: Option<String>,
    #[schema(required)]
    output_preview: Option<String>,
    priority: ReviewPriority,
    tags: Vec<String>,
    #[schema(value_type = Vec<QueueReason>)]
    reasons: Value,
    queued_at: DateTime<Utc>,
    /// Who works at it, a person's e-mail address or a key's label, and until when nobody else gets it.
    #[schema(required)]
    leased_by: Option<String>,
    #[schema(required)]
    leased_until: Option<DateTime<Utc>>,
}

/// Why an execution waits: a rule's name, or who put it up.
#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of stored JSON that is handed on")]
struct QueueReason {
    rule: Option<String>,
    by: Option<String>,
}

impl From<Stored> for QueueItem {
    fn from(stored: Stored) -> Self {
        Self {
            item_id: stored.id,
            execution_id: stored.execution_id,
            trace_id: TraceId(stored.trace_id),
            agent_id: stored.agent_id,
            agent_name: stored.agent_name,
            thread_id: stored.thread_id,
            user_id: stored.user_id,
            input_preview: stored.input_preview,
            output_preview: stored.output_preview,
            priority: ReviewPriority::of_level(stored.priority),
            tags: stored.tags,
            reasons: stored.reasons,
            queued_at: stored.queued_at,
            leased_by: stored.leased_by,
            leased_until: stored.leased_until,
        }
    }
}

/// A page of the queue.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct QueuePage {
    items: Vec<QueueItem>,
    /// Hand it back as `cursor` for the next page; null at the end.
    #[schema(required)]
    next_cursor: Option<String>,
    /// All that are meant, on any page.
    total: i64,
}

impl Cursor for QueueCursor {
    fn encode(&self) -> String {
        let time = self.queued_at.timestamp_micros();
        format!("{}_{time}_{}", self.priority, self.id.simple())
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [priority, time, id] = parts else { return None };
        let priority = priority.parse().ok().filter(|level| (0..=3).contains(level))?;
        let queued_at = DateTime::from_timestamp_micros(time.parse().ok()?)?;
        Some(Self { priority, queued_at, id: id.parse().ok()? })
    }
}

fn filter(
    project_id: i32,
    agents: Vec<String>,
    priorities: &[String],
    tags: Vec<String>,
    rules: Vec<String>,
) -> Result<QueueFilter, ApiError> {
    for (field, values) in [("agentId", &agents), ("tag", &tags), ("rule", &rules)] {
        values.iter().try_for_each(|value| refuse_nul(field, value))?;
    }
    let levels = priorities.iter().map(|name| {
        let known = ReviewPriority::ALL.into_iter().find(|each| each.name() == name);
        let wrong = || ApiError::invalid("priority", "must be one of low, medium, high, critical");
        known.map(ReviewPriority::level).ok_or_else(wrong)
    });
    let priorities = levels.collect::<Result<Vec<i16>, ApiError>>()?;
    Ok(QueueFilter { project_id, agents, priorities, tags, rules, leased: None })
}

/// Lists what waits for a review: what matters most first, of the same priority what waits longest.
#[utoipa::path(get, path = "/api/v1/reviews/queue", tag = "reviews", operation_id = "list_review_queue",
    params(QueueQuery), responses((status = 200, body = QueuePage), (status = 422, body = Problem)))]
pub(super) async fn list_review_queue(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<QueueQuery>,
) -> Result<Answer<QueuePage>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = QueueCursor::parse(query.cursor.as_deref())?;
    let leased = query.leased;
    let filter = filter(reader.project.id, query.agent_id, &query.priority, query.tag, query.rule)?;
    let filter = QueueFilter { leased, ..filter };
    let mut connection = state.pool.acquire().await?;
    let total = count_queue_items(&mut connection, &filter).await?;
    let mut items = list_queue_items(&mut connection, &filter, after, limit + 1).await?;
    let has_more = cut(&mut items, limit);
    let next_cursor = items.last().filter(|_| has_more).map(|last| last.cursor().encode());
    let items = items.into_iter().map(QueueItem::from).collect();
    Ok(Answer(QueuePage { items, next_cursor, total }))
}

/// An execution to put up.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct QueueItemNew {
    /// Any id that the execution is found by.
    execution_id: String,
    #[serde(default)]
    priority: ReviewPriority,
    #[serde(default)]
    tags: Vec<String>,
}

/// Puts an execution up for review by hand. One that waits already has this reason, too.
#[utoipa::path(post, path = "/api/v1/reviews/queue", tag = "reviews", operation_id = "queue_execution",
    request_body = QueueItemNew, responses(
    (status = 201, body = QueueItem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "`review_exists`, with `reviewId`"),
    (status = 422, body = Problem)
))]
pub(super) async fn queue_execution(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<QueueItemNew>,
) -> Result<(StatusCode, Answer<QueueItem>), ApiError> {
    let tags = read_tags(&told.tags)?;
    refuse_nul("executionId", &told.execution_id)?;
    let project = &editor.project;
    let mut connection = state.pool.acquire().await?;
    let found = Found::find(&state, &mut connection, project, &told.execution_id).await?;
    let (traces, execution) = (&found.scope.traces, &found.execution);
    let own_id = &execution.execution_id;
    if let Some(id) = find_review_of(&mut connection, project.id, traces, own_id).await? {
        return Err(exists(id));
    }
    let new = NewReview {
        traces,
        execution_id: own_id,
        agent_id: execution.agent_id.as_deref(),
        agent_name: execution.agent_name.as_deref(),
        thread_id: execution.thread_id.as_deref(),
        user_id: execution.user_id.as_deref(),
        input_preview: execution.input_preview.as_deref(),
        output_preview: execution.output_preview.as_deref(),
        rating: "",
        priority: told.priority.name(),
        comment: "",
        tags: &tags,
        corrected_output: None,
        assignee: None,
        conversation: &ConversationCopy::default(),
    };
    let (origin, level) = (editor.caller.origin(), told.priority.level());
    let item = put_up(&mut connection, origin, project.id, new, level).await?;
    let full = || ApiError::new(ErrorCode::Conflict, "As many executions wait as may.");
    Ok((StatusCode::CREATED, Answer(item.ok_or_else(full)?.into())))
}

/// What to take.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct QueueNext {
    /// Only of these agents, priorities, tags and rules, where some are told.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Vec<ReviewPriority>)]
    priority: Vec<String>,
    #[serde(default)]
    tag: Vec<String>,
    #[serde(default)]
    rule: Vec<String>,
    /// How long nobody else gets it; 600 unless told, at most 86,400.
    lease_seconds: Option<u64>,
}

/// What was taken.
#[derive(Serialize, ToSchema)]
pub(super) struct QueueTaken {
    /// Null where nothing is left.
    #[schema(required)]
    item: Option<QueueItem>,
    /// What nobody works at.
    waiting: i64,
}

/// Takes what comes next, for a while: until then nobody else gets it. A person who has one gets it again, a
/// key another one each time. Reviewing the execution takes it out of the queue.
#[utoipa::path(post, path = "/api/v1/reviews/queue/next", tag = "reviews",
    operation_id = "take_next_of_queue", request_body = QueueNext, responses(
    (status = 200, body = QueueTaken), (status = 403, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn take_next_of_queue(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<QueueNext>,
) -> Result<Answer<QueueTaken>, ApiError> {
    let lease = read_lease(told.lease_seconds)?;
    let project_id = editor.project.id;
    let filter = filter(project_id, told.agent_id, &told.priority, told.tag, told.rule)?;
    let mut connection = state.pool.acquire().await?;
    let actor = editor.caller.origin().actor;
    let item = lease_next_item(&mut connection, actor, &filter, lease).await?;
    let waiting = QueueFilter { leased: Some(false), ..filter };
    let waiting = count_queue_items(&mut connection, &waiting).await?;
    Ok(Answer(QueueTaken { item: item.map(QueueItem::from), waiting }))
}

fn read_lease(seconds: Option<u64>) -> Result<Duration, ApiError> {
    match seconds.unwrap_or(LEASE) {
        seconds @ 1..=LONGEST_LEASE => Ok(Duration::from_secs(seconds)),
        _ => {
            let detail = format!("must be from 1 to {LONGEST_LEASE}");
            Err(ApiError::invalid("leaseSeconds", detail))
        }
    }
}

/// How long to have it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct QueueLease {
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
pub(super) async fn lease_queue_item(
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
pub(super) async fn release_queue_item(
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
pub(super) async fn skip_queue_item(
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
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn remove_queue_item(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = read_id(&id)?;
    let mut connection = state.pool.acquire().await?;
    let origin = editor.caller.origin();
    found(take_away(&mut connection, origin, editor.project.id, id).await?)
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
