//! Bodies of nodes: envelopes, hostile values, and the way out as OTLP.

use axum::{body::Body, http::header};
use farol_api::ApiSettings;
use farol_storage::Scope;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{LIST, NDJSON, NODES, flat, store};
use crate::support::{Answer, Farol, JSON, START, gzip, post, settings, telemetry};

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
