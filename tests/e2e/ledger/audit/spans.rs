//! Stored spans beside those that were sent.

use std::collections::HashMap;

use super::rows::SpanRow;
use super::{Findings, Places};
use crate::ledger::book::Pages;
use crate::ledger::parcel::{Items, SpanFact};

type Key = (i32, u128, u64);

/// Counts each parcel's spans that are there, in the version that the parcel told or a later one.
/// Notes spans that are there twice, that nobody sent, or that are not what anybody sent.
pub(super) fn compare(
    pages: &Pages,
    rows: &[SpanRow],
    projects: &[i32],
    findings: &mut Findings,
) -> Places {
    let mut stored: HashMap<Key, SpanFact> = HashMap::new();
    for row in rows {
        let fact = fact_of(row);
        if let Some(other) = stored.insert((row.project_id, fact.trace, fact.span), fact) {
            findings.doubled += 1;
            findings.note(format!("twice: span {other:?} and {row:?}"));
        }
    }
    let mut there = Places::new();
    let mut sent: HashMap<Key, bool> = HashMap::new();
    for (id, claim) in &pages.claims {
        let Items::Spans(facts) = &claim.items else { continue };
        for fact in facts {
            let key = (projects[claim.project], fact.trace, fact.span);
            let row = stored.get(&key);
            *there.entry(*id).or_default() += usize::from(row.is_some_and(|row| fact.is_in(row)));
            *sent.entry(key).or_default() |= row.is_some_and(|row| fact.may_be(row));
        }
    }
    for (key, fact) in &stored {
        match sent.get(key) {
            Some(true) => {}
            Some(false) => findings.note(format!("altered: nobody sent {fact:?}")),
            None => findings.note(format!("invented: span {fact:?} of project {}", key.0)),
        }
    }
    there
}

fn fact_of(row: &SpanRow) -> SpanFact {
    SpanFact {
        trace: row.trace_id.as_u128(),
        span: row.span_id.cast_unsigned(),
        parent: row.parent_span_id.map(i64::cast_unsigned),
        start: row.start_ns.cast_unsigned(),
        tells_start: row.start_guessed != Some(true),
        end: row.end_ns.cast_unsigned(),
        status: row.status,
        usage: row.input_tokens.zip(row.output_tokens),
    }
}
