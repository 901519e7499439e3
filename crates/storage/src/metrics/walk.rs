//! A walk over what was stored, newest first in slices: what takes too long as a whole is done as far as time
//! allows, and it is known how far that is.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use farol_model::UnixNano;
use sqlx::{Connection, PgTransaction};

use super::Times;
use crate::{StorageError, snapshot::limit_time};

/// Rows of the first slice, which is read however long it takes: an answer gets somewhere.
const FIRST: i64 = 4_000;

const LARGEST: i64 = 400_000;

/// What a slice should take, and how much larger or smaller the next one may become.
const AIM: Duration = Duration::from_millis(150);
const STEP: f64 = 8.0;

/// How large the next slice is, and until when there is time for it: over one range after the other.
#[derive(Debug)]
pub(super) struct Walk {
    deadline: Instant,
    size: i64,
    begun: bool,
    range: Range<i64>,
}

/// A slice under way, in a savepoint: where it runs out of time, the snapshot is still good.
pub(super) struct Turn<'t> {
    pub(super) savepoint: PgTransaction<'t>,
    /// What is left of the range; the slice is its end.
    pub(super) range: Range<i64>,
    /// Rows that it should have, about.
    pub(super) size: i64,
    begun: Instant,
}

impl Walk {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { deadline, size: FIRST, begun: false, range: 0..0 }
    }

    /// Goes on with another range.
    pub(super) fn enter(&mut self, range: &Times) {
        self.range = range.start.0..range.end.0;
    }

    /// How far the walk has come in the range; `None` where it has seen all of it.
    pub(super) fn searched_to(&self) -> Option<UnixNano> {
        (!self.range.is_empty()).then_some(UnixNano(self.range.end))
    }

    /// Begins the next slice; `None` where there is none left, or no time.
    pub(super) async fn turn<'t>(
        &mut self,
        snapshot: &'t mut PgTransaction<'_>,
    ) -> Result<Option<Turn<'t>>, StorageError> {
        if self.range.is_empty() || (self.begun && self.deadline <= Instant::now()) {
            return Ok(None);
        }
        let begun = Instant::now();
        if self.begun {
            limit_time(snapshot, self.deadline).await?;
        }
        let savepoint = snapshot.begin().await?;
        Ok(Some(Turn { savepoint, range: self.range.clone(), size: self.size, begun }))
    }

    /// Ends a slice with where it begins and what was found in it; `None` where time was up.
    pub(super) async fn end<T>(
        &mut self,
        turn: Turn<'_>,
        found: Result<(i64, T), StorageError>,
    ) -> Result<Option<T>, StorageError> {
        turn.savepoint.rollback().await?;
        let (from, found) = match found {
            Err(StorageError::Deadline) if self.begun => return Ok(None),
            found => found?,
        };
        self.begun = true;
        self.range.end = from;
        self.size = resized(self.size, turn.begun.elapsed());
        Ok(Some(found))
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a size")]
fn resized(size: i64, took: Duration) -> i64 {
    let factor = AIM.as_secs_f64() / took.as_secs_f64().max(1e-6);
    ((size as f64 * factor.clamp(1.0 / STEP, STEP)) as i64).clamp(FIRST / 4, LARGEST)
}
