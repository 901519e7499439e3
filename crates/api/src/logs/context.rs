//! `GET /api/v1/observability/logs/{logId}/context`.

use axum::{Json, extract::State};
use farol_storage::{LogCursor, LogFilter, LogPage, LogRow, PageOf, find_log, find_logs};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::to_wire;
use crate::{
    AppState, auth::Reader, cursor::Cursor, error::ApiError, path::Path, query::Query, wire::Log,
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ContextQuery {
    /// What the lines have in common with this one: `service` (the default), `trace`, or `attr.` and the key of
    /// an attribute.
    by: Option<String>,
    /// Lines before it: at most 250; 20 unless given.
    before: Option<usize>,
    /// Lines after it.
    after: Option<usize>,
}

/// A line and those around it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogContext {
    /// In the order of time, the line itself among them.
    items: Vec<Log>,
    /// The line's place among them, from 0.
    position: usize,
    has_more_before: bool,
    has_more_after: bool,
    /// Whether the search came to its end: where it did not, there may be lines that are missing here.
    complete: bool,
}

/// Finds the lines around a log record.
#[utoipa::path(get, path = "/api/v1/observability/logs/{logId}/context", tag = "logs",
    params(("logId" = String, Path), ContextQuery), responses((status = 200, body = LogContext)))]
pub(super) async fn find_log_context(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ContextQuery>,
) -> Result<Json<LogContext>, ApiError> {
    let (before, after) = (lines("before", query.before)?, lines("after", query.after)?);
    let by = query.by.as_deref().unwrap_or("service");
    let absent = || ApiError::not_found("log record");
    let place = LogCursor::parse(Some(&id)).ok().flatten().ok_or_else(absent)?;
    let (deadline, project_id) = (state.search_deadline(), reader.project.id);
    let mut connection = state.pool.acquire().await?;
    let line = find_log(&mut connection, project_id, place).await?.ok_or_else(absent)?;
    let filter = LogFilter { project_id, ..in_common(&line, by)? };
    let page = PageOf { ascending: false, after: Some(place), limit: before, deadline };
    let earlier = find_logs(&mut connection, &filter, page).await?;
    let page = PageOf { ascending: true, limit: after, ..page };
    let later = find_logs(&mut connection, &filter, page).await?;

    let (has_more_before, has_more_after) = (earlier.next.is_some(), later.next.is_some());
    let is_complete = |page: &LogPage| page.searched_to.is_none();
    let complete = is_complete(&earlier) && is_complete(&later);
    let position = earlier.rows.len();
    let mut rows = earlier.rows;
    rows.reverse();
    rows.push(line);
    rows.extend(later.rows);
    let items = to_wire(&mut connection, project_id, rows).await?;
    Ok(Json(LogContext { items, position, has_more_before, has_more_after, complete }))
}

fn lines(name: &str, asked: Option<usize>) -> Result<usize, ApiError> {
    let lines = asked.unwrap_or(20);
    let error = || ApiError::invalid(name, "must be from 0 to 250");
    (lines <= 250).then_some(lines).ok_or_else(error)
}

/// The condition that neighbours meet.
fn in_common(line: &LogRow, by: &str) -> Result<LogFilter, ApiError> {
    let mut filter = LogFilter::default();
    let lacks = |what: &str| ApiError::invalid("by", format!("this record has no {what}"));
    if by == "service" {
        filter.services = vec![line.service.clone().unwrap_or_default()];
    } else if by == "trace" {
        filter.traces = Some(vec![line.trace_id.ok_or_else(|| lacks("trace"))?]);
    } else if let Some(key) = by.strip_prefix("attr.") {
        let condition = line.condition_on(key);
        filter.attributes = vec![condition.ok_or_else(|| lacks(&format!("attribute `{key}`")))?];
    } else {
        return Err(ApiError::invalid("by", "must be service, trace, or attr. and a key"));
    }
    Ok(filter)
}
