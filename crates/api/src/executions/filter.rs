//! Which executions are meant, as a query says it.

use farol_model::{SpanStatus, SpanType};
use farol_storage::{ExecutionFilter, ScoreBounds};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    error::ApiError,
    query::{Conditions, Time, nanoseconds},
};

/// Which executions are meant. Any value of a repeatable parameter will do.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExecutionConditions {
    /// Start, inclusive.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Start, exclusive.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// `running`, `success`, `error` or `skipped`; repeatable.
    #[serde(default)]
    status: Vec<String>,
    /// A span type, of the root; repeatable.
    #[serde(default, rename = "type")]
    types: Vec<String>,
    /// An agent's id or name; repeatable, as are the next four.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    thread_id: Vec<String>,
    #[serde(default)]
    session_id: Vec<String>,
    #[serde(default)]
    user_id: Vec<String>,
    #[serde(default)]
    service: Vec<String>,
    /// A model that some span used; repeatable.
    #[serde(default)]
    model: Vec<String>,
    entity_type: Option<String>,
    entity_value: Option<String>,
    min_duration_ms: Option<f64>,
    max_duration_ms: Option<f64>,
    has_messages: Option<bool>,
    /// A score that the execution or one of its spans has.
    score_name: Option<String>,
    /// Its least value, a boolean's being 0 or 1.
    min_score: Option<f64>,
    max_score: Option<f64>,
    /// Text in name, agent, ids, previews or error, without case.
    search: Option<String>,
}

impl Conditions for ExecutionConditions {
    const NAMES: &'static [&'static str] = &[
        "from",
        "to",
        "status",
        "type",
        "agentId",
        "threadId",
        "sessionId",
        "userId",
        "service",
        "model",
        "entityType",
        "entityValue",
        "minDurationMs",
        "maxDurationMs",
        "hasMessages",
        "scoreName",
        "minScore",
        "maxScore",
        "search",
    ];
    const HAS_ATTRIBUTES: bool = false;
}

impl ExecutionConditions {
    pub(super) fn filter(self, project_id: i32) -> Result<ExecutionFilter, ApiError> {
        let statuses = self.status.iter().map(|name| {
            let status = SpanStatus::from_name(name);
            status.ok_or_else(|| {
                ApiError::invalid("status", "must be running, success, error or skipped")
            })
        });
        let types = self.types.iter().map(|name| {
            let known = name.parse::<SpanType>();
            known.map_err(|()| ApiError::invalid("type", format!("`{name}` is not a span type")))
        });
        let score = score(self.score_name, self.min_score, self.max_score)?;
        Ok(ExecutionFilter {
            project_id,
            from: self.from.map(|time| time.0),
            to: self.to.map(|time| time.0),
            statuses: statuses.collect::<Result<_, _>>()?,
            types: types.collect::<Result<_, _>>()?,
            agents: self.agent_id,
            threads: self.thread_id,
            sessions: self.session_id,
            users: self.user_id,
            entity_type: self.entity_type,
            entity_value: self.entity_value,
            services: self.service,
            models: self.model,
            min_duration_ns: nanoseconds("minDurationMs", self.min_duration_ms)?,
            max_duration_ns: nanoseconds("maxDurationMs", self.max_duration_ms)?,
            has_messages: self.has_messages,
            score,
            search: self.search.filter(|text| !text.is_empty()),
            ..ExecutionFilter::default()
        })
    }
}

/// Which score is meant, where one is.
fn score(
    name: Option<String>,
    min: Option<f64>,
    max: Option<f64>,
) -> Result<Option<ScoreBounds>, ApiError> {
    for (field, value) in [("minScore", min), ("maxScore", max)] {
        if value.is_some_and(|value| !value.is_finite()) {
            return Err(ApiError::invalid(field, "must be a number"));
        }
        if value.is_some() && name.is_none() {
            return Err(ApiError::invalid(field, "takes `scoreName` beside it"));
        }
    }
    Ok(name.map(|name| ScoreBounds { name, min, max }))
}
