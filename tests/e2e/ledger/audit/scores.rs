//! Stored scores beside those that were sent.

use std::collections::HashMap;

use super::rows::ScoreRow;
use super::{Findings, Places};
use crate::ledger::book::Pages;
use crate::ledger::parcel::Items;

type Key = (i32, u128, Option<u64>);

/// Counts each parcel's scores that are there, with its value or a larger one: what replaces a score is
/// larger, and sent later. Notes scores that are there twice, that nobody sent, or that have a value that
/// nobody sent.
pub(super) fn compare(
    pages: &Pages,
    rows: &[ScoreRow],
    projects: &[i32],
    findings: &mut Findings,
) -> Places {
    let mut stored: HashMap<Key, i64> = HashMap::new();
    for row in rows {
        let span = row.span_id.map(i64::cast_unsigned);
        if stored.insert((row.project_id, row.trace_id.as_u128(), span), row.value).is_some() {
            findings.doubled += 1;
            findings.note(format!("twice: score {row:?}"));
        }
    }
    let mut there = Places::new();
    let mut sent: HashMap<Key, bool> = HashMap::new();
    for (id, claim) in &pages.claims {
        let Items::Scores(facts) = &claim.items else { continue };
        for fact in facts {
            let key = (projects[claim.project], fact.trace, fact.span);
            let value = stored.get(&key);
            *there.entry(*id).or_default() += usize::from(value >= Some(&fact.value));
            *sent.entry(key).or_default() |= value == Some(&fact.value);
        }
    }
    for (key, value) in stored.iter().filter(|(key, _)| sent.get(*key) != Some(&true)) {
        findings.note(format!("invented or altered: score {value} of {key:?}"));
    }
    there
}
