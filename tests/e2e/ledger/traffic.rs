//! What a producer sends, made up of a seed.

use std::collections::BTreeSet;

use farol_testkit::Random;

use super::parcel::{Format, LogFacts, Parcel, SpanFact, Status};

const MILLISECOND: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;
const DAY: u64 = 86_400_000_000_000;
/// Days back that some of the data tells: their partitions have to be made.
const DAYS: u64 = 12;

/// One producer of a project.
#[derive(Debug)]
pub struct Traffic {
    random: Random,
    project: usize,
    /// Begins the ids of its parcels and the texts of its log records.
    number: u64,
    made: u64,
    /// The time that its data tells, a whole number of milliseconds: a little ago, so that what has
    /// ended lies in the past.
    now: u64,
}

impl Traffic {
    /// Producers of the same seed send the same traces, whatever their project.
    pub fn new(seed: u64, project: usize, number: u64, now: u64) -> Self {
        let now = now - SECOND - now % MILLISECOND;
        Self { random: Random::new(seed), project, number, made: 0, now }
    }

    /// Parcels that belong together, to be sent in any order.
    pub fn next(&mut self) -> Vec<Parcel> {
        match self.random.below(18) {
            0..4 => vec![self.whole_trace()],
            4 | 5 => self.spread_trace(),
            6 => twice(self.whole_trace()),
            7 => self.versions(),
            8 | 9 => vec![self.several_logs()],
            10 => twice(self.several_logs()),
            11 => vec![self.one_log(1)],
            12 => twice(self.named_log()),
            13 | 14 => self.begun_and_ended(),
            // Nothing tells two of these apart but that their sender sent one.
            _ => vec![self.one_log(0)],
        }
    }

    fn whole_trace(&mut self) -> Parcel {
        let spans = self.trace();
        self.of_spans(spans)
    }

    /// A trace whose spans come in several requests, some before their parents.
    fn spread_trace(&mut self) -> Vec<Parcel> {
        let mut parts = vec![Vec::new(); 2 + self.below(3)];
        for span in self.trace() {
            let part = self.below(parts.len());
            parts[part].push(span);
        }
        parts.retain(|part| !part.is_empty());
        parts.into_iter().map(|part| self.of_spans(part)).collect()
    }

    /// A trace told twice, the second time with later ends.
    fn versions(&mut self) -> Vec<Parcel> {
        let early = self.trace();
        let mut late = early.clone();
        for span in &mut late {
            span.end += 5 * MILLISECOND;
        }
        vec![self.of_spans(early), self.of_spans(late)]
    }

    /// Nodes whose beginning and end come in a request each.
    fn begun_and_ended(&mut self) -> Vec<Parcel> {
        let spans = self.trace();
        let (begun, ended) = spans.iter().map(|span| (span.begun(), span.ended())).unzip();
        vec![self.of_spans_as(Format::Plain, begun), self.of_spans_as(Format::Plain, ended)]
    }

    fn several_logs(&mut self) -> Parcel {
        let count = 2 + self.below(9);
        self.logs(count, 0)
    }

    /// One record. Only finer than a millisecond can its repetition be told.
    fn one_log(&mut self, nanoseconds: u64) -> Parcel {
        self.logs(1, nanoseconds)
    }

    fn named_log(&mut self) -> Parcel {
        let parcel = self.one_log(0);
        let key = format!("named-{}", parcel.id);
        parcel.named(key)
    }

    fn logs(&mut self, count: usize, nanoseconds: u64) -> Parcel {
        let (id, time) = (self.next_id(), self.time() + nanoseconds);
        let bodies: BTreeSet<String> =
            (0..count).map(|position| format!("record {id}.{position}")).collect();
        let facts = LogFacts { trace: self.id(), time, bodies };
        Parcel::of_logs(id, self.project, self.format(), facts)
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

    /// Now, some day before, or just before a midnight, so that a trace has spans in two days.
    fn time(&mut self) -> u64 {
        self.now += MILLISECOND;
        let back = self.random.below(DAYS) * DAY;
        match self.random.below(8) {
            0 => self.now - back,
            1 => self.now - self.now % DAY - back - 3 * MILLISECOND,
            _ => self.now,
        }
    }

    fn id(&mut self) -> u128 {
        u128::from(self.random.next()) << 64 | u128::from(self.random.next() | 1)
    }

    fn next_id(&mut self) -> u64 {
        self.made += 1;
        self.number << 32 | self.made
    }

    fn format(&mut self) -> Format {
        *self.random.choose(&Format::ALL)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random.below(bound as u64)).expect("small")
    }
}

fn twice(parcel: Parcel) -> Vec<Parcel> {
    vec![parcel.clone(), parcel]
}
