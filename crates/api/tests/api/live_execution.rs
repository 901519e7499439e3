//! `/ws/executions/{id}`: what is there, what happens, and the end, by the contract's names.

use std::time::Duration;

use farol_api::{ApiSettings, Phase};
use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, Follower, START, settings};

const AT: u64 = START / 1_000_000;

async fn store(farol: &Farol, nodes: Value) {
    farol.send_json("/api/v1/traces", &json!({"traces": nodes})).await.expect(200);
}

/// The id that a node's span has.
async fn layer(farol: &Farol, execution: &str, name: &str) -> Value {
    let found =
        farol.find(&format!("/api/v1/observability/executions/{execution}?shape=flat")).await;
    let nodes = found["traces"].as_array().unwrap();
    nodes.iter().find(|node| node["name"] == name).unwrap()["spanId"].clone()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_running_execution_is_told_from_its_beginning_to_its_end(pool: PgPool) {
    let quick = ApiSettings { execution_quiet: Duration::from_millis(600), ..settings() };
    let farol = Farol::with(pool, quick).await;
    store(
        &farol,
        json!([
            {"id": "root", "executionId": "play-1", "type": "workflow_execution", "name": "w",
             "status": "running", "startTime": AT},
            {"id": "fetch", "parentId": "root", "name": "fetch", "startTime": AT + 1,
             "endTime": AT + 4, "output": {"rows": 3}},
            {"id": "write", "parentId": "root", "name": "write", "status": "running",
             "startTime": AT + 5, "metadata": {"progress": 10}},
        ]),
    )
    .await;
    let (fetch, write) =
        (layer(&farol, "play-1", "fetch").await, layer(&farol, "play-1", "write").await);
    let mut follower = Follower::open(&farol, "/ws/executions/play-1").await;
    let expected = [
        json!({"type": "play_state_change", "play_id": "play-1", "old_status": null,
            "new_status": "running", "timestamp": "2025-11-21T04:40:00.000000000Z"}),
        json!({"type": "layer_start", "layer_id": fetch, "flowlet_name": "fetch",
            "timestamp": "2025-11-21T04:40:00.001000000Z"}),
        json!({"type": "layer_complete", "layer_id": fetch, "status": "success",
            "duration_ms": 3.0, "output": {"rows": 3}}),
        json!({"type": "layer_start", "layer_id": write, "flowlet_name": "write",
            "timestamp": "2025-11-21T04:40:00.005000000Z"}),
        json!({"type": "layer_progress", "layer_id": write, "progress_percent": 10,
            "status": "running"}),
    ];
    for event in expected {
        assert_eq!(follower.next().await, event);
    }

    store(
        &farol,
        json!([{"id": "write", "parentId": "root", "name": "write", "status": "running",
        "metadata": {"progress": 62.5}}]),
    )
    .await;
    assert_eq!(follower.next().await["progress_percent"], json!(62.5));
    store(&farol, json!([
        {"id": "write", "parentId": "root", "name": "write", "status": "error", "endTime": AT + 9,
         "error": {"message": "the disk is full", "type": "IOError"}, "metadata": {"retryCount": 2}},
        {"id": "tidy", "parentId": "root", "name": "tidy", "status": "running", "startTime": AT + 10},
    ])).await;
    let failed = json!({"type": "layer_error", "layer_id": write,
        "error_message": "the disk is full", "retry_count": 2});
    assert_eq!(follower.next().await, failed);
    assert_eq!(follower.next().await["flowlet_name"], "tidy");
    store(&farol, json!([
        {"id": "tidy", "parentId": "root", "name": "tidy", "endTime": AT + 11, "output": "x".repeat(20_000)},
        {"id": "root", "executionId": "play-1", "name": "w", "type": "workflow_execution",
         "endTime": AT + 12, "usage": {"inputTokens": 3, "outputTokens": 4}},
    ])).await;
    let tidied = follower.next().await;
    assert_eq!((&tidied["output"], &tidied["output_omitted"]), (&Value::Null, &json!(true)));
    let change = json!({"type": "play_state_change", "play_id": "play-1", "old_status": "running",
        "new_status": "success", "timestamp": "2025-11-21T04:40:00.012000000Z"});
    assert_eq!(follower.next().await, change);
    let complete = follower.next().await;
    let found = farol.find("/api/v1/observability/executions/play-1").await;
    assert_eq!(found["execution"]["ended"], true, "not before it has ended");
    assert_eq!(
        (&complete["type"], &complete["final_status"], &complete["duration_ms"]),
        (&json!("play_complete"), &json!("success"), &json!(12.0))
    );
    let summary = &complete["kv_summary"];
    assert_eq!(
        (&summary["span_count"], &summary["error_count"], &summary["total_tokens"]),
        (&json!(4), &json!(1), &json!(7))
    );

    // A late span is told; the end is not told again, though it comes again.
    store(&farol, json!([{"id": "late", "parentId": "root", "name": "late", "startTime": AT + 3}]))
        .await;
    assert_eq!(follower.next().await["flowlet_name"], "late");
    assert_eq!(follower.next().await["type"], "layer_complete");
    let status = json!([{"id": "root", "name": "w", "status": "error", "endTime": AT + 13,
        "executionId": "play-1"}]);
    store(&farol, status).await;
    let change = follower.next().await;
    assert_eq!(
        (&change["old_status"], &change["new_status"]),
        (&json!("success"), &json!("error"))
    );
    farol.phase.send_replace(Phase::Draining);
    assert_eq!(follower.end().await, 1001);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_ended_execution_is_told_whole_and_a_cap_is_announced(pool: PgPool) {
    let few = ApiSettings { trace_span_limit: 5, execution_quiet: Duration::ZERO, ..settings() };
    let farol = Farol::with(pool, few).await;
    let steps = (1..=8).map(|at| {
        json!({"id": format!("s{at}"), "parentId": "root", "name": format!("step {at}"),
            "startTime": AT + at, "durationMs": 1})
    });
    let root = json!({"id": "root", "executionId": "play-2", "name": "w", "startTime": AT, "durationMs": 20});
    store(&farol, [root].into_iter().chain(steps).collect()).await;
    let mut follower = Follower::open(&farol, "/ws/executions/play-2").await;
    let limited = follower.next().await;
    assert_eq!((&limited["limit"], &limited["span_count"]), (&json!(5), &json!(9)));
    let mut types = Vec::new();
    loop {
        let event = follower.next().await;
        let name = event["type"].as_str().unwrap().to_owned();
        types.push(name.clone());
        if name == "play_complete" {
            break;
        }
    }
    let count = |name: &str| types.iter().filter(|each| *each == name).count();
    // The root is one of the five.
    assert_eq!((count("layer_start"), count("layer_complete")), (4, 4));
    assert_eq!(types[types.len() - 2..], ["play_state_change", "play_complete"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_trace_that_joins_under_the_same_id_is_told_too(pool: PgPool) {
    let (farol, other) = (Farol::new(pool.clone()).await, Farol::new(pool).await);
    let named = |trace, id, name| {
        let mut root = span(trace, id, name, START);
        root.attributes = vec![attribute("farol.execution.id", "order-9")];
        root
    };
    farol.store_spans(vec![named(1, 1, "one")]).await;
    let mut follower = Follower::open(&farol, "/ws/executions/order-9").await;
    assert_eq!(follower.next().await["type"], "play_state_change");
    let mut child = span(2, 3, "inside", START + 1);
    child.parent_span_id = 2_u64.to_be_bytes().to_vec();
    other.store_spans(vec![named(2, 2, "two"), child]).await;
    assert_eq!(follower.next().await["flowlet_name"], "inside");
}
