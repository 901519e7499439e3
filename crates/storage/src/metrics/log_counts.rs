//! Answers from how many log records there are by minute, level and service, which is counted as they come.

use std::ops::Range;

use farol_model::{
    Level, Scalar, UnixNano,
    metrics::{Condition, Measure, Question, Tally},
    rollup::RollupValue,
};
use sqlx::PgConnection;

use super::{MetricsQuery, Times};
use crate::{
    StorageError,
    logs::{COUNTED_WIDTHS, is_counted_by, level_of},
};

const NANOS_PER_MINUTE: i64 = 60_000_000_000;

/// Adds what was counted of the whole minutes of a range; returns what is left at its ends, the newest first. `None`, and nothing is
/// added, where they cannot tell: buckets begin in the middle of a minute, or names are too long.
pub(super) async fn add_log_counts(
    connection: &mut PgConnection,
    query: &MetricsQuery<'_>,
    tally: &mut Tally<'_>,
) -> Result<Option<Vec<Times>>, StorageError> {
    let Times { start: from, end: to } = query.buckets.range();
    let first = from.0.div_euclid(NANOS_PER_MINUTE) + i64::from(from.0 % NANOS_PER_MINUTE != 0);
    let last = to.0.div_euclid(NANOS_PER_MINUTE);
    let starts = query.buckets.starts();
    if first >= last
        || !names_are_whole(query.question)
        || starts.iter().any(|start| start % NANOS_PER_MINUTE != 0)
    {
        return Ok(None);
    }
    let starts: Vec<i64> = starts.iter().map(|start| start / NANOS_PER_MINUTE).collect();
    for row in read_counts(connection, query.project_id, first..last, &starts).await? {
        let place = usize::try_from(row.bucket).unwrap_or_default().saturating_sub(1);
        let start = query.buckets.starts().get(place).copied().unwrap_or(from.0);
        let mut scalars = Vec::new();
        if let Some(level) = level_of(row.level).map(Level::name) {
            scalars.push(("level".into(), Scalar::Text(level.into())));
        }
        if !row.service.is_empty() {
            scalars.push(("service".into(), Scalar::Text(row.service.into())));
        }
        tally.add_events(UnixNano(start), &scalars, row.count.unsigned_abs());
    }
    let minute = |minute: i64| UnixNano(minute * NANOS_PER_MINUTE);
    let edges = [minute(last)..to, from..minute(first)];
    Ok(Some(edges.into_iter().filter(|edge| !edge.is_empty()).collect()))
}

/// Whether a question compares services with names that are counted whole.
fn names_are_whole(question: &Question) -> bool {
    let matching = match &question.measure {
        Measure::Rate(filter) => Some(filter),
        _ => None,
    };
    let mut filters = question.filters.iter().chain(matching);
    let is_whole = |value: &RollupValue| match value {
        RollupValue::Text(text) => is_counted_by(text),
        _ => true,
    };
    filters.all(|filter| match &filter.condition {
        Condition::Is(value) | Condition::IsNot(value) => is_whole(value),
        Condition::In(values) => values.iter().all(is_whole),
        Condition::Compared(..) | Condition::Exists(_) => true,
    })
}

struct Counted {
    bucket: i32,
    level: i16,
    service: String,
    count: i64,
}

/// Adds up counts of minutes by bucket: wide ones in the middle of the time.
async fn read_counts(
    connection: &mut PgConnection,
    project_id: i32,
    minutes: Range<i64>,
    starts: &[i64],
) -> Result<Vec<Counted>, StorageError> {
    let inner = starts.iter().filter(|start| minutes.contains(start));
    let fits = |width: &&i64| inner.clone().all(|start| start % **width == 0);
    let width = COUNTED_WIDTHS.iter().rev().find(fits).copied().unwrap_or(1);
    let first_wide = (minutes.start + width - 1).div_euclid(width) * width;
    let last_wide = (minutes.end.div_euclid(width) * width).max(first_wide);
    let counted = sqlx::query_as!(
        Counted,
        r#"select width_bucket(minute::bigint, $2::bigint[]) as "bucket!", level as "level!",
            service as "service!", sum(count)::bigint as "count!"
        from (
            select minute, level, service, count from log_counts
            where project_id = $1 and width = $3::bigint::smallint
                and minute >= $6::bigint and minute < $7::bigint
            union all
            select minute, level, service, count from log_counts
            where project_id = $1 and width = 1
                and minute >= $4::bigint and minute < least($6::bigint, $5::bigint)
            union all
            select minute, level, service, count from log_counts
            where project_id = $1 and width = 1
                and minute >= $7::bigint and minute < $5::bigint
            union all
            select minute, level, service, count from log_count_deltas
            where project_id = $1 and minute >= $4::bigint and minute < $5::bigint
        ) as counted
        group by 1, 2, 3"#,
        project_id,
        starts,
        width,
        minutes.start,
        minutes.end,
        first_wide,
        last_wide,
    )
    .fetch_all(connection)
    .await?;
    Ok(counted)
}
