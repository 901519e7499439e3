//! `GET /api/v1/observability/executions/histogram`.

use axum::{Json, extract::State};
use farol_model::UnixNano;
use farol_storage::{ExecutionFilter, begin_snapshot, count_executions, execution_bounds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::filter::ExecutionConditions;
use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{Interval, WithConditions, bucket_starts, bucket_width},
    wire::StatusCounts,
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistogramQuery {
    /// A number and `s`, `m`, `h`, `d` or `w`, or one of `second`, `minute`, `hour`, `day`, `week`: `5m`.
    /// Buckets begin at multiples of it, in UTC, weeks on Monday. Unless given, one that makes at most a
    /// hundred buckets. At most 2,000 buckets.
    #[param(value_type = Option<String>)]
    interval: Option<Interval>,
}

/// Executions counted by the time of their start.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExecutionHistogram {
    /// Every bucket between the two times, the oldest first. What starts outside of them is in none, even
    /// where the first begins earlier or the last ends later.
    items: Vec<ExecutionBucket>,
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
    interval_seconds: u64,
    total: i64,
    counts: StatusCounts,
    /// Whether everything was counted.
    complete: bool,
    /// Where it was not: executions that started before this were not.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
}

#[derive(Serialize, ToSchema)]
struct ExecutionBucket {
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    total: i64,
    counts: StatusCounts,
}

/// Counts executions by time and status. Without `from`, from the oldest execution on; without `to`, up to
/// the newest.
#[utoipa::path(get, path = "/api/v1/observability/executions/histogram", tag = "executions",
    params(ExecutionConditions, HistogramQuery), responses((status = 200, body = ExecutionHistogram)))]
pub(crate) async fn count_by_time(
    State(state): State<AppState>,
    reader: Reader,
    WithConditions { conditions, own, .. }: WithConditions<ExecutionConditions, HistogramQuery>,
) -> Result<Json<ExecutionHistogram>, ApiError> {
    let asked = conditions.filter(reader.project.id)?;
    let deadline = state.search_deadline();
    let mut connection = state.pool.acquire().await?;
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let (from, to) = bounds(&mut snapshot, &asked).await?;
    let width = bucket_width(from, to, own.interval)?;
    let filter = ExecutionFilter { from: Some(from), to: Some(to), ..asked };
    let mut counted = count_executions(&mut snapshot, &filter, width, deadline).await?;
    snapshot.rollback().await?;
    let mut counts = farol_storage::StatusCounts::default();
    let items = bucket_starts(from, to, width).map(|start| {
        let bucket = counted.buckets.remove(&start).unwrap_or_default();
        counts.merge(&bucket);
        ExecutionBucket { start, total: bucket.total(), counts: bucket.into() }
    });
    Ok(Json(ExecutionHistogram {
        items: items.collect(),
        from,
        to,
        interval_seconds: width.as_secs(),
        total: counts.total(),
        counts: counts.into(),
        complete: counted.searched_to.is_none(),
        searched_to: counted.searched_to,
    }))
}

/// The time to count: where it is not said, from the oldest execution or to the newest.
async fn bounds(
    connection: &mut PgConnection,
    asked: &ExecutionFilter,
) -> Result<(UnixNano, UnixNano), ApiError> {
    if let (Some(from), Some(to)) = (asked.from, asked.to) {
        return Ok((from, to.max(from)));
    }
    let now = UnixNano::now();
    let bounds = execution_bounds(connection, asked.project_id).await?;
    let (oldest, newest) = bounds.unwrap_or((now, now));
    let end = UnixNano(newest.0.saturating_add(i64::from(bounds.is_some())));
    let from = asked.from.unwrap_or_else(|| oldest.min(asked.to.unwrap_or(oldest)));
    Ok((from, asked.to.unwrap_or(end).max(from)))
}
