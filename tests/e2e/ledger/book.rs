//! What was sent, and what was answered.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard};

use farol_tests::wait::PATIENCE;

use super::parcel::{Items, Parcel};

/// The book of a run, written by all of its senders.
#[derive(Debug, Default)]
pub struct Book {
    pages: Mutex<Pages>,
    changed: Condvar,
}

#[derive(Debug, Default)]
pub struct Pages {
    /// By the parcels' ids.
    pub claims: BTreeMap<u64, Claim>,
    pub acknowledged: usize,
    /// Answers that told a sender to come again.
    pub refused: usize,
    /// Requests whose connection broke, or whose answer did not come in time.
    pub unanswered: usize,
    /// Answers that good data must never get.
    pub violations: Vec<String>,
}

/// A parcel that has left its sender.
#[derive(Debug)]
pub struct Claim {
    pub project: usize,
    pub items: Items,
    pub acknowledged: bool,
    /// Whether its last answer was a refusal: it says that nothing was stored.
    pub refused: bool,
}

impl Book {
    /// To be called before the first byte leaves.
    pub fn opened(&self, parcel: &Parcel) {
        self.change(|pages| {
            pages.claims.entry(parcel.id).or_insert_with(|| Claim {
                project: parcel.project,
                items: parcel.items.clone(),
                acknowledged: false,
                refused: false,
            });
        });
    }

    pub fn acknowledged(&self, parcel: &Parcel) {
        self.change(|pages| {
            pages.acknowledged += 1;
            pages.claim(parcel).acknowledged = true;
        });
    }

    pub fn refused(&self, parcel: &Parcel) {
        self.change(|pages| {
            pages.refused += 1;
            pages.claim(parcel).refused = true;
        });
    }

    pub fn unanswered(&self, parcel: &Parcel) {
        self.change(|pages| {
            pages.unanswered += 1;
            pages.claim(parcel).refused = false;
        });
    }

    pub fn violation(&self, what: String) {
        self.change(|pages| pages.violations.push(what));
    }

    /// Waits until so many more requests are acknowledged.
    pub fn wait_for_acknowledged(&self, more: usize) {
        let pages = self.read();
        let goal = pages.acknowledged + more;
        let missing = |pages: &mut Pages| pages.acknowledged < goal && pages.violations.is_empty();
        let (pages, timeout) =
            self.changed.wait_timeout_while(pages, PATIENCE, missing).expect("a book");
        drop(pages);
        if timeout.timed_out() {
            self.violation(format!("nothing is acknowledged any more within {PATIENCE:?}"));
        }
    }

    pub fn read(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().expect("a book")
    }

    fn change(&self, change: impl FnOnce(&mut Pages)) {
        change(&mut self.read());
        self.changed.notify_all();
    }
}

impl Pages {
    fn claim(&mut self, parcel: &Parcel) -> &mut Claim {
        self.claims.get_mut(&parcel.id).expect("an opened parcel")
    }

    /// Items of the acknowledged parcels of a kind, each counted once.
    pub fn items_acknowledged(&self, is_of_kind: fn(&Items) -> bool) -> usize {
        let acknowledged = self.claims.values().filter(|claim| claim.acknowledged);
        let items = acknowledged.map(|claim| &claim.items).filter(|items| is_of_kind(items));
        items.map(Items::len).sum()
    }
}
