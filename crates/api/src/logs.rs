//! `GET /api/v1/observability/logs`.

use std::collections::BTreeSet;

use axum::{Json, extract::State};
use farol_model::{Level, SpanId, TraceId};
use farol_storage::{LogCursor, LogFilter, execution_ids, find_executions, list_logs};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{Query, Time, limit},
    wire::{Log, Page, cut},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LogQuery {
    /// Inclusive.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Exclusive.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// One of the six levels, or a producer's own word; repeatable.
    #[serde(default)]
    level: Vec<String>,
    /// Repeatable.
    #[serde(default)]
    service: Vec<String>,
    trace_id: Option<String>,
    span_id: Option<String>,
    execution_id: Option<String>,
    /// `desc`, newest first (the default), or `asc`.
    #[param(inline)]
    order: Option<Order>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    Asc,
    Desc,
}

/// Lists log records by time.
#[utoipa::path(get, path = "/api/v1/observability/logs", tag = "logs", params(LogQuery),
    responses((status = 200, body = Page<Log>)))]
async fn list(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<LogQuery>,
) -> Result<Json<Page<Log>>, ApiError> {
    let mut filter = LogFilter {
        project_id: reader.project.id,
        from: query.from.map(|time| time.0),
        to: query.to.map(|time| time.0),
        services: query.service,
        ascending: query.order == Some(Order::Asc),
        after: LogCursor::parse(query.cursor.as_deref())?,
        limit: limit(query.limit, 50, 500)?,
        ..LogFilter::default()
    };
    for word in &query.level {
        match Level::ALL.into_iter().find(|level| level.name() == word) {
            Some(level) => filter.levels.push(level),
            None => filter.severity_texts.push(word.to_lowercase()),
        }
    }
    if let Some(id) = &query.span_id {
        let span: Result<SpanId, _> = id.parse();
        filter.span_id =
            Some(span.map_err(|error| ApiError::invalid("spanId", error.to_string()))?);
    }
    let mut connection = state.pool.acquire().await?;
    if let Some(id) = &query.trace_id {
        let trace: Result<TraceId, _> = id.parse();
        let trace = trace.map_err(|error| ApiError::invalid("traceId", error.to_string()))?;
        filter.traces = Some(vec![trace]);
    }
    if let Some(id) = &query.execution_id {
        let found = find_executions(&mut connection, filter.project_id, id).await?;
        // An execution may have logs and no span.
        let of_alias = found.iter().map(|execution| execution.trace_id);
        let named = TraceId::of_execution(filter.project_id, id);
        let traces: Vec<TraceId> = of_alias.chain([named]).collect();
        let both = |trace: &TraceId| filter.traces.as_ref().is_none_or(|only| only.contains(trace));
        filter.traces = Some(traces.into_iter().filter(both).collect());
    }
    Ok(Json(read_page(&mut connection, filter).await?))
}

/// Reads a page of log records, with the ids of their executions.
pub(crate) async fn read_page(
    connection: &mut PgConnection,
    filter: LogFilter,
) -> Result<Page<Log>, ApiError> {
    let limit = filter.limit;
    let filter = LogFilter { limit: limit + 1, ..filter };
    let mut rows = list_logs(connection, &filter).await?;
    let has_more = cut(&mut rows, limit);
    let traces: BTreeSet<TraceId> = rows.iter().filter_map(|row| row.trace_id).collect();
    let traces: Vec<TraceId> = traces.into_iter().collect();
    let own_ids = execution_ids(connection, filter.project_id, &traces).await?;
    let last = rows.last().filter(|_| has_more);
    let next_cursor = last.map(|row| LogCursor { time: row.time, arrival: row.arrival }.encode());
    Ok(Page { items: rows.into_iter().map(|row| Log::new(row, &own_ids)).collect(), next_cursor })
}
