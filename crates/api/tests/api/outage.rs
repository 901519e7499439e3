//! While the database is away: who may send, and what everybody is told.

use axum::body::Body;
use farol_storage::Scope;
use farol_testkit::otlp::{protobuf_bytes, span, traces};
use serde_json::json;
use sqlx::PgPool;
use tempfile::TempDir;

use crate::support::{Answer, Farol, PROTOBUF, START, get, post, settings};

const LIST: &str = "/api/v1/observability/executions";

/// Sends a span with this id.
async fn send(farol: &Farol, key: Option<&str>, id: u64) -> Answer {
    let mut request = post("/v1/traces").header("content-type", PROTOBUF);
    if let Some(key) = key {
        request = request.header("x-api-key", key);
    }
    let body = protobuf_bytes(&traces("worker", vec![span(1, id, "work", START)]));
    farol.send(request.body(body.into()).unwrap()).await
}

async fn health(farol: &Farol) -> serde_json::Value {
    farol.send(get("/health").body(Body::empty()).unwrap()).await.json()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn keys_that_are_known_send_into_the_spool_and_nobody_gets_401(pool: PgPool) {
    let directory = TempDir::new().unwrap();
    let farol = Farol::with_spool(pool, settings(), Some(&directory)).await;
    farol.ingest.open();
    let unused = farol.make_key("default", &[Scope::Ingest]).await;
    let reader = farol.make_key("default", &[Scope::Read]).await;
    send(&farol, Some(&farol.key), 1).await.expect(200);
    farol.read_as(LIST, &reader).await.expect(200);
    assert_eq!(health(&farol).await["checks"]["spool"]["status"], "healthy");

    let there = farol.lose_database().await;
    farol.ingest.database().suspect();
    farol.ingest.database().until_away().await;
    send(&farol, Some(&farol.key), 2).await.expect(200);
    send(&farol, None, 3).await.expect(200);
    for (key, status) in [(unused.as_str(), 503), ("fk_unknown", 503), (reader.as_str(), 403)] {
        let answer = send(&farol, Some(key), 4).await.expect(status);
        assert_eq!(!answer.header("retry-after").is_empty(), status == 503, "{}", answer.text());
    }
    for key in [&reader, &farol.key, &unused] {
        let refused = farol.read_as(LIST, key).await;
        refused.problem(503, "unavailable");
        assert_ne!(refused.header("retry-after"), "");
    }
    let checks = &health(&farol).await["checks"];
    assert_eq!(checks["postgres"]["status"], "unhealthy");
    let spool = &checks["spool"];
    assert_eq!((&spool["status"], &spool["requests"]), (&"degraded".into(), &2.into()), "{spool}");
    assert!(spool["oldest_age_seconds"].as_i64().unwrap() >= 0);
    assert_eq!(spool["limit_bytes"], 1 << 20);

    farol.pool.set_connect_options(there);
    while health(&farol).await["checks"]["spool"]["records"] != 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(farol.count("spans").await, 3);
    send(&farol, Some(&unused), 4).await.expect(200);
    send(&farol, Some("fk_unknown"), 5).await.expect(401);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn nodes_that_were_spooled_find_their_place_and_their_end(pool: PgPool) {
    let directory = TempDir::new().unwrap();
    let farol = Farol::with_spool(pool, settings(), Some(&directory)).await;
    farol.ingest.open();
    let begin = json!({"id": "run", "executionId": "e", "name": "run", "status": "running"});
    farol.send_json("/api/v1/traces", &begin).await.expect(200);
    let there = farol.lose_database().await;
    farol.ingest.database().suspect();
    farol.ingest.database().until_away().await;
    for (path, body) in [
        (
            "/api/v1/traces",
            json!([{"id": "step", "parentId": "run", "name": "step"}, {"name": "new"}]),
        ),
        ("/api/v1/traces", json!({"id": "run", "name": "run", "output": 1})),
        ("/api/v1/logs", json!({"msg": "spooled", "executionId": "e"})),
    ] {
        let answer = farol.send_json(path, &body).await.expect(200).json();
        assert_eq!(answer["rejected"], json!([]), "{path}");
    }
    farol.pool.set_connect_options(there);
    while health(&farol).await["checks"]["spool"]["records"] != 0 {
        tokio::task::yield_now().await;
    }
    let found = farol.find(&format!("{LIST}/e")).await;
    assert_eq!(found["execution"]["status"], "success");
    assert_eq!(found["traces"][0]["children"][0]["id"], "step");
    assert_eq!((farol.count("spans").await, farol.count("executions").await), (3, 2));
    let logs = farol.find(&format!("{LIST}/e/logs")).await;
    assert_eq!(
        (&logs["items"][0]["body"], &logs["items"][0]["executionId"]),
        (&json!("spooled"), &json!("e"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_read_that_waits_in_vain_has_the_database_looked_at(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.ingest.open();
    assert_eq!(health(&farol).await["checks"]["spool"]["status"], "disabled");
    farol.read(LIST).await.expect(200);
    let there = farol.lose_database().await;
    farol.read(LIST).await.problem(503, "unavailable");
    farol.ingest.database().until_away().await;
    send(&farol, None, 1).await.expect(503);
    farol.pool.set_connect_options(there);
    while farol.ingest.database().is_away() {
        tokio::task::yield_now().await;
    }
    farol.read(LIST).await.expect(200);
}
