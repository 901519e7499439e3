//! How many log records there are, by time, level and service: appended with each group, folded by a job,
//! and added up by whoever asks.

use farol_model::{NANOS_PER_DAY, UnixNano};
use sqlx::PgConnection;

use super::{arrivals::NANOS_PER_MINUTE, filter::LogFilter};
use crate::StorageError;

/// Bytes of a service's name that are counted by: what an index takes with ease.
const NAME_LENGTH: usize = 200;

/// Deltas that one transaction folds.
const BATCH: i64 = 50_000;

/// Minutes of the buckets that are kept: of years, few enough to add up, and still any quarter of an hour.
pub(crate) const COUNTED_WIDTHS: [i64; 3] = [1, 15, 60];

/// A service's name as it is counted by.
pub(super) fn counted_name(service: &str) -> &str {
    &service[..service.floor_char_boundary(NAME_LENGTH)]
}

/// Whether records of this service are counted by its whole name.
pub(crate) fn is_counted_by(service: &str) -> bool {
    service.len() < NAME_LENGTH
}

/// What was counted in a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Nanoseconds.
    pub(super) start: i64,
    pub(super) level: i16,
    pub(super) service: String,
    pub(super) count: i64,
}

/// Adds up what was counted from one minute to another, in buckets of a width in minutes that begin at
/// multiples of it, counted from an origin.
pub(super) async fn read_counts(
    connection: &mut PgConnection,
    filter: &LogFilter,
    minutes: std::ops::Range<i64>,
    (width, origin): (i64, i64),
    by_level: bool,
) -> Result<Vec<Counted>, StorageError> {
    // The widest counts of which whole ones make a bucket, and minutes at both ends.
    let wide = COUNTED_WIDTHS.into_iter().rev().find(|wide| width % wide == 0).unwrap_or(1);
    let first_wide = (minutes.start + wide - 1).div_euclid(wide) * wide;
    let last_wide = (minutes.end.div_euclid(wide) * wide).max(first_wide);
    let rows = sqlx::query!(
        r#"select (minute - $7) / $5 * $5 + $7 as "minute!", level as "level!",
            service as "service!", sum(count)::bigint as "count!"
        from (
            select minute::bigint, case when $6 then level else 0::smallint end as level,
                case when $6 then '' else service end as service, count
            from (
                select minute, level, service, count from log_counts
                where project_id = $1 and width = $2::bigint::smallint
                    and minute >= $8::bigint and minute < $9::bigint
                union all
                select minute, level, service, count from log_counts
                where project_id = $1 and width = 1
                    and minute >= $3::bigint and minute < least($8::bigint, $4::bigint)
                union all
                select minute, level, service, count from log_counts
                where project_id = $1 and width = 1
                    and minute >= $9::bigint and minute < $4::bigint
                union all
                select minute, level, service, count from log_count_deltas
                where project_id = $1 and minute >= $3::bigint and minute < $4::bigint
            ) as counts
            where level = any (coalesce($10::smallint[], array[level]))
                and level <> all ($11::smallint[])
                and service = any (coalesce($12::text[], array[service]))
                and service <> all ($13::text[])
        ) as counted
        group by 1, 2, 3"#,
        filter.project_id,
        wide,
        minutes.start,
        minutes.end,
        width,
        by_level,
        origin,
        first_wide,
        last_wide,
        unless_empty(filter.levels.codes()) as _,
        &filter.not_levels.codes(),
        unless_empty(filter.services.clone()) as _,
        &filter.not_services,
    )
    .fetch_all(connection)
    .await?;
    let counted = rows.into_iter().map(|row| Counted {
        start: row.minute * NANOS_PER_MINUTE,
        level: row.level,
        service: row.service,
        count: row.count,
    });
    Ok(counted.collect())
}

/// `None` for a list that sets no condition.
fn unless_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Folds a batch of deltas into the counts that are kept; returns how many, 0 where none
/// are left.
pub async fn fold_log_counts(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let folded = sqlx::query_scalar!(
        r#"with moved as (
            delete from log_count_deltas
            where ctid = any (array(select ctid from log_count_deltas limit $1))
            returning project_id, minute, level, service, count
        ), folded as (
            insert into log_counts (project_id, width, minute, level, service, count)
            select project_id, width, minute / width * width, level, service, sum(count)
            from moved cross join unnest($2::bigint[]::smallint[]) as width
            group by 1, 2, 3, 4, 5
            on conflict (project_id, width, minute, level, service)
                do update set count = log_counts.count + excluded.count
        )
        select count(*) as "count!" from moved"#,
        BATCH,
        &COUNTED_WIDTHS,
    )
    .fetch_one(connection)
    .await?;
    Ok(folded.unsigned_abs())
}

/// Forgets what was counted of a project before a day, whose records have gone.
pub async fn sweep_log_counts(
    connection: &mut PgConnection,
    project_id: i32,
    first_kept_day: i64,
) -> Result<u64, StorageError> {
    const MINUTES_PER_DAY: i64 = NANOS_PER_DAY / NANOS_PER_MINUTE;
    let first_kept = first_kept_day.saturating_mul(MINUTES_PER_DAY);
    let deltas = sqlx::query!(
        "delete from log_count_deltas where project_id = $1 and minute < $2::bigint",
        project_id,
        first_kept,
    )
    .execute(&mut *connection)
    .await?;
    let counts = sqlx::query!(
        "delete from log_counts
        where project_id = $1 and width = any ($3::bigint[]::smallint[]) and minute < $2::bigint",
        project_id,
        first_kept,
        &COUNTED_WIDTHS,
    )
    .execute(connection)
    .await?;
    Ok(deltas.rows_affected() + counts.rows_affected())
}

/// The minute that a time lies in, and the first that begins no earlier.
pub(super) const fn minutes_around(time: UnixNano) -> (i64, i64) {
    let minute = time.0.div_euclid(NANOS_PER_MINUTE);
    let is_whole = time.0.rem_euclid(NANOS_PER_MINUTE) == 0;
    (minute, if is_whole { minute } else { minute + 1 })
}
