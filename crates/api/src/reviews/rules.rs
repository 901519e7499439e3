//! `/api/v1/reviews/rules`: what puts executions up for review by itself.

mod condition;

use axum::{
    Json as Answer,
    extract::State,
    http::{StatusCode, header},
};
use chrono::{DateTime, Utc};
use farol_storage::{
    MadeRule, ReviewRule as Stored, RuleOf, StorageError, change_review_rule as store_change,
    create_review_rule as store_rule, delete_review_rule as take_away, find_review_rule,
    list_review_rules as list,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use self::condition::RuleCondition;
use super::checks::{read_tags, read_text, told};
use crate::{
    AppState,
    auth::{Editor, Reader},
    error::{ApiError, ErrorCode, Problem},
    json::Json,
    name::read_name,
    path::Path,
    query::{NoParameters, Query},
    wire::{Items, ReviewPriority},
};

/// Rules that a project may have.
const MOST: usize = 100;

/// A rule to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewRuleNew {
    /// At most 100 characters, and no other rule's of the project.
    name: String,
    #[serde(default = "yes")]
    enabled: bool,
    #[schema(value_type = RuleCondition)]
    when: Value,
    /// An agent's id or name; any unless told.
    agent_id: Option<String>,
    #[serde(default)]
    priority: ReviewPriority,
    #[serde(default)]
    tags: Vec<String>,
}

/// What becomes different; what is absent stays.
#[expect(clippy::option_option, reason = "null takes away, and what is absent stays")]
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewRuleChange {
    name: Option<String>,
    enabled: Option<bool>,
    #[schema(value_type = Option<RuleCondition>)]
    when: Option<Value>,
    #[serde(default, deserialize_with = "told")]
    #[schema(value_type = Option<String>)]
    agent_id: Option<Option<String>>,
    priority: Option<ReviewPriority>,
    tags: Option<Vec<String>>,
}

/// A rule that puts executions up for review.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReviewRule {
    id: i64,
    name: String,
    enabled: bool,
    #[schema(value_type = RuleCondition)]
    when: Value,
    #[schema(required)]
    agent_id: Option<String>,
    priority: ReviewPriority,
    tags: Vec<String>,
    /// Executions that it has put up.
    hits: i64,
    created_by: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Stored> for ReviewRule {
    fn from(stored: Stored) -> Self {
        Self {
            id: stored.id,
            name: stored.name,
            enabled: stored.enabled,
            when: stored.condition,
            agent_id: stored.agent_id,
            priority: ReviewPriority::of_level(stored.priority),
            tags: stored.tags,
            hits: stored.hits,
            created_by: stored.created_by,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
        }
    }
}

const fn yes() -> bool {
    true
}

fn read_agent(agent: Option<&str>) -> Result<Option<String>, ApiError> {
    agent.map(|agent| read_text("agentId", agent, (1, 128))).transpose()
}

/// Lists a project's rules.
#[utoipa::path(get, path = "/api/v1/reviews/rules", tag = "reviews", operation_id = "list_review_rules",
    responses((status = 200, body = Items<ReviewRule>)))]
pub(super) async fn list_review_rules(
    State(state): State<AppState>,
    reader: Reader,
    _: Query<NoParameters>,
) -> Result<Answer<Items<ReviewRule>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let rules = list(&mut connection, reader.project.id).await?;
    Ok(Answer(rules.into_iter().map(ReviewRule::from).collect()))
}

/// Makes a rule. It looks at what ends, or is told of, from then on.
#[utoipa::path(post, path = "/api/v1/reviews/rules", tag = "reviews", operation_id = "create_review_rule",
    request_body = ReviewRuleNew, responses(
    (status = 201, body = ReviewRule), (status = 403, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem)
))]
pub(super) async fn create_review_rule(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<ReviewRuleNew>,
) -> Result<(StatusCode, [(header::HeaderName, String); 1], Answer<ReviewRule>), ApiError> {
    let of = RuleOf {
        name: read_name(&told.name)?.to_owned(),
        enabled: told.enabled,
        condition: RuleCondition::read(&told.when)?,
        agent_id: read_agent(told.agent_id.as_deref())?,
        priority: told.priority.level(),
        tags: read_tags(&told.tags)?,
    };
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let made = store_rule(&mut connection, origin, project_id, &of, MOST).await;
    match made.map_err(|error| name_taken(error, &of.name))? {
        MadeRule::Made(rule) => {
            let place = [(header::LOCATION, format!("/api/v1/reviews/rules/{}", rule.id))];
            Ok((StatusCode::CREATED, place, Answer(rule.into())))
        }
        MadeRule::TooMany => {
            let detail = format!("There are {MOST} rules in this project: delete one first.");
            Err(ApiError::new(ErrorCode::Conflict, detail))
        }
    }
}

/// Changes a rule. What it has put up it does not put up again.
#[utoipa::path(patch, path = "/api/v1/reviews/rules/{ruleId}", tag = "reviews",
    operation_id = "change_review_rule", params(("ruleId" = String, Path)),
    request_body = ReviewRuleChange, responses(
    (status = 200, body = ReviewRule), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn change_review_rule(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<ReviewRuleChange>,
) -> Result<Answer<ReviewRule>, ApiError> {
    let id = id.parse().map_err(|_| absent())?;
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let found = find_review_rule(&mut connection, project_id, id).await?.ok_or_else(absent)?;
    let name = told.name.as_deref().map(read_name).transpose()?;
    let condition = told.when.as_ref().map(RuleCondition::read).transpose()?;
    let agent = told.agent_id.as_ref().map(|agent| read_agent(agent.as_deref())).transpose()?;
    let tags = told.tags.as_deref().map(read_tags).transpose()?;
    let of = RuleOf {
        name: name.unwrap_or(&found.name).to_owned(),
        enabled: told.enabled.unwrap_or(found.enabled),
        condition: condition.unwrap_or_else(|| found.condition.clone()),
        agent_id: agent.unwrap_or_else(|| found.agent_id.clone()),
        priority: told.priority.map_or(found.priority, ReviewPriority::level),
        tags: tags.unwrap_or_else(|| found.tags.clone()),
    };
    let changed = store_change(&mut connection, origin, project_id, &found, &of).await;
    let changed = changed.map_err(|error| name_taken(error, &of.name))?.ok_or_else(absent)?;
    Ok(Answer(changed.into()))
}

/// Deletes a rule. What it has put up stays.
#[utoipa::path(delete, path = "/api/v1/reviews/rules/{ruleId}", tag = "reviews",
    operation_id = "delete_review_rule", params(("ruleId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn delete_review_rule(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let id = id.parse().map_err(|_| absent())?;
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let deleted = take_away(&mut connection, origin, project_id, id).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(absent()) }
}

fn absent() -> ApiError {
    ApiError::not_found("rule")
}

fn name_taken(error: StorageError, name: &str) -> ApiError {
    match error {
        StorageError::Duplicate(_) => {
            let detail = format!("There is another rule \"{name}\" in this project.");
            ApiError::new(ErrorCode::NameTaken, detail)
        }
        error => error.into(),
    }
}
