//! What a node tells, field by field.

use serde_json::json;
use sqlx::PgPool;

use super::{LIST, NDJSON, NODES, flat, store};
use crate::support::{Farol, START, telemetry};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn every_field_comes_back_as_it_was_sent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let node = json!({
        "id": "step/1 é", "parentId": "run 1", "executionId": "exec_1", "threadId": "thread-9",
        "sessionId": "s", "companyId": "c", "agentId": "a-1", "agentName": "Support", "userId": "u",
        "type": "llm_call", "subtype": "chat", "name": "chat gpt-x", "status": "success",
        "startTime": "2025-11-21T04:40:00.000000001Z", "endTime": "2025-11-21T04:40:01.5Z",
        "input": [{"role": "user", "content": "Oi \u{1F600}"}], "output": {"text": "Olá", "n": 1.50},
        "model": "gpt-x", "provider": "openai", "cost": 0.25, "finishReason": "stop",
        "usage": {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15, "cachedTokens": 4,
            "cacheWriteTokens": 1, "reasoningTokens": 2},
        "timeToFirstTokenMs": 12.5, "tool": {"name": "search", "callId": "call_1"},
        "entity": {"type": "document", "value": "42"}, "metadata": {"k": [1, {"__proto__": 2}]},
        "service": "worker", "colour": {"red": 1}, "attributes": {"x": "<b>"},
    });
    store(&farol, json!({"traces": [node], "batch": 7})).await;
    let found = farol.find(&format!("{LIST}/exec_1")).await;
    let mut stored = found["traces"][0].clone();
    for field in node.as_object().unwrap().keys() {
        let expected = match field.as_str() {
            "startTime" => json!("2025-11-21T04:40:00.000000001Z"),
            "endTime" => json!("2025-11-21T04:40:01.500000000Z"),
            "attributes" => json!({"x": "<b>", "colour": {"red": 1}}),
            "colour" => continue,
            _ => node[field].clone(),
        };
        assert_eq!(stored[field].take(), expected, "{field}");
    }
    assert_eq!(stored["durationMs"], 1_499.999_999);
    assert_eq!((&stored["orphan"], &stored["costEstimated"]), (&json!(true), &json!(false)));
    let resource = json!({"attributes": {"batch": 7, "service.name": "worker"}});
    assert_eq!(stored["resource"], resource);
    let execution = &found["execution"];
    assert_eq!(
        (&execution["executionId"], &execution["threadId"]),
        (&json!("exec_1"), &json!("thread-9"))
    );
    assert_eq!((&execution["totalTokens"], &execution["cost"]), (&json!(15), &json!(0.25)));
    assert_eq!(execution["entity"], json!({"type": "document", "value": "42"}));
    // By the id that was sent, or by the span's own.
    let span_id = stored["spanId"].as_str().unwrap();
    for id in ["step%2F1%20%C3%A9", span_id] {
        let one = farol.find(&format!("{LIST}/exec_1/spans/{id}")).await;
        assert_eq!((&one["id"], &one["metadata"]), (&json!("step/1 é"), &node["metadata"]));
    }
    farol.read(&format!("{LIST}/exec_1/spans/step%2F2")).await.problem(404, "not_found");
    let details = "/api/v1/runtime/v1/observability/executions/exec_1/details?shape=flat";
    assert_eq!(farol.find(details).await["traces"][0]["id"], "step/1 é");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_bad_item_is_rejected_alone(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let items = json!([
        {"name": "good"}, {"id": 5, "name": "x"}, {"name": {}}, {"type": ["llm_call"]}, 7, null,
        {"input": 1}, {"name": "", "type": ""}, {"name": "x", "parentId": true},
        {"name": "x", "id": "é".repeat(129)}, {"name": "x", "startTime": "1999-01-01T00:00:00Z"},
        {"name": "x", "startTime": "2199-01-01T00:00:00Z"}, {"name": "fits", "id": "é".repeat(128)},
    ]);
    let answer = farol.send_json(NODES, &items).await.expect(200).json();
    let rejected = answer["rejected"].as_array().unwrap();
    let codes: Vec<(u64, &str)> = rejected
        .iter()
        .map(|item| (item["index"].as_u64().unwrap(), item["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        codes,
        [
            (1, "invalid_type"),
            (2, "invalid_type"),
            (3, "invalid_type"),
            (4, "malformed"),
            (5, "malformed"),
            (6, "required"),
            (7, "required"),
            (8, "invalid_type"),
            (9, "too_long"),
            (11, "too_far_ahead"),
        ]
    );
    assert_eq!(answer["accepted"], 3);
    assert!(rejected[8]["detail"].as_str().unwrap().contains("id may have at most 128"));
    let lines = "{\"name\":\"a\"}\n{\"name\":\n{\"name\":\"b\"}\n";
    let answer = farol.send(telemetry(NODES, NDJSON, lines)).await.expect(200).json();
    assert_eq!((&answer["accepted"], &answer["rejected"][0]["index"]), (&json!(2), &json!(1)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn values_of_the_wrong_type_move_to_the_metadata(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let node = json!({
        "id": "n", "name": "x", "model": 5, "durationMs": "soon", "status": "weird", "cost": -1,
        "usage": {"inputTokens": "many", "outputTokens": "7", "extra": true}, "tool": "search",
        "entity": {"type": "document", "value": 42}, "startTime": {}, "error": [1],
        "agentName": ["a"], "metadata": {"model": "mine"}, "attributes": 3,
    });
    let answer = farol.send_json(NODES, &node).await.expect(200).json();
    assert_eq!((&answer["accepted"], &answer["warnings"]), (&json!(1), &json!(11)));
    let stored = &farol.find(&format!("{LIST}/n")).await["traces"][0];
    assert_eq!(
        stored["metadata"],
        json!({"model": "mine", "model_": 5, "durationMs": "soon", "status": "weird", "cost": -1,
            "usage.inputTokens": "many", "tool": "search", "entity.value": 42, "startTime": {},
            "error": [1], "agentName": ["a"], "attributes": 3})
    );
    assert_eq!(stored["attributes"], json!({"usage.extra": true}));
    assert_eq!(
        (&stored["usage"]["outputTokens"], &stored["status"]),
        (&json!(7), &json!("success"))
    );
    store(
        &farol,
        json!([{"id": "t", "name": "x", "metadata": null, "model": null, "type": "odd"}]),
    )
    .await;
    let stored = &farol.find(&format!("{LIST}/t")).await["traces"][0];
    assert_eq!((&stored["type"], &stored["attributes"]), (&json!("span"), &json!({"type": "odd"})));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn messages_need_no_parent_and_lead_nothing(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let content = json!({"type": "buttons", "text": "?", "items": [{"id": "a"}]});
    store(
        &farol,
        json!([
            {"id": "m1", "executionId": "chat", "threadId": "t", "type": "conversation_message",
             "role": "user", "content": "Oi", "channel": "whatsapp", "startTime": START / 1_000_000},
            {"executionId": "chat", "type": "conversation_message", "name": "reply",
             "input": {"role": "assistant", "content": content}, "metadata": {"confidence": 0.5}},
            {"id": "m3", "type": "conversation_message", "role": "critic", "content": "alone"},
        ]),
    )
    .await;
    let found = farol.find(&format!("{LIST}/chat")).await;
    assert_eq!(
        (&found["execution"]["messageCount"], &found["execution"]["name"]),
        (&json!(2), &json!("conversation_message"))
    );
    let (first, second) = (&found["traces"][0], &found["traces"][1]);
    assert_eq!(first["input"], json!({"role": "user", "content": "Oi"}));
    assert_eq!(
        (&first["metadata"], &first["attributes"]),
        (&json!({"channel": "whatsapp"}), &json!({}))
    );
    assert_eq!(
        (&second["input"]["content"], &second["metadata"]["confidence"]),
        (&content, &json!(0.5))
    );
    assert_eq!(farol.find(&format!("{LIST}/m3")).await["execution"]["messageCount"], 1);
    store(
        &farol,
        json!([{"id": "work", "executionId": "chat", "type": "agent_execution", "error": "no"}]),
    )
    .await;
    let execution = &farol.find(&format!("{LIST}/chat")).await["execution"];
    assert_eq!(
        (&execution["type"], &execution["status"]),
        (&json!("agent_execution"), &json!("error"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn status_error_and_times_follow_the_rules(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    store(
        &farol,
        json!([
            {"id": "1", "executionId": "e", "name": "plain", "startTime": at, "durationMs": 1.5},
            {"id": "2", "executionId": "e", "name": "text", "error": "broke", "startTime": at, "endTime": at + 2},
            {"id": "3", "executionId": "e", "name": "told", "startTime": at, "status": "skipped",
             "error": {"message": "m", "name": "TypeError", "stack": "s"}},
            {"id": "4", "executionId": "e", "name": "code", "startTime": at,
             "error": {"type": "Timeout", "code": 7}},
            {"id": "5", "executionId": "e", "name": "back", "endTime": at + 9, "durationMs": 4},
        ]),
    )
    .await;
    let nodes = flat(&farol, "e").await;
    let of = |name: &str| nodes.iter().find(|node| node["name"] == name).unwrap();
    assert_eq!(
        (&of("plain")["status"], &of("plain")["durationMs"]),
        (&json!("success"), &json!(1.5))
    );
    assert_eq!(
        (&of("text")["status"], &of("text")["error"]),
        (&json!("error"), &json!({"message": "broke"}))
    );
    assert_eq!(of("told")["error"], json!({"message": "m", "type": "TypeError", "stack": "s"}));
    assert_eq!(
        (&of("told")["status"], &of("told")["durationMs"]),
        (&json!("skipped"), &json!(0.0))
    );
    assert_eq!(
        (&of("code")["status"], &of("code")["attributes"]["error"]["code"]),
        (&json!("error"), &json!(7))
    );
    assert_eq!(
        (&of("back")["durationMs"], of("back")["startTimeUnixNano"].as_str()),
        (&json!(4.0), Some(((at + 5) * 1_000_000).to_string().as_str()))
    );
}
