//! A project's log records looked through piece by piece, from one end of a time to the other, for as long
//! as there is time.
//!
//! The pieces are short stretches of time in which something is stored: the first holds a few thousand
//! records, and each is as much longer than the one before as that one was quicker than it might be. So
//! what is frequent is found at once, what is rare is read for in pieces that are worth several processes,
//! and whoever has to stop knows how far he has come. A piece lies in one day.

use std::time::{Duration, Instant};

use farol_model::{NANOS_PER_DAY, UnixNano};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgTransaction};

pub(super) use crate::snapshot::limit_time;
use crate::{PartitionedTable, StorageError, partitions::list_days};

/// Records in the first piece.
const FIRST: i64 = 4_096;

/// What a piece may take: long enough for the start of parallel workers not to matter.
const PIECE: Duration = Duration::from_millis(250);

/// How much longer, or shorter, a piece becomes at once.
const STEP: f64 = 4.0;

/// A piece of time: from, inclusive, to, exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Window {
    /// The condition on time, as numbers: with parameters, all days would be planned for. It may be worded
    /// so that no index of time serves.
    pub(super) fn condition(self, without_index: bool) -> String {
        let Self { from, to } = self;
        let time = if without_index { "time_ns + 0" } else { "time_ns" };
        format!(" and {time} >= '{from}'::bigint and {time} < '{to}'::bigint")
    }

    pub(super) const fn day(self) -> i64 {
        self.from.div_euclid(NANOS_PER_DAY)
    }
}

/// The way through a time.
pub(super) struct Windows {
    project_id: i32,
    ascending: bool,
    /// What has not been looked at.
    rest: Window,
    /// The days that there are, the next one last.
    days: Vec<i64>,
    width: Option<i64>,
    /// Pieces that were looked through.
    pub(super) done: usize,
    deadline: Instant,
}

impl Windows {
    pub(super) async fn new(
        connection: &mut PgConnection,
        project_id: i32,
        time: Window,
        ascending: bool,
        deadline: Instant,
    ) -> Result<Self, StorageError> {
        let mut days = list_days(connection, PartitionedTable::Logs).await?;
        let last = time.to.saturating_sub(1).div_euclid(NANOS_PER_DAY);
        days.retain(|day| (time.day()..=last).contains(day));
        if ascending {
            days.reverse();
        }
        Ok(Self { project_id, ascending, rest: time, days, width: None, done: 0, deadline })
    }

    /// The next piece in which something is stored; `None` at the end.
    pub(super) async fn next(
        &mut self,
        transaction: &mut PgTransaction<'_>,
    ) -> Result<Option<Window>, StorageError> {
        limit_time(transaction, self.deadline).await?;
        while let Some(day) = self.days.last() {
            let (start, end) = (day * NANOS_PER_DAY, (day + 1) * NANOS_PER_DAY);
            let rest = Window { from: self.rest.from.max(start), to: self.rest.to.min(end) };
            if rest.from < rest.to
                && let Some(anchor) = self.nth(transaction, rest, 0).await?
            {
                return Ok(Some(self.at_anchor(transaction, rest, anchor).await?));
            }
            self.days.pop();
        }
        Ok(None)
    }

    /// The piece that begins at a record.
    async fn at_anchor(
        &mut self,
        connection: &mut PgConnection,
        rest: Window,
        anchor: i64,
    ) -> Result<Window, StorageError> {
        let rest = if self.ascending {
            Window { from: anchor, ..rest }
        } else {
            Window { to: anchor + 1, ..rest }
        };
        let width = match self.width {
            Some(width) => width,
            None => match self.nth(connection, rest, FIRST).await? {
                Some(far) => *self.width.insert((far - anchor).abs() + 1),
                // Few are left in this day; the next one is measured anew.
                None => return Ok(rest),
            },
        };
        Ok(if self.ascending {
            Window { to: rest.to.min(rest.from.saturating_add(width)), ..rest }
        } else {
            Window { from: rest.from.max(rest.to.saturating_sub(width)), ..rest }
        })
    }

    /// The time of the record that stands behind `skipped` others.
    async fn nth(
        &self,
        connection: &mut PgConnection,
        rest: Window,
        skipped: i64,
    ) -> Result<Option<i64>, StorageError> {
        let statement = format!(
            "select time_ns from logs where project_id = $1{} order by time_ns {} offset $2 limit 1",
            rest.condition(false),
            if self.ascending { "asc" } else { "desc" },
        );
        let found = sqlx::query_scalar(AssertSqlSafe(statement))
            .bind(self.project_id)
            .bind(skipped)
            .persistent(false);
        Ok(found.fetch_optional(connection).await?)
    }

    /// Notes that a piece was looked through in so much time.
    pub(super) fn passed(&mut self, window: Window, took: Duration) {
        self.done += 1;
        if self.ascending {
            self.rest.from = window.to;
        } else {
            self.rest.to = window.from;
        }
        if let Some(width) = &mut self.width {
            let change = PIECE.as_secs_f64() / took.as_secs_f64().max(1e-6);
            *width = scaled(*width, change.clamp(1.0 / STEP, STEP));
        }
    }

    /// What is left of a piece's day, with the piece.
    pub(super) fn rest_of_day(&self, window: Window) -> Window {
        let start = window.day() * NANOS_PER_DAY;
        if self.ascending {
            Window { to: self.rest.to.min(start + NANOS_PER_DAY), ..window }
        } else {
            Window { from: self.rest.from.max(start), ..window }
        }
    }

    pub(super) fn is_due(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Where what was looked through ends: the first time that was, or the one behind the last.
    pub(super) const fn reached(&self) -> UnixNano {
        UnixNano(if self.ascending { self.rest.from } else { self.rest.to })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a width, roughly"
)]
fn scaled(width: i64, factor: f64) -> i64 {
    ((width as f64 * factor) as i64).clamp(1, NANOS_PER_DAY)
}

/// A transaction that reads and is rolled back, for settings of its own.
pub(super) async fn begin(
    connection: &mut PgConnection,
) -> Result<PgTransaction<'_>, StorageError> {
    Ok(connection.begin().await?)
}
