//! `GET /api/v1/events/names`: which events there are.

use std::ops::Range;

use axum::{Json, extract::State};
use farol_model::{
    NANOS_PER_DAY, UnixNano,
    metrics::{Buckets, Interval, Zone},
    rollup::NANOS_PER_QUARTER,
};
use farol_storage::{EventName, begin_snapshot};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    query::{Query, Time},
};

/// Days that are counted one by one.
const MOST_DAYS: usize = 400;

/// Counts that an answer tells, of all names.
const MOST_POINTS: usize = 50_000;

/// Days that are looked at unless told.
const USUAL_DAYS: i64 = 7;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct NameQuery {
    /// Counted from here; seven days before `to` unless given.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Up to here; now unless given.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// Stands in the name, in any case.
    search: Option<String>,
    /// Whose days: a name such as `America/Sao_Paulo`; `UTC` unless given.
    timezone: Option<String>,
}

/// The names that a project's events have.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventNames {
    /// Those with most events in the range first.
    items: Vec<EventNameInfo>,
    /// False where there are more.
    complete: bool,
}

/// A name that events have.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct EventNameInfo {
    name: String,
    /// Events in the range, by whole quarters of an hour.
    count: u64,
    /// Of all events, whenever they were.
    #[schema(value_type = String, format = DateTime)]
    first_seen: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    last_seen: UnixNano,
    /// The count by day.
    series: Vec<EventCount>,
}

#[derive(Serialize, ToSchema)]
struct EventCount {
    /// When the day begins: the first one perhaps before `from`.
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    value: u64,
}

/// Lists the names that events have, most frequent first. Those seen at another time have a count of 0.
#[utoipa::path(get, path = "/api/v1/events/names", tag = "events", params(NameQuery),
    responses((status = 200, body = EventNames), (status = 422, body = Problem)))]
pub(crate) async fn list_event_names(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<NameQuery>,
) -> Result<Json<EventNames>, ApiError> {
    let days = query.days(UnixNano::now())?;
    let quarters = quarters_of(&days.range());
    let cuts: Vec<i64> = days.starts().iter().map(|start| quarter_of(*start)).collect();
    let search = query.search.as_deref().filter(|search| !search.is_empty());
    let mut connection = state.pool.acquire().await?;
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let project_id = reader.project.id;
    let found =
        farol_storage::list_event_names(&mut snapshot, project_id, quarters, &cuts, search).await?;
    let most = MOST_POINTS / days.starts().len().max(1);
    let complete = found.complete && found.names.len() <= most;
    let names = found.names.into_iter().take(most);
    Ok(Json(EventNames {
        items: names.map(|name| EventNameInfo::new(name, days.starts())).collect(),
        complete,
    }))
}

impl NameQuery {
    /// The days of the range.
    fn days(&self, now: UnixNano) -> Result<Buckets, ApiError> {
        let name = self.timezone.as_deref().unwrap_or("UTC");
        let zone = Zone::named(name).ok_or_else(|| {
            let detail = "must be the name of a time zone, such as America/Sao_Paulo";
            ApiError::invalid("timezone", detail)
        })?;
        let to = self.to.map_or(now, |time| time.0);
        let usual = UnixNano(to.0.saturating_sub(USUAL_DAYS * NANOS_PER_DAY));
        let range = self.from.map_or(usual, |time| time.0)..to;
        if range.is_empty() {
            return Err(ApiError::invalid("to", "must be later than `from`"));
        }
        let days = Buckets::new(&range, Some(Interval::Day), &zone).ok();
        days.filter(|days| days.starts().len() <= MOST_DAYS).ok_or_else(|| {
            ApiError::invalid("from", format!("may lie {MOST_DAYS} days before `to`"))
        })
    }
}

impl EventNameInfo {
    fn new(name: EventName, days: &[i64]) -> Self {
        let EventName { name, first_seen, last_seen, count, series: counted } = name;
        let mut series: Vec<EventCount> =
            days.iter().map(|start| EventCount { start: UnixNano(*start), value: 0 }).collect();
        for (quarter, count) in counted {
            let day = days.partition_point(|start| quarter_of(*start) <= quarter);
            if let Some(day) = series.get_mut(day.saturating_sub(1)) {
                day.value += count;
            }
        }
        Self { name, count, first_seen, last_seen, series }
    }
}

/// The quarters of an hour that lie in a range, or partly so.
fn quarters_of(range: &Range<UnixNano>) -> Range<i64> {
    let end = quarter_of(range.end.0.saturating_sub(1)) + 1;
    quarter_of(range.start.0)..end
}

const fn quarter_of(time: i64) -> i64 {
    time.div_euclid(NANOS_PER_QUARTER)
}
