//! The list of executions: order, pages, filters.

use std::collections::BTreeSet;

use farol_testkit::otlp::{attribute, failed, proto::trace::v1::Span, span};
use serde_json::Value;
use sqlx::PgPool;

use crate::support::{Farol, START};

const LIST: &str = "/api/v1/observability/executions";
const SECOND: u64 = 1_000_000_000;

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["traceId"].as_str().unwrap().to_owned()).collect()
}

fn trace(number: u128) -> String {
    format!("{number:032x}")
}

/// Follows the cursors from the first page to the last.
async fn page_through(farol: &Farol, query: &str) -> (Vec<String>, usize) {
    let (mut all, mut pages, mut cursor) = (Vec::new(), 0, String::new());
    loop {
        let page = farol.find(&format!("{LIST}?{query}{cursor}")).await;
        all.extend(ids(&page));
        pages += 1;
        let Some(next) = page["nextCursor"].as_str() else { return (all, pages) };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        assert!(next.bytes().all(plain), "{next}");
        cursor = format!("&cursor={next}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_are_whole_in_every_order(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans: Vec<Span> = (1..=20_u64)
        .map(|of| {
            let start = START + of % 4 * SECOND;
            let mut root = span(u128::from(of), 1, "chat", start);
            root.end_time_unix_nano = start + of % 3 * SECOND;
            let tokens = i64::try_from(of % 5).unwrap();
            root.attributes = vec![
                attribute("gen_ai.operation.name", "chat"),
                attribute("gen_ai.usage.input_tokens", tokens),
            ];
            root
        })
        .collect();
    farol.store_spans(spans).await;
    for sort in ["startTime", "durationMs", "totalTokens", "cost"] {
        let (down, pages) = page_through(&farol, &format!("sort=-{sort}&limit=5")).await;
        assert_eq!(pages, 4, "the last page is full, and says that it is the last");
        assert_eq!(down.iter().collect::<BTreeSet<_>>().len(), 20, "{sort}");
        let (mut up, _) = page_through(&farol, &format!("sort={sort}&limit=7")).await;
        up.reverse();
        assert_eq!(down, up, "{sort} reads the same from both ends");
    }
    let newest = farol.find(LIST).await;
    let starts = newest["items"].as_array().unwrap().iter();
    let starts: Vec<&str> = starts.map(|item| item["startTime"].as_str().unwrap()).collect();
    assert!(starts.is_sorted_by(|one, next| one >= next), "newest first unless asked otherwise");
    // Where starts are equal, the later arrival is the newer.
    assert_eq!(ids(&newest)[..2], [trace(19), trace(15)]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn filters_find_what_they_name(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut chat = span(1, 1, "answer 100%", START);
    chat.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", "gpt-4o"),
        attribute("farol.thread.id", "wa-1"),
        attribute("farol.session.id", "s-1"),
        attribute("farol.user.id", "u-1"),
        attribute("farol.agent.id", "support"),
        attribute("farol.entity.type", "order"),
        attribute("farol.entity.value", "7"),
    ];
    let broken = failed(span(2, 1, "broken", START + SECOND), "upstream gone");
    let mut long = span(3, 1, "long", START + 2 * SECOND);
    long.end_time_unix_nano += 9 * SECOND;
    farol.store_spans(vec![chat, broken, long]).await;
    for (query, found) in [
        ("", vec![3, 2, 1]),
        ("type=llm_call", vec![1]),
        ("type=llm_call&type=span", vec![3, 2, 1]),
        ("status=error", vec![2]),
        ("status=success&status=error", vec![3, 2, 1]),
        ("threadId=wa-1", vec![1]),
        ("sessionId=s-1&userId=u-1&agentId=support", vec![1]),
        ("threadId=wa-1&status=error", vec![]),
        ("entityType=order&entityValue=7", vec![1]),
        ("entityType=order&entityValue=8", vec![]),
        ("model=gpt-4o", vec![1]),
        ("service=worker", vec![3, 2, 1]),
        ("service=other", vec![]),
        ("minDurationMs=5000", vec![3]),
        ("maxDurationMs=1000", vec![2, 1]),
        ("from=2025-11-21T04:40:01Z", vec![3, 2]),
        ("to=2025-11-21T04:40:01Z", vec![1]),
        ("from=2025-11-21T01:40:01-03:00", vec![3, 2]),
        ("from=1763700001000000000&to=1763700002000000000", vec![2]),
        ("search=100%25", vec![1]),
        ("search=UPSTREAM", vec![2]),
        ("search=_____________________", vec![]),
        ("search=", vec![3, 2, 1]),
    ] {
        let page = farol.find(&format!("{LIST}?{query}")).await;
        let found: Vec<String> = found.into_iter().map(trace).collect();
        assert_eq!(ids(&page), found, "{query}");
    }
    for (query, field) in [
        ("status=odd", "status"),
        ("type=odd", "type"),
        ("minDurationMs=NaN", "minDurationMs"),
        ("maxDurationMs=-1", "maxDurationMs"),
        ("minDurationMs=1e300", "minDurationMs"),
        ("hasMessages=perhaps", "hasMessages"),
        ("from=yesterday", "from"),
        ("sort=name", "sort"),
        ("sort=--cost", "sort"),
        ("cursor=1_2", "cursor"),
        ("limit=501", "limit"),
        ("entity=order", "entity"),
    ] {
        farol.read(&format!("{LIST}?{query}")).await.names_field(field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_execution_is_summed_up(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut agent = span(1, 1, "support", START);
    agent.attributes = vec![
        attribute("gen_ai.operation.name", "invoke_agent"),
        attribute("gen_ai.agent.name", "support"),
        attribute("gen_ai.usage.input_tokens", 30_i64),
    ];
    let chat = |id, tokens| {
        let mut chat = span(1, id, "chat", START);
        chat.parent_span_id = 1_u64.to_be_bytes().to_vec();
        chat.attributes = vec![
            attribute("gen_ai.operation.name", "chat"),
            attribute("gen_ai.request.model", "gpt-4o"),
            attribute("gen_ai.usage.input_tokens", tokens),
            attribute("gen_ai.usage.output_tokens", 5_i64),
        ];
        chat
    };
    let broken = failed(chat(3, 20_i64), "rate limit");
    farol.store_spans(vec![agent, chat(2, 10), broken]).await;
    let page = farol.find(LIST).await;
    let item = &page["items"][0];
    for (field, value) in [
        ("executionId", trace(1).into()),
        ("name", "support".into()),
        ("type", "agent_execution".into()),
        ("status", "success".into()),
        ("agentName", "support".into()),
        ("spanCount", 3.into()),
        ("errorCount", 1.into()),
        ("inputTokens", 30.into()),
        ("outputTokens", 10.into()),
        ("totalTokens", 40.into()),
        ("durationMs", 1000.0.into()),
        ("startTime", "2025-11-21T04:40:00.000000000Z".into()),
        ("startTimeUnixNano", START.to_string().into()),
        ("endTimeUnixNano", (START + SECOND).to_string().into()),
        ("service", "worker".into()),
        ("threadId", Value::Null),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
}
