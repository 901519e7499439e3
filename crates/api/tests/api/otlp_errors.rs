//! What is wrong with what came, and with parts of it (conformance cases 16 to 18, 22 to 24).

use farol_testkit::otlp::{log, protobuf_bytes, span, traces};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Farol, JSON, PROTOBUF, START, telemetry};

const PATHS: [&str; 3] = ["/v1/traces", "/v1/logs", "/v1/metrics"];

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn malformed_bodies_are_told_why_in_their_encoding(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let whole = protobuf_bytes(&traces("worker", vec![span(1, 1, "work", START)]));
    let protobuf: [&[u8]; 4] = [&whole[..whole.len() - 3], b"\x0a\xff", b"\x0d\x01", b"{}"];
    let json: [&[u8]; 6] =
        [b"{", b"\"\"", b"nonsense", b"{\"resourceSpans\":", b"{} {}", b"\xff\xfe"];
    for path in PATHS {
        for body in protobuf {
            let answer = farol.send(telemetry(path, PROTOBUF, body.to_vec())).await.expect(400);
            assert_eq!(answer.header("content-type"), PROTOBUF);
            answer.status_message();
        }
        for body in json {
            let answer = farol.send(telemetry(path, JSON, body.to_vec())).await.expect(400);
            assert_eq!(answer.header("content-type"), JSON);
            answer.status_message();
        }
    }
    for (path, key) in [("/v1/traces", "resourceSpans"), ("/v1/logs", "resourceLogs")] {
        for wrong in [json!(1), json!("text"), json!({}), json!([1]), json!(["text"])] {
            let answer = farol.send_json(path, &json!({ key: wrong })).await.expect(400);
            answer.status_message();
        }
    }
    assert_eq!(farol.count("spans").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn nothing_to_store_is_a_success(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for path in PATHS {
        let answer = farol.send(telemetry(path, PROTOBUF, "")).await.expect(200);
        assert!(answer.body.is_empty(), "an empty message is a valid one");
        farol.send(telemetry(path, JSON, "")).await.expect(400).status_message();
        farol.send(telemetry(path, JSON, "{}")).await.expect(200);
    }
    for (path, resources, scopes, items) in [
        ("/v1/traces", "resourceSpans", "scopeSpans", "spans"),
        ("/v1/logs", "resourceLogs", "scopeLogs", "logRecords"),
    ] {
        for body in [
            json!({ resources: [] }),
            json!({ resources: [{}] }),
            json!({ resources: [{ scopes: [] }] }),
            json!({ resources: [{ scopes: [{}] }] }),
            json!({ resources: [{ scopes: [{ items: [] }] }] }),
        ] {
            let answer = farol.send_json(path, &body).await.expect(200);
            assert_eq!(answer.text(), "{}", "{body}");
        }
    }
    // Envelopes within envelopes, all empty.
    let nested = b"\x0a\x00\x0a\x02\x12\x00".to_vec();
    farol.send(telemetry("/v1/traces", PROTOBUF, nested)).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn bad_spans_are_counted_and_good_ones_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let span = |id: &str| {
        json!({"traceId": "5b8efff798038103d269b633813fc60c", "spanId": id,
            "startTimeUnixNano": START.to_string()})
    };
    let good = ["eee19b7ec3c1b171", "eee19b7ec3c1b172", "eee19b7ec3c1b173"];
    let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": [
        span(good[0]), span("too short"), span(good[1]), span(""), span(good[2])
    ]}]}]});
    let answer = farol.send_json("/v1/traces", &body).await.expect(200);
    assert_eq!(answer.json()["partialSuccess"]["rejectedSpans"], "2", "a 64-bit number is text");
    let (_, message) = answer.partial();
    assert!(message.contains("span 1") && message.contains("span 3"), "{message}");
    assert_eq!(farol.count("spans").await, 3);
    let trace = "/api/v1/observability/executions/5b8efff798038103d269b633813fc60c";
    let found = farol.find(trace).await;
    for (node, id) in found["traces"].as_array().unwrap().iter().zip(good) {
        assert_eq!(node["spanId"], id);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_taken_otherwise_than_sent_is_a_warning(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [
        {"timeUnixNano": START.to_string(), "traceId": "abc", "body": {"stringValue": "kept"}}
    ]}]}]});
    let answer = farol.send_json("/v1/logs", &body).await.expect(200);
    let (rejected, message) = answer.partial();
    assert_eq!((rejected, message.is_empty()), (0, false));
    assert!(answer.json()["partialSuccess"].get("rejectedLogRecords").is_none());
    assert_eq!(farol.count("logs").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn answers_stay_below_what_clients_read(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let long = "\u{1}".repeat(1 << 20);
    for body in [
        json!({ "resourceSpans": long }),
        json!({"resourceSpans": [{"scopeSpans": [{"spans": [{"kind": long}]}]}]}),
        json!({"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": long, "spanId": long}]}]}]}),
        json!({"resourceSpans": [{"scopeSpans": [{"spans": [{"flags": [long]}]}]}]}),
    ] {
        let answer = farol.send_json("/v1/traces", &body).await;
        assert!([200, 400].contains(&answer.status.as_u16()), "{}", answer.status);
        assert!(answer.body.len() < 4 << 20, "{} bytes", answer.body.len());
    }
    let many = (1..=20_000).map(|id| span(0, id, "no trace", START)).collect();
    let body = protobuf_bytes(&traces("worker", many));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 20_000);
    assert!(answer.body.len() < 4 << 20);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn more_items_than_a_request_may_hold_are_refused_as_a_whole(pool: PgPool) {
    let few = farol_api::ApiSettings { max_items: 3, ..crate::support::settings() };
    let farol = Farol::with(pool, few).await;
    let spans = |count| (1..=count).map(|id| span(1, id, "work", START)).collect();
    farol.store_spans(spans(3)).await;
    let body = protobuf_bytes(&traces("worker", spans(4)));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(413);
    assert!(answer.status_message().contains('3'));
    farol.store_logs(vec![log(START, "one")]).await;
    assert_eq!(farol.count("spans").await, 3);
}
