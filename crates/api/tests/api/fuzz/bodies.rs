//! Bodies, packed and not.

use axum::{
    body::Body,
    http::header::{CONTENT_ENCODING, CONTENT_TYPE},
};
use farol_testkit::{
    Random,
    fuzz::{Cases, mutate_bytes, mutate_json, mutate_protobuf, noise, sample_logs, sample_traces},
    otlp::{json_bytes, protobuf_bytes},
};
use sqlx::PgPool;

use crate::support::{Answer, Farol, JSON, PROTOBUF, START, gzip, post, zstd};

const PATHS: [&str; 3] = ["/v1/traces", "/v1/logs", "/v1/metrics"];
const CASES: u64 = 2_000;

/// A body and where it goes.
#[derive(Debug)]
struct Sent {
    path: &'static str,
    content_type: &'static str,
    content_encoding: &'static str,
    body: Vec<u8>,
}

impl Sent {
    async fn make(random: &mut Random) -> Self {
        let (mut path, mut content_type) =
            (*random.choose(&PATHS[..2]), *random.choose(&[PROTOBUF, JSON]));
        let body = match random.below(6) {
            0 => noise(random),
            _ => nearly_good(path, content_type, random),
        };
        if random.below(8) == 0 {
            path = *random.choose(&PATHS);
            content_type = *random.choose(&[PROTOBUF, JSON]);
        }
        let (content_encoding, packed) = match random.below(4) {
            0 => ("gzip", gzip(&body).await),
            1 => ("zstd", zstd(&body).await),
            _ => ("identity", body.clone()),
        };
        let body = match random.below(4) {
            0 if content_encoding != "identity" => broken_packing(&packed, &body, random),
            _ => packed,
        };
        Self { path, content_type, content_encoding, body }
    }
}

fn nearly_good(path: &str, content_type: &str, random: &mut Random) -> Vec<u8> {
    let is_protobuf = content_type == PROTOBUF;
    let mut body = match (path, is_protobuf) {
        ("/v1/traces", true) => protobuf_bytes(&sample_traces(random, START)),
        ("/v1/traces", false) => json_bytes(&sample_traces(random, START)),
        (_, true) => protobuf_bytes(&sample_logs(random, START)),
        (_, false) => json_bytes(&sample_logs(random, START)),
    };
    for _ in 0..random.below(4) {
        body =
            if is_protobuf { mutate_protobuf(&body, random) } else { mutate_json(&body, random) };
    }
    if random.below(6) == 0 { mutate_bytes(&body, random) } else { body }
}

/// A frame with bytes changed, one frame behind the other, half a frame, or what is none.
fn broken_packing(packed: &[u8], plain: &[u8], random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => packed.repeat(2),
        1 => [packed, plain].concat(),
        2 => plain.to_vec(),
        _ => mutate_bytes(packed, random),
    }
}

async fn send(farol: &Farol, sent: &Sent) -> Answer {
    let request = post(sent.path)
        .header(CONTENT_TYPE, sent.content_type)
        .header(CONTENT_ENCODING, sent.content_encoding);
    farol.send(request.body(Body::from(sent.body.clone())).unwrap()).await
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_body_makes_the_server_fail(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let (mut taken, mut cases) = (0, 0);
    for mut random in Cases::new("bodies", CASES) {
        let sent = Sent::make(&mut random).await;
        let answer = send(&farol, &sent).await;
        let status = answer.status.as_u16();
        assert!([200, 400, 413].contains(&status), "{status}: {} to {sent:?}", answer.text());
        assert_eq!(answer.header("content-type"), sent.content_type);
        if status == 200 {
            let (_, message) = answer.partial();
            let refused = message.contains("refused by the database");
            assert!(!refused, "Postgres takes what is decoded: {message}, {sent:?}");
        }
        cases += 1;
        taken += usize::from(status == 200);
    }
    assert!(cases == 1 || taken > cases / 4, "only {taken} of {cases} got through");
    assert_eq!(farol.ingest.budget().used(), 0, "all memory is given back");
    assert_readable(&farol).await;
}

/// Everything that got in comes out again, as JSON that can be read.
pub async fn assert_readable(farol: &Farol) {
    farol.find("/api/v1/observability/logs?limit=500").await;
    let list = farol.find("/api/v1/observability/executions?limit=500").await;
    for item in list["items"].as_array().unwrap() {
        let id = item["traceId"].as_str().unwrap();
        let path = format!("/api/v1/observability/executions/{id}");
        for part in ["", "/logs", "/export?format=json"] {
            farol.find(&format!("{path}{part}")).await;
        }
        // OTLP's nesting is deeper than what it holds, and than serde_json reads values.
        let otlp = farol.read(&format!("{path}/export?format=otlp")).await.expect(200);
        serde_json::from_slice::<serde::de::IgnoredAny>(&otlp.body).expect("JSON");
        farol.read(&format!("{path}/export?format=csv")).await.expect(200);
    }
}
