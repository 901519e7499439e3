//! Plain JSON in: `/api/v1/traces`, `/api/v1/logs` and `/api/v1/events`, sentence by sentence.

mod bodies;
mod events;
mod fields;
mod ids;
mod logs;
mod versions;

use serde_json::{Value, json};

use crate::support::Farol;

const NODES: &str = "/api/v1/traces";
const LIST: &str = "/api/v1/observability/executions";
const NDJSON: &str = "application/x-ndjson";

/// Sends nodes, all of which are taken as they are.
async fn store(farol: &Farol, body: Value) {
    let answer = farol.send_json(NODES, &body).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&json!([]), &json!(0)), "{answer}");
}

async fn flat(farol: &Farol, id: &str) -> Vec<Value> {
    let trace = farol.find(&format!("{LIST}/{id}?shape=flat")).await;
    trace["traces"].as_array().unwrap().clone()
}

fn names(nodes: &[Value]) -> Vec<&str> {
    nodes.iter().map(|node| node["name"].as_str().unwrap()).collect()
}
