//! A few of the acknowledged parcels, read by the API as anybody would.

use std::collections::BTreeSet;
use std::fmt::Display;

use farol_testkit::Random;
use farol_tests::client::{Answer, Client};
use farol_tests::executions::{EXECUTIONS, span_ids};
use farol_tests::payload::{span_hex, trace_hex};
use farol_tests::wait::{self, PATIENCE};
use serde_json::Value;

use super::book::{Claim, Pages};
use super::parcel::{Items, RecordFacts, SpanFact};

const LOGS: &str = "/api/v1/observability/logs";
const EVENTS: &str = "/api/v1/events";
const SOME: usize = 5;

/// Compares some acknowledged parcels with what the API shows; says what differs.
pub fn read_some(pages: &Pages, clients: &[Client], random: &mut Random) -> Vec<String> {
    let acknowledged: Vec<&Claim> =
        pages.claims.values().filter(|claim| claim.acknowledged).collect();
    if acknowledged.is_empty() {
        return Vec::new();
    }
    let some = (0..SOME).map(|_| *random.choose(&acknowledged));
    some.filter_map(|claim| {
        let reader = &clients[claim.project];
        match &claim.items {
            Items::Spans(spans) => compare_spans(spans, reader),
            Items::Logs(records) => {
                let trace = trace_hex(records.trace);
                let path = format!("{LOGS}?limit=500&traceId={trace}");
                compare_records(records, &path, |item| &item["body"], reader)
            }
            Items::Events(records) => {
                let trace = trace_hex(records.trace);
                let path = format!("{EVENTS}?limit=500&executionId={trace}");
                compare_records(records, &path, |item| &item["properties"]["text"], reader)
            }
            // They are shown with their execution, which nobody has told of.
            Items::Scores(_) => None,
        }
    })
    .collect()
}

fn compare_spans(spans: &[SpanFact], reader: &Client) -> Option<String> {
    let trace = trace_hex(spans[0].trace);
    let path = format!("{EXECUTIONS}/{trace}?payloads=false&shape=flat");
    let answer = match read(&path, reader) {
        Ok(answer) => answer,
        Err(difference) => return Some(difference),
    };
    let shown = span_ids(&answer["traces"]);
    let ids: BTreeSet<&String> = shown.iter().collect();
    let complete = spans.iter().all(|span| ids.contains(&span_hex(span.span)));
    let once = ids.len() == shown.len() && answer["execution"]["spanCount"] == shown.len();
    let differs = !complete || !once;
    differs.then(|| format!("{path} shows {shown:?} and says {}", answer["execution"]))
}

fn compare_records(
    records: &RecordFacts,
    path: &str,
    text_of: fn(&Value) -> &Value,
    reader: &Client,
) -> Option<String> {
    let answer = match read(path, reader) {
        Ok(answer) => answer,
        Err(difference) => return Some(difference),
    };
    let items = answer["items"].as_array().into_iter().flatten();
    let shown: Vec<&str> = items.filter_map(|item| text_of(item).as_str()).collect();
    let is_sent = |text: &&str| records.texts.contains(*text);
    let differs = shown.len() != records.texts.len() || !shown.iter().all(is_sent);
    differs.then(|| format!("{path} shows {shown:?}"))
}

/// Reads what a server that is well has to show, though it may need a moment to know that it is.
pub fn read(path: &str, reader: &Client) -> Result<Value, String> {
    answer(path, || reader.get(path))
}

/// The same by a question that has a body.
pub fn ask(path: &str, question: &Value, reader: &Client) -> Result<Value, String> {
    answer(path, || reader.post_json(path, question))
}

fn answer<E: Display>(
    path: &str,
    request: impl Fn() -> Result<Answer, E>,
) -> Result<Value, String> {
    let answer =
        wait::within(PATIENCE, || Some(request()).filter(|answer| !is_to_come_again(answer)));
    match answer {
        Some(Ok(answer)) if answer.status == 200 => Ok(answer.json()),
        Some(Ok(answer)) => Err(format!("{path}: {}", answer.status)),
        Some(Err(error)) => Err(format!("{path}: {error}")),
        None => Err(format!("{path}: 503 for ever")),
    }
}

fn is_to_come_again<E>(answer: &Result<Answer, E>) -> bool {
    answer.as_ref().is_ok_and(|answer| answer.status == 503)
}
