//! Stored summaries beside sums made anew of the stored spans.

use std::collections::{HashMap, HashSet};

use super::Findings;
use super::rows::{SpanRow, Stored, Sum};

const SUCCESS: i16 = 1;
pub(super) const ERROR: i16 = 2;

/// Each trace that has spans has the one summary that they add up to, and no other has one.
pub(super) fn compare(stored: &Stored, findings: &mut Findings) {
    let key = |row: &SpanRow| (row.project_id, row.trace_id);
    let mut summed = HashSet::new();
    for spans in stored.spans.chunk_by(|one, next| key(one) == key(next)) {
        let (project, trace) = key(&spans[0]);
        summed.insert((project, trace));
        let expected = sum(spans);
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

/// The contract's rules, written another way than Farol writes them.
fn sum(spans: &[SpanRow]) -> Sum {
    let by_id: HashMap<i64, &SpanRow> = spans.iter().map(|row| (row.span_id, row)).collect();
    let parent = |row: &SpanRow| row.parent_span_id.and_then(|id| by_id.get(&id).copied());
    // A span's usage counts where none below it has its own.
    let mut repeated = HashSet::new();
    for row in spans.iter().filter(|row| row.input_tokens.is_some()) {
        let above = std::iter::successors(parent(row), |row| parent(row));
        repeated.extend(above.map(|row| row.span_id));
    }
    let counted = || spans.iter().filter(|row| !repeated.contains(&row.span_id));
    let root = spans.iter().find(|row| row.parent_span_id.is_none());
    let orphan_failed = || spans.iter().any(|row| parent(row).is_none() && row.status == ERROR);
    let bounds = |of: fn(&SpanRow) -> i64| {
        let values = || spans.iter().map(of);
        (values().min().unwrap_or_default(), values().max().unwrap_or_default())
    };
    let ((start_ns, last_start_ns), (_, end_ns)) =
        (bounds(|row| row.start_ns), bounds(|row| row.end_ns));
    let input_tokens = counted().filter_map(|row| row.input_tokens).sum();
    let output_tokens = counted().filter_map(|row| row.output_tokens).sum();
    Sum {
        span_count: count(spans.len()),
        error_count: count(spans.iter().filter(|row| row.status == ERROR).count()),
        input_tokens,
        output_tokens,
        total_tokens: input_tokens + output_tokens,
        start_ns,
        last_start_ns,
        end_ns: Some(end_ns),
        duration_ns: Some(end_ns - start_ns),
        root_span_id: root.map(|row| row.span_id),
        // Before its root is there, a trace fails with the topmost of what is.
        status: root
            .map_or_else(|| if orphan_failed() { ERROR } else { SUCCESS }, |row| row.status),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).expect("few")
}
