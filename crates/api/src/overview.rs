//! `GET /api/v1/observability/overview`.

use axum::{Json, extract::State};
use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_storage::{
    OverviewOf, OverviewSource, begin_snapshot, is_hourly, overview_source, read_overview,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{Interval, Query, Time, bucket_starts, bucket_width},
    wire::Overview,
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sum_up))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OverviewQuery {
    /// Start, inclusive; a day before `to` unless given.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Start, exclusive; now unless given.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// Of the series: a number and `s`, `m`, `h`, `d` or `w`, or one of `second`, `minute`, `hour`, `day`,
    /// `week`. Unless given, one that makes at most a hundred buckets. Whole hours where the time is longer
    /// than two days. At most 2,000 buckets.
    #[param(value_type = Option<String>)]
    interval: Option<Interval>,
}

/// Sums up what ran in a time, and in the time before it, which is as long: executions by status, how long
/// they took, what they used, the agents that are slow or fail, and the latest failures.
#[utoipa::path(get, path = "/api/v1/observability/overview", tag = "executions",
    params(OverviewQuery), responses((status = 200, body = Overview)))]
async fn sum_up(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<OverviewQuery>,
) -> Result<Json<Overview>, ApiError> {
    let to = query.to.map_or_else(UnixNano::now, |time| time.0);
    let from = query.from.map_or(UnixNano(to.0.saturating_sub(NANOS_PER_DAY)), |time| time.0);
    if from >= to {
        return Err(ApiError::invalid("to", "must be later than `from`"));
    }
    let deadline = state.search_deadline();
    let of = OverviewOf { project_id: reader.project.id, from, to };
    let mut width = bucket_width(from, to, query.interval)?;
    let mut connection = state.pool.acquire().await?;
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let asked = query.interval.map(|_| width);
    let source = overview_source(&mut snapshot, of, asked).await?;
    if source == OverviewSource::Statistics && !is_hourly(width) {
        if asked.is_some() {
            let detail = "must be whole hours where the time is longer than two days";
            return Err(ApiError::invalid("interval", detail));
        }
        width = std::time::Duration::from_hours(1);
    }
    let found = read_overview(&mut snapshot, of, source, width, deadline).await?;
    snapshot.rollback().await?;
    let starts = bucket_starts(from, to, width);
    Ok(Json(Overview::new(found, (from, to), source, width, starts)))
}
