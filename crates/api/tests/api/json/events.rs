//! `POST /api/v1/events`: what `track()` sends.

use axum::{body::Body, http::header};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, JSON, START, gzip, post, telemetry};

const EVENTS: &str = "/api/v1/events";

async fn store(farol: &Farol, body: &Value) {
    let answer = farol.send_json(EVENTS, body).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&json!([]), &json!(0)), "{answer}");
}

/// What is stored, oldest first, as rows of JSON.
async fn stored(farol: &Farol) -> Vec<Value> {
    let statement = "select jsonb_build_object('name', name, 'time', time_ns::text, 'trace', trace_id, \
        'execution', execution_id, 'thread', thread_id, 'agent', agent_id, 'key', idempotency_key, \
        'properties', properties::jsonb) from events order by time_ns, arrival";
    sqlx::query_scalar(statement).fetch_all(&farol.pool).await.unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_event_is_stored_with_all_that_it_tells(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = json!({"events": [
        {"name": "ticket_resolved", "timestamp": "2025-11-21T04:40:00.123456789Z",
         "executionId": "5b8efff798038103d269b633813fc60c", "threadId": "thread-1", "agentId": "agent-1",
         "idempotencyKey": "key-1",
         "properties": {"duration": 12.5, "answered": true, "category": "network", "nested": {"a": [1]}, "none": null}},
        {"eventName": "alert_received", "timestamp": START / 1_000_000_000 + 1, "executionId": "order-7",
         "severity": "high", "properties": {"company": "Açaí & <b>Co</b>"}},
    ]});
    store(&farol, &body).await;
    let events = stored(&farol).await;
    let first = json!({"name": "ticket_resolved", "time": "1763700000123456789",
        "trace": "5b8efff7-9803-8103-d269-b633813fc60c", "execution": "5b8efff798038103d269b633813fc60c",
        "thread": "thread-1", "agent": "agent-1", "key": "key-1", "properties": body["events"][0]["properties"]});
    assert_eq!(events[0], first);
    assert_eq!(events[1]["name"], "alert_received");
    // The trace of an id of any text is the same as for nodes.
    let node = json!({"name": "root", "executionId": "order-7", "startTime": START / 1_000_000});
    farol.send_json("/api/v1/traces", &node).await.expect(200);
    let traces = "select count(*) from events join executions using (trace_id)";
    let joined: i64 = sqlx::query_scalar(traces).fetch_one(&farol.pool).await.unwrap();
    assert_eq!(joined, 1);
    let properties = json!({"severity": "high", "company": "Açaí & <b>Co</b>"});
    assert_eq!(events[1]["properties"], properties);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn every_envelope_is_opened(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let accepted = async |content_type: &str, body: &str| {
        let request = telemetry(EVENTS, content_type, body.to_owned());
        farol.send(request).await.expect(200).json()["accepted"].clone()
    };
    assert_eq!(accepted(JSON, r#"[{"name":"a"},{"name":"b"}]"#).await, 2);
    assert_eq!(accepted(JSON, r#"{"name":"a"}"#).await, 1);
    assert_eq!(accepted("application/x-ndjson", "{\"name\":\"a\"}\n\n{\"name\":\"b\"}\n").await, 2);
    assert_eq!(accepted(JSON, r#"{"events":[]}"#).await, 0);
    let packed = gzip(br#"{"events":[{"name":"packed"}]}"#).await;
    let request = post(EVENTS).header(header::CONTENT_TYPE, JSON);
    let request =
        request.header(header::CONTENT_ENCODING, "gzip").body(Body::from(packed)).unwrap();
    assert_eq!(farol.send(request).await.expect(200).json()["accepted"], 1);
    farol.send(telemetry(EVENTS, JSON, "\"text\"")).await.problem(400, "malformed");
    farol.send(telemetry(EVENTS, JSON, "{\"events\":[{}")).await.problem(400, "malformed");
    assert_eq!(farol.count("events").await, 6);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_stands_beside_the_list_holds_for_every_event(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = json!({"agentId": "agent-1", "environment": "test", "events": [
        {"name": "a", "timestamp": START / 1_000_000_000, "agentId": null},
        {"name": "b", "timestamp": START / 1_000_000_000 + 1, "agentId": "own", "environment": "own"},
    ]});
    store(&farol, &body).await;
    let events = stored(&farol).await;
    let told = |index: usize| (&events[index]["agent"], &events[index]["properties"]);
    assert_eq!(told(0), (&json!("agent-1"), &json!({"environment": "test"})));
    assert_eq!(told(1), (&json!("own"), &json!({"environment": "own"})));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn values_of_the_wrong_type_are_kept_as_properties(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let events = json!([
        {"name": "a", "timestamp": "yesterday", "properties": {"x": 1}},
        {"name": "b", "properties": [1, 2]},
        {"name": "c", "eventName": "second", "properties": {"__proto__": {"polluted": true}, "value": 1}, "value": 2},
    ]);
    let answer = farol.send_json(EVENTS, &events).await.expect(200).json();
    assert_eq!(answer, json!({"accepted": 3, "rejected": [], "warnings": 2}));
    let events = stored(&farol).await;
    let properties: Vec<&Value> = events.iter().map(|event| &event["properties"]).collect();
    assert_eq!(properties[0], &json!({"timestamp": "yesterday", "x": 1}));
    assert_eq!(properties[1], &json!({"value": [1, 2]}));
    let third = json!({"eventName": "second", "__proto__": {"polluted": true}, "value": 1});
    assert_eq!(properties[2], &third);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_bad_event_is_rejected_alone_and_told_why(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let many: serde_json::Map<String, Value> =
        (0..101).map(|number| (format!("p{number}"), number.into())).collect();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep = serde_json::value::RawValue::from_string(deep).unwrap();
    let long = |length: usize| "é".repeat(length);
    let bad: [(Value, &str, &str); 13] = [
        (json!(5), "malformed", "not a JSON object"),
        (json!({"properties": {}}), "required", "name is required"),
        (json!({"name": "", "eventName": null}), "required", "name is required"),
        (json!({"name": 7}), "invalid_type", "name must be text"),
        (json!({"name": long(201)}), "too_long", "name may have at most 200 characters"),
        (json!({"name": "x", "executionId": 7}), "invalid_type", "executionId must be text"),
        (json!({"name": "x", "agentId": long(129)}), "too_long", "agentId may have at most 128"),
        (json!({"name": "x", "idempotencyKey": long(129)}), "too_long", "idempotencyKey may have"),
        (json!({"name": "x", "properties": many}), "too_many", "at most 100, and are 101"),
        (
            json!({"name": "x", "properties": {long(201): 1}}),
            "too_long",
            "a name may have at most 200",
        ),
        (
            json!({"name": "x", "properties": {"a": "x".repeat(262_144)}}),
            "too_long",
            "at most 262144 bytes",
        ),
        (
            json!({"name": "x", "timestamp": "1999-01-01T00:00:00Z"}),
            "too_old",
            "older than what is kept",
        ),
        (
            json!({"name": "x", "timestamp": "2199-01-01T00:00:00Z"}),
            "too_far_ahead",
            "in the future",
        ),
    ];
    // 400 days: what events are kept for unless told otherwise is far less than 1999.
    let mut items: Vec<String> = bad.iter().map(|(item, ..)| item.to_string()).collect();
    items.push(format!("{{\"name\":\"x\",\"properties\":{{\"a\":{deep}}}}}"));
    items.push(
        json!({"name": long(200), "threadId": long(128), "properties": {long(200): 1}}).to_string(),
    );
    let body = format!("{{\"events\":[{}]}}", items.join(","));
    let mut settings = crate::support::settings();
    settings.retention = crate::support::keeping(400);
    let keeping = Farol::with(farol.pool.clone(), settings).await;
    let answer = keeping.send(telemetry(EVENTS, JSON, body)).await.expect(200).json();
    assert_eq!(answer["accepted"], 1, "{answer}");
    for (index, (_, code, detail)) in bad.iter().enumerate() {
        let rejected = &answer["rejected"][index];
        assert_eq!(
            (&rejected["index"], &rejected["code"]),
            (&json!(index), &json!(code)),
            "{answer}"
        );
        assert!(rejected["detail"].as_str().unwrap().contains(detail), "{rejected}: {detail}");
    }
    assert_eq!(answer["rejected"][13]["code"], "too_deep");
    assert_eq!(farol.count("events").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_request_holds_a_thousand_events_and_no_more(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = |count: usize| Value::from(vec![json!({"name": "tick"}); count]);
    let problem = farol.send_json(EVENTS, &body(1_001)).await.problem(413, "too_large");
    assert!(problem["detail"].as_str().unwrap().contains("1000"), "{problem}");
    assert_eq!(farol.count("events").await, 0);
    store(&farol, &body(1_000)).await;
    assert_eq!(farol.count("events").await, 1_000);
    // What all of them would share and none may hold is measured once for each, and not copied.
    let mut envelope = json!({"events": body(1_000)});
    envelope["shared"] = "x".repeat(1 << 20).into();
    let answer = farol.send_json(EVENTS, &envelope).await.expect(200).json();
    assert_eq!(
        (&answer["accepted"], &answer["rejected"][0]["code"]),
        (&json!(0), &json!("too_long"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn names_and_values_of_any_text_are_mended_and_kept(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = r#"[{"name":"<script>\u0000/../%2e\ud800","properties":{"\u0000":"\ud83d\ude00","constructor":1e400,
        "big":9007199254740993,"a b":" ","":0}}]"#;
    let answer = farol.send(telemetry(EVENTS, JSON, body)).await.expect(200).json();
    assert_eq!(answer, json!({"accepted": 1, "rejected": [], "warnings": 0}));
    let event = &stored(&farol).await[0];
    assert_eq!(event["name"], "<script>\u{fffd}/../%2e\u{fffd}");
    let properties = json!({"\u{fffd}": "😀", "constructor": "1e400", "big": "9007199254740993", "a b": " ", "": 0});
    assert_eq!(event["properties"], properties);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_repeated_body_is_stored_once_where_it_can_be_told(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    let send = async |body: &str, key: Option<&str>| {
        let mut request = post(EVENTS).header(header::CONTENT_TYPE, JSON);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        farol.send(request.body(Body::from(body.to_owned())).unwrap()).await.expect(200);
        farol.count("events").await
    };
    let two = format!(r#"[{{"timestamp":{at},"name":"a"}},{{"timestamp":{at},"name":"b"}}]"#);
    assert_eq!((send(&two, None).await, send(&two, None).await), (2, 2));
    let coarse = format!(r#"{{"timestamp":{at},"name":"a"}}"#);
    assert_eq!((send(&coarse, None).await, send(&coarse, None).await), (3, 4));
    assert_eq!((send(&coarse, Some("k")).await, send(&coarse, Some("k")).await), (5, 5));
    // The same bytes to another route are another request.
    let answer = farol.send(telemetry("/api/v1/logs", JSON, two)).await.expect(200).json();
    assert_eq!((&answer["accepted"], farol.count("logs").await), (&json!(2), 2));
}
