//! A few of the acknowledged parcels, read by the API as anybody would.

use std::collections::BTreeSet;

use farol_testkit::Random;
use farol_tests::client::Client;
use farol_tests::executions::{EXECUTIONS, span_ids};
use farol_tests::payload::{span_hex, trace_hex};

use super::book::{Claim, Pages};
use super::parcel::{Items, LogFacts};

const LOGS: &str = "/api/v1/observability/logs";
const SOME: usize = 5;

/// Compares some acknowledged parcels with what the API shows; says what differs.
pub fn read_some(pages: &Pages, clients: &[Client], random: &mut Random) -> Vec<String> {
    let acknowledged: Vec<(&u64, &Claim)> =
        pages.claims.iter().filter(|(_, claim)| claim.acknowledged).collect();
    if acknowledged.is_empty() {
        return Vec::new();
    }
    let some = (0..SOME).map(|_| *random.choose(&acknowledged));
    some.filter_map(|(id, claim)| {
        let found = read(claim, &clients[claim.project]);
        found.err().map(|what| format!("parcel {id} by the API: {what}"))
    })
    .collect()
}

fn read(claim: &Claim, reader: &Client) -> Result<(), String> {
    match &claim.items {
        Items::Spans(spans) => {
            let path =
                format!("{EXECUTIONS}/{}?payloads=false&shape=flat", trace_hex(spans[0].trace));
            let answer = reader.must_get(&path);
            let shown = span_ids(&answer["traces"]);
            let set: BTreeSet<&String> = shown.iter().collect();
            let all = spans.iter().all(|span| set.contains(&span_hex(span.span)));
            let once = set.len() == shown.len() && answer["execution"]["spanCount"] == shown.len();
            if all && once { Ok(()) } else { Err(format!("{shown:?} of {}", answer["execution"])) }
        }
        Items::Logs(LogFacts { trace, bodies }) => {
            let answer =
                reader.must_get(&format!("{LOGS}?limit=500&traceId={}", trace_hex(*trace)));
            let items = answer["items"].as_array().expect("items");
            let text = |item: &serde_json::Value| item["body"].as_str().map(str::to_owned);
            let shown: Vec<String> = items.iter().filter_map(text).collect();
            let set: BTreeSet<String> = shown.iter().cloned().collect();
            if set == *bodies && shown.len() == bodies.len() {
                Ok(())
            } else {
                Err(format!("{shown:?}"))
            }
        }
    }
}
