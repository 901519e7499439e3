//! A node told again: running, ended, newer, or the same.

use axum::{body::Body, http::header};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{LIST, NODES, flat, names, store};
use crate::support::{Farol, JSON, START, post, telemetry};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_running_node_ends_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    store(
        &farol,
        json!([
            {"id": "root", "executionId": "e", "type": "workflow_execution", "name": "w",
             "status": "running", "startTime": at, "endTime": at + 1, "input": {"n": 1}},
            {"id": "step", "parentId": "root", "name": "s", "status": "running", "startTime": at + 1,
             "metadata": {"progress": 10}},
        ]),
    )
    .await;
    let found = farol.find(&format!("{LIST}/e")).await;
    assert_eq!(
        (&found["execution"]["status"], &found["execution"]["endTime"]),
        (&json!("running"), &Value::Null)
    );
    assert_eq!(
        (&found["execution"]["durationMs"], &found["execution"]["ended"]),
        (&Value::Null, &json!(false))
    );
    let step = &found["traces"][0]["children"][0];
    assert_eq!(
        (&step["status"], &step["endTime"], &step["durationMs"]),
        (&json!("running"), &Value::Null, &Value::Null)
    );
    assert_eq!(farol.find(&format!("{LIST}?status=running")).await["items"][0]["executionId"], "e");
    // Progress, then the end, without what was told; then what comes too late.
    store(&farol, json!([{"id": "step", "parentId": "root", "name": "s", "status": "running", "metadata": {"progress": 50}}])).await;
    let step = &flat(&farol, "e").await[1];
    assert_eq!(
        (&step["metadata"]["progress"], &step["startTime"]),
        (&json!(50), &json!("2025-11-21T04:40:00.001000000Z"))
    );
    store(&farol, json!([{"id": "step", "parentId": "root", "name": "s", "output": "done", "endTime": at + 5}])).await;
    store(&farol, json!([{"id": "step", "parentId": "root", "name": "s", "status": "running", "metadata": {"progress": 99}}])).await;
    // Its execution told no more: it is the end of what runs.
    store(
        &farol,
        json!([{"id": "root", "name": "w", "usage": {"inputTokens": 3}, "endTime": at + 8}]),
    )
    .await;
    store(
        &farol,
        json!([{"id": "root", "name": "w", "usage": {"inputTokens": 3}, "endTime": at + 8}]),
    )
    .await;
    let found = farol.find(&format!("{LIST}/e?shape=flat")).await;
    let (root, step) = (&found["traces"][0], &found["traces"][1]);
    assert_eq!(
        (&root["type"], &root["input"], &root["durationMs"]),
        (&json!("workflow_execution"), &json!({"n": 1}), &json!(8.0))
    );
    assert_eq!(
        (&step["output"], &step["durationMs"], &step["metadata"]),
        (&json!("done"), &json!(4.0), &json!({"progress": 50}))
    );
    let execution = &found["execution"];
    assert_eq!(
        (&execution["status"], &execution["spanCount"], &execution["inputTokens"]),
        (&json!("success"), &json!(2), &json!(3))
    );
    assert_eq!((&execution["durationMs"], farol.count("spans").await), (&json!(8.0), 2));
    assert_eq!(farol.count("executions").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_newer_version_replaces_an_older_one(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let version = |name: &str, end: u64| json!({"id": "n", "executionId": "e", "name": name, "startTime": at, "endTime": at + end});
    // Twice in one request, then by the later end, then by the later arrival.
    for (sent, expected) in [
        (json!([version("a", 5), version("b", 4)]), "a"),
        (json!([version("c", 6)]), "c"),
        (json!([version("d", 5)]), "c"),
        (json!([version("e", 6)]), "e"),
    ] {
        store(&farol, sent).await;
        assert_eq!(names(&flat(&farol, "e").await), [expected]);
    }
    // Another start of its own.
    store(&farol, json!([{"id": "n", "executionId": "e", "name": "f", "startTime": at - 90_000_000, "endTime": at + 7}])).await;
    let nodes = flat(&farol, "e").await;
    assert_eq!((names(&nodes), farol.count("spans").await), (vec!["f"], 1));
    assert_eq!(nodes[0]["durationMs"], 90_000_007.0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn requests_that_cross_each_other_leave_one_node(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let mut sent = tokio::task::JoinSet::new();
    for turn in 0..12 {
        let status = if turn % 2 == 0 { "running" } else { "success" };
        let mut node = json!({"id": "n", "executionId": "e", "name": "n", "status": status});
        if turn % 2 == 0 {
            node["startTime"] = json!(at);
        } else {
            node["endTime"] = json!(at + 9);
        }
        let request = telemetry(NODES, JSON, node.to_string());
        sent.spawn(tower::ServiceExt::oneshot(farol.router.clone(), request));
    }
    while let Some(answer) = sent.join_next().await {
        assert_eq!(answer.unwrap().unwrap().status(), 200);
    }
    let nodes = flat(&farol, "e").await;
    assert_eq!((nodes.len(), farol.count("spans").await), (1, 1));
    assert_eq!((&nodes[0]["status"], &nodes[0]["durationMs"]), (&json!("success"), &json!(9.0)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_retry_stores_nothing_twice(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let named = |key: &str, body: &Value| {
        let request = post(NODES).header(header::CONTENT_TYPE, JSON).header("idempotency-key", key);
        request.body(Body::from(body.to_string())).unwrap()
    };
    // Nodes without ids: by their times, or by the client's own key.
    let timed = json!([{"name": "a", "startTime": at}, {"name": "b", "startTime": at}]);
    let timeless = json!({"name": "c"});
    for _ in 0..2 {
        store(&farol, timed.clone()).await;
        farol.send(named("first", &timeless)).await.expect(200);
    }
    assert_eq!((farol.count("spans").await, farol.count("executions").await), (3, 3));
    farol.send(named("second", &timeless)).await.expect(200);
    store(&farol, timeless).await;
    assert_eq!(farol.count("spans").await, 5);
}
