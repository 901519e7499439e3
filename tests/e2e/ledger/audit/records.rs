//! Stored log records and events beside those that were sent.

use std::collections::HashMap;

use super::rows::RecordRow;
use super::{Findings, Places};
use crate::ledger::book::Pages;
use crate::ledger::parcel::{Items, RecordFacts};

/// Counts each parcel's records that are there. Notes those that are there more often than once, and
/// those that nobody sent.
pub(super) fn compare<'r>(
    pages: &Pages,
    kind: fn(&Items) -> Option<&RecordFacts>,
    rows: impl Iterator<Item = &'r RecordRow>,
    projects: &[i32],
    findings: &mut Findings,
) -> Places {
    let mut stored: HashMap<(i32, u128, &str), usize> = HashMap::new();
    for row in rows {
        let trace = row.trace_id.map_or(0, |trace| trace.as_u128());
        let key = (row.project_id, trace, row.text.as_deref().unwrap_or_default());
        *stored.entry(key).or_default() += 1;
    }
    let mut there = Places::new();
    for (id, claim) in &pages.claims {
        let Some(RecordFacts { trace, texts, .. }) = kind(&claim.items) else { continue };
        for text in texts {
            let count = stored.remove(&(projects[claim.project], *trace, text)).unwrap_or(0);
            *there.entry(*id).or_default() += usize::from(count > 0);
            if count > 1 {
                findings.doubled += count - 1;
                findings.note(format!("{count} times: {text:?} of parcel {id}"));
            }
        }
    }
    findings.differences.extend(stored.keys().map(|key| format!("invented: record {key:?}")));
    there
}
