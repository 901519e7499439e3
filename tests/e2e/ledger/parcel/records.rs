//! What log records and events have in common: nothing but its content tells one from another.

use std::collections::BTreeSet;

const MILLISECOND: u64 = 1_000_000;

/// Records of one trace id, which no other parcel has.
#[derive(Clone, Debug)]
pub struct RecordFacts {
    pub trace: u128,
    /// Of the first; the others follow each other by a millisecond.
    pub time: u64,
    /// Each is the only one of its kind in a project.
    pub texts: BTreeSet<String>,
}

impl RecordFacts {
    /// The contract's rule for bodies that can only come twice by being sent again.
    pub(super) fn are_told_apart(&self) -> bool {
        self.texts.len() > 1 || !self.time.is_multiple_of(MILLISECOND)
    }

    /// Texts and times.
    pub(super) fn each(&self) -> impl Iterator<Item = (&String, u64)> {
        let times = (0..).map(|position| self.time + position * MILLISECOND);
        self.texts.iter().zip(times)
    }
}
