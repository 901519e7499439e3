//! Business events read: one by one, and which there are.

mod feed;
mod names;

use serde_json::Value;

use crate::support::Farol;

const EVENTS: &str = "/api/v1/events";

fn encode(text: &str) -> String {
    text.bytes().flat_map(|byte| format!("%{byte:02x}").into_bytes()).map(char::from).collect()
}

/// Sends events, all of which are taken as they are.
async fn store(farol: &Farol, events: &Value) {
    let answer = farol.send_json(EVENTS, events).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&Value::Array(vec![]), &0.into()));
}
