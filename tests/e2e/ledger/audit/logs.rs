//! Stored log records beside those that were sent.

use std::collections::HashMap;

use super::rows::LogRow;
use super::{Findings, Places};
use crate::ledger::book::Pages;
use crate::ledger::parcel::{Items, LogFacts};

/// Counts each parcel's records that are there. Notes those that are there more often than once, and
/// those that nobody sent.
pub(super) fn compare(
    pages: &Pages,
    rows: &[LogRow],
    projects: &[i32],
    findings: &mut Findings,
) -> Places {
    let mut stored: HashMap<(i32, u128, &str), usize> = HashMap::new();
    for row in rows {
        let trace = row.trace_id.map_or(0, |trace| trace.as_u128());
        let key = (row.project_id, trace, row.body.as_deref().unwrap_or_default());
        *stored.entry(key).or_default() += 1;
    }
    let mut there = Places::new();
    for (id, claim) in &pages.claims {
        let Items::Logs(LogFacts { trace, bodies, .. }) = &claim.items else { continue };
        for body in bodies {
            let count = stored.remove(&(projects[claim.project], *trace, body)).unwrap_or(0);
            *there.entry(*id).or_default() += usize::from(count > 0);
            if count > 1 {
                findings.doubled += count - 1;
                findings.note(format!("{count} times: log {body:?} of parcel {id}"));
            }
        }
    }
    findings.differences.extend(stored.keys().map(|key| format!("invented: log {key:?}")));
    there
}
