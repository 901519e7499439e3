//! Statistics read: by a dimension, over time.

use std::{borrow::Cow, collections::HashMap};

use farol_model::{Histogram, NANOS_PER_HOUR, SpanType, StatisticsKey, Tally, UnixNano};
use futures_util::TryStreamExt;
use sqlx::{PgConnection, Postgres, QueryBuilder};

use super::row::StatisticsRow;
use crate::{StorageError, executions::push_any, write::STATISTICS_COLUMNS};

/// What statistics are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsBy {
    Agent,
    Service,
    Model,
    Type,
}

/// Which spans are counted and timed. Tokens and cost are those of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Spans,
    /// The roots of executions.
    Executions,
    /// The runs of agents.
    Agents,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    Hour,
    Day,
    Week,
    Month,
}

/// Which statistics to read; every condition must hold, any value of a list will do.
#[derive(Clone, Debug)]
pub struct StatisticsFilter {
    pub project_id: i32,
    /// Whole hours, by UTC: those from that of `from` to that before `to`.
    pub from: UnixNano,
    pub to: UnixNano,
    pub by: Option<StatisticsBy>,
    /// Groups that are told apart: those with most spans, or else tokens.
    pub limit: i64,
    pub counted: Counted,
    pub services: Vec<String>,
    pub agents: Vec<String>,
    pub models: Vec<String>,
    pub types: Vec<SpanType>,
}

/// What the spans come to, in all and by group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    pub total: StatisticsGroup,
    /// In the order of their sizes.
    pub groups: Vec<StatisticsGroup>,
    /// What is in none of the groups.
    pub other: Tally,
}

/// One value's spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatisticsGroup {
    /// Empty: those that have none.
    pub value: String,
    pub tally: Tally,
    /// One for each interval.
    pub series: Vec<Tally>,
}

impl Interval {
    /// As Postgres' `date_trunc` knows it.
    const fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// When the intervals of a time zone's calendar begin that have something of a range, in order, at most
/// so many. Fails with [`StorageError::Data`] where there is no such time zone.
pub async fn interval_starts(
    connection: &mut PgConnection,
    interval: Interval,
    time_zone: &str,
    (from, to): (UnixNano, UnixNano),
    most: i64,
) -> Result<Vec<UnixNano>, StorageError> {
    let seconds = |time: UnixNano| time.0.div_euclid(1_000_000_000);
    // Hours are steps of the clock, the others of the calendar: a day may have 23 hours.
    let starts = match interval {
        Interval::Hour => {
            sqlx::query_scalar!(
                r#"select extract(epoch from start)::bigint as "start!"
                from generate_series(date_trunc('hour', to_timestamp($1::bigint), $3),
                    to_timestamp($2::bigint) - interval '1 microsecond', interval '1 hour') as start
                limit $4"#,
                seconds(from),
                seconds(to),
                time_zone,
                most,
            )
            .fetch_all(connection)
            .await?
        }
        Interval::Day | Interval::Week | Interval::Month => {
            sqlx::query_scalar!(
                r#"select extract(epoch from local at time zone $3)::bigint as "start!"
                from generate_series(
                    date_trunc($4, to_timestamp($1::bigint) at time zone $3),
                    (to_timestamp($2::bigint) - interval '1 microsecond') at time zone $3,
                    ('1 ' || $4)::interval) as local
                limit $5"#,
                seconds(from),
                seconds(to),
                time_zone,
                interval.name(),
                most,
            )
            .fetch_all(connection)
            .await?
        }
    };
    Ok(starts.into_iter().map(|start| UnixNano(start.saturating_mul(1_000_000_000))).collect())
}

/// Reads statistics, added up by group and by the intervals that begin at these times.
pub async fn read_statistics(
    connection: &mut PgConnection,
    filter: &StatisticsFilter,
    starts: &[UnixNano],
) -> Result<Statistics, StorageError> {
    let empty = |value: String| StatisticsGroup {
        value,
        tally: Tally::default(),
        series: vec![Tally::default(); starts.len()],
    };
    let values = match filter.by {
        Some(by) => largest(connection, filter, by).await?,
        None => Vec::new(),
    };
    // What is in none of the groups comes last.
    let mut groups: Vec<StatisticsGroup> = values.iter().cloned().map(empty).collect();
    groups.push(empty(String::new()));
    let places: HashMap<String, usize> = values.into_iter().zip(0..).collect();
    let mut query = QueryBuilder::new("");
    push_rows(&mut query, filter);
    let mut rows = query.build_query_as::<StatisticsRow>().fetch(connection);
    while let Some(StatisticsRow { key, mut tally, .. }) = rows.try_next().await? {
        if !filter.counted.counts(&key) {
            (tally.spans, tally.errors, tally.durations) = (0, 0, Histogram::default());
        }
        let start = UnixNano(key.hour.saturating_mul(NANOS_PER_HOUR));
        let interval = starts.partition_point(|known| *known <= start).saturating_sub(1);
        let group = filter.by.and_then(|by| places.get(&*by.value(&key)).copied());
        let group = group.unwrap_or(places.len());
        groups[group].part(interval).merge(&tally);
    }
    let mut total = empty(String::new());
    for group in &mut groups {
        for (of_interval, of_all) in group.series.iter().zip(&mut total.series) {
            group.tally.merge(of_interval);
            of_all.merge(of_interval);
        }
        total.tally.merge(&group.tally);
        if filter.by == Some(StatisticsBy::Type) {
            let code = group.value.parse().unwrap_or_default();
            SpanType::from_code(code).name().clone_into(&mut group.value);
        }
    }
    let other = groups.pop().map_or_else(Tally::default, |of| of.tally);
    let other = if filter.by.is_some() { other } else { Tally::default() };
    Ok(Statistics { total, groups, other })
}

/// The values with most spans, or else tokens.
async fn largest(
    connection: &mut PgConnection,
    filter: &StatisticsFilter,
    by: StatisticsBy,
) -> Result<Vec<String>, StorageError> {
    let (column, counted) = (by.column(), filter.counted.condition());
    let mut query = QueryBuilder::new(format!("select {column} from ("));
    push_rows(&mut query, filter);
    query.push(format_args!(
        ") as known group by 1 having sum(spans) <> 0 or sum(total_tokens) <> 0 or sum(priced) <> 0 \
         order by coalesce(sum(spans) filter (where {counted}), 0) desc, sum(total_tokens) desc, 1 \
         limit "
    ));
    query.push_bind(filter.limit);
    Ok(query.build_query_scalar().fetch_all(connection).await?)
}

/// Adds a query of the rows that a filter means, of both tables.
fn push_rows(query: &mut QueryBuilder<Postgres>, filter: &StatisticsFilter) {
    let hours = (hour(filter.from), hour(UnixNano(filter.to.0.saturating_sub(1))));
    for (index, table) in ["statistics", "statistics_deltas"].into_iter().enumerate() {
        query.push(if index > 0 { " union all select " } else { "select " });
        query.push(STATISTICS_COLUMNS).push(" from ").push(table);
        query.push(" where project_id = ").push_bind(filter.project_id);
        query.push(" and hour between ").push_bind(hours.0).push(" and ").push_bind(hours.1);
        push_any(query, "service", filter.services.clone());
        push_any(query, "agent", filter.agents.clone());
        push_any(query, "model", filter.models.clone());
        push_any(query, "type", filter.types.iter().map(|of| of.code()).collect::<Vec<_>>());
    }
}

fn hour(time: UnixNano) -> i32 {
    i32::try_from(time.0.div_euclid(NANOS_PER_HOUR)).unwrap_or_default()
}

impl StatisticsBy {
    const fn column(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Service => "service",
            Self::Model => "model",
            Self::Type => "type::text",
        }
    }

    /// What is in the column.
    fn value<'k>(self, key: &'k StatisticsKey<'_>) -> Cow<'k, str> {
        match self {
            Self::Agent => Cow::Borrowed(&key.agent),
            Self::Service => Cow::Borrowed(&key.service),
            Self::Model => Cow::Borrowed(&key.model),
            Self::Type => Cow::Owned(key.span_type.code().to_string()),
        }
    }
}

impl Counted {
    fn counts(self, key: &StatisticsKey<'_>) -> bool {
        match self {
            Self::Spans => true,
            Self::Executions => key.is_root,
            Self::Agents => key.span_type == SpanType::AgentExecution,
        }
    }

    /// The same in SQL.
    fn condition(self) -> String {
        match self {
            Self::Spans => "true".to_owned(),
            Self::Executions => "is_root".to_owned(),
            Self::Agents => format!("type = {}", SpanType::AgentExecution.code()),
        }
    }
}

impl StatisticsGroup {
    /// The tally of an interval, or the only one where there are none.
    fn part(&mut self, interval: usize) -> &mut Tally {
        self.series.get_mut(interval).unwrap_or(&mut self.tally)
    }
}
