//! Reading executions back and what must hold of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::Client;
use crate::payload::{span_hex, trace_hex};

/// Route of the executions; one of them is `…/{id}`.
pub const EXECUTIONS: &str = "/api/v1/observability/executions";

/// The nodes of a `traces` forest in pre-order.
///
/// Walks with a stack of its own: a trace may be deeper than a thread's.
#[must_use]
pub fn nodes_of(traces: &Value) -> Vec<&Value> {
    let mut nodes = Vec::new();
    let mut waiting: Vec<&Value> = traces.as_array().expect("traces").iter().rev().collect();
    while let Some(node) = waiting.pop() {
        nodes.push(node);
        waiting.extend(node["children"].as_array().into_iter().flatten().rev());
    }
    nodes
}

/// The span ids of a forest in pre-order.
#[must_use]
pub fn span_ids(traces: &Value) -> Vec<String> {
    let id = |node: &&Value| node["spanId"].as_str().expect("spanId").to_owned();
    nodes_of(traces).iter().map(id).collect()
}

/// Asserts that each trace has spans 1 to `spans`, each once, in its nodes and in its summary.
pub fn assert_stored_once(reader: &Client, traces: &[u128], spans: u64) {
    let expected: BTreeSet<String> = (1..=spans).map(span_hex).collect();
    for trace in traces {
        let path = format!("{EXECUTIONS}/{}?payloads=false&shape=flat", trace_hex(*trace));
        let answer = reader.must_get(&path);
        let ids = span_ids(&answer["traces"]);
        assert_eq!(ids.len(), expected.len(), "each span once in {}", trace_hex(*trace));
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected, "every span is there");
        assert_eq!(answer["execution"]["spanCount"], spans, "the summary agrees");
    }
}

/// Asserts that a trace is there whole or not at all.
pub fn assert_whole_or_absent(reader: &Client, trace: u128, spans: u64) {
    let path = format!("{EXECUTIONS}/{}", trace_hex(trace));
    let status = reader.get(&path).expect("an answer").status;
    assert!(matches!(status, 200 | 404), "status {status}");
    if status == 200 {
        assert_stored_once(reader, &[trace], spans);
    }
}
