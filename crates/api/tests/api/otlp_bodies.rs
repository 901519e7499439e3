//! Bodies packed, broken and too large (conformance cases 8 to 12).

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Request, header::CONTENT_ENCODING},
};
use farol_testkit::otlp::{json_bytes, protobuf_bytes, span, traces};
use futures_util::stream;
use sqlx::PgPool;

use crate::support::{Answer, Farol, JSON, PROTOBUF, START, gzip, post, settings, telemetry, zstd};

const LIMIT: usize = 200_000;

fn packed(content_type: &str, encoding: &str, body: impl Into<Body>) -> Request<Body> {
    let sent = post("/v1/traces").header("content-type", content_type);
    sent.header(CONTENT_ENCODING, encoding).body(body.into()).unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn packed_bodies_are_unpacked(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut id = 0;
    let mut next = || {
        id += 1;
        traces("worker", vec![span(1, id, "work", START)])
    };
    for encoding in ["gzip", "GZIP", "x-gzip", "zstd", "identity"] {
        for content_type in [PROTOBUF, JSON] {
            let request = next();
            let plain = match content_type {
                PROTOBUF => protobuf_bytes(&request),
                _ => json_bytes(&request),
            };
            let body = match encoding {
                "zstd" => zstd(&plain).await,
                "identity" => plain,
                _ => gzip(&plain).await,
            };
            farol.send(packed(content_type, encoding, body)).await.expect(200);
        }
    }
    assert_eq!(farol.count("spans").await, 10);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn members_behind_each_other_are_one_body(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = (1..=4).map(|id| span(1, id, "work", START)).collect();
    let plain = protobuf_bytes(&traces("worker", spans));
    let (first, second) = plain.split_at(plain.len() / 2);
    let gzipped = [gzip(first).await, gzip(b"").await, gzip(second).await].concat();
    farol.send(packed(PROTOBUF, "gzip", gzipped)).await.expect(200);
    assert_eq!(farol.count("spans").await, 4);
    let again = [zstd(first).await, zstd(second).await].concat();
    farol.send(packed(PROTOBUF, "zstd", again)).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn broken_packing_is_refused_and_stores_nothing(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = (1..=50).map(|id| span(1, id, "work", START)).collect();
    let plain = protobuf_bytes(&traces("worker", spans));
    let whole = gzip(&plain).await;
    let with = |index: usize| {
        let mut bytes = whole.clone();
        bytes[index] ^= 0x55;
        bytes
    };
    let (crc, length) = (whole.len() - 8, whole.len() - 4);
    let in_zstd = zstd(&plain).await;
    let broken: Vec<(&str, &str, Vec<u8>)> = vec![
        ("a plain body", "gzip", plain.clone()),
        ("no bytes at all", "gzip", Vec::new()),
        ("a cut head", "gzip", whole[..5].to_vec()),
        ("half of it", "gzip", whole[..whole.len() / 2].to_vec()),
        ("no trailer", "gzip", whole[..crc].to_vec()),
        ("half a trailer", "gzip", whole[..length].to_vec()),
        ("a wrong checksum", "gzip", with(crc)),
        ("a wrong length", "gzip", with(length)),
        ("something behind it", "gzip", [&whole[..], b"garbage"].concat()),
        ("a plain body", "zstd", plain),
        ("half of it", "zstd", in_zstd[..in_zstd.len() / 2].to_vec()),
        ("without its end", "zstd", in_zstd[..in_zstd.len() - 1].to_vec()),
        ("gzip under the name of zstd", "zstd", whole.clone()),
    ];
    for (what, encoding, body) in broken {
        for content_type in [PROTOBUF, JSON] {
            let answer = farol.send(packed(content_type, encoding, body.clone())).await;
            assert_eq!(answer.status, 400, "{what} ({encoding}): {}", answer.text());
            assert_eq!(answer.header("content-type"), content_type);
            answer.status_message();
        }
    }
    assert_eq!(farol.count("spans").await, 0);
    assert_eq!(farol.ingest.budget().used(), 0, "what was read is given back");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_unknown_packing_is_refused_by_name(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for encoding in ["br", "deflate", "gzip, gzip", "snappy"] {
        let answer = farol.send(packed(JSON, encoding, "{}")).await.expect(415);
        assert!(answer.status_message().contains(encoding), "{encoding}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_limit_itself_is_taken_and_a_byte_more_is_not(pool: PgPool) {
    let small = farol_api::ApiSettings { body_limit: LIMIT, ..settings() };
    let farol = Farol::with(pool, small).await;
    let chunked = |body: Vec<u8>| {
        let chunks = body.chunks(1_000).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()));
        Body::from_stream(stream::iter(chunks.collect::<Vec<_>>()))
    };
    for (size, status) in [(LIMIT, 200), (LIMIT + 1, 413), (LIMIT * 3, 413)] {
        let mut body = b"{}".to_vec();
        body.resize(size, b' ');
        for (how, answer) in [
            ("plain", farol.send(telemetry("/v1/traces", JSON, body.clone())).await),
            ("chunked", farol.send(telemetry("/v1/traces", JSON, chunked(body.clone()))).await),
            ("gzip", farol.send(packed(JSON, "gzip", gzip(&body).await)).await),
            ("zstd", farol.send(packed(JSON, "zstd", chunked(zstd(&body).await))).await),
        ] {
            assert_eq!(answer.status, status, "{size} {how}");
            if status == 413 {
                assert!(answer.status_message().contains(&LIMIT.to_string()), "{how}");
            }
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_bomb_is_refused_at_the_limit(pool: PgPool) {
    let small = farol_api::ApiSettings { body_limit: LIMIT, ..settings() };
    let farol = Farol::with(pool, small).await;
    // 4,000 members of 1 MiB: 4 GB in as many kilobytes.
    let zeroes = vec![0; 1 << 20];
    let refused = async |encoding, bomb: Vec<u8>| -> Answer {
        let started = Instant::now();
        let answer = farol.send(packed(PROTOBUF, encoding, bomb)).await.expect(413);
        assert!(started.elapsed() < Duration::from_secs(1), "{encoding}: {:?}", started.elapsed());
        answer
    };
    refused("gzip", gzip(&zeroes).await.repeat(4_000)).await.status_message();
    refused("zstd", zstd(&zeroes).await.repeat(4_000)).await.status_message();
    assert_eq!(farol.ingest.budget().used(), 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_frame_cannot_claim_more_memory_than_content_codings_may(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // RFC 8878: magic, a frame with no checksum and no size, then its window: 2^(10 + n) bytes.
    let frame = |exponent: u8| {
        let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, (exponent - 10) << 3];
        // One last raw block of two bytes.
        bytes.extend([0x11, 0x00, 0x00, b'{', b'}']);
        bytes
    };
    farol.send(packed(JSON, "zstd", frame(23))).await.expect(200);
    farol.send(packed(JSON, "zstd", frame(27))).await.expect(400).status_message();
}
