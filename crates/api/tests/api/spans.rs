//! Spans searched across executions, and broken down by a field.

use std::time::Duration;

use farol_model::UnixNano;
use farol_storage::{AttributeCondition, Patience, SpanFilter, search_spans};
use farol_testkit::otlp::{
    attribute, failed,
    proto::{common::v1::KeyValue, trace::v1::Span},
    span,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PRICED_MODEL, START};

const LIST: &str = "/api/v1/observability/spans";
const BREAKDOWN: &str = "/api/v1/observability/spans/breakdown";
const SECOND: u64 = 1_000_000_000;

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

fn with(mut span: Span, attributes: Vec<KeyValue>) -> Span {
    span.attributes.extend(attributes);
    span
}

/// Takes so many milliseconds.
fn taking(mut span: Span, milliseconds: u64) -> Span {
    span.end_time_unix_nano = span.start_time_unix_nano + milliseconds * 1_000_000;
    span
}

async fn farol_with_spans(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let mut of_tool = span(1, 3, "execute_tool search", START + 3 * SECOND);
    of_tool.attributes = vec![
        attribute("gen_ai.operation.name", "execute_tool"),
        attribute("gen_ai.tool.name", "search"),
    ];
    let call = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.provider.name", "openai"),
        attribute("gen_ai.request.model", PRICED_MODEL),
        attribute("gen_ai.usage.input_tokens", 10_i64),
        attribute("gen_ai.usage.output_tokens", 2_i64),
        attribute("user.id", "ana"),
    ];
    let agent = vec![
        attribute("gen_ai.operation.name", "invoke_agent"),
        attribute("gen_ai.agent.name", "concierge"),
        attribute("gen_ai.conversation.id", "thread-7"),
        attribute("farol.execution.id", "order-7"),
    ];
    farol
        .store_spans(vec![
            with(taking(span(1, 1, "invoke_agent concierge", START), 9_000), agent),
            with(taking(span(1, 2, "chat 100%", START + SECOND), 2_000), call.clone()),
            failed(taking(of_tool, 10), "no such page"),
            with(
                taking(span(2, 1, "GET /orders", START + 10 * SECOND), 40),
                vec![
                    attribute("http.status", 503_i64),
                    attribute("quoted \"key\"", "a\\b"),
                    attribute("deep", vec![attribute("http.status", 200_i64)]),
                ],
            ),
            with(taking(span(3, 1, "chat 1000", START + 20 * SECOND), 4_000), call),
        ])
        .await;
    farol
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn conditions_find_their_spans_newest_first(pool: PgPool) {
    let farol = farol_with_spans(pool).await;
    let all =
        ["chat 1000", "GET /orders", "execute_tool search", "chat 100%", "invoke_agent concierge"];
    let cases: [(&str, &[&str]); 27] = [
        ("", &all),
        ("name=chat%20100%25", &["chat 100%"]),
        ("name=chat*", &["chat 1000", "chat 100%"]),
        ("name=chat*&name=GET%20/orders", &["chat 1000", "GET /orders", "chat 100%"]),
        ("name=chat%20100_", &[]),
        ("type=llm_call", &["chat 1000", "chat 100%"]),
        ("status=error", &["execute_tool search"]),
        ("service=worker&tool=search", &["execute_tool search"]),
        ("service=other", &[]),
        ("model=priced-model&maxDurationMs=2000", &["chat 100%"]),
        ("minDurationMs=4000", &["chat 1000", "invoke_agent concierge"]),
        ("provider=openai&minDurationMs=4000", &["chat 1000"]),
        ("agentId=concierge", &["invoke_agent concierge"]),
        ("userId=ana&limit=1", &["chat 1000"]),
        ("executionId=order-7&type=llm_call", &["chat 100%"]),
        ("threadId=thread-7", &all[2..]),
        ("threadId=nobody", &[]),
        ("traceId=00000000000000000000000000000003", &["chat 1000"]),
        ("executionId=order-7&traceId=00000000000000000000000000000003", &[]),
        ("search=ORDERS", &["GET /orders"]),
        ("attr.http.status=503", &["GET /orders"]),
        ("attr.http.status=200", &[]),
        ("attr.http.status=200&attr.http.status=503", &["GET /orders"]),
        ("not.attr.user.id=ana", &all[1..3]),
        ("attr.quoted%20%22key%22=a%5Cb", &["GET /orders"]),
        ("attr.service.name=worker&type=tool_call", &["execute_tool search"]),
        (
            "from=2025-11-21T04:40:01Z&to=2025-11-21T04:40:10Z",
            &["execute_tool search", "chat 100%"],
        ),
    ];
    for (query, expected) in cases {
        let page = farol.find(&format!("{LIST}?{query}")).await;
        let expected = if query.starts_with("not.") {
            vec!["GET /orders", "execute_tool search", "invoke_agent concierge"]
        } else {
            expected.to_vec()
        };
        assert_eq!(names(&page), expected, "{query}");
        assert_eq!(
            (&page["complete"], &page["searchedTo"]),
            (&true.into(), &Value::Null),
            "{query}"
        );
    }
    let one = &farol.find(&format!("{LIST}?name=chat%20100%25")).await["items"][0];
    assert_eq!(
        (&one["executionId"], &one["usage"]["totalTokens"]),
        (&"order-7".into(), &12.into())
    );
    assert!(one.get("attributes").is_none() && one.get("input").is_none());
    for (query, field) in [
        ("colour=red", "colour"),
        ("type=nothing", "type"),
        ("minDurationMs=-1", "minDurationMs"),
        ("limit=501", "limit"),
        ("traceId=7", "traceId"),
        ("cursor=x", "cursor"),
        ("by=name", "by"),
    ] {
        let problem = farol.read(&format!("{LIST}?{query}")).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_are_whole_also_where_starts_are_equal(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = (0..40_u64).map(|of| span(u128::from(of + 1), 1, &of.to_string(), START + of / 7));
    farol.store_spans(spans.collect()).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = farol.find(&format!("{LIST}?limit=9{cursor}")).await;
        seen.extend(names(&page).into_iter().map(str::to_owned));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let mut expected: Vec<String> = (0..40).map(|of| of.to_string()).collect();
    expected.reverse();
    assert_eq!(seen, expected);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_search_that_runs_out_of_time_goes_on_from_its_cursor(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = (0..9_000_u64).map(|of| {
        let name = if of % 3_000 == 0 { "rare" } else { "common" };
        with(span(u128::from(of + 1), 1, name, START + of), vec![attribute("n", of.to_string())])
    });
    farol.store_spans(spans.collect()).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let condition = AttributeCondition { key: "n".to_owned(), values: vec!["0".to_owned()] };
    let filter = SpanFilter {
        project_id: 1,
        names: vec!["rare".to_owned()],
        not_attributes: vec![condition],
        ..SpanFilter::default()
    };
    // Each look gets one slice, without any time.
    let (mut found, mut after, mut reached) = (Vec::new(), None, Vec::new());
    loop {
        let none = Patience::of(Duration::ZERO);
        let page = search_spans(&mut connection, &filter, after, 50, none).await.unwrap();
        found.extend(page.spans.iter().map(|span| span.start.0));
        let Some(next) = page.next else { break };
        reached.push(page.searched_to.unwrap());
        after = Some(next);
    }
    let start = i64::try_from(START).unwrap();
    assert_eq!(found, [start + 6_000, start + 3_000]);
    assert_eq!(reached, [UnixNano(start + 4_999), UnixNano(start + 998)]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_older_version_is_not_found(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![taking(span(1, 1, "first", START), 5)]).await;
    farol.store_spans(vec![taking(span(1, 1, "second", START + 1_000), 50)]).await;
    let page = farol.find(LIST).await;
    assert_eq!(names(&page), ["second"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_breakdown_counts_times_and_sums(pool: PgPool) {
    let farol = farol_with_spans(pool).await;
    let by_type = farol.find(&format!("{BREAKDOWN}?by=type")).await;
    let values: Vec<&str> = by_type["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["llm_call", "agent_execution", "span", "tool_call"]);
    assert_eq!((&by_type["complete"], &by_type["other"]), (&true.into(), &Value::Null));
    let calls = &by_type["items"][0];
    assert_eq!(
        (&calls["count"], &calls["totalTokens"], &calls["errorRate"]),
        (&2.into(), &24.into(), &0.0.into())
    );
    assert_eq!((&calls["cost"], &calls["costEstimated"]), (&json!(0.00009), &true.into()));
    let [p50, p99] = ["p50Ms", "p99Ms"].map(|of| calls[of].as_f64().unwrap());
    assert!((p50 / 2_000.0 - 1.0).abs() < 0.022 && (p99 / 4_000.0 - 1.0).abs() < 0.022, "{calls}");
    let tools = &by_type["items"][3];
    assert_eq!(
        (&tools["errorCount"], &tools["errorRate"], &tools["cost"]),
        (&1.into(), &100.0.into(), &Value::Null)
    );

    let by_model = farol.find(&format!("{BREAKDOWN}?by=model&limit=1")).await;
    assert_eq!(by_model["items"][0]["value"], Value::Null, "the spans without a model are most");
    assert_eq!((&by_model["other"]["values"], &by_model["other"]["count"]), (&1.into(), &2.into()));
    let by_attribute = farol.find(&format!("{BREAKDOWN}?by=attr.user.id&type=llm_call")).await;
    assert_eq!(by_attribute["items"][0]["value"], "ana");
    let by_resource = farol.find(&format!("{BREAKDOWN}?by=attr.service.name")).await;
    assert_eq!(by_resource["items"][0]["value"], "worker");
    let none = farol.find(&format!("{BREAKDOWN}?by=name&threadId=nobody")).await;
    assert_eq!(none["items"], json!([]));
    for (query, field) in [("by=colour", "by"), ("by=attr.", "by"), ("by=name&cursor=1", "cursor")]
    {
        let problem = farol.read(&format!("{BREAKDOWN}?{query}")).await.problem(422, "invalid");
        assert!(problem["errors"][0].to_string().contains(field), "{problem}");
    }
}
