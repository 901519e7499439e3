//! `/api/v1/reviews/queue`: what waits for a reviewer, each with one at a time.

mod item;
pub(super) mod lease;

use axum::{Json as Answer, extract::State, http::StatusCode};
use chrono::DateTime;
use farol_storage::{
    ConversationCopy, NewReview, QueueCursor, QueueFilter, find_review_of, list_queue_items,
    queue_execution as put_up,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use self::item::QueueItem;
use super::{
    checks::{exists, read_tags, refuse_nul},
    list::known,
};
use crate::{
    AppState,
    auth::{Editor, Reader},
    cursor::Cursor,
    error::{ApiError, ErrorCode, Problem},
    executions::Found,
    json::Json,
    query::{NoParameters, Query, limit},
    wire::{Page, ReviewPriority, ReviewRating, cut},
};

/// Which items are meant. Any value of a repeatable parameter will do.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// An agent's id or name; repeatable, as are the next five.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    #[param(value_type = Vec<ReviewPriority>)]
    priority: Vec<String>,
    /// What an open review says.
    #[serde(default)]
    #[param(value_type = Vec<ReviewRating>)]
    rating: Vec<String>,
    /// Whom an open review is assigned to, by e-mail address.
    #[serde(default)]
    assignee: Vec<String>,
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

/// What the list and what comes next may be narrowed by.
struct Asked {
    agents: Vec<String>,
    priorities: Vec<String>,
    ratings: Vec<String>,
    assignees: Vec<String>,
    tags: Vec<String>,
    rules: Vec<String>,
}

impl Asked {
    fn filter(self, project_id: i32) -> Result<QueueFilter, ApiError> {
        let Self { agents, priorities, ratings, assignees, tags, rules } = self;
        let texts =
            [("agentId", &agents), ("assignee", &assignees), ("tag", &tags), ("rule", &rules)];
        for (field, values) in texts {
            values.iter().try_for_each(|value| refuse_nul(field, value))?;
        }
        let levels = priorities.iter().map(|name| {
            let known = ReviewPriority::ALL.into_iter().find(|each| each.name() == name);
            let wrong =
                || ApiError::invalid("priority", "must be one of low, medium, high, critical");
            known.map(ReviewPriority::level).ok_or_else(wrong)
        });
        let priorities = levels.collect::<Result<Vec<i16>, ApiError>>()?;
        let ratings = known("rating", ratings, ReviewRating::ALL.map(ReviewRating::name))?;
        let leased = None;
        Ok(QueueFilter { project_id, agents, priorities, ratings, assignees, tags, rules, leased })
    }
}

/// Lists what waits for a review: what matters most first, of the same priority what waits longest.
#[utoipa::path(get, path = "/api/v1/reviews/queue", tag = "reviews", operation_id = "list_review_queue",
    params(QueueQuery), responses((status = 200, body = Page<QueueItem>), (status = 422, body = Problem)))]
pub(super) async fn list_review_queue(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<QueueQuery>,
) -> Result<Answer<Page<QueueItem>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = QueueCursor::parse(query.cursor.as_deref())?;
    let leased = query.leased;
    let asked = Asked {
        agents: query.agent_id,
        priorities: query.priority,
        ratings: query.rating,
        assignees: query.assignee,
        tags: query.tag,
        rules: query.rule,
    };
    let filter = QueueFilter { leased, ..asked.filter(reader.project.id)? };
    let mut connection = state.pool.acquire().await?;
    let mut items = list_queue_items(&mut connection, &filter, after, limit + 1).await?;
    let has_more = cut(&mut items, limit);
    let next_cursor = items.last().filter(|_| has_more).map(|last| last.cursor().encode());
    let items = items.into_iter().map(QueueItem::from).collect();
    Ok(Answer(Page { items, next_cursor }))
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
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, project, &told.execution_id)
            .await?;
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
        status: "",
        rating: "",
        priority: told.priority.name(),
        comment: "",
        tags: &tags,
        corrected_output: None,
        action_taken: None,
        resolution_notes: None,
        assignee: None,
        conversation: &ConversationCopy::default(),
    };
    let (origin, level) = (editor.caller.origin(), told.priority.level());
    let item = put_up(&mut connection, origin, project.id, &new, level).await?;
    let full = || ApiError::new(ErrorCode::Conflict, "As many executions wait as may.");
    Ok((StatusCode::CREATED, Answer(item.ok_or_else(full)?.into())))
}
