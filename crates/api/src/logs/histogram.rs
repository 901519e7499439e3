//! `GET /api/v1/observability/logs/histogram`.

use std::collections::{BTreeMap, HashMap};

use axum::{Json, extract::State};
use farol_model::UnixNano;
use farol_storage::{CountBy, Histogram, HistogramOf, log_bounds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::filter::{AskedLogs, LogConditions};
use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{Interval, WithConditions, bucket_starts, bucket_width},
};

/// Names that are told apart; the others only count in `total`.
const MOST_NAMES: usize = 50;

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct HistogramQuery {
    /// A number and `s`, `m`, `h`, `d` or `w`, or one of `second`, `minute`, `hour`, `day`, `week`: `5m`.
    /// Buckets begin at multiples of it, in UTC, weeks on Monday. Unless given, one that makes at most a
    /// hundred buckets. At most 2,000 buckets.
    #[param(value_type = Option<String>)]
    interval: Option<Interval>,
    /// `level` (the default) or `service`.
    #[param(inline)]
    by: Option<By>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum By {
    Level,
    Service,
}

/// Log records counted by time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogHistogram {
    /// Every bucket between the two times, the oldest first.
    items: Vec<LogBucket>,
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
    interval_seconds: u64,
    total: i64,
    /// Whether everything was counted.
    complete: bool,
    /// Where it was not: records older than this were not.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LogBucket {
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    total: i64,
    /// By level (`unknown` where neither number nor word tells), or by service (an empty name where there is
    /// none; the fifty with the most records).
    counts: BTreeMap<String, i64>,
}

/// Counts log records by time, and by level or service.
#[utoipa::path(get, path = "/api/v1/observability/logs/histogram", tag = "logs",
    params(LogConditions, HistogramQuery), responses((status = 200, body = LogHistogram)))]
pub(super) async fn count_logs(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<LogConditions, HistogramQuery>,
) -> Result<Json<LogHistogram>, ApiError> {
    let (interval, by) = (query.own.interval, query.own.by.unwrap_or(By::Level));
    let deadline = state.search_deadline();
    let asked = AskedLogs::new(query, reader.project.id)?;
    let mut connection = state.pool.acquire().await?;
    let filter = asked.resolve(&mut connection).await?;
    let (from, to) = bounds(&mut connection, filter.project_id, (filter.from, filter.to)).await?;
    let width = bucket_width(from, to, interval)?;
    let by = match by {
        By::Level => CountBy::Level,
        By::Service => CountBy::Service,
    };
    let of = HistogramOf { from, to, width, by, deadline };
    let counted = farol_storage::count_logs(&mut connection, &filter, of).await?;
    Ok(Json(fill(counted, &of)))
}

/// The time to count: where it is not said, from the oldest record or to the newest.
async fn bounds(
    connection: &mut PgConnection,
    project_id: i32,
    asked: (Option<UnixNano>, Option<UnixNano>),
) -> Result<(UnixNano, UnixNano), ApiError> {
    if let (Some(from), Some(to)) = asked {
        return Ok((from, to.max(from)));
    }
    let behind = |newest: UnixNano| UnixNano(newest.0.saturating_add(1));
    let bounds = log_bounds(connection, project_id).await?;
    let now = UnixNano::now();
    let (oldest, end) = bounds.map_or((now, now), |(oldest, newest)| (oldest, behind(newest)));
    let from = asked.0.unwrap_or(oldest.min(asked.1.unwrap_or(oldest)));
    Ok((from, asked.1.unwrap_or(end).max(from)))
}

/// Puts the empty buckets between the others, and names that have few records together.
fn fill(counted: Histogram, of: &HistogramOf) -> LogHistogram {
    let mut sums: HashMap<&str, i64> = HashMap::new();
    for (name, count) in counted.buckets.values().flatten() {
        *sums.entry(name).or_default() += count;
    }
    let mut names: Vec<(&str, i64)> = sums.into_iter().collect();
    names.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let names: Vec<String> =
        names.into_iter().take(MOST_NAMES).map(|(name, _)| name.to_owned()).collect();

    let mut buckets = counted.buckets;
    let items = bucket_starts(of.from, of.to, of.width).map(|start| {
        let mut counts = buckets.remove(&start).unwrap_or_default();
        let total = counts.values().sum();
        counts.retain(|name, _| names.contains(name));
        LogBucket { start, total, counts }
    });
    let items: Vec<LogBucket> = items.collect();
    LogHistogram {
        total: items.iter().map(|bucket| bucket.total).sum(),
        items,
        from: of.from,
        to: of.to,
        interval_seconds: of.width.as_secs(),
        complete: counted.searched_to.is_none(),
        searched_to: counted.searched_to,
    }
}
