//! What a key may send, and what one project's flood leaves to others.

use axum::{body::Body, http::Request};
use farol_api::{ApiSettings, RateLimit};
use farol_storage::{KeyLimits, Scope};
use farol_testkit::otlp::{protobuf_bytes, span, traces};
use sqlx::PgPool;

use crate::support::{Connection, Farol, PROTOBUF, START, post, settings};

fn with_key(key: &str, trace: u128, spans: u64) -> Request<Body> {
    let spans = (1..=spans).map(|id| span(trace, id, "work", START)).collect();
    let sent = post("/v1/traces").header("content-type", PROTOBUF).header("x-api-key", key);
    sent.body(protobuf_bytes(&traces("worker", spans)).into()).unwrap()
}

/// An hour's worth in one request, and nothing saved up for it.
fn one_a_second() -> RateLimit {
    RateLimit { bytes_per_second: 0, items_per_second: 1, burst_seconds: 1 }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_key_that_sends_too_fast_waits_and_others_do_not(pool: PgPool) {
    let farol = Farol::with(pool, ApiSettings { rate_limit: one_a_second(), ..settings() }).await;
    let scopes = [Scope::Ingest];
    let key = farol.make_key("shop", &scopes).await;
    farol.send(with_key(&key, 1, 3_601)).await.expect(200);
    let refused = farol.send(with_key(&key, 2, 1)).await;
    let told = refused.expect(429);
    assert!(told.status_message().contains("items"));
    let seconds: u64 = told.header("retry-after").parse().unwrap();
    assert!((3_000..=3_600).contains(&seconds), "when the debt is paid: {seconds}");

    let other = farol.make_key("shop", &scopes).await;
    farol.send(with_key(&other, 3, 1)).await.expect(200);
    let limits = KeyLimits { items_per_second: Some(0), ..KeyLimits::default() };
    let free = farol.make_limited_key("shop", &scopes, limits).await;
    for trace in 4..6 {
        farol.send(with_key(&free, trace, 3_601)).await.expect(200);
    }
    let limits = KeyLimits { bytes_per_second: Some(1), items_per_second: Some(0) };
    let slow = farol.make_limited_key("shop", &scopes, limits).await;
    farol.send(with_key(&slow, 6, 100)).await.expect(200);
    assert!(farol.send(with_key(&slow, 7, 1)).await.expect(429).status_message().contains("bytes"));
    let metrics = farol.read("/metrics").await.expect(200).text();
    for measure in ["bytes", "items"] {
        let line = format!("farol_ingest_rate_limited_requests_total{{measure=\"{measure}\"}} 1");
        assert!(metrics.contains(&line), "{line}: {metrics}");
    }
    assert!(metrics.contains("farol_ingest_refused_requests_total{code=\"rate_limited\"} 2"));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn whoever_sends_without_a_key_counts_as_one_key(pool: PgPool) {
    let farol = Farol::with(pool, ApiSettings { rate_limit: one_a_second(), ..settings() }).await;
    let spans = (1..=100).map(|id| span(1, id, "work", START)).collect();
    farol.store_spans(spans).await;
    let again = protobuf_bytes(&traces("worker", vec![span(2, 1, "work", START)]));
    let sent = post("/v1/traces").header("content-type", PROTOBUF).body(again.into()).unwrap();
    farol.send(sent).await.expect(429).status_message();
    farol.send(with_key(&farol.key, 3, 1)).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_project_that_takes_its_share_leaves_room_for_another(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let scopes = [Scope::Ingest];
    let (flood, trickle) =
        (farol.make_key("flood", &scopes).await, farol.make_key("trickle", &scopes).await);
    let id = sqlx::query_scalar("select id from projects where name = 'flood'");
    let id: i32 = id.fetch_one(&farol.pool).await.unwrap();
    let mut reservations = Vec::new();
    loop {
        let mut reservation = farol.ingest.budget().reserve(id);
        if reservation.grow(1 << 20).is_err() {
            break;
        }
        reservations.push(reservation);
    }
    let refused = farol.send(with_key(&flood, 1, 1)).await.expect(503);
    assert_eq!(refused.header("retry-after"), "1");
    farol.send(with_key(&trickle, 1, 5_000)).await.expect(200);
    drop(reservations);
    farol.send(with_key(&flood, 1, 1)).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_cannot_be_taken_is_answered_before_it_is_sent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let [mut stranger, mut giant, mut busy] = Connection::open(&farol.router).await;
    let head = |more: &str, length: usize| {
        format!(
            "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\ncontent-type: {PROTOBUF}\r\n\
             content-length: {length}\r\n{more}\r\n"
        )
    };
    // Nothing but the head is sent.
    stranger.write(head("x-api-key: fk_nobody\r\n", 10 << 20)).await;
    assert_eq!(stranger.read().await.0, 401);
    giant.write(head("", 65 << 20)).await;
    assert_eq!(giant.read().await.0, 413);
    let mut others = farol.ingest.budget().reserve(0);
    others.grow(200 << 20).unwrap();
    busy.write(head("", 30 << 20)).await;
    assert_eq!(busy.read().await.0, 503);
    assert_eq!(farol.ingest.budget().used(), 200 << 20, "and no memory was taken");
}
