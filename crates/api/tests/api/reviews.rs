//! Reviews: one for each execution, found, changed and counted, with a copy of what was said.

mod changes;
mod conversations;
mod export;
mod queue;
mod rules;
mod search;

use axum::http::Method;
use farol_storage::{Role, Scope};
use farol_testkit::otlp::{attribute, proto::trace::v1::Span, span};
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, START, Standing};

const REVIEWS: &str = "/api/v1/reviews";

/// A model's call of one turn.
fn turn(trace: u128, agent: &str, question: &str, answer: &str) -> Span {
    let messages = |role: &str, text: &str| {
        json!([{"role": role, "parts": [{"type": "text", "content": text}]}]).to_string()
    };
    let mut span = span(trace, 1, "chat", START);
    span.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.agent.id", agent),
        attribute("gen_ai.input.messages", messages("user", question)),
        attribute("gen_ai.output.messages", messages("assistant", answer)),
    ];
    span
}

fn trace(number: u128) -> String {
    format!("{number:032x}")
}

struct Reviewed {
    farol: Farol,
    editor: As,
    viewer: As,
    key: As,
}

impl Reviewed {
    async fn new(pool: PgPool) -> Self {
        let farol = Farol::new(pool).await;
        let member = async |role| farol.make_person(Standing::Member("default", role)).await;
        Self {
            editor: member(Role::Editor).await,
            viewer: member(Role::Viewer).await,
            key: As::Key(farol.make_key("default", &[Scope::Read, Scope::Review]).await),
            farol,
        }
    }

    /// Stores so many executions of an agent.
    async fn with_executions(pool: PgPool, count: u128) -> Self {
        let of = Self::new(pool).await;
        let turns = (1..=count).map(|number| turn(number, "shop", "Prazo?", "30 dias."));
        of.farol.store_spans(turns.collect()).await;
        of
    }

    async fn post(&self, who: &As, body: &Value) -> Answer {
        self.farol.ask(Method::POST, REVIEWS, who, Some(body)).await
    }

    /// Reviews an execution; gives the review's id.
    async fn make(&self, number: u128, with: &Value) -> String {
        let mut body = json!({"executionId": trace(number), "rating": "bad",
            "comment": "The wrong opening hours"});
        body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        let made = self.post(&self.key, &body).await.expect(201);
        let id = made.json()["reviewId"].as_str().unwrap().to_owned();
        assert_eq!(made.header("location"), format!("{REVIEWS}/{id}"));
        id
    }

    async fn get(&self, path: &str) -> Value {
        let path = format!("{REVIEWS}{path}");
        self.farol.ask(Method::GET, &path, &self.viewer, None).await.expect(200).json()
    }

    async fn patch(&self, who: &As, id: &str, change: &Value) -> Answer {
        self.farol.ask(Method::PATCH, &format!("{REVIEWS}/{id}"), who, Some(change)).await
    }

    /// The executions whose reviews a list has, by number.
    async fn found(&self, query: &str) -> Vec<u128> {
        let list = self.get(query).await;
        let numbers = list["items"].as_array().unwrap().iter();
        numbers
            .map(|of| u128::from_str_radix(of["executionId"].as_str().unwrap(), 16).unwrap())
            .collect()
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_execution_is_reviewed_once(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 2).await;
    let check = format!("/check?executionId={}", trace(1));
    assert_eq!(of.get(&check).await, json!({"hasReview": false, "reviewId": null}));
    let asked = json!({"executionId": trace(1), "agentId": "shop", "rating": "bad",
        "comment": " The wrong opening hours ", "priority": "high", "tags": ["hours_wrong"]});
    let made = of.post(&of.key, &asked).await.expect(201).json();
    let id = made["reviewId"].as_str().unwrap();
    assert_eq!(
        (&made["reviewedBy"], &made["status"], &made["comment"], &made["priority"]),
        (&json!("test"), &json!("open"), &json!("The wrong opening hours"), &json!("high"))
    );
    assert_eq!(
        (&made["agentId"], &made["tags"], &made["version"], &made["inputPreview"]),
        (&json!("shop"), &json!(["hours_wrong"]), &json!(1), &json!("Prazo?"))
    );
    let again = of.post(&of.editor, &asked).await;
    assert_eq!(again.problem(409, "review_exists")["reviewId"], id);
    assert_eq!(of.get(&check).await, json!({"hasReview": true, "reviewId": id}));
    let whole = of.get(&format!("/{id}")).await;
    assert_eq!(whole["messages"][1]["content"], "30 dias.");
    for (field, value) in made.as_object().unwrap() {
        assert_eq!(&whole[field], value, "{field}");
    }
    // Who has a session is told by their address, and the agent is the execution's.
    let asked = json!({"executionId": trace(2), "rating": "good", "comment": "Just as it should"});
    let own = of.post(&of.editor, &asked).await.expect(201).json();
    assert_eq!(
        (&own["reviewedBy"], &own["agentId"], &own["priority"]),
        (&json!("editor@default.example.com"), &json!("shop"), &json!("medium"))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_those_who_come_at_once_one_makes_it(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let asked =
        json!({"executionId": trace(1), "rating": "bad", "comment": "All at the same time"});
    let answers = join_all((0..12).map(|_| of.post(&of.key, &asked))).await;
    let (made, refused): (Vec<Answer>, Vec<Answer>) =
        answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((made.len(), refused.len()), (1, 11));
    let id = &made[0].json()["reviewId"];
    for answer in refused {
        assert_eq!(&answer.problem(409, "review_exists")["reviewId"], id);
    }
    assert_eq!(of.farol.count("reviews").await, 1);
    assert_eq!(of.farol.count("audit_entries where action = 'review.created'").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_a_review_cannot_be_is_refused_by_name(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let whole = json!({"executionId": trace(1), "rating": "bad", "comment": "Wrong all over"});
    let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
    for (field, wrong) in [
        ("executionId", json!("a\u{0}b")),
        ("executionId", json!(7)),
        ("agentId", json!("")),
        ("agentId", json!("x".repeat(129))),
        ("rating", json!("terrible")),
        ("comment", json!("too short")),
        ("comment", json!("   spaces   ")),
        ("comment", json!("x".repeat(10_001))),
        ("comment", json!("a null \u{0} in it")),
        ("priority", json!("urgent")),
        ("tags", json!("one")),
        ("tags", json!(many)),
        ("tags[1]", json!(["a", "x".repeat(65)])),
        ("correctedOutput", json!("x".repeat((256 << 10) + 1))),
        ("correctedOutput", json!(" ")),
        ("assignee", json!("nobody@example.com")),
        ("status", json!("done")),
        ("actionTaken", json!("x".repeat(201))),
        ("resolutionNotes", json!(" ")),
        ("reviewedBy", json!("somebody else")),
    ] {
        let mut body = whole.clone();
        body[field.split('[').next().unwrap()] = wrong;
        of.post(&of.key, &body).await.names_field(field);
    }
    for field in ["executionId", "rating", "comment"] {
        let mut body = whole.clone();
        body.as_object_mut().unwrap().remove(field);
        of.post(&of.key, &body).await.names_field(field);
    }
    let mut absent = whole.clone();
    absent["executionId"] = json!("never-was");
    of.post(&of.key, &absent).await.problem(404, "not_found");
    assert_eq!(of.farol.count("reviews").await, 0);
    // As large and as odd as may be.
    let mut largest = whole;
    largest["comment"] = "ã<script>".repeat(1_000).into();
    largest["correctedOutput"] = "x".repeat(256 << 10).into();
    largest["tags"] = json!((0..20).map(|number| format!("{number:0>64}")).collect::<Vec<_>>());
    of.post(&of.key, &largest).await.expect(201);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn another_project_sees_nothing(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let scopes = [Scope::Read, Scope::Review, Scope::Admin];
    let stranger = As::Key(of.farol.make_key("other", &scopes).await);
    let path = format!("{REVIEWS}/{id}");
    let ask = async |method, path: &str, body: Option<&Value>| {
        of.farol.ask(method, path, &stranger, body).await
    };
    ask(Method::GET, &path, None).await.problem(404, "not_found");
    ask(Method::PATCH, &path, Some(&json!({"rating": "good"}))).await.problem(404, "not_found");
    ask(Method::DELETE, &path, None).await.problem(404, "not_found");
    let comments = format!("{path}/comments");
    ask(Method::POST, &comments, Some(&json!({"text": "Mine"}))).await.problem(404, "not_found");
    assert_eq!(ask(Method::GET, REVIEWS, None).await.json()["items"], json!([]));
    let stats = ask(Method::GET, &format!("{REVIEWS}/stats"), None).await.json();
    assert_eq!((&stats["total"], &stats["avgResolutionHours"]), (&json!(0), &json!(null)));
    let check = format!("{REVIEWS}/check?executionId={}", trace(1));
    assert_eq!(ask(Method::GET, &check, None).await.json()["hasReview"], false);
    let theirs =
        json!({"executionId": trace(1), "rating": "bad", "comment": "Not of this project"});
    of.post(&stranger, &theirs).await.problem(404, "not_found");
    for wrong in ["never-was", "7", &trace(7)] {
        let path = format!("{REVIEWS}/{wrong}");
        of.farol.ask(Method::GET, &path, &of.key, None).await.problem(404, "not_found");
    }
    // Those who may read may not write.
    of.patch(&of.viewer, &id, &json!({"rating": "good"})).await.problem(403, "forbidden");
    let reading = As::Key(of.farol.make_key("default", &[Scope::Read]).await);
    of.patch(&reading, &id, &json!({"rating": "good"})).await.problem(403, "forbidden");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn lists_filter_and_go_on(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 5).await;
    of.make(1, &json!({"rating": "good", "tags": ["a", "b"], "priority": "low"})).await;
    let second = of.make(2, &json!({"tags": ["b"], "priority": "critical"})).await;
    of.make(3, &json!({"agentId": "other", "rating": "neutral"})).await;
    of.make(4, &json!({"assignee": "EDITOR@default.example.com"})).await;
    of.make(5, &json!({})).await;
    of.patch(&of.editor, &second, &json!({"status": "in_progress"})).await.expect(200);
    let today = chrono::Utc::now().date_naive();
    for (query, numbers) in [
        (String::new(), vec![5, 4, 3, 2, 1]),
        ("?status=in_progress".into(), vec![2]),
        ("?status=open&status=in_progress&rating=good&rating=neutral".into(), vec![3, 1]),
        ("?tag=a".into(), vec![1]),
        ("?tag=a&tag=b".into(), vec![2, 1]),
        ("?priority=critical&priority=low".into(), vec![2, 1]),
        ("?agentId=other".into(), vec![3]),
        ("?agentId=shop&rating=bad".into(), vec![5, 4, 2]),
        ("?assignee=editor@default.example.com".into(), vec![4]),
        (format!("?executionId={}", trace(3)), vec![3]),
        ("?executionId=never-was".into(), vec![]),
        (format!("?dateFrom={today}&dateTo={today}&tag=a"), vec![1]),
        ("?dateTo=2020-01-01".into(), vec![]),
        ("?dateFrom=2020-01-01T00:00:00-03:00&tag=a".into(), vec![1]),
    ] {
        assert_eq!(of.found(&query).await, numbers, "{query}");
    }
    let mut cursor = String::new();
    let mut all = Vec::new();
    loop {
        let page = of.get(&format!("?limit=2{cursor}")).await;
        all.extend(page["items"].as_array().unwrap().iter().map(|of| of["reviewId"].clone()));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(all.len(), 5);
    for (query, field) in [
        ("status=done", "status"),
        ("rating=terrible", "rating"),
        ("priority=urgent", "priority"),
        ("dateFrom=yesterday", "dateFrom"),
        ("dateFrom=%2B262142-12-31", "dateFrom"),
        ("dateTo=2026-13-01", "dateTo"),
        ("tag=%00", "tag"),
        ("search=%00", "search"),
        ("executionId=%00", "executionId"),
        ("limit=501", "limit"),
        ("cursor=1_2", "cursor"),
        ("colour=red", "colour"),
    ] {
        of.farol.read(&format!("{REVIEWS}?{query}")).await.names_field(field);
    }
    let long = "x".repeat(501);
    of.farol.read(&format!("{REVIEWS}?search={long}")).await.names_field("search");
    of.farol.read(&format!("{REVIEWS}/check")).await.names_field("executionId");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn reviews_are_counted(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 4).await;
    let first = of.make(1, &json!({"rating": "good", "correctedOutput": "x"})).await;
    let second = of.make(2, &json!({"priority": "critical"})).await;
    of.make(3, &json!({"agentId": "other"})).await;
    of.make(4, &json!({"priority": "critical"})).await;
    for id in [&first, &second] {
        of.patch(&of.editor, id, &json!({"status": "resolved"})).await.expect(200);
    }
    sqlx::query("update reviews set resolved_at = created_at + interval '90 minutes' where resolved_at is not null")
        .execute(&of.farol.pool)
        .await
        .unwrap();
    let stats = of.get("/stats").await;
    assert_eq!(
        stats,
        json!({
            "total": 4, "byStatus": {"open": 2, "in_progress": 0, "resolved": 2, "dismissed": 0},
            "byRating": {"good": 1, "bad": 3, "neutral": 0},
            "byPriority": {"low": 0, "medium": 2, "high": 0, "critical": 2},
            "unsettledByPriority": {"low": 0, "medium": 1, "high": 0, "critical": 1},
            "avgResolutionHours": 1.5, "corrected": 1, "waiting": 2,
            "waitingByPriority": {"low": 0, "medium": 1, "high": 0, "critical": 1},
        })
    );
    assert_eq!(of.get("/stats?agentId=other").await["total"], 1);
    assert_eq!(of.get("/stats?agentId=nobody").await["avgResolutionHours"], json!(null));
}
