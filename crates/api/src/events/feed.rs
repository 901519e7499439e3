//! `GET /api/v1/events`, and an execution's events.

use axum::{Json, extract::State};
use farol_model::{TraceId, metrics::Filter};
use farol_storage::{EventCursor, EventFilter, EventPage, find_executions, list_trace_events};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use utoipa::IntoParams;

use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::{ApiError, Problem},
    executions::Found,
    json::read_part,
    metrics_query::{MetricsFilter, Problems},
    path::Path,
    query::{Query, Time, limit},
    wire::{Event, Page, SearchPage},
};

/// Bytes of a text that is searched for.
const LONGEST_SEARCH: usize = 500;

/// Names that can be asked for at once.
const MOST_NAMES: usize = 100;

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct EventQuery {
    /// Repeated: one of them.
    #[serde(default)]
    name: Vec<String>,
    agent_id: Option<String>,
    thread_id: Option<String>,
    /// Any id of the execution.
    execution_id: Option<String>,
    /// The first time that counts.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// The first time that counts no longer.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// Conditions on properties, as a query of figures has them, in JSON:
    /// `[{"property": "category", "op": "eq", "value": "network"}]`.
    filters: Option<String>,
    /// Stands in the name, an id or the properties, in any case.
    search: Option<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExecutionEventQuery {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists events, newest first. A search that takes too long answers with what it found until then: `complete`
/// is false, `searchedTo` tells how far it came, and `nextCursor` goes on from there.
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventQuery),
    responses((status = 200, body = SearchPage<Event>), (status = 422, body = Problem)))]
pub(super) async fn list_events(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<EventQuery>,
) -> Result<Json<SearchPage<Event>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = EventCursor::parse(query.cursor.as_deref())?;
    let mut connection = state.pool.acquire().await?;
    let filter = query.resolve(&mut connection, reader.project.id).await?;
    let (limit, deadline) = (size(limit), state.search_deadline());
    let found =
        farol_storage::list_events(&mut connection, &filter, after, limit, deadline).await?;
    let EventPage { events, next, searched_to } = found;
    Ok(Json(SearchPage {
        items: events.into_iter().map(Event::from).collect(),
        next_cursor: next.map(|place| place.encode()),
        complete: searched_to.is_none(),
        searched_to,
    }))
}

/// Lists an execution's events in the order of time.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/events", tag = "executions",
    params(("id" = String, Path), ExecutionEventQuery), responses((status = 200, body = Page<Event>)))]
pub(super) async fn list_execution_events(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ExecutionEventQuery>,
) -> Result<Json<Page<Event>>, ApiError> {
    let after = EventCursor::parse(query.cursor.as_deref())?;
    let limit = size(limit(query.limit, 50, 500)?);
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let (project_id, traces) = (reader.project.id, found.log_traces);
    let page = list_trace_events(&mut connection, project_id, &traces, after, limit).await?;
    Ok(Json(Page {
        items: page.events.into_iter().map(Event::from).collect(),
        next_cursor: page.next.map(|place| place.encode()),
    }))
}

impl EventQuery {
    async fn resolve(
        self,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<EventFilter, ApiError> {
        if self.name.len() > MOST_NAMES {
            return Err(ApiError::invalid("name", format!("may be repeated {MOST_NAMES} times")));
        }
        if self.search.as_ref().is_some_and(|search| search.len() > LONGEST_SEARCH) {
            let detail = format!("must be at most {LONGEST_SEARCH} bytes");
            return Err(ApiError::invalid("search", detail));
        }
        let filters = self.filters.as_deref().map(read_filters).transpose()?;
        let traces = match &self.execution_id {
            Some(id) => Some(traces_of(connection, project_id, id).await?),
            None => None,
        };
        Ok(EventFilter {
            project_id,
            names: self.name,
            agent: self.agent_id,
            thread: self.thread_id,
            traces,
            from: self.from.map(|time| time.0),
            to: self.to.map(|time| time.0),
            filters: filters.unwrap_or_default(),
            search: self.search.filter(|search| !search.is_empty()),
        })
    }
}

/// The traces that events of an execution may tell. It may have events and no span.
async fn traces_of(
    connection: &mut PgConnection,
    project_id: i32,
    id: &str,
) -> Result<Vec<TraceId>, ApiError> {
    let found = find_executions(connection, project_id, id).await?;
    let named = TraceId::of_execution(project_id, id);
    Ok(found.iter().map(|execution| execution.trace_id).chain([named]).collect())
}

fn read_filters(json: &str) -> Result<Vec<Filter>, ApiError> {
    let no_json = |_| ApiError::invalid("filters", "must be a list of filters as JSON");
    let value: Value = serde_json::from_str(json).map_err(no_json)?;
    let filters: Vec<MetricsFilter> =
        read_part(&value, "filters").map_err(|error| ApiError::invalid_fields(vec![error]))?;
    let mut problems = Problems::default();
    let checked = MetricsFilter::check_all(&filters, "filters", &mut problems);
    problems.unless(checked).map_err(ApiError::invalid_fields)
}

fn size(limit: i64) -> usize {
    usize::try_from(limit).unwrap_or_default()
}
