//! Spans by hour and type.

use std::collections::BTreeMap;

use crate::ledger::audit::rows::{Figures, StatisticsKey, Stored};
use crate::ledger::audit::trace::{Trace, traces};
use crate::ledger::parcel::Status;

const NANOSECONDS_IN_HOUR: i64 = 3_600_000_000_000;

type Statistics = BTreeMap<StatisticsKey, Figures>;

pub(super) fn told(stored: &Stored) -> Statistics {
    stored.statistics.iter().map(|row| (row.key, row.figures)).collect()
}

/// Spans that run count once they have ended.
pub(super) fn counted(stored: &Stored) -> Statistics {
    let mut statistics = Statistics::new();
    for trace in traces(&stored.spans) {
        count(&trace, &mut statistics);
    }
    statistics
}

fn count(trace: &Trace<'_>, statistics: &mut Statistics) {
    let root = trace.root().map(|row| row.span_id);
    for row in trace.spans.iter().filter(|row| row.status != Status::Running) {
        let key = StatisticsKey {
            project_id: row.project_id,
            hour: i32::try_from(row.start_ns / NANOSECONDS_IN_HOUR).expect("an hour"),
            span_type: row.span_type,
            is_root: root == Some(row.span_id),
        };
        let (input, output) = trace.counted(row);
        let figures = statistics.entry(key).or_default();
        figures.spans += 1;
        figures.errors += i64::from(row.status == Status::Error);
        figures.input_tokens += input;
        figures.output_tokens += output;
        figures.total_tokens += input + output;
    }
}
