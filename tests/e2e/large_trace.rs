//! An execution of 10,000 spans through the API.

use std::collections::BTreeSet;

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::{EXECUTIONS, nodes_of, span_ids};
use farol_tests::payload::{Span, now_ns, span_hex, trace_hex, trace_request};
use farol_tests::server::{Server, create_key};
use serde_json::Value;

const TRACE: u128 = 0x1e;
const SPANS: u64 = 10_000;

#[test]
fn ten_thousand_spans_come_back_whole_and_in_order() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let reader = server.client().with_key(&create_key(&data, "default", "read"));
    let spans = tree(SPANS);
    send(&server.client(), &spans);

    let answer = reader.must_get(&path("?payloads=false"));
    assert_eq!(answer["tracesTotal"], SPANS);
    assert_eq!(answer["tracesHasMore"], false);
    assert_eq!(answer["execution"]["spanCount"], SPANS);
    assert_forest(&answer["traces"], &spans);
    let flat = reader.must_get(&path("?payloads=false&shape=flat"));
    assert_eq!(span_ids(&flat["traces"]), span_ids(&answer["traces"]), "flat is the pre-order");

    // A span more than the cap: cut off, and said so.
    let last = Span { id: SPANS + 1, ..spans[9_999].clone() };
    server.client().must_post("/v1/traces", &trace_request(TRACE, &[last]));
    let answer = reader.must_get(&path("?payloads=false"));
    assert_eq!(answer["tracesTotal"], SPANS + 1);
    assert_eq!(answer["tracesLimit"], SPANS);
    assert_eq!(answer["tracesHasMore"], true);
    assert_eq!(nodes_of(&answer["traces"]).len(), 10_000);
}

#[test]
fn pages_neither_overlap_nor_skip() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let reader = server.client().with_key(&create_key(&data, "default", "read"));
    send(&server.client(), &tree(SPANS));

    let by_cursor = pages_by_cursor(&reader, 700);
    let by_offset = pages_by_offset(&reader, 700);
    assert_eq!(by_cursor, by_offset, "both ways give the same pages");
    let all: Vec<String> = by_cursor.concat();
    assert_eq!(all.len(), 10_000, "no span twice");
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), 10_000, "none missing");

    let page = reader.must_get(&details(""));
    assert_eq!(page["tracesLimit"], 500, "the default");
    assert_eq!(reader.get(&details("?limit=1001")).expect("an answer").status, 422);
    assert_eq!(reader.get(&details("?limits=10")).expect("an answer").status, 422);
}

/// Span `n` hangs below span `n / 4`, and a quarter of the spans start at the same instant as
/// their neighbour, so that order has ties to break.
fn tree(count: u64) -> Vec<Span> {
    let start = now_ns() - 60_000_000_000;
    let span = |id: u64| Span {
        id,
        parent: (id > 1).then_some(id.div_ceil(4)).map(|parent| parent.min(id - 1)),
        name: format!("node {id}"),
        start_ns: start + (id - id % 4 / 3) * 1_000,
        end_ns: start + count * 2_000,
    };
    (1..=count).map(span).collect()
}

/// Sends the spans in four requests, later ones first.
fn send(client: &Client, spans: &[Span]) {
    for part in spans.chunks(spans.len() / 4).rev() {
        let answer = client.must_post("/v1/traces", &trace_request(TRACE, part));
        assert_eq!(answer, serde_json::json!({}), "all accepted");
    }
}

fn assert_forest(traces: &Value, spans: &[Span]) {
    let nodes = nodes_of(traces);
    assert_eq!(nodes.len(), spans.len());
    let parent = |id: u64| spans[usize::try_from(id).expect("small") - 1].parent.map(span_hex);
    let mut seen = BTreeSet::new();
    for node in nodes {
        let id = node["spanId"].as_str().expect("spanId");
        assert!(seen.insert(id.to_owned()), "{id} twice");
        let number = u64::from_str_radix(id, 16).expect("hex");
        assert_eq!(node["parentSpanId"].as_str().map(str::to_owned), parent(number), "{id}");
        assert_eq!(node["name"], format!("node {number}"));
    }
    assert_start_order(traces);
}

/// Siblings stand in start order.
fn assert_start_order(traces: &Value) {
    let times = |siblings: &Value| -> Vec<String> {
        let siblings = siblings.as_array().into_iter().flatten();
        siblings.map(|node| node["startTime"].as_str().expect("startTime").to_owned()).collect()
    };
    let children = nodes_of(traces).into_iter().map(|node| &node["children"]);
    for siblings in children.chain([traces]) {
        assert!(times(siblings).is_sorted(), "siblings in start order: {:?}", times(siblings));
    }
}

fn pages_by_cursor(reader: &Client, limit: usize) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut query = format!("?limit={limit}");
    loop {
        let page = reader.must_get(&details(&query));
        pages.push(span_ids(&page["traces"]));
        let Some(cursor) = page["nextCursor"].as_str() else {
            assert_eq!(page["tracesHasMore"], false, "the last page");
            return pages;
        };
        assert_eq!(page["tracesHasMore"], true, "a page before the last");
        query = format!("?limit={limit}&cursor={cursor}");
    }
}

fn pages_by_offset(reader: &Client, limit: usize) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    for offset in (0..).step_by(limit) {
        let page = reader.must_get(&details(&format!("?limit={limit}&offset={offset}")));
        assert_eq!(page["tracesOffset"], offset);
        assert_eq!(page["tracesTotal"], SPANS);
        pages.push(span_ids(&page["traces"]));
        if page["tracesHasMore"] == false {
            break;
        }
    }
    pages
}

fn path(query: &str) -> String {
    format!("{EXECUTIONS}/{}{query}", trace_hex(TRACE))
}

fn details(query: &str) -> String {
    let trace = trace_hex(TRACE);
    format!("/api/v1/runtime/v1/observability/executions/{trace}/details{query}")
}
