//! Ids as they are sent and as they are kept (conformance cases 28, 29, 38 to 40).

use farol_testkit::otlp::{
    log,
    proto::{logs::v1::LogRecord, trace::v1::Span},
    protobuf_bytes, span, traces,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, telemetry};

const LOWER: &str = "5b8efff798038103d269b633813fc60c";

fn spans(spans: &[Value]) -> Value {
    json!({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]})
}

fn span_json(trace: &str, id: &str) -> Value {
    json!({"traceId": trace, "spanId": id, "startTimeUnixNano": START.to_string()})
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn hex_of_any_case_is_one_id(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = spans(&[
        span_json(LOWER, "eee19b7ec3c1b174"),
        span_json(&LOWER.to_uppercase(), "EEE19B7EC3C1B175"),
        span_json("5B8efff798038103D269b633813fc60C", "EeE19b7ec3c1b176"),
    ]);
    assert_eq!(farol.send_json("/v1/traces", &body).await.expect(200).text(), "{}");
    for id in [LOWER, &LOWER.to_uppercase()] {
        let found = farol.find(&format!("/api/v1/observability/executions/{id}?shape=flat")).await;
        assert_eq!(found["execution"]["executionId"], LOWER);
        for (node, last) in found["traces"].as_array().unwrap().iter().zip(["4", "5", "6"]) {
            assert_eq!(node["spanId"], format!("eee19b7ec3c1b17{last}"));
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_span_without_valid_ids_is_rejected_alone(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let good = "eee19b7ec3c1b174";
    let wrong = [
        (LOWER, "0000000000000000"),
        (LOWER, "eee19b7ec3c1b1"),
        (LOWER, LOWER),
        (LOWER, ""),
        (LOWER, "7uGbfsPBsXQ="),
        ("", good),
        ("00000000000000000000000000000000", good),
        (good, good),
        ("W47/95gDgQPSabYzgT/GDA==", good),
        ("5b8efff7-9803-8103-d269-b633813fc60c!", good),
    ];
    for (number, (trace, id)) in wrong.into_iter().enumerate() {
        let sibling = format!("eee19b7ec3c1b1{number:02x}");
        let body = spans(&[span_json(LOWER, &sibling), span_json(trace, id)]);
        let answer = farol.send_json("/v1/traces", &body).await.expect(200);
        let (rejected, message) = answer.partial();
        assert_eq!(rejected, 1, "{trace} {id}");
        assert!(message.contains("span 1") && message.contains("Id"), "{message}");
        let base64 = trace.ends_with('=') || id.ends_with('=');
        assert!(!base64 || message.contains("hex"), "{message}");
    }
    assert_eq!(farol.count("spans").await, 10);
    // In protobuf, where ids are bytes.
    let with = |trace_id: Vec<u8>, span_id: Vec<u8>| Span {
        trace_id,
        span_id,
        ..span(1, 1, "work", START)
    };
    let bad = vec![
        with(vec![1; 16], vec![0; 8]),
        with(vec![1; 16], vec![1; 7]),
        with(vec![1; 16], vec![1; 16]),
        with(vec![0; 16], vec![1; 8]),
        with(vec![1; 15], vec![1; 8]),
        with(vec![], vec![]),
        with(vec![1; 16], vec![1; 8]),
    ];
    let body = protobuf_bytes(&traces("worker", bad));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 6);
    assert_eq!(farol.count("spans").await, 11);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_log_without_valid_ids_is_kept_unlinked(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let ids = [
        (vec![], vec![]),
        (vec![0; 16], vec![0; 8]),
        (vec![1; 7], vec![1; 8]),
        (vec![1; 16], vec![1; 3]),
        (vec![1; 16], vec![1; 8]),
    ];
    let records: Vec<LogRecord> = ids
        .into_iter()
        .zip(START..)
        .map(|((trace_id, span_id), time)| LogRecord { trace_id, span_id, ..log(time, "kept") })
        .collect();
    let body = protobuf_bytes(&farol_testkit::otlp::logs("worker", records));
    let answer = farol.send(telemetry("/v1/logs", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 0, "no record is rejected for its ids");
    let page = farol.find("/api/v1/observability/logs?order=asc").await;
    let (trace, span) = (json!("01".repeat(16)), json!("01".repeat(8)));
    let none = Value::Null;
    let expected =
        [(&none, &none), (&none, &none), (&none, &span), (&trace, &none), (&trace, &span)];
    for (item, (trace, span)) in page["items"].as_array().unwrap().iter().zip(expected) {
        assert_eq!((&item["traceId"], &item["spanId"], &item["executionId"]), (trace, span, trace));
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_span_without_a_parent_is_a_root(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let parents = [json!(""), json!("0000000000000000"), Value::Null, json!("nonsense")];
    let all: Vec<Value> = parents
        .into_iter()
        .enumerate()
        .map(|(number, parent)| {
            let mut span = span_json(LOWER, &format!("eee19b7ec3c1b1{number:02x}"));
            span["parentSpanId"] = parent;
            span
        })
        .collect();
    let answer = farol.send_json("/v1/traces", &spans(&all)).await.expect(200);
    let (rejected, warning) = answer.partial();
    assert_eq!((rejected, warning.contains("parentSpanId")), (0, true), "{warning}");
    let found = farol.find(&format!("/api/v1/observability/executions/{LOWER}")).await;
    for node in found["traces"].as_array().unwrap() {
        assert_eq!((&node["parentSpanId"], &node["depth"]), (&Value::Null, &0.into()));
        assert_eq!(node.get("orphan"), None);
    }
    assert_eq!(found["tracesTotal"], 4);
}
