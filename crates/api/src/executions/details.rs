//! One execution: the portal's view, the SDK's pages, one span, its logs.

use std::collections::HashSet;

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use farol_model::SpanId;
use farol_storage::{
    LogCursor, LogFilter, SpanCursor, SpanPage, SpanScope, each_span, missing_spans,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::{
    forest::{Forest, Shape},
    scope::Found,
};
use crate::{
    AppState,
    audit::tell_read,
    auth::Reader,
    cursor::Cursor,
    error::{ApiError, ErrorCode},
    logs,
    path::Path,
    query::{NoParameters, Query, limit},
    wire::{Execution, Log, Node, Page},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TraceQuery {
    /// `tree` (the default) or `flat`: the same nodes in pre-order without `children`.
    #[param(value_type = Option<String>)]
    shape: Option<ShapeName>,
    /// `false` leaves out input, output, attributes, resource, scope, events and links.
    payloads: Option<bool>,
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `tree` (the default) or `flat`.
    #[param(value_type = Option<String>)]
    shape: Option<ShapeName>,
    payloads: Option<bool>,
    /// At most 1,000; 500 unless given.
    limit: Option<i64>,
    /// Spans to skip; not together with `cursor`.
    offset: Option<i64>,
    cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ShapeName {
    Tree,
    Flat,
}

/// An execution with its trace.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExecutionDetails {
    execution: Execution,
    /// A forest in the order of start; written apart, see [`Forest`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required)]
    traces: Vec<Node>,
    /// Spans that the execution has.
    traces_total: i64,
    /// Whether some are not in this answer.
    traces_has_more: bool,
    /// Spans that an answer holds at most.
    traces_limit: i64,
}

/// An execution with a page of its trace.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExecutionPage {
    #[serde(flatten)]
    details: ExecutionDetails,
    /// Spans before this page.
    traces_offset: i64,
    next_cursor: Option<String>,
}

/// Finds an execution by its own id or its trace id, with its whole trace up to the cap.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}", tag = "executions",
    params(("id" = String, Path), TraceQuery), responses((status = 200, body = ExecutionDetails)))]
pub(crate) async fn find_execution(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<TraceQuery>,
) -> Result<Response, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let limit = state.settings.trace_span_limit;
    let payloads = query.payloads.unwrap_or(true);
    if payloads {
        let own_id = &found.execution.execution_id;
        tell_read(&state, &mut connection, &reader, "execution", own_id).await?;
    }
    let page = SpanPage { limit, payloads, ..SpanPage::default() };
    let mut forest = Forest::default();
    each_span(&mut connection, &found.scope, page, &mut |row| forest.add(row)).await?;
    let has_more = found.span_count > forest.count();
    let missing = missing_parents(&mut connection, &found.scope, &forest, has_more).await?;
    let details = ExecutionDetails {
        execution: found.execution,
        traces: Vec::new(),
        traces_total: found.span_count,
        traces_has_more: has_more,
        traces_limit: limit,
    };
    answer(&details, &forest, query.shape, &missing)
}

/// Pages through an execution's trace, in the order of start.
#[utoipa::path(get, path = "/api/v1/runtime/v1/observability/executions/{id}/details",
    tag = "executions", params(("id" = String, Path), PageQuery),
    responses((status = 200, body = ExecutionPage)))]
pub(crate) async fn page_execution(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, ApiError> {
    let limit = limit(query.limit, 500, 1_000)?;
    let place = Place::of(&query)?;
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let (after, offset) = (place.after, if place.after.is_some() { 0 } else { place.offset });
    let payloads = query.payloads.unwrap_or(true);
    if payloads {
        let own_id = &found.execution.execution_id;
        tell_read(&state, &mut connection, &reader, "execution", own_id).await?;
    }
    let page = SpanPage { after, offset, limit: limit + 1, payloads, ..SpanPage::default() };
    let mut forest = Forest::default();
    each_span(&mut connection, &found.scope, page, &mut |row| forest.add(row)).await?;
    let has_more = forest.cut(limit);
    let end = place.offset + forest.count();
    let next_cursor = forest.last().filter(|_| has_more).map(|last| place_after(last, end));
    let partial = has_more || place.offset > 0;
    let missing = missing_parents(&mut connection, &found.scope, &forest, partial).await?;
    let details = ExecutionDetails {
        execution: found.execution,
        traces: Vec::new(),
        traces_total: found.span_count,
        traces_has_more: has_more,
        traces_limit: limit,
    };
    let page = ExecutionPage { details, traces_offset: place.offset, next_cursor };
    answer(&page, &forest, query.shape, &missing)
}

/// Where a page begins: a cursor carries the number of spans before it, too.
struct Place {
    after: Option<SpanCursor>,
    offset: i64,
}

impl Place {
    fn of(query: &PageQuery) -> Result<Self, ApiError> {
        let known = 0..=100_000_000;
        let Some(text) = query.cursor.as_deref() else {
            let offset = query.offset.unwrap_or(0);
            let error = || ApiError::invalid("offset", "must be from 0 to 100,000,000");
            return known
                .contains(&offset)
                .then_some(Self { after: None, offset })
                .ok_or_else(error);
        };
        if query.offset.is_some() {
            return Err(ApiError::invalid("offset", "cannot stand beside a cursor"));
        }
        let (offset, cursor) = text.split_once('_').unwrap_or((text, ""));
        let after = SpanCursor::parse(Some(cursor))?;
        let offset = offset.parse().ok().filter(|offset| known.contains(offset));
        let error = || ApiError::invalid("cursor", "is not one that this list gave");
        Ok(Self { after, offset: offset.ok_or_else(error)? })
    }
}

fn place_after(last: &SpanCursor, offset: i64) -> String {
    format!("{offset}_{}", last.encode())
}

/// Finds one span whole, by its own id or by that which its node was sent with.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/spans/{spanId}",
    tag = "executions", params(("id" = String, Path), ("spanId" = String, Path)),
    responses((status = 200, body = Node)))]
pub(crate) async fn find_span(
    State(state): State<AppState>,
    reader: Reader,
    Path((id, span_id)): Path<(String, String)>,
    _: Query<NoParameters>,
) -> Result<Response, ApiError> {
    let span_id = SpanId::of_text(&span_id);
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let row = farol_storage::find_span(&mut connection, &found.scope, span_id).await?;
    let row = row.ok_or_else(|| ApiError::not_found("span"))?;
    let own_id = &found.execution.execution_id;
    tell_read(&state, &mut connection, &reader, "execution", own_id).await?;
    let parent: Vec<SpanId> = row.parent_span_id.into_iter().collect();
    let orphan = !missing_spans(&mut connection, &found.scope, &parent).await?.is_empty();
    let mut node = Node::from(row);
    node.orphan = orphan;
    node.depth = Some(0);
    let mut json = Vec::new();
    node.write(&mut json);
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExecutionLogQuery {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists an execution's log records in the order of time.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/logs", tag = "executions",
    params(("id" = String, Path), ExecutionLogQuery), responses((status = 200, body = Page<Log>)))]
pub(crate) async fn list_execution_logs(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ExecutionLogQuery>,
) -> Result<Json<Page<Log>>, ApiError> {
    let after = LogCursor::parse(query.cursor.as_deref())?;
    let limit = limit(query.limit, 50, 500)?;
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let filter = LogFilter {
        project_id: reader.project.id,
        traces: Some(found.log_traces),
        ..LogFilter::default()
    };
    let (items, next_cursor) =
        logs::read_page(&mut connection, &filter, after, limit, state.search_deadline()).await?;
    Ok(Json(Page { items, next_cursor }))
}

/// The parents that these spans name and that are nowhere in the execution: where the page is not
/// all of it, they are looked for.
async fn missing_parents(
    connection: &mut PgConnection,
    scope: &SpanScope,
    forest: &Forest,
    partial: bool,
) -> Result<HashSet<SpanId>, ApiError> {
    let absent = forest.absent_parents();
    if !partial || absent.is_empty() {
        return Ok(absent);
    }
    let absent: Vec<SpanId> = absent.into_iter().collect();
    Ok(missing_spans(connection, scope, &absent).await?.into_iter().collect())
}

/// Writes an answer whose `traces` are the forest, and whose other fields are `rest`'s.
fn answer<T: Serialize>(
    rest: &T,
    forest: &Forest,
    shape: Option<ShapeName>,
    missing: &HashSet<SpanId>,
) -> Result<Response, ApiError> {
    let shape = match shape {
        Some(ShapeName::Flat) => Shape::Flat,
        Some(ShapeName::Tree) | None => Shape::Tree,
    };
    let rest = serde_json::to_vec(rest).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        ApiError::new(ErrorCode::Internal, "The answer could not be written.")
    })?;
    let mut json = Vec::with_capacity(forest.bytes() + rest.len() + 16);
    json.extend_from_slice(b"{\"traces\":");
    forest.write(&mut json, shape, missing);
    json.push(b',');
    json.extend_from_slice(&rest[1..]);
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}
