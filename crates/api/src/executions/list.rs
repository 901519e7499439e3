//! `GET /api/v1/observability/executions`.

use axum::{Json, extract::State};
use farol_model::{SpanStatus, SpanType};
use farol_storage::{ExecutionCursor, ExecutionFilter, ExecutionSort};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{Query, Time, limit, nanoseconds},
    wire::{Execution, Page, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExecutionQuery {
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
    /// Text in name, agent, ids, previews or error, without case.
    search: Option<String>,
    /// `startTime`, `durationMs`, `totalTokens` or `cost`, with `-` before it for the largest
    /// first; `-startTime` unless given.
    sort: Option<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists executions.
#[utoipa::path(get, path = "/api/v1/observability/executions", tag = "executions",
    params(ExecutionQuery), responses((status = 200, body = Page<Execution>)))]
pub(crate) async fn list_executions(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<ExecutionQuery>,
) -> Result<Json<Page<Execution>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let filter = ExecutionFilter { limit: limit + 1, ..filter(query, reader.project.id)? };
    let mut connection = state.pool.acquire().await?;
    let mut executions = farol_storage::list_executions(&mut connection, &filter).await?;
    let has_more = cut(&mut executions, limit);
    let last = executions.last().filter(|_| has_more);
    let next_cursor = last.map(|execution| filter.sort.cursor(execution).encode());
    let quiet = state.settings.execution_quiet;
    let items = executions.into_iter().map(|each| Execution::new(each, quiet)).collect();
    Ok(Json(Page { items, next_cursor }))
}

fn filter(query: ExecutionQuery, project_id: i32) -> Result<ExecutionFilter, ApiError> {
    let (sort, ascending) = sort(query.sort.as_deref())?;
    let statuses = query.status.iter().map(|name| {
        let status = SpanStatus::from_name(name);
        status.ok_or_else(|| {
            ApiError::invalid("status", "must be running, success, error or skipped")
        })
    });
    let types = query.types.iter().map(|name| {
        let known = name.parse::<SpanType>();
        known.map_err(|()| ApiError::invalid("type", format!("`{name}` is not a span type")))
    });
    Ok(ExecutionFilter {
        project_id,
        from: query.from.map(|time| time.0),
        to: query.to.map(|time| time.0),
        statuses: statuses.collect::<Result<_, _>>()?,
        types: types.collect::<Result<_, _>>()?,
        agents: query.agent_id,
        threads: query.thread_id,
        sessions: query.session_id,
        users: query.user_id,
        entity_type: query.entity_type,
        entity_value: query.entity_value,
        services: query.service,
        models: query.model,
        min_duration_ns: nanoseconds("minDurationMs", query.min_duration_ms)?,
        max_duration_ns: nanoseconds("maxDurationMs", query.max_duration_ms)?,
        has_messages: query.has_messages,
        search: query.search.filter(|text| !text.is_empty()),
        sort,
        ascending,
        after: ExecutionCursor::parse(query.cursor.as_deref())?,
        ..ExecutionFilter::default()
    })
}

fn sort(text: Option<&str>) -> Result<(ExecutionSort, bool), ApiError> {
    let Some(text) = text else { return Ok((ExecutionSort::StartTime, false)) };
    let (name, ascending) = text.strip_prefix('-').map_or((text, true), |name| (name, false));
    let sort = match name {
        "startTime" => ExecutionSort::StartTime,
        "durationMs" => ExecutionSort::Duration,
        "totalTokens" => ExecutionSort::TotalTokens,
        "cost" => ExecutionSort::Cost,
        _ => {
            let detail = "must be startTime, durationMs, totalTokens or cost, with or without `-`";
            return Err(ApiError::invalid("sort", detail));
        }
    };
    Ok((sort, ascending))
}
