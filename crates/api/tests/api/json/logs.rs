//! `POST /api/v1/logs`: any JSON log line, and lines that are no JSON.

use axum::{body::Body, http::header};
use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, JSON, START, post, telemetry};

const LINES: &str = "/api/v1/logs";
const LOGS: &str = "/api/v1/observability/logs";

async fn store(farol: &Farol, body: &Value) {
    let answer = farol.send_json(LINES, body).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&json!([]), &json!(0)), "{answer}");
}

async fn stored(farol: &Farol) -> Vec<Value> {
    farol.find(&format!("{LOGS}?order=asc")).await["items"].as_array().unwrap().clone()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_shapes_of_common_loggers_are_understood(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store(
        &farol,
        &json!({"logs": [
            {"ts": "2025-11-21T04:40:00.123456Z", "level": "WARNING", "logger": "app",
             "msg": "call ended", "tenant_id": "t-1", "call_id": "c-9", "event": "call_ended",
             "minutes": 1.5},
            {"timestamp": "2025-11-21 04:40:01,5", "severity": "CRITICAL", "message": {"code": 7},
             "service": "billing", "campaign": "natal"},
            {"time": 1_763_700_002_000_i64, "level": 30, "body": "listening", "msg": null, "pid": 7},
        ], "environment": "test"}),
    )
    .await;
    let logs = stored(&farol).await;
    let fields = |index: usize, names: [&str; 5]| names.map(|name| logs[index][name].clone());
    let names = ["level", "severityText", "logger", "service", "body"];
    assert_eq!(
        fields(0, names),
        [json!("warn"), json!("WARNING"), json!("app"), Value::Null, json!("call ended")]
    );
    assert_eq!(
        fields(1, names),
        [json!("fatal"), json!("CRITICAL"), Value::Null, json!("billing"), json!({"code": 7})]
    );
    assert_eq!(fields(2, names)[..2], [json!("info"), json!("30")]);
    assert_eq!(logs[0]["timestamp"], "2025-11-21T04:40:00.123456000Z");
    let of_call =
        json!({"tenant_id": "t-1", "call_id": "c-9", "event": "call_ended", "minutes": 1.5});
    assert_eq!(logs[0]["attributes"], of_call);
    assert_eq!(logs[1]["timestamp"], "2025-11-21T04:40:01.500000000Z");
    let billing = json!({"attributes": {"environment": "test", "service.name": "billing"}});
    assert_eq!((&logs[1]["resource"], &logs[2]["attributes"]), (&billing, &json!({"pid": 7})));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn lines_of_any_kind_are_logs(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let lines = "2025-11-21T04:40:00.123Z INFO http user_id=user_456 company_id=company_123 \
                 GET /api/v1/flows?page=1 200 45ms\n\
                 2025-11-21T04:40:01.456Z ERROR auth user_id=user_456 reason=invalid_password login_attempt=3\r\n\
                 \n\
                 {\"ts\":\"2025-11-21T04:40:02Z\",\"level\":\"debug\",\"msg\":\"JSON among them\"}\n\
                 {\"cut\": \n\
                 <script>\u{0}\n";
    let answer = farol.send(telemetry(LINES, "text/plain; charset=utf-8", lines)).await.expect(200);
    assert_eq!(answer.json(), json!({"accepted": 5, "rejected": [], "warnings": 0}));
    let logs = stored(&farol).await;
    assert_eq!((&logs[0]["level"], &logs[0]["logger"]), (&json!("info"), &json!("http")));
    assert_eq!(logs[0]["body"], "GET /api/v1/flows?page=1 200 45ms");
    assert_eq!(
        logs[0]["attributes"],
        json!({"component": "http", "user_id": "user_456", "company_id": "company_123"})
    );
    assert_eq!(
        (&logs[1]["severityText"], &logs[1]["attributes"]["login_attempt"]),
        (&json!("ERROR"), &json!(3))
    );
    assert_eq!(logs[2]["body"], "JSON among them");
    assert_eq!(
        (&logs[3]["body"], &logs[4]["body"]),
        (&json!("{\"cut\": "), &json!("<script>\u{fffd}"))
    );
    // The same among JSON: a text is a line, anything else is none.
    let answer = farol.send_json(LINES, &json!(["plain", 7, {}, null])).await.expect(200).json();
    assert_eq!(answer["accepted"], 2);
    assert_eq!(
        (&answer["rejected"][0]["index"], &answer["rejected"][1]["code"]),
        (&json!(1), &json!("malformed"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_are_linked_to_their_execution_and_span(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut root = span(7, 1, "otlp", START);
    root.attributes = vec![attribute("farol.execution.id", "order-7")];
    farol.store_spans(vec![root]).await;
    let (trace, at) = (format!("{:032x}", 7), START / 1_000_000);
    store(
        &farol,
        &json!([
            {"time": at, "msg": "by trace", "traceId": trace.to_uppercase(), "spanId": "0000000000000001"},
            {"time": at + 1, "msg": "by uuid", "trace_id": "00000000-0000-0000-0000-000000000007", "span_id": "step 1"},
            {"time": at + 2, "msg": "by execution", "executionId": "order-7"},
            {"time": at + 3, "msg": "no span", "executionId": "lonely"},
        ]),
    )
    .await;
    let bodies = async |path: String| {
        let items = farol.find(&path).await["items"].as_array().unwrap().clone();
        items.iter().map(|log| log["body"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = ["by trace", "by uuid", "by execution"];
    for id in ["order-7", &trace] {
        assert_eq!(bodies(format!("/api/v1/observability/executions/{id}/logs")).await, all);
    }
    assert_eq!(bodies(format!("{LOGS}?executionId=order-7&order=asc")).await, all);
    assert_eq!(bodies(format!("{LOGS}?executionId=lonely")).await, ["no span"]);
    assert_eq!(bodies(format!("{LOGS}?spanId=0000000000000001")).await, ["by trace"]);
    let logs = stored(&farol).await;
    let of_each: Vec<&Value> = logs.iter().map(|log| &log["executionId"]).collect();
    assert_eq!(
        of_each,
        [&json!("order-7"), &json!("order-7"), &json!("order-7"), &json!("lonely")]
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_not_understood_is_an_attribute(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let line = json!({"time": at, "ts": "yesterday", "level": {}, "traceId": "abc", "spanId": 5,
        "service": ["a"], "logger": 3, "executionId": 9, "message": "m", "msg": "second", "__proto__": 1});
    let answer = farol.send_json(LINES, &line).await.expect(200).json();
    assert_eq!((&answer["accepted"], &answer["warnings"]), (&json!(1), &json!(7)));
    let log = &stored(&farol).await[0];
    assert_eq!(
        log["attributes"],
        json!({"ts": "yesterday", "level": {}, "traceId": "abc", "spanId": 5, "service": ["a"],
            "logger": 3, "executionId": 9, "msg": "second", "__proto__": 1})
    );
    assert_eq!(
        (&log["traceId"], &log["level"], &log["body"]),
        (&Value::Null, &Value::Null, &json!("m"))
    );
    store(&farol, &json!({"timestamp": 0, "msg": "a time of 0 is none"})).await;
    let old = json!([{"time": "2199-01-01T00:00:00Z"}, {"message": [[1]]}]);
    let answer = farol.send_json(LINES, &old).await.expect(200).json();
    assert_eq!(
        (&answer["accepted"], &answer["rejected"][0]["code"]),
        (&json!(1), &json!("too_far_ahead"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_repeated_body_is_stored_once_where_it_can_be_told(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let send = async |body: &str, key: Option<&str>| {
        let mut request = post(LINES).header(header::CONTENT_TYPE, JSON);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        farol.send(request.body(Body::from(body.to_owned())).unwrap()).await.expect(200);
        farol.count("logs").await
    };
    let two = format!(r#"[{{"time":{at},"msg":"a"}},{{"time":{at},"msg":"b"}}]"#);
    assert_eq!((send(&two, None).await, send(&two, None).await), (2, 2));
    let fine = r#"{"time":"2025-11-21T04:40:00.1234567Z","msg":"fine"}"#;
    assert_eq!((send(fine, None).await, send(fine, None).await), (3, 3));
    // These may well be two lines that say the same.
    let coarse = format!(r#"{{"time":{at},"msg":"coarse"}}"#);
    assert_eq!((send(&coarse, None).await, send(&coarse, None).await), (4, 5));
    let timeless = format!(r#"[{{"time":{at},"msg":"a"}},{{"msg":"no time"}}]"#);
    assert_eq!((send(&timeless, None).await, send(&timeless, None).await), (7, 9));
    assert_eq!((send(&coarse, Some("k")).await, send(&coarse, Some("k")).await), (10, 10));
    assert_eq!(send(&coarse, Some("other")).await, 11);
    // Another route's, and another project's.
    let other = farol.make_key("other", &[farol_storage::Scope::Ingest]).await;
    let request = post(LINES).header(header::CONTENT_TYPE, JSON).header("x-api-key", &other);
    farol.send(request.body(Body::from(two)).unwrap()).await.expect(200);
    assert_eq!(farol.count("logs").await, 13);
}
