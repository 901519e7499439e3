//! Rules that put executions up for review.

use std::time::Duration;

use axum::http::Method;
use farol_model::UnixNano;
use farol_storage::{Fed, Scope, feed_review_queue, last_execution_change};
use farol_testkit::otlp::{attribute, failed, span};
use serde_json::{Value, json};
use sqlx::{PgPool, Postgres, pool::PoolConnection};

use super::{Reviewed, trace, turn};
use crate::support::{Answer, As, START};

const RULES: &str = "/api/v1/reviews/rules";
const QUIET: Duration = Duration::from_secs(30);

impl Reviewed {
    async fn rule(&self, name: &str, when: &Value) -> Value {
        let rule = json!({"name": name, "when": when, "priority": "high", "tags": [name]});
        self.farol.ask(Method::POST, RULES, &self.editor, Some(&rule)).await.expect(201).json()
    }

    /// Runs the rules as a while after now.
    async fn feed(&self, after: Duration) -> Fed {
        let mut connection = self.settled().await;
        let now = UnixNano(UnixNano::now().0 + i64::try_from(after.as_nanos()).unwrap());
        feed_review_queue(&mut connection, now, QUIET).await.unwrap()
    }

    /// Waits until what changed may be told: other tests' transactions may hold that up for a moment.
    async fn settled(&self) -> PoolConnection<Postgres> {
        let mut connection = self.farol.pool.acquire().await.unwrap();
        while {
            let newest = "select coalesce(max(seq), 0) from execution_changes";
            let newest: i64 = sqlx::query_scalar(newest).fetch_one(&mut *connection).await.unwrap();
            last_execution_change(&mut connection).await.unwrap() < newest
        } {
            tokio::task::yield_now().await;
        }
        connection
    }

    /// What waits, and why.
    async fn waiting(&self) -> Vec<(String, Value)> {
        let page = self.farol.find("/api/v1/reviews/queue").await;
        let items = page["items"].as_array().unwrap().iter();
        let mut waiting: Vec<(String, Value)> = items
            .map(|of| {
                let reasons = of["reasons"].as_array().unwrap().iter();
                let rules = reasons.map(|reason| reason["rule"].clone()).collect();
                (of["executionId"].as_str().unwrap().to_owned(), rules)
            })
            .collect();
        waiting.sort_by(|one, other| one.0.cmp(&other.0));
        waiting
    }

    async fn send(&self, path: &str, body: &Value) -> Answer {
        self.farol.send_json(path, body).await
    }
}

const LATER: Duration = Duration::from_secs(31);

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_rule_looks_at_what_comes_after_it(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    of.feed(LATER).await;
    // Nobody has looked since this one came.
    of.farol.store_spans(vec![failed(span(1, 1, "work", START), "x")]).await;
    of.settled().await;
    let rule = of.rule("errors", &json!({"status": "error"})).await;
    assert_eq!(of.feed(LATER).await.looked_at, 0);
    let place = format!("{RULES}/{}", rule["id"]);
    let switch = async |on: bool| {
        let change = json!({"enabled": on});
        of.farol.ask(Method::PATCH, &place, &of.editor, Some(&change)).await.expect(200);
    };
    switch(false).await;
    of.farol.store_spans(vec![failed(span(2, 1, "work", START), "x")]).await;
    of.settled().await;
    switch(true).await;
    of.farol.store_spans(vec![failed(span(3, 1, "work", START), "x")]).await;
    assert_eq!(of.feed(LATER).await.queued, 1);
    assert_eq!(of.waiting().await, [(trace(3), json!(["errors"]))]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn executions_are_put_up_once_they_have_ended_each_once_by_a_rule(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    of.farol.store_spans(vec![failed(span(9, 1, "before any rule", START), "x")]).await;
    of.feed(LATER).await;
    let rule = of.rule("errors", &json!({"status": "error"})).await;
    of.farol
        .store_spans(vec![failed(span(1, 1, "work", START), "x"), span(2, 1, "work", START)])
        .await;
    assert_eq!(of.feed(Duration::ZERO).await.looked_at, 0, "spans may still come");
    let fed = of.feed(LATER).await;
    assert_eq!((fed.looked_at, fed.queued, fed.failed), (2, 1, 0));
    assert_eq!(of.waiting().await, [(trace(1), json!(["errors"]))]);
    // What changes is looked at again, and not put up again.
    let mut late = span(1, 2, "late", START);
    late.parent_span_id = 1_u64.to_be_bytes().to_vec();
    of.farol.store_spans(vec![late]).await;
    let fed = of.feed(LATER).await;
    assert_eq!((fed.looked_at, fed.queued), (1, 0));
    assert_eq!(of.feed(LATER).await.looked_at, 0);
    // Nor what has a review.
    of.farol.store_spans(vec![failed(span(3, 1, "work", START), "x")]).await;
    let third = of.make(3, &json!({})).await;
    assert_eq!(of.feed(LATER).await.queued, 0);
    let rules = of.farol.find(RULES).await;
    assert_eq!((&rules["items"][0]["id"], &rules["items"][0]["hits"]), (&rule["id"], &json!(2)));
    let item = &of.farol.find("/api/v1/reviews/queue").await["items"][0];
    assert_eq!((&item["priority"], &item["tags"]), (&json!("high"), &json!(["errors"])));
    // What is gone waits for nobody, but that a review of it is open.
    sqlx::query("delete from executions").execute(&of.farol.pool).await.unwrap();
    of.feed(LATER).await;
    assert_eq!(of.waiting().await, [(trace(3), json!([null]))]);
    of.patch(&of.editor, &third, &json!({"status": "dismissed"})).await.expect(200);
    assert!(of.waiting().await.is_empty());
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn rules_know_tags_attributes_agents_scores_and_events(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    for (name, when) in [
        ("tagged", json!({"tag": "vip"})),
        ("tenant", json!({"attribute": {"key": "tenant.id", "value": "7"}})),
        ("any plan", json!({"attribute": {"key": "plan"}})),
        ("low", json!({"scoreBelow": {"name": "quality", "value": 0.5}})),
        ("thumbs", json!({"event": {"name": "feedback", "property": "up", "value": false}})),
        ("complaint", json!({"event": {"name": "complaint"}})),
        ("all", json!({"sample": 100})),
        ("none", json!({"sample": 0})),
    ] {
        let made = of.rule(name, &when).await;
        assert_eq!(made["when"], when);
        if name == "all" {
            let place = format!("{RULES}/{}", made["id"]);
            let change = json!({"agentId": "sales"});
            of.farol.ask(Method::PATCH, &place, &of.editor, Some(&change)).await.expect(200);
        }
    }
    of.feed(LATER).await;
    let with = |number: u128, key: &str, value: &str| {
        let mut span = span(number, 1, "work", START);
        span.attributes = vec![attribute(key, value)];
        span
    };
    of.farol
        .store_spans(vec![
            with(1, "tag.tags", "vip"),
            with(2, "tenant.id", "7"),
            with(3, "tenant.id", "77"),
            with(4, "plan", "gold"),
            turn(5, "sales", "a", "b"),
            with(6, "farol.execution.id", "order-6"),
            with(7, "x", "y"),
        ])
        .await;
    let node = json!({"executionId": trace(8), "id": "8", "name": "n", "metadata": {"tags": ["a", "vip"]}});
    of.send("/api/v1/traces", &json!([node])).await.expect(200);
    let fed = of.feed(LATER).await;
    assert_eq!((fed.looked_at, fed.failed), (8, 0));
    assert_eq!(
        of.waiting().await,
        [
            (trace(1), json!(["tagged"])),
            (trace(2), json!(["tenant"])),
            (trace(4), json!(["any plan"])),
            (trace(5), json!(["all"])),
            (trace(8), json!(["tagged"])),
        ]
    );
    // What is told of them later counts, by whichever id.
    let events = json!([
        {"name": "feedback", "properties": {"up": true}, "executionId": trace(3)},
        {"name": "feedback", "properties": {"up": false}, "executionId": trace(7)},
        {"name": "complaint", "executionId": "order-6"},
    ]);
    of.send("/api/v1/events", &events).await.expect(200);
    let scores = json!({"scores": [
        {"executionId": trace(2), "name": "quality", "value": 0.4},
        {"executionId": trace(3), "name": "quality", "value": 0.5},
        {"executionId": "order-6", "name": "quality", "value": 0.1},
    ]});
    let key = As::Key(of.farol.make_key("default", &[Scope::Ingest, Scope::Review]).await);
    of.farol.ask(Method::POST, "/api/v1/scores", &key, Some(&scores)).await.expect(200);
    assert_eq!(of.feed(LATER).await.failed, 0);
    let waiting = of.waiting().await;
    let reasons = |id: &str| waiting.iter().find(|of| of.0 == id).map(|of| of.1.clone());
    assert_eq!(reasons(&trace(2)), Some(json!(["tenant", "low"])));
    assert_eq!(reasons(&trace(3)), None);
    assert_eq!(reasons(&trace(7)), Some(json!(["thumbs"])));
    assert_eq!(reasons("order-6"), Some(json!(["low", "complaint"])));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_sample_is_about_as_large_as_it_should_be(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    of.rule("some", &json!({"sample": 30})).await;
    of.feed(LATER).await;
    let random = |number: u128| number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) | 1;
    let spans = (1..=1_000).map(|number| span(random(number), 1, "work", START)).collect();
    of.farol.store_spans(spans).await;
    let fed = of.feed(LATER).await;
    assert_eq!(fed.looked_at, 1_000);
    assert!((230..370).contains(&fed.queued), "{fed:?}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn rules_are_kept_and_told_of(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    let ask = async |method, path: &str, who: &As, body: Option<&Value>| {
        of.farol.ask(method, path, who, body).await
    };
    let place = format!("{RULES}/{}", of.rule("errors", &json!({"status": "error"})).await["id"]);
    let same = json!({"name": " errors ", "when": {"sample": 1}});
    ask(Method::POST, RULES, &of.key, Some(&same)).await.problem(409, "name_taken");
    let off = json!({"enabled": false, "priority": "low"});
    let changed = ask(Method::PATCH, &place, &of.key, Some(&off)).await.expect(200).json();
    assert_eq!(
        (&changed["enabled"], &changed["priority"], &changed["name"], &changed["when"]),
        (&json!(false), &json!("low"), &json!("errors"), &json!({"status": "error"}))
    );
    for (field, when) in [
        ("when.sample", json!({"sample": 101})),
        ("when.sample", json!({"sample": -1})),
        ("when.tag", json!({"tag": ""})),
        ("when.tag", json!({"tag": "\u{0}"})),
        ("when.attribute.key", json!({"attribute": {"key": ""}})),
        ("when.event.name", json!({"event": {"name": " "}})),
        ("when.event.property", json!({"event": {"name": "x", "value": 1}})),
        ("when.event.value", json!({"event": {"name": "x", "property": "p", "value": [1]}})),
        ("when.scoreBelow.name", json!({"scoreBelow": {"name": "", "value": 1}})),
    ] {
        let rule = json!({"name": "x", "when": when});
        ask(Method::POST, RULES, &of.editor, Some(&rule)).await.names_field(field);
        ask(Method::PATCH, &place, &of.editor, Some(&rule)).await.names_field(field);
    }
    for when in [json!({}), json!({"colour": 1}), json!({"sample": 1, "tag": "x"}), json!("all")] {
        let rule = json!({"name": "x", "when": when});
        ask(Method::POST, RULES, &of.editor, Some(&rule)).await.names_field("when");
    }
    ask(Method::POST, RULES, &of.viewer, Some(&same)).await.problem(403, "forbidden");
    let stranger = As::Key(of.farol.make_key("other", &[Scope::Review, Scope::Read]).await);
    ask(Method::PATCH, &place, &stranger, Some(&off)).await.problem(404, "not_found");
    ask(Method::DELETE, &place, &stranger, None).await.problem(404, "not_found");
    ask(Method::DELETE, &place, &of.editor, None).await.expect(204);
    ask(Method::DELETE, &place, &of.editor, None).await.problem(404, "not_found");
    let actions: Vec<String> = sqlx::query_scalar(
        "select action from audit_entries where action like 'review_rule.%' order by id",
    )
    .fetch_all(&of.farol.pool)
    .await
    .unwrap();
    assert_eq!(actions, ["review_rule.created", "review_rule.changed", "review_rule.deleted"]);
}
