//! Values of every kind in every place, sent and read (conformance cases 30, 35, 42, 43).

use farol_storage::Scope;
use farol_testkit::otlp::{log, proto::logs::v1::LogRecord, protobuf_bytes, value};
use serde_json::{Map, Value, json};
use sqlx::PgPool;

use crate::support::{
    Farol, JSON, PROTOBUF, START,
    everything::{attributes, attributes_json, attributes_read, kinds_read, request, request_json},
    post, telemetry,
};

fn trace_path() -> String {
    format!("/api/v1/observability/executions/{}", "5b".repeat(16))
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_span_is_read_as_it_was_sent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = protobuf_bytes(&request());
    farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    let node = farol.find(&trace_path()).await["traces"][0].clone();
    for (field, expected) in [
        ("spanId", "ee".repeat(8).into()),
        ("parentSpanId", "dd".repeat(8).into()),
        ("orphan", true.into()),
        ("name", "all of it".into()),
        ("kind", 3.into()),
        ("statusCode", 1.into()),
        ("statusMessage", "a reason".into()),
        ("startTimeUnixNano", START.to_string().into()),
        ("endTimeUnixNano", (START + 9).to_string().into()),
        ("startTime", "2025-11-21T04:40:00.000000000Z".into()),
        ("durationMs", 0.000_009.into()),
        ("attributes", attributes_read()),
        (
            "events",
            json!([{"name": "an event", "timeUnixNano": (START + 5).to_string(),
            "attributes": attributes_read(), "droppedAttributesCount": 4}]),
        ),
        (
            "links",
            json!([{"traceId": "ab".repeat(16), "spanId": "cd".repeat(8),
            "traceState": "c=d", "attributes": attributes_read(), "droppedAttributesCount": 5,
            "flags": 0x301}]),
        ),
        (
            "otlp",
            json!({"traceState": "a=b", "flags": 0xffff_ff01_u32,
            "droppedAttributesCount": 1, "droppedEventsCount": 2, "droppedLinksCount": 3}),
        ),
        (
            "resource",
            json!({"attributes": attributes_read(), "droppedAttributesCount": 6,
            "schemaUrl": "https://s/1"}),
        ),
        (
            "scope",
            json!({"name": "library", "version": "1.2", "attributes": attributes_read(),
            "droppedAttributesCount": 7, "schemaUrl": "https://s/2"}),
        ),
    ] {
        assert_eq!(node[field], expected, "{field}");
    }
    let below = |paths: &[&str]| -> Value {
        paths.iter().flat_map(|path| kinds_read(path)).collect::<Map<_, _>>().into()
    };
    let own = below(&["/attributes", "/events/0/attributes", "/links/0/attributes"]);
    assert_eq!(node["attributeKinds"], own);
    let shared = below(&["/resource/attributes", "/scope/attributes"]);
    assert_eq!(node["resourceKinds"], shared);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn both_encodings_say_the_same(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let (ingest, read) = (&[Scope::Ingest], &[Scope::Read]);
    let mut answers = Vec::new();
    for (project, encoding, body) in [
        ("one", PROTOBUF, protobuf_bytes(&request())),
        ("two", JSON, request_json().to_string().into_bytes()),
    ] {
        let sent = post("/v1/traces").header("content-type", encoding);
        let sent = sent.header("x-api-key", farol.make_key(project, ingest).await);
        farol.send(sent.body(body.into()).unwrap()).await.expect(200);
        let reader = farol.make_key(project, read).await;
        answers.push(farol.read_as(&trace_path(), &reader).await.expect(200).json());
    }
    assert_eq!(answers[0], answers[1]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_log_record_is_read_as_it_was_sent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let whole = LogRecord {
        observed_time_unix_nano: START + 1,
        severity_number: 18,
        severity_text: "ERROR2".to_owned(),
        body: Some(value(attributes())),
        attributes: attributes(),
        dropped_attributes_count: 2,
        flags: 0xffff_ff01,
        trace_id: vec![0x5b; 16],
        span_id: vec![0xee; 8],
        event_name: "order.placed".to_owned(),
        ..log(START, "")
    };
    farol.store_logs(vec![whole]).await;
    let page = farol.find("/api/v1/observability/logs").await;
    for (field, expected) in [
        ("timestamp", "2025-11-21T04:40:00.000000000Z".into()),
        ("timestampUnixNano", START.to_string().into()),
        ("observedTimestamp", "2025-11-21T04:40:00.000000001Z".into()),
        ("level", "error".into()),
        ("severityNumber", 18.into()),
        ("severityText", "ERROR2".into()),
        ("service", "worker".into()),
        ("logger", "testkit".into()),
        ("body", attributes_read()),
        ("attributes", attributes_read()),
        ("traceId", "5b".repeat(16).into()),
        ("executionId", "5b".repeat(16).into()),
        ("spanId", "ee".repeat(8).into()),
        ("eventName", "order.placed".into()),
        ("otlp", json!({"flags": 0xffff_ff01_u32, "droppedAttributesCount": 2})),
    ] {
        assert_eq!(page["items"][0][field], expected, "{field}");
    }
    let kinds = kinds_read("/attributes").into_iter().chain(kinds_read("/body"));
    let kinds: Value = kinds.collect::<Map<_, _>>().into();
    assert_eq!(page["items"][0]["attributeKinds"], kinds);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_body_may_be_any_value(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let (sent, read) = (attributes_json(), attributes_read());
    let sent: Vec<&Value> = sent.as_array().unwrap().iter().collect();
    let records: Vec<Value> = sent
        .iter()
        .zip(START..)
        .map(|(pair, time)| json!({"timeUnixNano": time.to_string(), "body": pair["value"]}))
        .collect();
    let body = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": records}]}]});
    assert_eq!(farol.send_json("/v1/logs", &body).await.expect(200).text(), "{}");
    let page = farol.find("/api/v1/observability/logs?order=asc").await;
    for (pair, item) in sent.iter().zip(page["items"].as_array().unwrap()) {
        let key = pair["key"].as_str().unwrap();
        assert_eq!(item["body"], read[key], "{key}");
    }
    assert_eq!(page["items"].as_array().unwrap().len(), sent.len());
}
