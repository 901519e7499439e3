//! What Postgres or a reader would choke on (conformance cases 36, 37, 45).

use farol_testkit::otlp::{attribute, log, logs, protobuf_bytes, span, traces, value};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Farol, JSON, PROTOBUF, START, telemetry};

const ONE: &str = "/api/v1/observability/executions/00000000000000000000000000000001";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn text_that_postgres_refuses_is_mended(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut work = span(1, 1, "na\0me", START);
    work.trace_state = "a\0b".to_owned();
    work.attributes = vec![attribute("ke\0y", "va\0lue"), attribute("farol.thread.id", "t\0")];
    work.status =
        Some(farol_testkit::otlp::proto::trace::v1::Status { message: "\0".to_owned(), code: 2 });
    farol.store_spans(vec![work, span(1, 2, "sibling", START)]).await;
    let node = farol.find(ONE).await["traces"][0].clone();
    assert_eq!((&node["name"], &node["threadId"]), (&"na\u{fffd}me".into(), &"t\u{fffd}".into()));
    assert_eq!(node["attributes"]["ke\u{fffd}y"], "va\u{fffd}lue");

    // Bytes that are no UTF-8, which protobuf's own readers would fail the request for.
    let mut work = span(1, 3, "@@@@", START);
    work.attributes = vec![attribute("@@@@", "@@@@")];
    let mut body = protobuf_bytes(&traces("@@@@", vec![work]));
    for at in 0..body.len() - 3 {
        if &body[at..at + 4] == b"@@@@" {
            body[at..at + 4].copy_from_slice(b"a\xff\x00\xc3");
        }
    }
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 0);
    let node = farol.find(&format!("{ONE}/spans/0000000000000003")).await;
    assert!(node["name"].as_str().unwrap().starts_with("a\u{fffd}"), "{node}");

    let lone = r#"{"resourceLogs": [{"scopeLogs": [{"logRecords": [
        {"timeUnixNano": "1763700000000000000", "body": {"stringValue": "\ud800 and \u0000"},
         "attributes": [{"key": "\udc00", "value": {"stringValue": "\ud800\ud800"}}]}]}]}]}"#;
    let answer = farol.send(telemetry("/v1/logs", JSON, lone)).await.expect(200);
    assert_eq!(answer.partial().0, 0);
    let page = farol.find("/api/v1/observability/logs").await;
    assert_eq!(page["items"][0]["body"], "\u{fffd} and \u{fffd}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn long_text_in_every_field_that_is_indexed_is_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Not compressible: Postgres refuses index entries beyond 2,704 bytes as they are stored.
    let mut random = farol_testkit::Random::new(5);
    let mut long = || -> String {
        (0..40_000).map(|_| char::from(b'!' + u8::try_from(random.below(90)).unwrap())).collect()
    };
    let keys = [
        "farol.execution.id",
        "farol.thread.id",
        "farol.session.id",
        "farol.company.id",
        "farol.agent.id",
        "farol.user.id",
        "farol.entity.type",
        "farol.entity.value",
        "gen_ai.agent.name",
        "gen_ai.request.model",
        "gen_ai.provider.name",
        "gen_ai.tool.name",
        "gen_ai.tool.call.id",
        "gen_ai.response.id",
        "gen_ai.operation.name",
    ];
    let mut work = span(1, 1, &long(), START);
    work.attributes = keys.into_iter().map(|key| attribute(key, long())).collect();
    work.attributes.push(attribute(&long(), "a long key"));
    let sibling = span(1, 2, "sibling", START + 1);
    let body = protobuf_bytes(&traces(&long(), vec![work, sibling]));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 0);
    let found = farol.find(ONE).await;
    assert_eq!(found["tracesTotal"], 2);
    let attributes = found["traces"][0]["attributes"].as_object().unwrap();
    let whole = keys.iter().filter(|key| attributes[**key].as_str().unwrap().len() == 40_000);
    assert_eq!(whole.count(), keys.len(), "attributes are kept whole");

    let mut line = log(START, &long());
    line.severity_text = long();
    line.event_name = long();
    line.attributes = vec![attribute(&long(), long())];
    let body = protobuf_bytes(&logs(&long(), vec![line, log(START + 1, "sibling")]));
    let answer = farol.send(telemetry("/v1/logs", PROTOBUF, body)).await.expect(200);
    assert_eq!((answer.partial().0, farol.count("logs").await), (0, 2));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_equal_keys_the_last_is_kept(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut work = span(1, 1, "work", START);
    work.attributes =
        vec![attribute("k", "first"), attribute("other", 1_i64), attribute("k", 2_i64)];
    work.attributes.extend((0..40_i64).map(|number| attribute("many", number)));
    farol.store_spans(vec![work]).await;
    let node = farol.find(ONE).await["traces"][0].clone();
    assert_eq!(node["attributes"], json!({"k": 2, "other": 1, "many": 39}));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn bombs_of_depth_and_of_number_do_no_harm(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut deep = value("at the bottom");
    for _ in 0..60 {
        deep = value(vec![attribute("k", deep)]);
    }
    let mut work = span(1, 1, "deep enough", START);
    work.attributes = vec![attribute("deep", deep)];
    farol.store_spans(vec![work]).await;
    let mut node = &farol.find(ONE).await["traces"][0]["attributes"]["deep"];
    for _ in 0..60 {
        node = &node["k"];
    }
    assert_eq!(node, "at the bottom");

    let depth = 10_000;
    let bottom = "{\"stringValue\":\"x\"}".to_owned();
    let bomb = "{\"arrayValue\":{\"values\":[".repeat(depth) + &bottom + &"]}}".repeat(depth);
    let record = format!(
        "{{\"resourceLogs\":[{{\"scopeLogs\":[{{\"logRecords\":[{{\"body\":{bomb}}},\
         {{\"body\":{bottom}}}]}}]}}]}}"
    );
    let answer = farol.send(telemetry("/v1/logs", JSON, record)).await;
    assert!([200, 400].contains(&answer.status.as_u16()), "{}", answer.status);
    let any = "[".repeat(1_000_000);
    farol.send(telemetry("/v1/traces", JSON, any)).await.expect(400);
    let ignored = format!("{{\"x\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let answer = farol.send(telemetry("/v1/traces", JSON, ignored)).await;
    assert!([200, 400].contains(&answer.status.as_u16()), "{}", answer.status);

    // In protobuf: KeyValue.value, KeyValueList.values, AnyValue.kvlist_value, over and over.
    let maps = [0x12, 0x0a, 0x32].into_iter().cycle().take(3 * depth);
    let bomb = wrapped(protobuf_bytes(&value("x")), maps.chain([0x12, 0x4a]));
    let span_bytes = [protobuf_bytes(&span(1, 2, "deep", START)), bomb].concat();
    let body = wrapped(span_bytes, [0x12, 0x12, 0x0a].into_iter());
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial().0, 1, "the span is rejected");

    let mut wide = span(1, 4, "wide", START);
    wide.attributes = (0..200_000).map(|key| attribute(&format!("k{key}"), true)).collect();
    wide.attributes.push(attribute("large", "x".repeat(10 << 20)));
    let sibling = span(1, 5, "sibling", START);
    let body = protobuf_bytes(&traces("worker", vec![wide, sibling]));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    let stored = farol.find(&format!("{ONE}/spans/0000000000000005")).await;
    assert_eq!(stored["name"], "sibling", "{:?}", answer.partial());
}

/// Bytes as the field of a message, that as the field of a message, and so on; tags from the
/// inside out.
fn wrapped(bytes: Vec<u8>, tags: impl Iterator<Item = u8>) -> Vec<u8> {
    let (mut length, mut heads) = (bytes.len(), Vec::new());
    for tag in tags {
        let mut head = vec![tag];
        prost::encoding::encode_varint(length as u64, &mut head);
        length += head.len();
        heads.push(head);
    }
    heads.into_iter().rev().flatten().chain(bytes).collect()
}
