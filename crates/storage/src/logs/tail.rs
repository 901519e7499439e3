//! A project's log records as they come, whoever took them in.
//!
//! Each group of records wrote down what it brought (`log_arrivals`), in an order that is the same for all
//! who read: whoever has read up to a place finds everything else behind it.

use std::time::Instant;

use sqlx::PgConnection;

use super::{
    filter::LogFilter,
    find::{PageOf, read_arrival_in},
    read::{LogCursor, LogRow},
    windows::Window,
};
use crate::StorageError;

/// Stretches of time that a group's records are looked for in: one that is spread more widely brings old
/// records, not new ones.
const MOST_STRETCHES: i64 = 64;

/// What a group brought to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub seq: i64,
    pub rows: i64,
}

/// The place behind everything that has come until now.
pub async fn last_arrival(connection: &mut PgConnection) -> Result<i64, StorageError> {
    let last = sqlx::query_scalar!(r#"select coalesce(max(seq), 0) as "seq!" from log_arrivals"#);
    Ok(last.fetch_one(connection).await?)
}

/// Whether a place is known still, so that nothing behind it is missing.
pub async fn is_known_arrival(
    connection: &mut PgConnection,
    seq: i64,
) -> Result<bool, StorageError> {
    let known = sqlx::query_scalar!(
        r#"select $1::bigint = 0 or exists(select from log_arrivals where seq = $1) as "known!""#,
        seq,
    );
    Ok(known.fetch_one(connection).await?)
}

/// What came to a project behind a place, in order, at most so many groups.
///
/// One that another could still be written before is not told yet, for three seconds at most: some other
/// program's long transaction would hold everything up.
pub async fn arrivals_after(
    connection: &mut PgConnection,
    project_id: i32,
    seq: i64,
    limit: i64,
) -> Result<Vec<Arrival>, StorageError> {
    let rows = sqlx::query!(
        r#"select seq, rows,
            horizon <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                or written_at < clock_timestamp() - interval '3 seconds' as "is_settled!"
        from log_arrivals where project_id = $1 and seq > $2 order by seq limit $3"#,
        project_id,
        seq,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let settled = rows.into_iter().take_while(|row| row.is_settled);
    Ok(settled.map(|row| Arrival { seq: row.seq, rows: row.rows }).collect())
}

/// Reads those of a group's records that are meant, in the order of time, behind a place: at most one more
/// than the limit.
pub async fn read_arrival(
    connection: &mut PgConnection,
    filter: &LogFilter,
    seq: i64,
    after: Option<LogCursor>,
    limit: usize,
    deadline: Instant,
) -> Result<Vec<LogRow>, StorageError> {
    let stretches = sqlx::query!(
        r#"select lower(time) as "from!", upper(time) as "to!"
        from log_arrivals cross join unnest(times) as time
        where seq = $1 and project_id = $2 order by 1 limit $3"#,
        seq,
        filter.project_id,
        MOST_STRETCHES,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut found: Vec<LogRow> = Vec::new();
    for stretch in stretches {
        let page =
            PageOf { ascending: true, after, limit: limit - found.len().min(limit), deadline };
        let window = Window {
            from: after.map_or(stretch.from, |after| stretch.from.max(after.time.0)),
            to: stretch.to,
        };
        if window.from < window.to {
            found.extend(read_arrival_in(connection, filter, seq, window, page).await?);
        }
        if found.len() > limit {
            break;
        }
    }
    Ok(found)
}

/// Forgets what came more than a quarter of an hour ago; returns how many groups.
pub async fn sweep_log_arrivals(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let deleted =
        sqlx::query!("delete from log_arrivals where written_at < now() - interval '15 minutes'")
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}
