//! Log records by time and level.

use std::collections::BTreeMap;

use crate::ledger::audit::rows::{LogCountKey, Stored};

const NANOSECONDS_IN_MINUTE: i64 = 60_000_000_000;
/// Minutes of the buckets that Farol keeps.
const WIDTHS: [i32; 3] = [1, 15, 60];

type Counts = BTreeMap<LogCountKey, i64>;

pub(super) fn told(stored: &Stored) -> Counts {
    stored.log_counts.iter().map(|row| (row.key, row.count)).collect()
}

pub(super) fn counted(stored: &Stored) -> Counts {
    let mut counts = Counts::new();
    for row in &stored.logs {
        let minute = i32::try_from(row.record.time_ns / NANOSECONDS_IN_MINUTE).expect("a minute");
        for width in WIDTHS {
            let (project_id, level) = (row.record.project_id, row.level);
            let key = LogCountKey { project_id, width, minute: minute - minute % width, level };
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}
