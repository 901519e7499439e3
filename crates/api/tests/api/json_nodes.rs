//! `POST /api/v1/traces`, sentence by sentence.

use axum::{body::Body, http::header};
use farol_api::ApiSettings;
use farol_storage::Scope;
use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Farol, JSON, START, gzip, post, settings, telemetry};

const NODES: &str = "/api/v1/traces";
const LIST: &str = "/api/v1/observability/executions";
const NDJSON: &str = "application/x-ndjson";

/// Sends nodes, all of which are taken as they are.
async fn store(farol: &Farol, body: Value) {
    let answer = farol.send_json(NODES, &body).await.expect(200).json();
    assert_eq!((&answer["rejected"], &answer["warnings"]), (&json!([]), &json!(0)), "{answer}");
}

async fn flat(farol: &Farol, id: &str) -> Vec<Value> {
    let trace = farol.find(&format!("{LIST}/{id}?shape=flat")).await;
    trace["traces"].as_array().unwrap().clone()
}

fn names(nodes: &[Value]) -> Vec<&str> {
    nodes.iter().map(|node| node["name"].as_str().unwrap()).collect()
}

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
async fn every_envelope_is_taken(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let send = async |content_type: &str, body: &str| {
        let answer = farol.send(telemetry(NODES, content_type, body.to_owned())).await;
        answer.expect(200).json()["accepted"].as_u64().unwrap()
    };
    assert_eq!(send(JSON, r#"{"traces":[{"name":"a"},{"name":"b"}]}"#).await, 2);
    assert_eq!(send("application/json; charset=utf-8", r#"[{"name":"c"}]"#).await, 1);
    assert_eq!(send(JSON, r#"{"name":"d"}"#).await, 1);
    assert_eq!(send(NDJSON, "{\"name\":\"e\"}\n\n{\"type\":\"span\"}\r\n").await, 2);
    assert_eq!(send(JSON, "{\"name\":\"f\"}\n{\"name\":\"g\"}").await, 2);
    assert_eq!((send(JSON, "[]").await, send(NDJSON, "").await), (0, 0));
    let packed = gzip(br#"{"traces":[{"name":"h"}]}"#).await;
    let request = post(NODES).header(header::CONTENT_TYPE, JSON);
    let request = request.header(header::CONTENT_ENCODING, "gzip").body(packed.into()).unwrap();
    assert_eq!(farol.send(request).await.expect(200).json()["accepted"], 1);
    assert_eq!(farol.count("spans").await, 9);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_no_envelope_is_refused_as_a_whole(pool: PgPool) {
    let farol =
        Farol::with(pool, ApiSettings { max_items: 2, body_limit: 10_000, ..settings() }).await;
    let send = async |content_type: &str, body: &str| {
        farol.send(telemetry(NODES, content_type, body.to_owned())).await
    };
    for body in ["", "nonsense", "{\"traces\":[{\"name\":\"a\"}", "{} {}", "7"] {
        send(JSON, body).await.problem(400, "malformed");
    }
    send("application/xml", "<a/>").await.problem(415, "unsupported_media_type");
    send(JSON, r#"[{"name":"a"},{"name":"b"},{"name":"c"}]"#).await.problem(413, "too_large");
    let large = format!(r#"[{{"name":"{}"}}]"#, "a".repeat(20_000));
    send(JSON, &large).await.problem(413, "too_large");
    let get = axum::http::Request::get(NODES).header("host", "localhost").body(Body::empty());
    farol.send(get.unwrap()).await.problem(405, "method_not_allowed");
    let read = farol.make_key("default", &[Scope::Read]).await;
    let with = |key: &str| {
        let request = post(NODES).header(header::CONTENT_TYPE, JSON).header("x-api-key", key);
        request.body(Body::from("[{\"name\":\"a\"}]")).unwrap()
    };
    farol.send(with("fk_unknown")).await.problem(401, "unauthorized");
    farol.send(with(&read)).await.problem(403, "forbidden");
    assert_eq!((farol.count("spans").await, farol.ingest.budget().used()), (0, 0));
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
async fn ids_of_any_text_name_executions_and_join_otlp(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut root = span(7, 1, "otlp root", START);
    root.attributes = vec![attribute("farol.execution.id", "order-7")];
    farol.store_spans(vec![root]).await;
    let trace = format!("{:032x}", 7);
    // The trace by its id, in hex and as a UUID, under a span by its id; and by the caller's own.
    let uuid = "00000000-0000-0000-0000-000000000007";
    store(
        &farol,
        json!([
            {"id": "a", "parentId": "0000000000000001", "executionId": trace, "name": "by hex"},
            {"id": "00000000000000BB", "parentId": "a", "executionId": uuid, "name": "by uuid"},
            {"id": "c", "executionId": "order-7", "name": "by alias"},
        ]),
    )
    .await;
    let nodes = flat(&farol, &trace).await;
    assert_eq!(names(&nodes), ["otlp root", "by hex", "by uuid"]);
    assert_eq!(
        (&nodes[2]["id"], &nodes[2]["spanId"]),
        (&json!("00000000000000BB"), &json!("00000000000000bb"))
    );
    assert_eq!((&nodes[1]["depth"], &nodes[2]["depth"]), (&json!(1), &json!(2)));
    assert_eq!((&nodes[1]["executionId"], &nodes[2]["executionId"]), (&json!(trace), &json!(uuid)));
    assert_eq!(flat(&farol, "order-7").await.len(), 4, "all that the alias covers");
    assert_eq!(flat(&farol, uuid).await.len(), 3);
    // Nobody else's.
    let other = farol.make_key("other", &[Scope::Ingest, Scope::Read]).await;
    let request = post(NODES).header(header::CONTENT_TYPE, JSON).header("x-api-key", &other);
    let body = json!([{"id": "c", "executionId": "order-7", "name": "theirs"}]).to_string();
    farol.send(request.body(Body::from(body)).unwrap()).await.expect(200);
    let theirs = farol.read_as(&format!("{LIST}/order-7"), &other).await.json();
    assert_eq!(theirs["execution"]["spanCount"], 1);
    assert_eq!(flat(&farol, "order-7").await.len(), 4);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_node_without_an_execution_belongs_to_its_parents(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store(
        &farol,
        json!([
            {"id": "c", "parentId": "b", "name": "c"}, {"id": "b", "parentId": "a", "name": "b"},
            {"id": "a", "executionId": "exec", "name": "a"},
        ]),
    )
    .await;
    assert_eq!(names(&flat(&farol, "exec").await), ["a", "b", "c"]);
    // In a later request, and through a node of that one.
    store(&farol, json!([{"id": "e", "parentId": "d", "name": "e"}, {"id": "d", "parentId": "c", "name": "d"}])).await;
    let nodes = flat(&farol, "exec").await;
    assert_eq!(names(&nodes), ["a", "b", "c", "d", "e"]);
    assert_eq!((&nodes[4]["executionId"], &nodes[4]["parentId"]), (&json!("exec"), &json!("d")));
    // Its parent is nowhere: the execution is named after that, and the parent finds its way there.
    store(&farol, json!([{"id": "y", "parentId": "x", "name": "y"}])).await;
    assert_eq!(flat(&farol, "x").await[0]["orphan"], true);
    store(&farol, json!({"id": "x", "name": "x"})).await;
    assert_eq!(names(&flat(&farol, "x").await), ["x", "y"]);
    // Neither: after its own id, or new.
    store(&farol, json!([{"id": "alone", "name": "z"}, {"name": "nameless"}])).await;
    assert_eq!(farol.find(&format!("{LIST}/alone")).await["execution"]["executionId"], "alone");
    let list = farol.find(LIST).await;
    let nameless = &list["items"][0];
    assert_eq!(
        (&nameless["name"], &nameless["executionId"]),
        (&json!("nameless"), &nameless["traceId"])
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn otlp_spans_are_never_searched_for_a_parent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![span(7, 1, "otlp", START)]).await;
    let parent = "0000000000000001";
    store(&farol, json!([{"id": "child", "parentId": parent, "name": "child"}])).await;
    assert_eq!(flat(&farol, parent).await.len(), 1);
    assert_eq!(flat(&farol, &format!("{:032x}", 7)).await.len(), 1);
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

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn nodes_go_out_as_otlp_and_come_back(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let at = START / 1_000_000;
    store(
        &farol,
        json!([
            {"id": "root", "executionId": "e", "type": "agent_execution", "name": "a", "threadId": "t",
             "agentName": "Support", "startTime": at, "durationMs": 5, "input": {"q": "?"}, "output": "!"},
            {"id": "llm", "parentId": "root", "type": "llm_call", "name": "chat", "model": "m",
             "usage": {"inputTokens": 7}, "startTime": at, "error": {"message": "x", "type": "T"}},
            {"id": "open", "parentId": "root", "name": "open", "status": "running", "startTime": at},
        ]),
    )
    .await;
    let export = farol.find(&format!("{LIST}/e/export?format=otlp")).await;
    let copy = farol.make_key("copy", &[Scope::Ingest, Scope::Read]).await;
    let sent = post("/v1/traces").header(header::CONTENT_TYPE, JSON).header("x-api-key", &copy);
    let sent = sent.body(Body::from(export.to_string())).unwrap();
    assert_eq!(farol.send(sent).await.expect(200).text(), "{}");
    let of = async |key: &str| farol.read_as(&format!("{LIST}/e?shape=flat"), key).await.json();
    let (own, copied) = (of(&farol.key).await, of(&copy).await);
    for (index, node) in own["traces"].as_array().unwrap().iter().enumerate().take(2) {
        for field in [
            "spanId", "name", "type", "input", "output", "usage", "model", "threadId", "error",
            "status",
        ] {
            assert_eq!(copied["traces"][index][field], node[field], "{field}");
        }
    }
    let csv = farol.read(&format!("{LIST}/e/export?format=csv")).await.expect(200).text();
    assert!(csv.lines().last().unwrap().contains(",open,root,"), "{csv}");
    let all = farol.find(&format!("{LIST}/e/export?format=json")).await;
    assert_eq!(all["traces"][2]["endTime"], Value::Null);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn hostile_values_cost_nobody_anything(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let long = "x".repeat(2_000_000);
    let body = format!(
        r#"{{"traces":[
            {{"id":"deep","name":"x","input":{deep}}},
            {{"id":"zero\u0000","name":"\ud800","executionId":"h","input":"\u0000\udfff","__proto__":{{"a":1}},
              "constructor":"<script>","n":123456789012345678901234567890,"f":1e999,
              "metadata":{{"b":9007199254740993}}}},
            {{"id":"long","executionId":"h","name":"{long}","model":"{long}","input":"{long}"}}
        ]}}"#
    );
    let answer = farol.send(telemetry(NODES, JSON, body)).await.expect(200).json();
    assert_eq!(
        (&answer["accepted"], &answer["rejected"][0]["code"]),
        (&json!(2), &json!("too_deep"))
    );
    let nodes = flat(&farol, "h").await;
    assert_eq!(
        (&nodes[0]["id"], &nodes[0]["input"]),
        (&json!("zero\u{fffd}"), &json!("\u{fffd}\u{fffd}"))
    );
    assert_eq!(nodes[0]["attributes"]["__proto__"], json!({"a": 1}));
    assert_eq!(
        (&nodes[0]["attributes"]["n"], &nodes[0]["attributes"]["f"]),
        (&json!("123456789012345678901234567890"), &json!("1e999"))
    );
    assert_eq!(nodes[0]["metadata"], json!({"b": "9007199254740993"}));
    assert_eq!(
        (nodes[1]["model"].as_str().unwrap().len(), &nodes[1]["metadata"]["model"]),
        (512, &json!(long))
    );
    let deeper = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let answer = farol.send(telemetry(NODES, JSON, deeper)).await.expect(200).json();
    assert_eq!(answer["rejected"][0]["code"], "malformed");
    let broken = [b"[{\"name\":\"a\xff\"}]".as_slice(), b"\xef\xbb\xbf[{\"name\":\"b\"}]"];
    for body in broken {
        let answer: Answer = farol.send(telemetry(NODES, JSON, body.to_vec())).await;
        assert_eq!(answer.expect(200).json()["accepted"], 1);
    }
    assert_eq!(farol.ingest.budget().used(), 0);
}
