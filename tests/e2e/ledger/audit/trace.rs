//! What a trace's stored spans come to: the contract's rules, written another way than Farol writes them.

use std::collections::{HashMap, HashSet};
use std::iter::successors;

use super::rows::{SpanRow, Sum};
use crate::ledger::parcel::Status;

/// All spans of a trace.
pub(super) struct Trace<'a> {
    pub spans: &'a [SpanRow],
    by_id: HashMap<i64, &'a SpanRow>,
    /// Spans whose usage does not count, since some below them have their own.
    repeated: HashSet<i64>,
}

/// The traces of spans that stand in their order.
pub(super) fn traces(spans: &[SpanRow]) -> impl Iterator<Item = Trace<'_>> {
    let key = |row: &SpanRow| (row.project_id, row.trace_id);
    spans.chunk_by(move |one, next| key(one) == key(next)).map(Trace::of)
}

impl<'a> Trace<'a> {
    fn of(spans: &'a [SpanRow]) -> Self {
        let by_id = spans.iter().map(|row| (row.span_id, row)).collect();
        let mut trace = Self { spans, by_id, repeated: HashSet::new() };
        for row in spans.iter().filter(|row| row.input_tokens.is_some()) {
            let above = successors(trace.parent(row), |row| trace.parent(row));
            let above: Vec<i64> = above.map(|row| row.span_id).collect();
            trace.repeated.extend(above);
        }
        trace
    }

    fn parent(&self, row: &SpanRow) -> Option<&'a SpanRow> {
        row.parent_span_id.and_then(|id| self.by_id.get(&id).copied())
    }

    pub fn root(&self) -> Option<&'a SpanRow> {
        self.spans.iter().find(|row| row.parent_span_id.is_none())
    }

    /// Input and output tokens of a span, as far as they count for the trace.
    pub fn counted(&self, row: &SpanRow) -> (i64, i64) {
        let counts = !self.repeated.contains(&row.span_id);
        row.input_tokens.zip(row.output_tokens).filter(|_| counts).unwrap_or_default()
    }

    pub fn sum(&self) -> Sum {
        let spans = || self.spans.iter();
        let (inputs, outputs): (Vec<i64>, Vec<i64>) = spans().map(|row| self.counted(row)).unzip();
        let (input_tokens, output_tokens) = (inputs.iter().sum(), outputs.iter().sum());
        let start_ns = spans().map(|row| row.start_ns).min().unwrap_or_default();
        let status = self.status();
        let end_ns = spans().map(|row| row.end_ns).max().filter(|_| status != Status::Running);
        Sum {
            span_count: count(self.spans.len()),
            error_count: count(spans().filter(|row| row.status == Status::Error).count()),
            input_tokens,
            output_tokens,
            total_tokens: input_tokens + output_tokens,
            start_ns,
            last_start_ns: spans().map(|row| row.start_ns).max().unwrap_or_default(),
            end_ns,
            duration_ns: end_ns.map(|end| end - start_ns),
            root_span_id: self.root().map(|row| row.span_id),
            status,
        }
    }

    /// The root's. Before that is there, a trace runs with any of its spans, and fails with the topmost
    /// of what is.
    fn status(&self) -> Status {
        let any = |status| self.spans.iter().filter(move |row| row.status == status);
        match self.root() {
            Some(root) => root.status,
            None if any(Status::Running).next().is_some() => Status::Running,
            None if any(Status::Error).any(|row| self.parent(row).is_none()) => Status::Error,
            None => Status::Success,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).expect("few")
}
