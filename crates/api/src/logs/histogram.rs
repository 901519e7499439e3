//! `GET /api/v1/observability/logs/histogram`.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use axum::{Json, extract::State};
use farol_model::UnixNano;
use farol_storage::{CountBy, Histogram, HistogramOf, bucket_start, log_bounds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::filter::{AskedLogs, LogConditions};
use crate::{AppState, auth::Reader, error::ApiError, query::WithConditions};

/// Buckets that an answer has at most.
const MOST_BUCKETS: u128 = 2_000;

/// Names that are told apart; the others only count in `total`.
const MOST_NAMES: usize = 50;

/// Buckets that an answer has at most where the interval is left to Farol.
const USUAL_BUCKETS: u128 = 100;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Intervals that Farol chooses from, in seconds. Counts are kept by minute: shorter ones only where there is
/// little to count anew.
const USUAL: [u64; 12] = [
    5,
    15,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    7 * DAY,
];

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
    let width = match interval {
        Some(Interval(width)) => width,
        None => usual_interval(from, to),
    };
    if buckets(from, to, width) > MOST_BUCKETS {
        let detail = format!("makes more than {MOST_BUCKETS} buckets of this time");
        return Err(ApiError::invalid("interval", detail));
    }
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

fn buckets(from: UnixNano, to: UnixNano, width: Duration) -> u128 {
    let time = u128::from(to.0.abs_diff(from.0));
    time / width.as_nanos().max(1) + u128::from(time > 0)
}

fn usual_interval(from: UnixNano, to: UnixNano) -> Duration {
    let fits = |seconds: &u64| buckets(from, to, Duration::from_secs(*seconds)) <= USUAL_BUCKETS;
    let longest = buckets(from, to, Duration::from_secs(1)) / USUAL_BUCKETS;
    let found = USUAL.into_iter().find(fits);
    // Years and years: whole weeks, as many as it takes.
    let weeks = u64::try_from(longest).unwrap_or(u64::MAX / 2).div_ceil(7 * DAY);
    Duration::from_secs(found.unwrap_or_else(|| weeks.saturating_mul(7 * DAY)))
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

    let width = i64::try_from(of.width.as_nanos()).unwrap_or(i64::MAX);
    let mut items = Vec::new();
    let mut start = bucket_start(of.from, of.width);
    let mut buckets = counted.buckets;
    while of.from < of.to && start < of.to {
        let mut counts = buckets.remove(&start).unwrap_or_default();
        let total = counts.values().sum();
        counts.retain(|name, _| names.contains(name));
        items.push(LogBucket { start, total, counts });
        start = UnixNano(start.0.saturating_add(width));
    }
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

/// A bucket's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Interval(Duration);

impl TryFrom<String> for Interval {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "must be a number and s, m, h, d or w, such as 5m, or one of second, minute, \
                             hour, day, week";
        let split = text.find(|letter: char| !letter.is_ascii_digit()).ok_or(WRONG)?;
        let (number, unit) = text.split_at(split);
        let seconds = match (unit, number.is_empty()) {
            ("s", false) | ("second", true) => 1,
            ("m", false) | ("minute", true) => MINUTE,
            ("h", false) | ("hour", true) => HOUR,
            ("d", false) | ("day", true) => DAY,
            ("w", false) | ("week", true) => 7 * DAY,
            _ => return Err(WRONG),
        };
        let number = if number.is_empty() { Ok(1) } else { number.parse::<u64>() };
        let all = number.ok().and_then(|number| number.checked_mul(seconds));
        all.filter(|all| (1..=3_650 * DAY).contains(all))
            .map(|all| Self(Duration::from_secs(all)))
            .ok_or("must be from one second to ten years")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read() {
        let read = |text: &str| Interval::try_from(text.to_owned()).ok().map(|of| of.0.as_secs());
        assert_eq!(
            [read("5m"), read("hour"), read("2w")],
            [Some(300), Some(3_600), Some(1_209_600)]
        );
        for wrong in ["", "5", "m", "5 m", "0s", "-1m", "99999999999999999999d", "5hour", "1y"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn there_is_a_usual_interval_for_every_time() {
        let usual = |seconds: i64| {
            usual_interval(UnixNano(0), UnixNano(seconds.saturating_mul(1_000_000_000))).as_secs()
        };
        assert_eq!([usual(0), usual(60), usual(3_600), usual(86_400)], [5, 5, 60, 900]);
        assert_eq!(usual(30 * 86_400), 12 * HOUR);
        assert!(
            buckets(UnixNano(i64::MIN), UnixNano(i64::MAX), Duration::from_secs(usual(i64::MAX)))
                < 300
        );
    }
}
