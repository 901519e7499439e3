//! Traces, told at once or bit by bit.

use super::{MILLISECOND, Traffic};
use crate::ledger::parcel::{Format, Parcel, SpanFact, Status};

impl Traffic {
    pub(super) fn whole_trace(&mut self) -> Parcel {
        let spans = self.trace();
        self.of_spans(spans)
    }

    /// A trace whose spans come in several requests, some before their parents.
    pub(super) fn spread_trace(&mut self) -> Vec<Parcel> {
        let mut parts = vec![Vec::new(); 2 + self.below(3)];
        for span in self.trace() {
            let part = self.below(parts.len());
            parts[part].push(span);
        }
        parts.retain(|part| !part.is_empty());
        parts.into_iter().map(|part| self.of_spans(part)).collect()
    }

    /// A trace told twice, the second time with later ends.
    pub(super) fn versions(&mut self) -> Vec<Parcel> {
        let early = self.trace();
        let mut late = early.clone();
        for span in &mut late {
            span.end += 5 * MILLISECOND;
        }
        vec![self.of_spans(early), self.of_spans(late)]
    }

    /// Nodes whose beginning and end come in a request each.
    pub(super) fn begun_and_ended(&mut self) -> Vec<Parcel> {
        let spans = self.trace();
        let (begun, ended) = spans.iter().map(|span| (span.begun(), span.ended())).unzip();
        [begun, ended].map(|facts| self.of_spans_as(Format::Plain, facts)).into()
    }

    /// Some nodes begin; once that is acknowledged, they end, others come under them, and nobody says again
    /// which execution it is.
    pub(super) fn kin(&mut self) -> Parcel {
        let mut begun = self.trace();
        let others = begun.split_off(begun.len().div_ceil(2));
        let ended: Vec<SpanFact> = begun.iter().map(SpanFact::ended).collect();
        let behind = ended.chunks(2).map(<[_]>::to_vec).chain([others]);
        let behind = behind.filter(|facts| !facts.is_empty());
        let behind =
            behind.map(|facts| Parcel::of_kin(self.next_id(), self.project, facts)).collect();
        let begun = begun.iter().map(SpanFact::begun).collect();
        self.of_spans_as(Format::Plain, begun).then(behind)
    }

    fn of_spans(&mut self, spans: Vec<SpanFact>) -> Parcel {
        let format = self.format();
        self.of_spans_as(format, spans)
    }

    fn of_spans_as(&mut self, format: Format, spans: Vec<SpanFact>) -> Parcel {
        Parcel::of_spans(self.next_id(), self.project, format, spans)
    }

    /// A root and its descendants.
    fn trace(&mut self) -> Vec<SpanFact> {
        let (trace, start, count) = (self.id(), self.time(), 1 + self.random.below(12));
        // Ids of its own: JSON nodes are remembered by theirs.
        let first = self.random.next() >> 1 | 1;
        let mut spans: Vec<SpanFact> = Vec::new();
        for number in 0..count {
            let start = start + number * MILLISECOND;
            spans.push(SpanFact {
                trace,
                span: first + number,
                parent: (number > 0).then(|| first + self.random.below(number)),
                start,
                tells_start: true,
                end: start + self.random.below(50) * MILLISECOND,
                status: if self.random.below(10) == 0 { Status::Error } else { Status::Success },
                usage: (self.random.below(3) == 0).then(|| self.usage()),
            });
        }
        spans
    }

    fn usage(&mut self) -> (i64, i64) {
        let mut tokens = || self.random.below(1_000).cast_signed();
        (tokens(), tokens())
    }
}
