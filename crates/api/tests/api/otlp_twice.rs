//! The same request again, as after a lost answer (conformance case 25).

use axum::{body::Body, http::Request};
use farol_testkit::{
    TraceBuilder,
    otlp::{log, logs, protobuf_bytes},
};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, gzip, post, telemetry};

const LIST: &str = "/api/v1/observability/executions";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_trace_sent_twice_counts_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = protobuf_bytes(&TraceBuilder::new(7).spans(40).start(START).build());
    farol.send(telemetry("/v1/traces", PROTOBUF, body.clone())).await.expect(200);
    let before = farol.find(LIST).await;
    assert_eq!(before["items"][0]["spanCount"], 40);
    assert!(before["items"][0]["totalTokens"].as_i64().unwrap() > 0);
    let id = before["items"][0]["traceId"].as_str().unwrap().to_owned();
    let trace = farol.find(&format!("{LIST}/{id}")).await;
    for _ in 0..2 {
        farol.send(telemetry("/v1/traces", PROTOBUF, body.clone())).await.expect(200);
    }
    assert_eq!(farol.find(LIST).await, before, "totals are unchanged");
    assert_eq!(farol.find(&format!("{LIST}/{id}")).await, trace);
    assert_eq!(farol.count("spans").await, 40);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn requests_that_cross_each_other_count_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = protobuf_bytes(&TraceBuilder::new(8).spans(30).start(START).build());
    let mut sent = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let request = telemetry("/v1/traces", PROTOBUF, body.clone());
        let router = farol.router.clone();
        sent.spawn(tower::ServiceExt::oneshot(router, request));
    }
    while let Some(answer) = sent.join_next().await {
        assert_eq!(answer.unwrap().unwrap().status(), 200);
    }
    assert_eq!(farol.find(LIST).await["items"][0]["spanCount"], 30);
    assert_eq!(farol.count("spans").await, 30);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_that_can_be_told_apart_are_stored_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let store = async |body: &[u8], encoding: &str| {
        let sent = post("/v1/logs").header("content-type", PROTOBUF);
        let sent = sent.header("content-encoding", encoding).body(body.to_vec().into());
        farol.send(sent.unwrap()).await.expect(200);
        farol.count("logs").await
    };
    let two = logs("worker", vec![log(START, "one"), log(START, "two")]);
    let two = protobuf_bytes(&two);
    assert_eq!(store(&two, "identity").await, 2);
    assert_eq!(store(&two, "identity").await, 2, "two records, each with its time");
    assert_eq!(store(&gzip(&two).await, "gzip").await, 2, "packed or not");
    let fine = protobuf_bytes(&logs("worker", vec![log(START + 1, "fine")]));
    assert_eq!(store(&fine, "identity").await, 3);
    assert_eq!(store(&fine, "identity").await, 3, "a time finer than a millisecond");
    // Two of these may well be two lines that say the same.
    let coarse = protobuf_bytes(&logs("worker", vec![log(START, "coarse")]));
    assert_eq!(store(&coarse, "identity").await, 4);
    assert_eq!(store(&coarse, "identity").await, 5);
    let timeless = protobuf_bytes(&logs("worker", vec![log(0, "no time"), log(START + 1, "x")]));
    assert_eq!(store(&timeless, "identity").await, 7);
    assert_eq!(store(&timeless, "identity").await, 9);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_may_name_its_request(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = protobuf_bytes(&logs("worker", vec![log(0, "no time of its own")]));
    let named = |key: &str, project: &str| -> Request<Body> {
        let sent = post("/v1/logs").header("content-type", PROTOBUF).header("x-api-key", project);
        sent.header("idempotency-key", key).body(body.clone().into()).unwrap()
    };
    let other = farol.make_key("other", &[farol_storage::Scope::Ingest]).await;
    for (key, project, stored) in [
        ("first", &farol.key, 1),
        ("first", &farol.key, 1),
        ("second", &farol.key, 2),
        ("first", &other, 3),
        ("first", &other, 3),
    ] {
        farol.send(named(key, project)).await.expect(200);
        assert_eq!(farol.count("logs").await, stored, "{key}");
    }
}
