//! Log records, over OTLP or as lines of plain JSON.

use farol_testkit::otlp::{
    json_bytes, log, logs, proto::collector::logs::v1::ExportLogsServiceRequest,
    proto::logs::v1::LogRecord, protobuf_bytes,
};
use farol_tests::payload::trace_hex;
use serde_json::{Value, json};

use super::request::{Format, Request};
use super::{Items, Parcel, RecordFacts};

/// OpenTelemetry's numbers, and words for them, which records have in turn.
const SEVERITIES: [(i32, &str); 3] = [(9, "info"), (13, "warn"), (17, "error")];

impl Parcel {
    pub fn of_logs(id: u64, project: usize, format: Format, facts: RecordFacts) -> Self {
        let request = match format {
            Format::Protobuf => Request::protobuf("/v1/logs", protobuf_bytes(&otlp(&facts))),
            Format::Json => Request::json("/v1/logs", json_bytes(&otlp(&facts))),
            Format::Plain => Request::plain("/api/v1/logs", "logs", &lines(&facts)),
        };
        let request = Request { repeatable: facts.are_told_apart(), ..request };
        Self::new(id, project, request, Items::Logs(facts))
    }
}

fn otlp(facts: &RecordFacts) -> ExportLogsServiceRequest {
    let record = |((body, time), (number, word)): ((&String, u64), &(i32, &str))| LogRecord {
        trace_id: facts.trace.to_be_bytes().to_vec(),
        severity_number: *number,
        severity_text: (*word).to_owned(),
        ..log(time, body)
    };
    logs("ledger", facts.each().zip(SEVERITIES.iter().cycle()).map(record).collect())
}

fn lines(facts: &RecordFacts) -> Vec<Value> {
    let trace = trace_hex(facts.trace);
    let line = |((body, time), (_, word)): ((&String, u64), &(i32, &str))| json!({ "traceId": trace, "timestamp": time, "level": word, "message": body });
    facts.each().zip(SEVERITIES.iter().cycle()).map(line).collect()
}
