//! `GET /api/v1/observability/executions`.

use axum::{Json, extract::State};
use farol_storage::{ExecutionCursor, ExecutionFilter, ExecutionSort};
use serde::Deserialize;
use utoipa::IntoParams;

use super::filter::ExecutionConditions;
use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{WithConditions, limit},
    wire::{Execution, Page, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `startTime`, `durationMs`, `totalTokens` or `cost`, with `-` before it for the largest
    /// first; `-startTime` unless given.
    sort: Option<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists executions.
#[utoipa::path(get, path = "/api/v1/observability/executions", tag = "executions",
    params(ExecutionConditions, PageQuery), responses((status = 200, body = Page<Execution>)))]
pub(crate) async fn list_executions(
    State(state): State<AppState>,
    reader: Reader,
    WithConditions { conditions, own, .. }: WithConditions<ExecutionConditions, PageQuery>,
) -> Result<Json<Page<Execution>>, ApiError> {
    let limit = limit(own.limit, 50, 500)?;
    let (sort, ascending) = sort(own.sort.as_deref())?;
    let filter = ExecutionFilter {
        sort,
        ascending,
        after: ExecutionCursor::parse(own.cursor.as_deref())?,
        limit: limit + 1,
        ..conditions.filter(reader.project.id)?
    };
    let mut connection = state.pool.acquire().await?;
    let mut executions = farol_storage::list_executions(&mut connection, &filter).await?;
    let has_more = cut(&mut executions, limit);
    let last = executions.last().filter(|_| has_more);
    let next_cursor = last.map(|execution| filter.sort.cursor(execution).encode());
    let quiet = state.settings.execution_quiet;
    let items = executions.into_iter().map(|each| Execution::new(each, quiet)).collect();
    Ok(Json(Page { items, next_cursor }))
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
