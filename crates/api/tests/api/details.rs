//! One execution: the portal's view, the SDK's pages, one span, other names for it.

use farol_testkit::otlp::{attribute, event, proto::trace::v1::Span, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, START, settings};

const ONE: &str = "/api/v1/observability/executions";
const TRACE: &str = "00000000000000000000000000000001";

fn details(query: &str) -> String {
    format!("/api/v1/runtime/v1/observability/executions/{TRACE}/details?{query}")
}

fn child(trace: u128, id: u64, parent: u64, name: &str, start: u64) -> Span {
    let parent_span_id = if parent == 0 { Vec::new() } else { parent.to_be_bytes().to_vec() };
    Span { parent_span_id, ..span(trace, id, name, start) }
}

/// The span ids of flat nodes, as small numbers.
fn flat_ids(answer: &Value) -> Vec<u64> {
    let nodes = answer["traces"].as_array().unwrap().iter();
    nodes.map(|node| u64::from_str_radix(node["spanId"].as_str().unwrap(), 16).unwrap()).collect()
}

/// A root with 24 children: 25 spans, two by two at the same time.
async fn with_trace(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let parent = |id| u64::from(id > 1);
    let spans = (1..=25).map(|id| child(1, id, parent(id), "step", START + id / 2 * 1_000));
    farol.store_spans(spans.collect()).await;
    farol
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_whole_and_its_pages_have_the_contracts_frame(pool: PgPool) {
    let farol = with_trace(pool).await;
    let whole = farol.find(&format!("{ONE}/{TRACE}")).await;
    let fields: Vec<&String> = whole.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["execution", "traces", "tracesHasMore", "tracesLimit", "tracesTotal"]);
    assert_eq!((&whole["tracesTotal"], &whole["tracesLimit"]), (&25.into(), &10_000.into()));
    assert_eq!(whole["tracesHasMore"], false);
    assert_eq!(whole["traces"][0]["children"].as_array().unwrap().len(), 24);

    let page = farol.find(&details("")).await;
    for (field, value) in [
        ("tracesTotal", 25.into()),
        ("tracesOffset", 0.into()),
        ("tracesLimit", 500.into()),
        ("tracesHasMore", false.into()),
        ("nextCursor", Value::Null),
    ] {
        assert_eq!(page[field], value, "{field}");
    }
    assert_eq!((&page["traces"], &page["execution"]), (&whole["traces"], &whole["execution"]));
    let listed = farol.find(ONE).await;
    assert_eq!(whole["execution"], listed["items"][0]);
    farol.read(&format!("{ONE}/{TRACE}?limit=5")).await.names_field("limit");
    farol.read(&details("limit=1001")).await.names_field("limit");
    farol.read(&details("limit=1000")).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_by_offset_and_by_cursor_neither_overlap_nor_skip(pool: PgPool) {
    let farol = with_trace(pool).await;
    let whole: Vec<u64> = (1..=25).collect();
    let mut by_offset = Vec::new();
    for offset in (0..25).step_by(5) {
        let page = farol.find(&details(&format!("shape=flat&limit=5&offset={offset}"))).await;
        assert_eq!((&page["tracesOffset"], &page["tracesLimit"]), (&offset.into(), &5.into()));
        assert_eq!(page["tracesHasMore"], offset < 20, "{offset}");
        by_offset.extend(flat_ids(&page));
    }
    assert_eq!(by_offset, whole);
    let (mut by_cursor, mut query) = (Vec::new(), "limit=4&shape=flat".to_owned());
    loop {
        let page = farol.find(&details(&query)).await;
        assert_eq!(page["tracesOffset"], by_cursor.len());
        by_cursor.extend(flat_ids(&page));
        assert_eq!(page["tracesHasMore"], page["nextCursor"].is_string());
        let Some(next) = page["nextCursor"].as_str() else { break };
        query = format!("limit=4&shape=flat&cursor={next}");
    }
    assert_eq!(by_cursor, whole);
    // A page after the root: its nodes are roots of the page, though not orphans.
    let page = farol.find(&details("limit=3&offset=5")).await;
    for node in page["traces"].as_array().unwrap() {
        assert_eq!(
            (&node["depth"], &node["parentSpanId"]),
            (&0.into(), &"0000000000000001".into())
        );
        assert_eq!(node.get("orphan"), None);
    }
    assert_eq!(flat_ids(&farol.find(&details("offset=25")).await), [0; 0]);
    farol.read(&details("offset=-1")).await.names_field("offset");
    farol.read(&details("offset=5&cursor=5_1_1_1_1")).await.names_field("offset");
    for cursor in ["x", "5", "5_", "-5_1_1_1_1"] {
        farol.read(&details(&format!("cursor={cursor}"))).await.names_field("cursor");
    }
    let place = format!("{START}_1_{TRACE}_0000000000000001");
    for offset in ["9223372036854775807", "-1", "99999999999999999999"] {
        farol.read(&details(&format!("cursor={offset}_{place}"))).await.names_field("cursor");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_beyond_the_cap_is_announced(pool: PgPool) {
    let capped = farol_api::ApiSettings { trace_span_limit: 10, ..settings() };
    let farol = Farol::with(pool, capped).await;
    let spans = (1..=25).map(|id| child(1, id, u64::from(id > 1), "step", START + id));
    farol.store_spans(spans.collect()).await;
    let whole = farol.find(&format!("{ONE}/{TRACE}?shape=flat")).await;
    assert_eq!(flat_ids(&whole), (1..=10).collect::<Vec<_>>());
    assert_eq!((&whole["tracesHasMore"], &whole["tracesTotal"]), (&true.into(), &25.into()));
    let export = farol.find(&format!("{ONE}/{TRACE}/export")).await;
    assert_eq!(export["traces"].as_array().unwrap().len(), 25, "an export has no cap");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn payloads_can_be_left_out(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut work = span(1, 1, "work", START);
    work.attributes = vec![
        attribute("farol.input", "{\"question\": 1}"),
        attribute("farol.output", "plain"),
        attribute("answer", 42_i64),
    ];
    work.events = vec![event("began", START + 1, vec![])];
    farol.store_spans(vec![work]).await;
    let payload = ["input", "output", "attributes", "resource", "scope", "events", "links"];
    let node = farol.find(&format!("{ONE}/{TRACE}")).await["traces"][0].clone();
    assert_eq!(node["input"], json!({"question": 1}), "text that is JSON is given as JSON");
    assert_eq!((&node["output"], &node["attributes"]["answer"]), (&"plain".into(), &42.into()));
    assert_eq!(node["resource"]["attributes"]["service.name"], "worker");
    let whole = farol.find(&format!("{ONE}/{TRACE}/spans/0000000000000001")).await;
    for path in [format!("{ONE}/{TRACE}?payloads=false"), details("payloads=false")] {
        let light = farol.find(&path).await["traces"][0].clone();
        for (field, value) in node.as_object().unwrap() {
            let expected = (!payload.contains(&&**field)).then_some(value);
            assert_eq!(light.get(field), expected, "{field}");
        }
    }
    for field in payload.into_iter().chain(["name", "startTimeUnixNano", "type"]) {
        assert_eq!(whole[field], node[field], "one span comes whole: {field}");
    }
    farol.read(&format!("{ONE}/{TRACE}?payloads=1")).await.names_field("payloads");
    for absent in ["0000000000000002", "1", "0000000000000000", "nonsense"] {
        let path = format!("{ONE}/{TRACE}/spans/{absent}");
        farol.read(&path).await.problem(404, "not_found");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn either_id_finds_the_union_of_an_alias(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let named = |trace, id, start| {
        let mut span = span(trace, id, "run", start);
        span.attributes = vec![attribute("farol.execution.id", "order/7 ção")];
        span
    };
    farol.store_spans(vec![named(1, 1, START), child(1, 2, 1, "step", START + 5)]).await;
    farol.store_spans(vec![named(2, 3, START + 1_000), span(3, 9, "other", START)]).await;
    let alias = "order%2F7%20%C3%A7%C3%A3o";
    let union = farol.find(&format!("{ONE}/{alias}?shape=flat")).await;
    assert_eq!(flat_ids(&union), [1, 2, 3]);
    assert_eq!((&union["tracesTotal"], &union["execution"]["spanCount"]), (&3.into(), &3.into()));
    assert_eq!(union["execution"]["executionId"], "order/7 ção");
    // A trace's own id finds at least the trace itself, in any case and with a UUID's dashes.
    for id in [TRACE, "00000000-0000-0000-0000-000000000001"] {
        let found = farol.find(&format!("{ONE}/{id}?shape=flat")).await;
        assert!(flat_ids(&found).starts_with(&[1, 2]), "{found}");
        assert_eq!(found["execution"]["executionId"], "order/7 ção");
    }
    let path = format!("{ONE}/{alias}/spans/0000000000000003");
    assert_eq!(farol.find(&path).await["traceId"], "00000000000000000000000000000002");
    farol.read(&format!("{ONE}/order")).await.problem(404, "not_found");
}
