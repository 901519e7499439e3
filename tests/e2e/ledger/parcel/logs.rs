//! Log records, over OTLP or as lines of plain JSON.

use std::collections::BTreeSet;

use farol_testkit::otlp::{
    json_bytes, log, logs, proto::collector::logs::v1::ExportLogsServiceRequest,
    proto::logs::v1::LogRecord, protobuf_bytes,
};
use farol_tests::payload::trace_hex;
use serde_json::{Value, json};

use super::request::{Format, Request};
use super::{Items, Parcel};

const MILLISECOND: u64 = 1_000_000;
/// OpenTelemetry's numbers, and words for them.
const SEVERITIES: [(i32, &str); 3] = [(9, "info"), (13, "warn"), (17, "error")];

/// Log records of one trace id, which no other parcel has.
#[derive(Clone, Debug)]
pub struct LogFacts {
    pub trace: u128,
    /// Of the first; the others follow each other by a millisecond.
    pub time: u64,
    /// Each is the only one of its kind in a project.
    pub bodies: BTreeSet<String>,
}

impl Parcel {
    pub fn of_logs(id: u64, project: usize, format: Format, facts: LogFacts) -> Self {
        let request = match format {
            Format::Protobuf => Request::protobuf("/v1/logs", protobuf_bytes(&facts.as_sent())),
            Format::Json => Request::json("/v1/logs", json_bytes(&facts.as_sent())),
            Format::Plain => Request::plain("/api/v1/logs", "logs", &facts.as_lines()),
        };
        let request = Request { repeatable: facts.is_told_apart(), ..request };
        Self::new(id, project, request, Items::Logs(facts))
    }
}

impl LogFacts {
    /// The contract's rule for bodies that can only come twice by being sent again.
    fn is_told_apart(&self) -> bool {
        self.bodies.len() > 1 || !self.time.is_multiple_of(MILLISECOND)
    }

    /// Bodies and times.
    fn each(&self) -> impl Iterator<Item = (&String, u64)> {
        let times = (0..).map(|position| self.time + position * MILLISECOND);
        self.bodies.iter().zip(times)
    }

    fn as_sent(&self) -> ExportLogsServiceRequest {
        let record = |((body, time), (number, word)): ((&String, u64), &(i32, &str))| LogRecord {
            trace_id: self.trace.to_be_bytes().to_vec(),
            severity_number: *number,
            severity_text: (*word).to_owned(),
            ..log(time, body)
        };
        logs("ledger", self.each().zip(SEVERITIES.iter().cycle()).map(record).collect())
    }

    fn as_lines(&self) -> Vec<Value> {
        let line = |((body, time), (_, word)): ((&String, u64), &(i32, &str))| json!({ "traceId": trace_hex(self.trace), "timestamp": time, "level": word, "message": body });
        self.each().zip(SEVERITIES.iter().cycle()).map(line).collect()
    }
}
