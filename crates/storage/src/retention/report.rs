//! What a run of retention did, as it is remembered with the job.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Dropped;

/// A run's achievements, kind by kind.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct RetentionReport {
    pub collections: Vec<CollectionReport>,
}

/// What a run did to one kind of data, and what it found when it was done.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct CollectionReport {
    pub collection: String,
    /// Whether an error cut it off; what it did until then is told all the same.
    pub failed: bool,
    /// Rows of dropped days as they were counted last, and rows deleted.
    pub entries_deleted: u64,
    pub partitions_dropped: u64,
    /// What the dropped days took on disk.
    pub bytes_freed: u64,
    /// What is left on disk.
    pub bytes: Option<u64>,
    /// The oldest day that is left.
    pub oldest_kept: Option<NaiveDate>,
    /// Bounds of size that do not hold, since today and yesterday are always kept.
    pub bounds_not_met: Vec<BoundNotMet>,
}

/// A bound of size that does not hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct BoundNotMet {
    /// `None`: the server's own bound.
    pub project_id: Option<i32>,
    pub max_bytes: i64,
    pub bytes: i64,
}

impl RetentionReport {
    /// Rows that went, of all kinds.
    pub fn entries_deleted(&self) -> u64 {
        self.collections.iter().map(|of| of.entries_deleted).sum()
    }
}

impl CollectionReport {
    /// A report of nothing yet.
    pub fn of(collection: &str) -> Self {
        Self { collection: collection.to_owned(), ..Self::default() }
    }

    /// Takes a dropped day in.
    pub fn dropped(&mut self, dropped: Dropped) {
        self.partitions_dropped += 1;
        self.entries_deleted += u64::try_from(dropped.rows).unwrap_or(0);
        self.bytes_freed += u64::try_from(dropped.bytes).unwrap_or(0);
    }
}
