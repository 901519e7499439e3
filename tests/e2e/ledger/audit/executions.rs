//! Stored summaries beside sums made anew of the stored spans.

use std::collections::HashSet;

use super::Findings;
use super::rows::Stored;
use super::trace::traces;

/// Each trace that has spans has the one summary that they add up to, and no other has one.
pub(super) fn compare(stored: &Stored, findings: &mut Findings) {
    let mut summed = HashSet::new();
    for of in traces(&stored.spans) {
        let (project, trace) = (of.spans[0].project_id, of.spans[0].trace_id);
        summed.insert((project, trace));
        let expected = of.sum();
        match stored.executions.get(&(project, trace)) {
            None => findings.note(format!("no summary of trace {trace} in project {project}")),
            Some(found) if found.sum != expected => findings.note(format!(
                "summary of trace {trace} in project {project}: {:?} instead of {expected:?}",
                found.sum
            )),
            Some(_) => {}
        }
    }
    for (project, trace) in stored.executions.keys().filter(|key| !summed.contains(*key)) {
        findings.note(format!("summary without spans: trace {trace} in project {project}"));
    }
}
