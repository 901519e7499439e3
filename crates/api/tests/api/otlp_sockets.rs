//! Bytes on a real connection (conformance cases 7 and 15).

use std::time::Duration;

use farol_testkit::otlp::{protobuf_bytes, span, traces};
use sqlx::PgPool;

use crate::support::{Connection, Farol, START, settings};

const HEAD: &str = "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\n\
    content-type: application/x-protobuf\r\n";

fn body(id: u64) -> Vec<u8> {
    protobuf_bytes(&traces("worker", vec![span(1, id, "work", START)]))
}

/// A whole request with a body of known length.
fn whole(id: u64) -> Vec<u8> {
    let body = body(id);
    let head = format!("{HEAD}content-length: {}\r\n\r\n", body.len());
    [head.into_bytes(), body].concat()
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn chunked_kept_alive_and_pipelined_requests_are_answered_in_order(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let [mut connection] = Connection::open(&farol.router).await;
    let body = body(1);
    let chunks: Vec<u8> = body.chunks(7).flat_map(chunk).collect();
    connection.write(format!("{HEAD}transfer-encoding: chunked\r\n\r\n")).await;
    connection.write([&chunks[..], b"0\r\n\r\n"].concat()).await;
    assert_eq!(connection.read().await, (200, Vec::new()));
    // Three at once on the same connection, the second of them wrong.
    let wrong = format!("{HEAD}content-length: 2\r\n\r\n{{}}");
    connection.write([whole(2), wrong.into_bytes(), whole(3)].concat()).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(connection.read().await.0);
    }
    assert_eq!(statuses, [200, 400, 200]);
    assert_eq!(farol.count("spans").await, 3);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_that_expects_to_be_told_is_told_to_go_on(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let [mut connection] = Connection::open(&farol.router).await;
    let body = body(1);
    let head = format!("{HEAD}expect: 100-continue\r\ncontent-length: {}\r\n\r\n", body.len());
    connection.write(head).await;
    assert_eq!(connection.read().await.0, 100);
    connection.write(body).await;
    assert_eq!(connection.read().await.0, 200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_body_that_pauses_too_long_is_refused_while_others_are_served(pool: PgPool) {
    let hasty = farol_api::ApiSettings { body_pause: Duration::from_millis(300), ..settings() };
    let farol = Farol::with(pool, hasty).await;
    let [mut slow, mut quick] = Connection::open(&farol.router).await;
    let body = body(1);
    let head = format!("{HEAD}content-length: {}\r\n\r\n", body.len());
    slow.write([head.as_bytes(), &body[..10]].concat()).await;
    quick.write(whole(2)).await;
    assert_eq!(quick.read().await.0, 200);
    assert_eq!(slow.read().await.0, 503);
    assert_eq!(farol.count("spans").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_body_that_drips_has_an_end(pool: PgPool) {
    let hasty = farol_api::ApiSettings { body_timeout: Duration::from_millis(300), ..settings() };
    let farol = Farol::with(pool, hasty).await;
    let [mut slow] = Connection::open(&farol.router).await;
    slow.write(format!("{HEAD}content-length: 1000000\r\n\r\n")).await;
    let mut drip = tokio::time::interval(Duration::from_millis(20));
    let status = loop {
        tokio::select! {
            answer = slow.read() => break answer.0,
            _ = drip.tick() => {}
        }
        slow.write(b"\x0a").await;
    };
    assert_eq!(status, 503);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn half_a_request_stores_nothing(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let [mut gone, mut other] = Connection::open(&farol.router).await;
    let spans = (1..=100).map(|id| span(1, id, "work", START)).collect();
    let body = protobuf_bytes(&traces("worker", spans));
    gone.write(format!("{HEAD}transfer-encoding: chunked\r\n\r\n")).await;
    gone.write(chunk(&body[..body.len() / 2])).await;
    drop(gone);
    other.write(whole(500)).await;
    assert_eq!(other.read().await.0, 200);
    assert_eq!(farol.count("spans").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_sees_why_its_large_body_is_refused(pool: PgPool) {
    let small = farol_api::ApiSettings { body_limit: 1 << 20, ..settings() };
    let farol = Farol::with(pool, small).await;
    let [mut connection] = Connection::open(&farol.router).await;
    // Refused at its head, and yet read to its end: cut off, the client would never see the answer.
    let head = HEAD.replace("x-protobuf", "unheard-of");
    connection.write(format!("{head}content-length: 1000000\r\n\r\n")).await;
    connection.write(vec![0; 1_000_000]).await;
    assert_eq!(connection.read().await.0, 415);
    connection.write(whole(1)).await;
    assert_eq!(connection.read().await.0, 200, "the connection goes on");
}
