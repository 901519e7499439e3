//! Nodes, log lines and events in plain JSON that are nearly right.

use farol_testkit::{
    Random,
    fuzz::{Cases, mutate_bytes, mutate_json, noise},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, JSON, START, telemetry};

const CASES: u64 = 1_500;

fn node(random: &mut Random) -> Value {
    let at = START / 1_000_000 + random.below(1_000);
    let id = |random: &mut Random| format!("node {}", random.below(12));
    json!({
        "id": id(random), "parentId": id(random), "executionId": id(random),
        "type": *random.choose(&["llm_call", "conversation_message", "odd"]),
        "name": "x", "status": *random.choose(&["running", "success", "error", "weird"]),
        "startTime": at, "endTime": at + random.below(100), "durationMs": 5, "input": {"a": [1, "\u{0}"]},
        "output": "x", "error": {"message": "m", "code": 1}, "usage": {"inputTokens": 1, "more": 2},
        "tool": {"name": "t"}, "entity": {"type": "a", "value": "b"}, "cost": 0.1,
        "metadata": {"k": 1e300}, "attributes": {"__proto__": null}, "role": "user", "content": 7,
    })
}

fn line(random: &mut Random) -> Value {
    json!({
        "ts": *random.choose(&["2025-11-21T04:40:00.5Z", "2025-11-21 04:40:00,5", "1763700000.5", "x"]),
        "level": *random.choose(&["info", "30", "WARNING", "?"]), "msg": "m \u{0}", "logger": "l",
        "service": "s", "traceId": "0123456789abcdef0123456789abcdef", "spanId": "step",
        "executionId": "e", "tenant_id": [1, {"a": 1e300}],
    })
}

fn event(random: &mut Random) -> Value {
    let name = *random.choose(&["ticket_resolved", "<b>\u{0}", "__proto__", ""]);
    let key = format!("key {}", random.below(12));
    json!({
        "name": name, "eventName": "second", "timestamp": START / 1_000_000 + random.below(1_000),
        "executionId": format!("node {}", random.below(12)), "threadId": "t", "agentId": "a",
        "idempotencyKey": key, "extra": [1],
        "properties": {"duration": 1.5, "answered": true, "__proto__": null, "deep": {"a": ["\u{0}"]}},
    })
}

fn body(path: &str, random: &mut Random) -> Vec<u8> {
    let list = path.rsplit('/').next().unwrap();
    let item = match list {
        "traces" => node,
        "logs" => line,
        _ => event,
    };
    let items: Vec<Value> = (0..random.below(4)).map(|_| item(random)).collect();
    let mut body = match random.below(5) {
        0 => return noise(random),
        1 => items.iter().map(Value::to_string).collect::<Vec<_>>().join("\n").into_bytes(),
        2 => b"2025-11-21T04:40:00Z INFO http a=b c=\"d e\" GET /x 200\n  at x=y\n\"\n".repeat(2),
        3 => Value::Array(items).to_string().into_bytes(),
        _ => json!({list: items, "more": 1}).to_string().into_bytes(),
    };
    for _ in 0..random.below(4) {
        body = mutate_json(&body, random);
    }
    if random.below(5) == 0 { mutate_bytes(&body, random) } else { body }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_plain_json_makes_the_server_fail(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let (mut taken, mut cases) = (0, 0);
    for mut random in Cases::new("plain", CASES) {
        let path = *random.choose(&["/api/v1/traces", "/api/v1/logs", "/api/v1/events"]);
        let content_type = *random.choose(&[JSON, "application/x-ndjson", "text/plain"]);
        let body = body(path, &mut random);
        let answer = farol.send(telemetry(path, content_type, body.clone())).await;
        let status = answer.status.as_u16();
        let shown = String::from_utf8_lossy(&body);
        assert!(
            [200, 400].contains(&status),
            "{status}: {} to {content_type} {shown}",
            answer.text()
        );
        if status == 200 {
            let answer = answer.json();
            let rejected = answer["rejected"].as_array().unwrap();
            assert!(rejected.iter().all(|item| item["code"] != "refused"), "{answer}: {shown}");
            taken += 1;
        }
        cases += 1;
    }
    assert!(cases == 1 || taken > cases / 4, "only {taken} of {cases} got through");
    assert_eq!(farol.ingest.budget().used(), 0, "all memory is given back");
    super::bodies::assert_readable(&farol).await;
    for id in 0..12 {
        let path = format!("/api/v1/observability/executions/node%20{id}");
        let status = farol.read(&path).await.status.as_u16();
        assert!([200, 404].contains(&status), "{path}: {status}");
    }
}
