//! The spans of a range of time, newest first, in slices: what takes too long as a whole is done as
//! far as time allows, and it is known how far that is.

use std::time::{Duration, Instant};

use farol_model::UnixNano;
use sqlx::{Connection, PgConnection, Postgres, QueryBuilder, Transaction};

use super::SpanFilter;
use crate::StorageError;

/// Spans of the first slice, which is looked at however long it takes: an answer gets somewhere.
const FIRST: i64 = 4_000;

/// Few enough that what they are grouped by fits into memory, whatever it is.
const LARGEST: i64 = 100_000;

/// What a slice should take: long enough to be worth its queries, short enough not to be lost.
const AIM: Duration = Duration::from_millis(150);

/// How long a walk may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    until: Instant,
}

impl Patience {
    pub fn of(time: Duration) -> Self {
        Self { until: Instant::now() + time }
    }

    fn left(self) -> Option<Duration> {
        self.until.checked_duration_since(Instant::now()).filter(|left| left.as_millis() > 0)
    }
}

/// A walk from the newest span of a range to its oldest.
pub(super) struct Walk<'f> {
    filter: &'f SpanFilter,
    patience: Patience,
    /// What lies from here on has been looked at.
    before: i64,
    size: i64,
    begun: bool,
    done: bool,
}

/// Starts from `from` up to, and without, `before`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub(super) from: i64,
    pub(super) before: i64,
}

/// A slice under way, in a transaction of its own.
pub(super) struct Turn<'c> {
    pub(super) transaction: Transaction<'c, Postgres>,
    pub(super) slice: Slice,
    begun: Instant,
}

impl<'f> Walk<'f> {
    /// A walk over a filter's range, or what is left of it before a time.
    pub(super) fn new(
        filter: &'f SpanFilter,
        before: Option<UnixNano>,
        patience: Patience,
    ) -> Self {
        let to = filter.to.map_or(i64::MAX, |to| to.0);
        let before = before.map_or(to, |before| before.0.min(to));
        Self { filter, patience, before, size: FIRST, begun: false, done: false }
    }

    /// Where the walk has come to; `None` where it has seen everything.
    pub(super) fn searched_to(&self) -> Option<UnixNano> {
        (!self.done).then_some(UnixNano(self.before))
    }

    /// Begins the next slice; `None` when there is no other, or no time for it.
    pub(super) async fn turn<'c>(
        &mut self,
        connection: &'c mut PgConnection,
    ) -> Result<Option<Turn<'c>>, StorageError> {
        let begun = Instant::now();
        if self.done || (self.begun && self.patience.left().is_none()) {
            return Ok(None);
        }
        let mut transaction = connection.begin().await?;
        if self.begun {
            let left = self.patience.left().unwrap_or(Duration::from_millis(1));
            limit_time(&mut transaction, left).await?;
        }
        match self.find(&mut transaction).await {
            Ok(slice) => Ok(Some(Turn { transaction, slice, begun })),
            Err(StorageError::Deadline) if self.begun => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ends a slice with what was found in it; `None` where time was up.
    pub(super) async fn end<T>(
        &mut self,
        turn: Turn<'_>,
        found: Result<T, StorageError>,
    ) -> Result<Option<T>, StorageError> {
        let found = match found {
            Err(StorageError::Deadline) if self.begun => return Ok(None),
            found => found?,
        };
        turn.transaction.commit().await?;
        self.begun = true;
        self.before = turn.slice.from;
        self.done = turn.slice.from <= self.least();
        let took = turn.begun.elapsed().max(Duration::from_millis(1));
        let factor = (AIM.as_secs_f64() / took.as_secs_f64()).clamp(0.25, 8.0);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a size")]
        let size = (self.size as f64 * factor) as i64;
        self.size = size.clamp(FIRST, LARGEST);
        Ok(Some(found))
    }

    /// Finds the slice by the index of times alone. Spans that start at one instant are never parted.
    /// Those of named traces are found by another index, all at once.
    async fn find(&self, connection: &mut PgConnection) -> Result<Slice, StorageError> {
        if self.filter.traces.is_some() {
            return Ok(Slice { from: self.least(), before: self.before });
        }
        let mut query = QueryBuilder::new("select start_ns from spans where project_id = ");
        query.push_bind(self.filter.project_id);
        query.push(" and start_ns >= ").push_bind(self.least());
        query.push(" and start_ns < ").push_bind(self.before);
        query.push(" order by start_ns desc offset ").push_bind(self.size).push(" limit 1");
        let from: Option<i64> = query.build_query_scalar().fetch_optional(connection).await?;
        Ok(Slice { from: from.unwrap_or_else(|| self.least()), before: self.before })
    }

    fn least(&self) -> i64 {
        self.filter.from.map_or(i64::MIN, |from| from.0)
    }
}

/// Has the database give a transaction's statements up when time is up.
async fn limit_time(connection: &mut PgConnection, left: Duration) -> Result<(), StorageError> {
    let milliseconds = left.as_millis().max(1).to_string();
    sqlx::query!("select set_config('statement_timeout', $1, true)", milliseconds)
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// Adds a slice's bounds.
pub(super) fn push_bounds(query: &mut QueryBuilder<Postgres>, slice: Slice) {
    query.push(" and start_ns >= ").push_bind(slice.from);
    query.push(" and start_ns < ").push_bind(slice.before);
}
