//! Traces that are being written in this process.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::executions::Key;

/// The traces of the groups that are under way here, each with how many groups it is in.
///
/// Summaries that nobody can have yet are copied, which costs half of what inserting them does; a copy fails
/// as a whole where somebody else writes one of them. Requests that follow each other often share a trace and
/// are written at the same time: this tells which, so that only those are inserted one by one. What other
/// processes write is not known here; meeting them costs the copy once more, and nothing else.
#[derive(Debug, Default)]
pub(super) struct InFlight(Mutex<HashMap<Key, usize>>);

/// A group's part of it, until its transaction has ended.
#[derive(Debug)]
pub(super) struct Flight<'f> {
    all: &'f InFlight,
    keys: Vec<Key>,
}

impl InFlight {
    /// A group that has not said what it writes.
    pub(super) const fn begin(&self) -> Flight<'_> {
        Flight { all: self, keys: Vec::new() }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight<'_> {
    /// Says what the group writes, all at once, so that of two groups the later one knows of the earlier;
    /// returns what other groups are writing.
    pub(super) fn join(&mut self, keys: impl Iterator<Item = Key>) -> BTreeSet<Key> {
        let mut contested = BTreeSet::new();
        let mut all = self.all.lock();
        for key in keys {
            let groups = all.entry(key).or_default();
            if *groups > 0 {
                contested.insert(key);
            }
            *groups += 1;
            self.keys.push(key);
        }
        contested
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        for key in &self.keys {
            let left = all.get_mut(key).map_or(0, |groups| {
                *groups -= 1;
                *groups
            });
            if left == 0 {
                all.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_later_group_knows_what_the_earlier_one_writes_until_it_has_ended() {
        let [one, two, three] = [1, 2, 3].map(|id| (7, Uuid::from_u128(id)));
        let all = InFlight::default();
        let mut first = all.begin();
        assert!(first.join([one, two].into_iter()).is_empty());
        let mut second = all.begin();
        assert_eq!(second.join([two, three].into_iter()), BTreeSet::from([two]));
        drop(first);
        let mut third = all.begin();
        assert_eq!(third.join([one, two].into_iter()), BTreeSet::from([two]));
        drop((second, third));
        assert!(all.lock().is_empty());
    }
}
