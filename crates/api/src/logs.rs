//! Log records: the list, counts by time, fields, a line's neighbours, and the live tail.

mod context;
mod fields;
mod filter;
mod histogram;
mod tail;

use std::{collections::BTreeSet, time::Instant};

use axum::{Json, extract::State};
use farol_model::TraceId;
use farol_storage::{LogCursor, LogFilter, LogPage, LogRow, PageOf, execution_ids, find_logs};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::filter::LogConditions;
pub(crate) use self::tail::Tails;
use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{WithConditions, limit},
    wire::{Log, SearchPage},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_logs))
        .routes(routes!(histogram::count_logs))
        .routes(routes!(fields::list_log_fields))
        .routes(routes!(context::find_log_context))
        .routes(routes!(tail::follow_logs))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `desc`, newest first (the default), or `asc`.
    #[param(inline)]
    order: Option<Order>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    Asc,
    Desc,
}

/// Lists log records by time. A search that takes too long answers with what it found until then:
/// `complete` is false, `searchedTo` tells how far it came, and `nextCursor` goes on from there.
#[utoipa::path(get, path = "/api/v1/observability/logs", tag = "logs",
    params(LogConditions, ListQuery), responses((status = 200, body = SearchPage<Log>)))]
pub(crate) async fn list_logs(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<LogConditions, ListQuery>,
) -> Result<Json<SearchPage<Log>>, ApiError> {
    let page = PageOf {
        ascending: query.own.order == Some(Order::Asc),
        after: LogCursor::parse(query.own.cursor.as_deref())?,
        limit: size(limit(query.own.limit, 50, 500)?),
        deadline: state.search_deadline(),
    };
    let asked = filter::AskedLogs::new(query, reader.project.id)?;
    let mut connection = state.pool.acquire().await?;
    let filter = asked.resolve(&mut connection).await?;
    let LogPage { rows, next, searched_to } = find_logs(&mut connection, &filter, page).await?;
    Ok(Json(SearchPage {
        items: to_wire(&mut connection, filter.project_id, rows).await?,
        next_cursor: next.map(|place| place.encode()),
        complete: searched_to.is_none(),
        searched_to,
    }))
}

/// Reads a page of some traces' log records, the oldest first, and where the next one begins.
pub(crate) async fn read_page(
    connection: &mut PgConnection,
    filter: &LogFilter,
    after: Option<LogCursor>,
    limit: i64,
    deadline: Instant,
) -> Result<(Vec<Log>, Option<String>), ApiError> {
    let page = PageOf { ascending: true, after, limit: size(limit), deadline };
    let LogPage { rows, next, .. } = find_logs(connection, filter, page).await?;
    let items = to_wire(connection, filter.project_id, rows).await?;
    Ok((items, next.map(|place| place.encode())))
}

/// Log records with the ids of their executions.
async fn to_wire(
    connection: &mut PgConnection,
    project_id: i32,
    rows: Vec<LogRow>,
) -> Result<Vec<Log>, ApiError> {
    let traces: BTreeSet<TraceId> = rows.iter().filter_map(|row| row.trace_id).collect();
    let traces: Vec<TraceId> = traces.into_iter().collect();
    let own_ids = execution_ids(connection, project_id, &traces).await?;
    Ok(rows.into_iter().map(|row| Log::new(row, &own_ids)).collect())
}

fn size(limit: i64) -> usize {
    usize::try_from(limit).unwrap_or_default()
}
