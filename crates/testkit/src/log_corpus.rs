//! Logs to measure with: requests of 1,000 lines, of the shape of those that
//! `bench/otlp_logs_corpus.py` writes.

use opentelemetry_proto::tonic::logs::v1::LogRecord;

use crate::{
    Random,
    otlp::{attribute, logs, protobuf_bytes, value},
    trace::words,
};

/// In a hundred lines: so many of each level.
const LEVELS: [(u64, i32, &str); 4] =
    [(20, 5, "DEBUG"), (65, 9, "INFO"), (10, 13, "WARN"), (5, 17, "ERROR")];
const EVENTS: [&str; 5] = ["call_start", "call_end", "session_open", "tool_call", "retry"];
const SHAPES: usize = 40;

/// What a corpus of logs holds.
#[derive(Clone, Copy, Debug)]
pub struct LogCorpus {
    pub logs: usize,
    pub batch: usize,
    pub seed: u64,
    /// The time of the first line, in nanoseconds; a millisecond passes from line to line.
    pub start: u64,
}

impl LogCorpus {
    pub const fn new(logs: usize) -> Self {
        Self { logs, batch: 1_000, seed: 1, start: 1_763_700_000_000_000_000 }
    }

    /// The bodies of the requests in protobuf, one at a time.
    pub fn bodies(self) -> impl Iterator<Item = Vec<u8>> {
        let mut random = Random::new(self.seed);
        let shapes: Vec<String> = (0..SHAPES).map(|_| words(&mut random, 6)).collect();
        (0..self.logs).step_by(self.batch).map(move |first| {
            let last = (first + self.batch).min(self.logs);
            let lines =
                (first..last).map(|at| self.line(at as u64, &shapes, &mut random)).collect();
            protobuf_bytes(&logs(&format!("svc-{}", random.below(12)), lines))
        })
    }

    fn line(&self, at: u64, shapes: &[String], random: &mut Random) -> LogRecord {
        let mut dice = random.below(100);
        let level = LEVELS.iter().find(|(share, ..)| {
            let hit = dice < *share;
            dice = dice.saturating_sub(*share);
            hit
        });
        let (_, severity_number, severity_text) = level.unwrap_or(&LEVELS[1]);
        let time = self.start + at * 1_000_000;
        let call = format!("{:016x}", random.below(u64::MAX));
        let shape = random.below(SHAPES as u64);
        let shape = usize::try_from(shape).map_or("", |shape| shapes[shape].as_str());
        let body = format!("{shape} call={call} took {} ms", random.below(5_000));
        let event = usize::try_from(random.below(5)).map_or("", |event| EVENTS[event]);
        let traced = random.below(20) == 0;
        LogRecord {
            time_unix_nano: time,
            observed_time_unix_nano: time + 1_000,
            severity_number: *severity_number,
            severity_text: (*severity_text).to_owned(),
            body: Some(value(body.as_str())),
            attributes: vec![
                attribute("tenant_id", format!("tenant-{}", random.below(200)).as_str()),
                attribute("call_id", call.as_str()),
                attribute("event", event),
                attribute("duration_ms", i64::try_from(random.below(5_000)).unwrap_or(0)),
            ],
            trace_id: if traced { random.trace_id() } else { Vec::new() },
            span_id: if traced { random.span_id() } else { Vec::new() },
            ..LogRecord::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_requests() {
        let corpus = LogCorpus { batch: 30, ..LogCorpus::new(70) };
        assert_eq!(corpus.bodies().count(), 3);
        assert!(corpus.bodies().eq(corpus.bodies()));
        assert!(corpus.bodies().ne(LogCorpus { seed: 2, ..corpus }.bodies()));
    }
}
