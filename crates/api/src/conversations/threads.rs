//! `GET /api/v1/observability/threads`.

use axum::{Json, extract::State};
use farol_model::SpanStatus;
use farol_storage::{ThreadCursor, ThreadFilter};
use serde::Deserialize;
use utoipa::IntoParams;

use super::latest;
use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{Query, Time, limit},
    wire::{Page, Thread, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ThreadQuery {
    /// Last activity, inclusive.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Last activity, exclusive.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// `running`, `success`, `error` or `skipped`, of the newest execution; repeatable.
    #[serde(default)]
    status: Vec<String>,
    /// Repeatable.
    #[serde(default)]
    thread_id: Vec<String>,
    /// An agent's id or name that some execution has; repeatable, as are the next two.
    #[serde(default)]
    agent_id: Vec<String>,
    #[serde(default)]
    user_id: Vec<String>,
    #[serde(default)]
    session_id: Vec<String>,
    entity_type: Option<String>,
    entity_value: Option<String>,
    /// Text in an execution's name, agent, ids, previews or error, without case.
    search: Option<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists threads, the latest activity first.
#[utoipa::path(get, path = "/api/v1/observability/threads", tag = "conversations",
    params(ThreadQuery), responses((status = 200, body = Page<Thread>)))]
pub(crate) async fn list_threads(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<ThreadQuery>,
) -> Result<Json<Page<Thread>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let filter = ThreadFilter { limit: limit + 1, ..filter(query, reader.project.id)? };
    let mut connection = state.pool.acquire().await?;
    let mut rows = farol_storage::list_threads(&mut connection, &filter).await?;
    let has_more = cut(&mut rows, limit);
    let next_cursor = rows.last().filter(|_| has_more).map(|row| row.place.encode());
    let items = latest::with_texts(&mut connection, reader.project.id, rows).await?;
    Ok(Json(Page { items, next_cursor }))
}

fn filter(query: ThreadQuery, project_id: i32) -> Result<ThreadFilter, ApiError> {
    let statuses = query.status.iter().map(|name| {
        let status = SpanStatus::from_name(name);
        status.ok_or_else(|| {
            ApiError::invalid("status", "must be running, success, error or skipped")
        })
    });
    Ok(ThreadFilter {
        project_id,
        from: query.from.map(|time| time.0),
        to: query.to.map(|time| time.0),
        statuses: statuses.collect::<Result<_, _>>()?,
        threads: query.thread_id,
        agents: query.agent_id,
        users: query.user_id,
        sessions: query.session_id,
        entity_type: query.entity_type,
        entity_value: query.entity_value,
        search: query.search.filter(|text| !text.is_empty()),
        after: ThreadCursor::parse(query.cursor.as_deref())?,
        limit: 0,
    })
}
