//! `GET /api/v1/events`, and an execution's events.

use std::time::Duration;

use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{EVENTS, encode, store};
use crate::support::{Farol, START, settings};

/// An event some milliseconds after the start.
fn event(name: &str, after: u64, properties: &Value) -> Value {
    json!({"name": name, "timestamp": START / 1_000_000 + after, "properties": properties})
}

/// The `n` of the events that a query finds, in the order of the answer.
async fn numbers(farol: &Farol, query: &str) -> Vec<i64> {
    let page = farol.find(&format!("{EVENTS}?{query}")).await;
    assert_eq!((&page["complete"], &page["searchedTo"]), (&json!(true), &Value::Null));
    let items = page["items"].as_array().unwrap().iter();
    items.map(|event| event["properties"]["n"].as_i64().unwrap()).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_event_is_given_back_as_it_came(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let properties = json!({"duration": 12.5, "deep": {"a": [1, null]}, "text": "<b>&\n\"é\""});
    store(
        &farol,
        &json!({"name": "a/b <script>", "timestamp": "2025-11-21T04:40:00.123456789Z", "executionId": "order-7",
            "threadId": "t-1", "agentId": "a-1", "idempotencyKey": "k-1", "properties": properties}),
    )
    .await;
    store(&farol, &event("bare", 0, &json!({}))).await;
    let page = farol.find(EVENTS).await;
    let told = &page["items"][0];
    let id = told["id"].as_str().unwrap();
    assert!(id.starts_with("1763700000123456789_"), "{id}");
    let expected = json!({"id": id, "name": "a/b <script>", "timestamp": "2025-11-21T04:40:00.123456789Z",
        "executionId": "order-7", "threadId": "t-1", "agentId": "a-1", "idempotencyKey": "k-1",
        "properties": properties});
    assert_eq!(told, &expected);
    let bare = &page["items"][1];
    assert_eq!((&bare["properties"], &bare["executionId"]), (&json!({}), &Value::Null));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_neither_overlap_nor_skip_where_times_are_equal(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let events: Vec<Value> =
        (0..25).map(|n| event(["a", "b"][n % 2], n as u64 / 10, &json!({"n": n}))).collect();
    store(&farol, &Value::Array(events)).await;
    let late = encode(r#"[{"property":"n","op":"gte","value":17}]"#);
    let late = format!("limit=2&filters={late}");
    for (condition, expected) in [
        ("limit=4", (0..25).rev().collect::<Vec<i64>>()),
        ("limit=4&name=a", (0..25).rev().filter(|n| n % 2 == 0).collect()),
        ("limit=3&name=a&name=b", (0..25).rev().collect()),
        (&late, (17..25).rev().collect()),
    ] {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = farol.find(&format!("{EVENTS}?{condition}{cursor}")).await;
            let items = page["items"].as_array().unwrap().iter();
            found.extend(items.map(|event| event["properties"]["n"].as_i64().unwrap()));
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, expected, "{condition}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn conditions_find_what_they_say(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut events = vec![
        event("ticket_resolved", 0, &json!({"n": 0, "category": "network", "answered": true})),
        event("ticket_resolved", 1, &json!({"n": 1, "category": "billing", "answered": "true"})),
        event("ticket_resolved", 2, &json!({"n": 2, "category": null, "note": "Rede \"Móvel\""})),
        event("alert_received", 3, &json!({"n": 3, "category": ["network"]})),
        event("Olá <b>", 4, &json!({"n": 4, "__proto__": 5})),
    ];
    events[1]["agentId"] = json!("agent-1");
    events[2]["threadId"] = json!("Thread-2");
    store(&farol, &Value::Array(events)).await;
    let at = |after: u64| START + after * 1_000_000;
    let filter = |property: &str, op: &str, value: &Value| {
        let filter = json!([{"property": property, "op": op, "value": value}]).to_string();
        format!("filters={}", encode(&filter))
    };
    let network = json!("network");
    for (query, expected) in [
        ("name=ticket_resolved".to_owned(), vec![2, 1, 0]),
        (format!("name=alert_received&name={}", encode("Olá <b>")), vec![4, 3]),
        ("name=Ticket_resolved".to_owned(), vec![]),
        ("agentId=agent-1".to_owned(), vec![1]),
        ("threadId=Thread-2".to_owned(), vec![2]),
        (format!("from={}&to={}", at(1), at(3)), vec![2, 1]),
        (format!("from={}&to={}", at(3), at(1)), vec![]),
        (filter("category", "eq", &network), vec![0]),
        (filter("category", "ne", &network), vec![4, 3, 2, 1]),
        (filter("category", "in", &json!(["network", "billing"])), vec![1, 0]),
        (filter("category", "exists", &json!(true)), vec![3, 1, 0]),
        (filter("category", "exists", &json!(false)), vec![4, 2]),
        (filter("answered", "eq", &json!(true)), vec![0]),
        (filter("answered", "eq", &json!("true")), vec![1]),
        (filter("agentId", "eq", &json!("agent-1")), vec![1]),
        (filter("n", "gt", &json!(1.5)), vec![4, 3, 2]),
        (filter("__proto__", "eq", &json!(5)), vec![4]),
        (format!("name=ticket_resolved&{}", filter("n", "lte", &json!(0))), vec![0]),
        (format!("search={}", encode("rede \"móvel\"")), vec![2]),
        ("search=RESOLVED".to_owned(), vec![2, 1, 0]),
        ("search=thread-2".to_owned(), vec![2]),
        (format!("search={}", encode("olá")), vec![4]),
        ("search=".to_owned(), vec![4, 3, 2, 1, 0]),
        ("search=nothing".to_owned(), vec![]),
    ] {
        assert_eq!(numbers(&farol, &query).await, expected, "{query}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_executions_events_are_found_by_any_of_its_ids(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut root = span(7, 1, "otlp", START);
    root.attributes = vec![attribute("farol.execution.id", "order-7")];
    farol.store_spans(vec![root]).await;
    let trace = format!("{:032x}", 7);
    let of = |id: &str, n: u64| {
        let mut event = event("step", n, &json!({"n": n}));
        event["executionId"] = json!(id);
        event
    };
    store(&farol, &json!([of("order-7", 2), of(&trace, 1), of("lonely", 3), of(&trace, 1)])).await;
    for id in ["order-7", &trace] {
        let path = format!("/api/v1/observability/executions/{id}/events");
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = farol.find(&format!("{path}?limit=1{cursor}")).await;
            let items = page["items"].as_array().unwrap().iter();
            found.extend(items.map(|event| event["properties"]["n"].as_i64().unwrap()));
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, [1, 1, 2], "{id}");
    }
    assert_eq!(numbers(&farol, "executionId=order-7").await, [2, 1, 1]);
    assert_eq!(numbers(&farol, "executionId=lonely").await, [3]);
    let absent = "/api/v1/observability/executions/lonely/events";
    farol.read(absent).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_takes_too_long_is_answered_in_parts(pool: PgPool) {
    let mut settings = settings();
    settings.search_deadline = Duration::ZERO;
    let farol = Farol::with(pool, settings).await;
    store(&farol, &event("tick", 0, &json!({"n": 1, "rare": true}))).await;
    // Far more than the first slice, most of them at one instant.
    sqlx::query(
        "insert into events (shard_key, time_ns, arrival, project_id, name, properties)
         select shard_key, time_ns + greatest(number - 9000, 1), number, project_id, name, '{\"n\":0}'
         from events, generate_series(1, 12000) as number",
    )
    .execute(&farol.pool)
    .await
    .unwrap();
    let filters = encode(r#"[{"property":"rare","value":true}]"#);
    for name in ["", "&name=tick"] {
        let path = format!("{EVENTS}?filters={filters}{name}");
        let (mut page, mut pages) = (farol.find(&path).await, 1);
        assert_eq!(
            (&page["complete"], page["items"].as_array().unwrap().len()),
            (&json!(false), 0)
        );
        assert!(page["searchedTo"].as_str().unwrap().starts_with("2025-11-21T04:40:00."));
        while page["complete"] == false {
            let next = page["nextCursor"].as_str().unwrap().to_owned();
            page = farol.find(&format!("{path}&cursor={next}")).await;
            pages += 1;
            assert!(pages < 100, "{page}");
        }
        assert_eq!(
            (&page["items"][0]["properties"]["n"], &page["nextCursor"]),
            (&json!(1), &Value::Null)
        );
        assert!(pages > 2, "{pages}");
    }
    // What is found at once is complete however little time there is.
    let page = farol.find(&format!("{EVENTS}?limit=10")).await;
    assert_eq!((&page["complete"], page["items"].as_array().unwrap().len()), (&json!(true), 10));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_page_of_large_events_is_shorter(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![span(7, 1, "run", START)]).await;
    for after in 0..2 {
        let mut event = event("large", after, &json!({"text": "x".repeat(250_000)}));
        event["executionId"] = json!(format!("{:032x}", 7));
        store(&farol, &Value::from(vec![event; 50])).await;
    }
    let execution = format!("/api/v1/observability/executions/{:032x}/events", 7);
    for path in [EVENTS, &execution] {
        let (mut found, mut pages, mut cursor) = (0, 0, String::new());
        loop {
            let answer = farol.read(&format!("{path}?limit=500{cursor}")).await.expect(200);
            assert!(answer.body.len() < 18 << 20, "{}", answer.body.len());
            let page = answer.json();
            found += page["items"].as_array().unwrap().len();
            pages += 1;
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((found, pages), (100, 2), "{path}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_wrong_is_named(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for (filters, field) in [
        ("nonsense", "filters"),
        ("{}", "filters"),
        (r#"[{"op":"eq","value":1}]"#, "filters[0].property"),
        (r#"[{"property":"a","value":1},{"property":"a","op":"like","value":1}]"#, "filters[1].op"),
        (r#"[{"property":"a","op":"gt","value":"5"}]"#, "filters[0].value"),
        (r#"[{"property":"a","op":"eq","value":{}}]"#, "filters[0].value"),
        (r#"[{"property":"a","value":1,"not":true}]"#, "filters[0].not"),
    ] {
        let path = format!("{EVENTS}?filters={}", encode(filters));
        farol.read(&path).await.names_field(field);
    }
    let many = json!(vec![json!({"property": "a", "op": "exists"}); 21]).to_string();
    farol.read(&format!("{EVENTS}?filters={}", encode(&many))).await.names_field("filters");
    let names = vec!["name=x"; 101].join("&");
    farol.read(&format!("{EVENTS}?{names}")).await.names_field("name");
    let long = "x".repeat(501);
    farol.read(&format!("{EVENTS}?search={long}")).await.names_field("search");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    farol.read(&format!("{EVENTS}?filters={}", encode(&deep))).await.names_field("filters");
}
