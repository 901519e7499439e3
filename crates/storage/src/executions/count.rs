//! Executions counted by time and status.
//!
//! Where time and status are all that is asked for, indexes tell: all executions of a bucket by the order of
//! their starts, those that did not succeed by the index of their status, and the rest have succeeded. Anything
//! else is looked for in the rows: all at once where half of the time is enough, or else newest first, so that it
//! is known how far it went.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use farol_model::{SpanStatus, UnixNano};
use sqlx::{Connection, PgConnection, PgTransaction, QueryBuilder};

use super::ExecutionFilter;
use crate::{
    StorageError,
    buckets::{bucket_start, nanoseconds},
    snapshot::limit_time,
};

/// Executions of the first slice.
const FIRST: i64 = 4_000;

/// What a slice should take, and how much larger or smaller the next one may become.
const AIM: Duration = Duration::from_millis(150);
const STEP: f64 = 8.0;

/// Executions by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    pub running: i64,
    pub success: i64,
    pub error: i64,
    pub skipped: i64,
}

/// Executions by time and status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecutionCounts {
    /// By the start of the bucket; none of those that have no execution.
    pub buckets: BTreeMap<UnixNano, StatusCounts>,
    /// Where the deadline cut the counting off: nothing older was counted.
    pub searched_to: Option<UnixNano>,
}

impl StatusCounts {
    pub const fn add(&mut self, status: SpanStatus, count: i64) {
        match status {
            SpanStatus::Running => self.running += count,
            SpanStatus::Success => self.success += count,
            SpanStatus::Error => self.error += count,
            SpanStatus::Skipped => self.skipped += count,
        }
    }

    pub const fn merge(&mut self, other: &Self) {
        self.running += other.running;
        self.success += other.success;
        self.error += other.error;
        self.skipped += other.skipped;
    }

    pub const fn total(&self) -> i64 {
        self.running + self.success + self.error + self.skipped
    }
}

/// When a project's oldest and newest execution started.
pub async fn execution_bounds(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Option<(UnixNano, UnixNano)>, StorageError> {
    let bounds = sqlx::query!(
        "select min(start_ns) as first, max(start_ns) as last from executions where project_id = $1",
        project_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(bounds.first.zip(bounds.last).map(|(first, last)| (UnixNano(first), UnixNano(last))))
}

/// Counts executions by buckets of a width, in a snapshot; as far as a deadline lets it.
pub async fn count_executions(
    snapshot: &mut PgTransaction<'_>,
    filter: &ExecutionFilter,
    width: Duration,
    deadline: Instant,
) -> Result<ExecutionCounts, StorageError> {
    limit_time(snapshot, deadline).await?;
    let mut counting =
        Counting { filter, width, from: 0, to: 0, counts: ExecutionCounts::default() };
    // No bucket is asked for that can have nothing.
    let Some((first, last)) = execution_bounds(snapshot, filter.project_id).await? else {
        return Ok(counting.counts);
    };
    counting.from = filter.from.map_or(first, |from| from.max(first)).0;
    let behind = last.0.saturating_add(1);
    counting.to = filter.to.map_or(behind, |to| to.0.min(behind));
    if counting.from < counting.to {
        if filter.is_countable() {
            counting.by_indexes(snapshot).await?;
        } else {
            counting.by_rows(snapshot, deadline).await?;
        }
    }
    Ok(counting.counts)
}

struct Counting<'f> {
    filter: &'f ExecutionFilter,
    width: Duration,
    from: i64,
    to: i64,
    counts: ExecutionCounts,
}

impl Counting<'_> {
    async fn by_indexes(&mut self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let width = nanoseconds(self.width);
        let filter = self.filter;
        let others = sqlx::query!(
            r#"select (start_ns - $4) / $5 * $5 + $4 as "start!", status, count(*) as "count!"
            from executions
            where project_id = $1 and status <> 1 and start_ns >= $2 and start_ns < $3
            group by 1, 2"#,
            filter.project_id,
            self.from,
            self.to,
            self.anchor(),
            width,
        )
        .fetch_all(&mut *connection)
        .await?;
        let mut successes: BTreeMap<i64, i64> = BTreeMap::new();
        for row in others {
            let status = SpanStatus::from_code(row.status);
            if filter.wants(status) {
                self.add(row.start, status, row.count);
            }
            *successes.entry(row.start).or_default() -= row.count;
        }
        if !filter.wants(SpanStatus::Success) {
            return Ok(());
        }
        let starts: Vec<i64> = self.starts().collect();
        let from: Vec<i64> = starts.iter().map(|start| (*start).max(self.from)).collect();
        let until = starts.iter().map(|start| start.saturating_add(width).min(self.to));
        let until: Vec<i64> = until.collect();
        // A question for each bucket: a grouping would cost twice as much as the index itself.
        let all = sqlx::query!(
            r#"select start as "start!", (
                select count(*) from executions
                where project_id = $1 and start_ns >= bucket."from" and start_ns < bucket.until
            ) as "count!"
            from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as bucket(start, "from", until)"#,
            filter.project_id,
            &starts,
            &from,
            &until,
        )
        .fetch_all(connection)
        .await?;
        for row in all.into_iter().filter(|row| row.count > 0) {
            *successes.entry(row.start).or_default() += row.count;
        }
        for (start, count) in successes {
            self.add(start, SpanStatus::Success, count);
        }
        Ok(())
    }

    async fn by_rows(
        &mut self,
        snapshot: &mut PgTransaction<'_>,
        deadline: Instant,
    ) -> Result<(), StorageError> {
        let now = Instant::now();
        let left = deadline.saturating_duration_since(now);
        limit_time(snapshot, now + left / 2).await?;
        match self.attempt(snapshot, Some(self.from), self.to, 0).await {
            Ok(_) => return Ok(()),
            Err(StorageError::Deadline) => {}
            Err(error) => return Err(error),
        }
        let (mut before, mut size) = (self.to, FIRST);
        while before > self.from {
            let begun = Instant::now();
            limit_time(snapshot, deadline).await?;
            match self.attempt(snapshot, None, before, size).await {
                Ok(from) => before = from,
                Err(StorageError::Deadline) => {
                    self.counts.searched_to = Some(UnixNano(before));
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
            size = resized(size, begun.elapsed());
        }
        Ok(())
    }

    /// Counts a piece of the time, which begins where it is said or so many executions before its end;
    /// returns where it began. Where that fails, nothing was counted, and the snapshot is still good.
    async fn attempt(
        &mut self,
        snapshot: &mut PgTransaction<'_>,
        from: Option<i64>,
        before: i64,
        size: i64,
    ) -> Result<i64, StorageError> {
        let mut savepoint = snapshot.begin().await?;
        let counted = self.count_piece(&mut savepoint, from, before, size).await;
        savepoint.rollback().await?;
        let (from, counted) = counted?;
        for (start, status, count) in counted {
            self.add(start, SpanStatus::from_code(status), count);
        }
        Ok(from)
    }

    async fn count_piece(
        &self,
        connection: &mut PgConnection,
        from: Option<i64>,
        before: i64,
        size: i64,
    ) -> Result<(i64, Vec<(i64, i16, i64)>), StorageError> {
        let from = if let Some(from) = from {
            from
        } else {
            let found = sqlx::query_scalar!(
                "select start_ns from executions
                where project_id = $1 and start_ns >= $2 and start_ns < $3
                order by start_ns desc offset $4 limit 1",
                self.filter.project_id,
                self.from,
                before,
                size,
            );
            found.fetch_optional(&mut *connection).await?.unwrap_or(self.from)
        };
        let (anchor, width) = (self.anchor(), nanoseconds(self.width));
        let mut query = QueryBuilder::new(format!(
            "select (start_ns - {anchor}) / {width} * {width} + {anchor}, status, count(*) \
             from executions where start_ns >= {from} and start_ns < {before} and project_id = "
        ));
        query.push_bind(self.filter.project_id);
        self.filter.push_timeless(&mut query);
        query.push(" group by 1, 2");
        // The times are in its text: it is planned for them, and not kept.
        let counted = query.build_query_as().persistent(false).fetch_all(connection).await?;
        Ok((from, counted))
    }

    /// The start of the first bucket: what is counted from there is no further than numbers reach.
    fn anchor(&self) -> i64 {
        bucket_start(UnixNano(self.from), self.width).0
    }

    fn starts(&self) -> impl Iterator<Item = i64> {
        let (width, to) = (nanoseconds(self.width), self.to);
        let next = move |start: &i64| start.checked_add(width).filter(|start| *start < to);
        std::iter::successors(Some(self.anchor()), next)
    }

    fn add(&mut self, start: i64, status: SpanStatus, count: i64) {
        if count != 0 {
            self.counts.buckets.entry(UnixNano(start)).or_default().add(status, count);
        }
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a size")]
fn resized(size: i64, took: Duration) -> i64 {
    let factor = AIM.as_secs_f64() / took.as_secs_f64().max(1e-6);
    ((size as f64 * factor.clamp(1.0 / STEP, STEP)) as i64).max(FIRST / 4)
}
