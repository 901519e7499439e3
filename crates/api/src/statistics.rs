//! `GET /api/v1/observability/statistics`.

use axum::{Json, extract::State};
use farol_model::{NANOS_PER_DAY, NANOS_PER_HOUR, SpanType, UnixNano};
use farol_storage::{
    Counted, StatisticsBy, StatisticsFilter, StatisticsGroup, StorageError, interval_starts,
    read_statistics,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{Query, Time, limit},
    wire::Figures,
};

/// Intervals that one answer may have, and points of all its series together.
const MOST_INTERVALS: i64 = 2_000;
const MOST_POINTS: usize = 50_000;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(summarise_spans))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StatisticsQuery {
    /// What to group by; without it, only the total is told.
    #[param(inline)]
    by: Option<By>,
    /// Which spans are counted and timed: `spans` (all), `executions` (the roots of executions) or
    /// `agents` (the runs of agents). `agents` by agent, else `spans`, unless given. Tokens and cost
    /// are those of all spans, each counted once in its execution.
    #[param(inline)]
    count: Option<Count>,
    /// From the beginning of this hour; a week before `to` unless given.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// To the end of the hour before this; now unless given.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// Adds a series of `hour`, `day`, `week` (from Monday) or `month`.
    #[param(inline)]
    interval: Option<Interval>,
    /// Whose days, weeks and months: a name such as `America/Sao_Paulo`; `UTC` unless given.
    timezone: Option<String>,
    /// Repeatable, as are the next three.
    #[serde(default)]
    service: Vec<String>,
    /// An agent's name, or its id where it has none.
    #[serde(default)]
    agent: Vec<String>,
    #[serde(default)]
    model: Vec<String>,
    /// A span type.
    #[serde(default, rename = "type")]
    types: Vec<String>,
    /// Groups, at most 500; 20 unless given. What is in none of them is in `other`.
    limit: Option<i64>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum By {
    Agent,
    Service,
    Model,
    Type,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Count {
    Spans,
    Executions,
    Agents,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Interval {
    Hour,
    Day,
    Week,
    Month,
}

/// What spans come to, by the hour in which they start. A span counts when it has ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Statistics {
    /// The hours that are in it.
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
    total: StatisticsItem,
    /// The groups with most spans, or else tokens, first.
    items: Vec<StatisticsItem>,
    /// What is in none of the groups.
    #[schema(required, inline)]
    other: Option<Figures>,
}

/// A group's figures.
#[derive(Serialize, ToSchema)]
struct StatisticsItem {
    /// Null: of the spans that have none, and of the total. `(other)` stands for values beyond 1,000
    /// combinations of agent, service, model and type in an hour.
    #[schema(required)]
    value: Option<String>,
    #[serde(flatten)]
    figures: Figures,
    /// Every interval in order, also where it is empty; absent without `interval`.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Vec<Point>>,
}

#[derive(Serialize, ToSchema)]
struct Point {
    /// The beginning of the interval.
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    #[serde(flatten)]
    figures: Figures,
}

/// Tells what spans come to, by agent, service, model or type, over any time: from hourly figures that
/// are kept far longer than spans.
#[utoipa::path(get, path = "/api/v1/observability/statistics", tag = "spans",
    params(StatisticsQuery), responses((status = 200, body = Statistics)))]
async fn summarise_spans(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<StatisticsQuery>,
) -> Result<Json<Statistics>, ApiError> {
    let (interval, time_zone) = (query.interval, query.timezone.clone());
    let filter = filter(query, reader.project.id)?;
    let mut connection = state.pool.acquire().await?;
    let range = (filter.from, filter.to);
    let starts = match interval {
        None => Vec::new(),
        Some(interval) => {
            let time_zone = time_zone.as_deref().unwrap_or("UTC");
            let most = MOST_INTERVALS + 1;
            interval_starts(&mut connection, interval.into(), time_zone, range, most)
                .await
                .map_err(|error| match error {
                    StorageError::Data(_) => {
                        ApiError::invalid("timezone", "is not the name of a time zone")
                    }
                    error => error.into(),
                })?
        }
    };
    let groups = usize::try_from(filter.limit).unwrap_or(usize::MAX);
    let too_many = i64::try_from(starts.len()).is_ok_and(|count| count > MOST_INTERVALS);
    if too_many || (filter.by.is_some() && starts.len() * groups > MOST_POINTS) {
        let detail = format!(
            "has more than {MOST_INTERVALS} intervals, or {MOST_POINTS} points in all series: \
             choose a longer one, a shorter time or a smaller limit"
        );
        return Err(ApiError::invalid("interval", detail));
    }
    let found = read_statistics(&mut connection, &filter, &starts).await?;
    let item = |group: &StatisticsGroup| StatisticsItem {
        value: Some(group.value.clone()).filter(|value| !value.is_empty()),
        figures: Figures::of(&group.tally),
        series: interval.map(|_| {
            let points = starts.iter().zip(&group.series);
            points.map(|(&start, tally)| Point { start, figures: Figures::of(tally) }).collect()
        }),
    };
    Ok(Json(Statistics {
        from: filter.from,
        to: filter.to,
        total: item(&found.total),
        items: found.groups.iter().map(item).collect(),
        other: (!found.other.is_empty()).then(|| Figures::of(&found.other)),
    }))
}

fn filter(query: StatisticsQuery, project_id: i32) -> Result<StatisticsFilter, ApiError> {
    let hours = |time: i64| time.div_euclid(NANOS_PER_HOUR).saturating_mul(NANOS_PER_HOUR);
    let to = query.to.map_or_else(UnixNano::now, |time| time.0).0;
    let from = query.from.map_or(to.saturating_sub(7 * NANOS_PER_DAY), |time| time.0.0);
    let (from, to) = (hours(from), hours(to.saturating_add(NANOS_PER_HOUR - 1)));
    if from >= to {
        return Err(ApiError::invalid("to", "must be later than `from`"));
    }
    let types = query.types.iter().map(|name| {
        let known = name.parse::<SpanType>();
        known.map_err(|()| ApiError::invalid("type", format!("`{name}` is not a span type")))
    });
    Ok(StatisticsFilter {
        project_id,
        from: UnixNano(from),
        to: UnixNano(to),
        by: query.by.map(StatisticsBy::from),
        counted: match (query.count, query.by) {
            (Some(Count::Agents), _) | (None, Some(By::Agent)) => Counted::Agents,
            (Some(Count::Executions), _) => Counted::Executions,
            (Some(Count::Spans) | None, _) => Counted::Spans,
        },
        services: query.service,
        agents: query.agent,
        models: query.model,
        types: types.collect::<Result<_, _>>()?,
        limit: limit(query.limit, 20, 500)?,
    })
}

impl From<By> for StatisticsBy {
    fn from(by: By) -> Self {
        match by {
            By::Agent => Self::Agent,
            By::Service => Self::Service,
            By::Model => Self::Model,
            By::Type => Self::Type,
        }
    }
}

impl From<Interval> for farol_storage::Interval {
    fn from(interval: Interval) -> Self {
        match interval {
            Interval::Hour => Self::Hour,
            Interval::Day => Self::Day,
            Interval::Week => Self::Week,
            Interval::Month => Self::Month,
        }
    }
}
