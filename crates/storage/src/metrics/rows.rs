//! Answers from executions, spans and log records, added up by the database slice by slice.

use std::{f64::consts::LN_2, ops::Range};

use farol_model::{
    BUCKETS_PER_DOUBLING, Scalar, UnixNano,
    metrics::{Cell, Figure, Measure, Tally},
    rollup::{Distinct, Figures, NumberHistogram, RollupValue},
};
use sqlx::{FromRow, PgConnection, PgTransaction, QueryBuilder};

use super::{
    MetricsAnswer, MetricsDataset, MetricsQuery, MetricsSource, Times,
    fields::{push_condition, push_filters},
    log_counts::add_log_counts,
    walk::Walk,
};
use crate::{StorageError, snapshot::limit_time};

/// In the place of a bucket: of numbers that are not above zero.
const ZERO: i32 = i32::MIN;

/// Characters of a value that are told apart.
const VALUE_LENGTH: usize = 500;

/// Answers a question about what Farol knows without events, in a snapshot.
pub async fn measure_rows(
    snapshot: &mut PgTransaction<'_>,
    query: &MetricsQuery<'_>,
    dataset: MetricsDataset,
) -> Result<MetricsAnswer, StorageError> {
    limit_time(snapshot, query.deadline).await?;
    let mut tally = Tally::new(query.question, query.buckets);
    let mut walk = Walk::new(query.deadline);
    let counted = match dataset {
        MetricsDataset::Logs => add_log_counts(snapshot, query, &mut tally).await?,
        MetricsDataset::Executions | MetricsDataset::Spans => None,
    };
    let source = if counted.is_some() { MetricsSource::Rollup } else { MetricsSource::Raw };
    let mut searched_to = None;
    for range in counted.unwrap_or_else(|| vec![query.buckets.range()]) {
        searched_to = add_rows(snapshot, query, dataset, &mut walk, &range, &mut tally).await?;
        if searched_to.is_some() {
            break;
        }
    }
    Ok(MetricsAnswer { answer: tally.answer(), source, searched_to })
}

/// Adds the rows of a time; returns how far it came where time was up.
async fn add_rows(
    snapshot: &mut PgTransaction<'_>,
    query: &MetricsQuery<'_>,
    dataset: MetricsDataset,
    walk: &mut Walk,
    range: &Times,
    tally: &mut Tally<'_>,
) -> Result<Option<UnixNano>, StorageError> {
    walk.enter(range);
    while let Some(mut turn) = walk.turn(snapshot).await? {
        let (of, size) = (turn.range.clone(), turn.size);
        let read = read_slice(&mut turn.savepoint, query, dataset, of, size).await;
        let Some(rows) = walk.end(turn, read).await? else { break };
        for row in rows {
            let place = usize::try_from(row.bucket).unwrap_or_default().saturating_sub(1);
            let start = query.buckets.starts().get(place).copied().unwrap_or(range.start.0);
            let group = row.key.clone().map(RollupValue::Text);
            tally.add(UnixNano(start), group, &row.cell(&query.question.measure));
        }
    }
    Ok(walk.searched_to())
}

/// What rows of a group come to in a bucket, or those of them that have a part in common.
#[derive(Debug, FromRow)]
struct Added {
    /// From 1 on.
    bucket: i32,
    key: Option<String>,
    /// The bucket of a histogram.
    part: Option<i32>,
    /// A value that is told apart from others.
    value: Option<String>,
    count: i64,
    matching: i64,
    numbers: i64,
    sum: Option<f64>,
    least: Option<f64>,
    most: Option<f64>,
}

impl Added {
    fn cell(&self, measure: &Measure) -> Cell {
        let (count, matching) = (self.count.unsigned_abs(), self.matching.unsigned_abs());
        let numbers = self.numbers.unsigned_abs();
        let of = |number: Option<f64>| number.unwrap_or_default();
        match measure {
            Measure::Count => Cell::Count(count),
            Measure::Rate(_) => Cell::Rate { matching, all: count },
            Measure::Of(Figure::Distinct, _) => {
                let mut distinct = Distinct::default();
                if let Some(value) = &self.value {
                    distinct.add(&Scalar::Text(value.into()));
                }
                Cell::Distinct(distinct)
            }
            Measure::Of(Figure::Percentile(_), _) => {
                let mut histogram = NumberHistogram::default();
                if let Some(part) = self.part {
                    let middle = (f64::from(part) + 0.5) / BUCKETS_PER_DOUBLING;
                    let number = if part == ZERO { 0.0 } else { middle.exp2() };
                    histogram.add_times(number, numbers);
                }
                Cell::Histogram(histogram)
            }
            Measure::Of(..) => Cell::Figures(Figures::of_parts(
                numbers,
                of(self.sum),
                of(self.least)..=of(self.most),
            )),
        }
    }
}

/// Adds up about so many rows at the end of a range; tells where they begin. Rows of one instant are never
/// parted.
async fn read_slice(
    connection: &mut PgConnection,
    query: &MetricsQuery<'_>,
    dataset: MetricsDataset,
    range: Range<i64>,
    size: i64,
) -> Result<(i64, Vec<Added>), StorageError> {
    let (table, time) = (dataset.table(), dataset.time());
    let mut found = QueryBuilder::new(format!(
        "select {time} from {table} where {time} >= {} and {time} < {} and project_id = ",
        range.start, range.end
    ));
    found.push_bind(query.project_id).push(format_args!(" order by {time} desc limit 1 offset "));
    found.push_bind(size);
    let found = found.build_query_scalar().persistent(false);
    let from: i64 = found.fetch_optional(&mut *connection).await?.unwrap_or(range.start);

    let question = query.question;
    let field = question.measure.property().map(|name| dataset.field(name));
    let number = field.as_ref().filter(|field| field.is_number);
    let number = number.map_or("null::float8", |field| &*field.expression);
    let (mut part, mut value) = ("null::int".to_owned(), "null::text".to_owned());
    match (&question.measure, &field) {
        (Measure::Of(Figure::Percentile(_), _), _) => {
            part = format!(
                "case when {number} > 0 then floor(ln({number}) * {})::int \
                 when {number} is not null then {ZERO} end",
                BUCKETS_PER_DOUBLING / LN_2
            );
        }
        (Measure::Of(Figure::Distinct, _), Some(field)) => {
            value = format!("left(({})::text, {VALUE_LENGTH})", field.expression);
        }
        _ => {}
    }
    let key = question.group_by.as_deref().map(|name| dataset.field(name).expression);
    let key = key.unwrap_or_else(|| "null::text".to_owned());
    let mut added = QueryBuilder::new(format!("select width_bucket({time}, "));
    added.push_bind(query.buckets.starts());
    added.push(format_args!(
        ") as bucket, left({key}, {VALUE_LENGTH}) as key, {part} as part, {value} as value, \
         count(*) as count, count(*) filter (where "
    ));
    match &question.measure {
        Measure::Rate(filter) => {
            push_condition(&mut added, &dataset.field(&filter.property), &filter.condition);
        }
        _ => {
            added.push("false");
        }
    }
    added.push(format_args!(
        ") as matching, count({number}) as numbers, sum({number}) as sum, min({number}) as least, \
         max({number}) as most from {table} where {time} >= {from} and {time} < {} and project_id = ",
        range.end
    ));
    added.push_bind(query.project_id);
    if let Some(agent) = query.agent {
        added.push(" and agent_id = ").push_bind(agent);
    }
    push_filters(&mut added, dataset, question);
    added.push(" group by 1, 2, 3, 4");
    let rows = added.build_query_as().persistent(false).fetch_all(connection).await?;
    Ok((from, rows))
}
