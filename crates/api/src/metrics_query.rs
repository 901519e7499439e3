//! `POST /api/v1/metrics/query`: what happened, counted and measured over time.

mod answer;
mod check;
mod dataset;
mod filter;
mod request;

use axum::{Json as Answer, extract::State};
use farol_model::{NANOS_PER_DAY, UnixNano, metrics::Buckets};
use farol_storage::{
    MetricsQuery as Query, PartitionedTable, begin_snapshot, measure_events, measure_rows,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{
    answer::json_of,
    check::{Problems, check_name},
    request::{MetricsFilter, MetricsQuery},
};
use self::{
    answer::{MetricsAnswer, MetricsPeriod},
    check::Asked,
};
use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    intake::Window,
    json::Json,
    query::{NoParameters, Query as Parameters},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(query_metrics))
}

/// Counts and measures events, executions, spans or log records over time, by group: from what was added up when they were written where that
/// can tell, else from the events themselves, newest first for as long as there is time.
#[utoipa::path(post, path = "/api/v1/metrics/query", tag = "events", request_body = MetricsQuery,
    responses((status = 200, body = MetricsAnswer), (status = 422, body = Problem)))]
pub(crate) async fn query_metrics(
    State(state): State<AppState>,
    reader: Reader,
    _: Parameters<NoParameters>,
    Json(query): Json<MetricsQuery>,
) -> Result<Answer<MetricsAnswer>, ApiError> {
    let asked = query.check(UnixNano::now()).map_err(ApiError::invalid_fields)?;
    let mut connection = state.pool.acquire().await?;
    // Both periods of one state of the database.
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let deadline = state.search_deadline();
    // Retention takes whole days.
    let window = Window::of(&state, PartitionedTable::Events, &reader.project);
    let rows_since = UnixNano(window.oldest.day().saturating_mul(NANOS_PER_DAY));
    let mut measure = async |asked: &Asked, buckets: &Buckets| {
        let query = Query {
            project_id: reader.project.id,
            question: &asked.question,
            agent: asked.agent.as_deref(),
            buckets,
            deadline,
        };
        let found = match asked.dataset {
            None => measure_events(&mut snapshot, &query, &asked.event, rows_since).await?,
            Some(dataset) => measure_rows(&mut snapshot, &query, dataset).await?,
        };
        Ok::<_, ApiError>(MetricsPeriod::new(buckets, found))
    };
    let period = measure(&asked, &asked.buckets).await?;
    let previous = match &asked.previous {
        Some(buckets) => Some(measure(&asked, buckets).await?),
        None => None,
    };
    Ok(Answer(MetricsAnswer { period, previous }))
}
