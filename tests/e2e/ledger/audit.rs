//! Compares the book with what is stored.

mod derived;
mod executions;
mod records;
mod rows;
mod scores;
mod spans;
mod trace;

use std::collections::HashMap;

use farol_tests::client::Client;
use farol_tests::database::{Address, Database};

use self::rows::Stored;
use super::book::{Claim, Pages};
use super::parcel::Items;

/// What an audit found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Acknowledged items that are not there.
    pub lost: usize,
    /// Items that are there more often than once.
    pub doubled: usize,
    /// Parcels that were told to be not stored, and are: no loss, but their senders do not know.
    pub refused_but_stored: usize,
    /// What is wrong, in words.
    pub differences: Vec<String>,
}

/// How many items of each parcel are there.
type Places = HashMap<u64, usize>;

/// Compares everything. The senders rest meanwhile. Projects are told by their ids in the database, and
/// have a client each.
pub fn audit(pages: &Pages, projects: &[i32], address: &Address, clients: &[Client]) -> Findings {
    let stored = Stored::read(&mut Database::connect(address));
    let mut findings = Findings::default();
    let mut there = spans::compare(pages, &stored.spans, projects, &mut findings);
    let logs = stored.logs.iter().map(|row| &row.record);
    there.extend(records::compare(pages, Items::logs, logs, projects, &mut findings));
    let events = stored.events.iter().map(|row| &row.record);
    there.extend(records::compare(pages, Items::events, events, projects, &mut findings));
    there.extend(scores::compare(pages, &stored.scores, projects, &mut findings));
    for (id, claim) in &pages.claims {
        findings.judge(*id, claim, there.get(id).copied().unwrap_or(0));
    }
    executions::compare(&stored, &mut findings);
    derived::compare(&stored, projects, clients, &mut findings);
    findings
}

impl Findings {
    fn note(&mut self, difference: String) {
        self.differences.push(difference);
    }

    /// A parcel is there whole; without an acknowledgement, it may be absent.
    fn judge(&mut self, id: u64, claim: &Claim, there: usize) {
        let items = claim.items.len();
        if claim.acknowledged && there < items {
            self.lost += items - there;
            self.note(format!("lost: {there} of {items} items of acknowledged parcel {id}"));
        } else if 0 < there && there < items {
            self.note(format!("torn: {there} of {items} items of parcel {id}"));
        }
        let told_otherwise = claim.refused && !claim.acknowledged && there > 0;
        self.refused_but_stored += usize::from(told_otherwise);
    }
}
