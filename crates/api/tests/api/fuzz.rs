//! Bytes that mean nothing, and bytes that nearly mean something (conformance case 47).

use axum::{
    body::Body,
    http::header::{CONTENT_ENCODING, CONTENT_TYPE},
};
use farol_testkit::{
    Random, TraceBuilder,
    otlp::{json_bytes, log, logs, protobuf_bytes},
};
use sqlx::PgPool;

use crate::support::{Farol, JSON, PROTOBUF, START, gzip, post};

const PATHS: [&str; 3] = ["/v1/traces", "/v1/logs", "/v1/metrics"];
const CASES: usize = 600;

/// Random bytes, half of them printable, so that some get past the first byte of JSON.
fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(200);
    let printable = random.below(2) == 0;
    let letters = b"{}[]\",:0123456789resourceSpanscopeLogMtricbutdkyvalu\\ ";
    let byte = |random: &mut Random| {
        if printable { *random.choose(letters) } else { random.next().to_le_bytes()[0] }
    };
    (0..length).map(|_| byte(random)).collect()
}

/// A good body with some bytes changed, cut out or doubled.
fn mutated(good: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=random.below(3) {
        let at = usize::try_from(random.below(bytes.len().max(1) as u64)).unwrap();
        match random.below(8) {
            0 => bytes.truncate(at),
            1 | 2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.insert(at, random.next().to_le_bytes()[0]),
            _ if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {}
        }
    }
    bytes
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_bytes_make_the_server_fail(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut random = Random::new(20_261_121);
    let spans = TraceBuilder::new(1).spans(3).start(START).build();
    let lines = logs("worker", vec![log(START, "one"), log(START + 1, "two")]);
    let good = [
        ("/v1/traces", PROTOBUF, protobuf_bytes(&spans)),
        ("/v1/logs", PROTOBUF, protobuf_bytes(&lines)),
        ("/v1/traces", JSON, json_bytes(&spans)),
        ("/v1/logs", JSON, json_bytes(&lines)),
    ];
    let mut accepted = 0;
    for case in 0..CASES {
        let (mut path, mut content_type, ref good) = *random.choose(&good);
        let body = match case % 3 {
            0 => noise(&mut random),
            _ => mutated(good, &mut random),
        };
        if case % 3 < 2 {
            path = *random.choose(&PATHS);
            content_type = *random.choose(&[PROTOBUF, JSON]);
        }
        let packing = random.below(4);
        let mut sent = post(path).header(CONTENT_TYPE, content_type);
        let packed = match packing {
            0 => gzip(&body).await,
            1 => mutated(&gzip(&body).await, &mut random),
            _ => body.clone(),
        };
        if packing < 3 {
            let name = if packing == 2 { "identity" } else { "gzip" };
            sent = sent.header(CONTENT_ENCODING, name);
        }
        let answer = farol.send(sent.body(Body::from(packed)).unwrap()).await;
        let status = answer.status.as_u16();
        assert!(
            [200, 400, 413].contains(&status),
            "case {case}: {path} {content_type} {packing}: {status} to {body:?}"
        );
        assert_eq!(answer.header("content-type"), content_type, "case {case}");
        accepted += usize::from(status == 200);
    }
    assert!(accepted > CASES / 20, "only {accepted} got through to be stored");
    assert_eq!(farol.ingest.budget().used(), 0, "all memory is given back");
    farol.read("/api/v1/observability/executions").await.expect(200);
    farol.read("/api/v1/observability/logs").await.expect(200);
}
