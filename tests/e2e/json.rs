//! Plain JSON over sockets: a span that runs while the server is killed.

use farol_tests::data_dir::DataDir;
use farol_tests::server::{Server, create_key};
use serde_json::{Value, json};

const NODES: &str = "/api/v1/traces";
const EXECUTION: &str = "/api/v1/observability/executions/order-7";

#[test]
fn what_runs_while_the_server_is_killed_ends_after_its_restart() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let server = Server::start(&data);
    let begin = json!({"traces": [
        {"id": "run", "executionId": "order-7", "type": "workflow_execution", "name": "Order",
         "status": "running", "input": {"order": 7}},
        {"id": "step", "parentId": "run", "name": "fetch", "status": "running"},
    ]});
    let answer = server.client().must_post(NODES, &begin);
    assert_eq!(answer, json!({"accepted": 2, "rejected": [], "warnings": 0}));
    server.kill();

    let server = Server::start(&data);
    let client = server.client().with_key(&key);
    let found = client.must_get(EXECUTION);
    assert_eq!(
        (&found["execution"]["status"], &found["execution"]["spanCount"]),
        (&json!("running"), &json!(2))
    );
    let started = found["traces"][0]["startTime"].clone();
    // The child finds its parent's execution, and the parent its own beginning.
    client.must_post(
        NODES,
        &json!([{"id": "step", "parentId": "run", "name": "fetch", "output": 1}]),
    );
    client.must_post(NODES, &json!({"id": "run", "name": "Order", "output": "sent"}));
    let found = client.must_get(EXECUTION);
    let (execution, root) = (&found["execution"], &found["traces"][0]);
    assert_eq!((&execution["status"], &execution["spanCount"]), (&json!("success"), &json!(2)));
    assert_eq!((&root["startTime"], &root["input"]), (&started, &json!({"order": 7})));
    assert_eq!(
        (&root["output"], &root["children"][0]["status"]),
        (&json!("sent"), &json!("success"))
    );
    assert!(root["durationMs"].as_f64().unwrap() > 0.0);
    let all = client.must_get("/api/v1/observability/executions?status=running");
    assert_eq!(all["items"], Value::Array(Vec::new()));
}
