//! Log records, events and scores, which come alone or a few at a time.

use std::collections::BTreeSet;

use super::{Traffic, twice};
use crate::ledger::parcel::{Identity, Parcel, RecordFacts, ScoreFact};

impl Traffic {
    /// Records that begin so many nanoseconds behind a whole millisecond.
    pub(super) fn logs(&mut self, count: usize, nanoseconds: u64) -> Parcel {
        let (id, facts) = self.records(count, nanoseconds);
        Parcel::of_logs(id, self.project, self.format(), facts)
    }

    pub(super) fn events(&mut self, count: usize, nanoseconds: u64) -> Parcel {
        let (id, facts) = self.records(count, nanoseconds);
        Parcel::of_events(id, self.project, Identity::Times, facts)
    }

    pub(super) fn keyed_events(&mut self, count: usize) -> Parcel {
        let (id, facts) = self.records(count, 0);
        Parcel::of_events(id, self.project, Identity::Keys, facts)
    }

    /// What an execution that nobody has told of is worth, and once that is acknowledged, that it is worth
    /// more.
    pub(super) fn scores(&mut self, count: usize) -> Parcel {
        let trace = self.id();
        let told: Vec<ScoreFact> = (0..count as u64)
            .map(|number| ScoreFact {
                trace,
                span: (number > 0).then_some(number),
                value: self.random.below(1_000).cast_signed(),
            })
            .collect();
        let mut corrected = told.clone();
        for score in &mut corrected {
            score.value += 1;
        }
        let [told, corrected] =
            [told, corrected].map(|facts| Parcel::of_scores(self.next_id(), self.project, facts));
        told.then(twice(corrected))
    }

    fn records(&mut self, count: usize, nanoseconds: u64) -> (u64, RecordFacts) {
        let (id, time) = (self.next_id(), self.time() + nanoseconds);
        let texts: BTreeSet<String> =
            (0..count).map(|position| format!("record {id}.{position}")).collect();
        (id, RecordFacts { trace: self.id(), time, texts })
    }
}
