//! The queue: who takes what, and for how long.

use std::collections::BTreeSet;

use axum::http::Method;
use farol_storage::{Role, Scope};
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{Reviewed, trace};
use crate::support::{Answer, As, Standing};

const QUEUE: &str = "/api/v1/reviews/queue";

impl Reviewed {
    async fn put_up(&self, number: u128, priority: &str) -> Value {
        let body = json!({"executionId": trace(number), "priority": priority, "tags": ["seen"]});
        self.queue(&self.editor, "", &body).await.expect(201).json()
    }

    async fn queue(&self, who: &As, path: &str, body: &Value) -> Answer {
        self.farol.ask(Method::POST, &format!("{QUEUE}{path}"), who, Some(body)).await
    }

    /// The number of the execution that comes next, if any.
    async fn next(&self, who: &As, asked: &Value) -> Option<u128> {
        let taken = self.queue(who, "/next", asked).await.expect(200).json();
        let id = taken["item"]["executionId"].as_str()?;
        Some(u128::from_str_radix(id, 16).unwrap())
    }
}

fn ids(page: &Value) -> Vec<u128> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|of| u128::from_str_radix(of["executionId"].as_str().unwrap(), 16).unwrap()).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_matters_most_comes_first_and_goes_when_it_is_reviewed(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 4).await;
    for (number, priority) in [(1, "medium"), (2, "critical"), (3, "medium")] {
        let item = of.put_up(number, priority).await;
        assert_eq!((&item["priority"], &item["leasedBy"]), (&json!(priority), &Value::Null));
        assert_eq!(item["reasons"], json!([{"by": "editor@default.example.com"}]));
    }
    // What waits already is not there twice.
    of.put_up(3, "low").await;
    let page = of.farol.find(QUEUE).await;
    assert_eq!(ids(&page), [2, 1, 3]);
    assert_eq!(of.get("/stats").await["waiting"], 3);
    let first = of.farol.find(&format!("{QUEUE}?limit=1")).await;
    let cursor = first["nextCursor"].as_str().unwrap();
    assert_eq!(ids(&of.farol.find(&format!("{QUEUE}?cursor={cursor}")).await), [1, 3]);
    for (query, found) in [
        ("?priority=medium", vec![1, 3]),
        ("?agentId=shop&tag=seen", vec![2, 1, 3]),
        ("?tag=unseen", vec![]),
        ("?rule=x", vec![]),
        ("?leased=true", vec![]),
    ] {
        assert_eq!(ids(&of.farol.find(&format!("{QUEUE}{query}")).await), found, "{query}");
    }
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(2));
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(2), "whoever has one gets it again");
    assert_eq!(ids(&of.farol.find(&format!("{QUEUE}?leased=true")).await), [2]);
    of.make(2, &json!({"status": "in_progress"})).await;
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(1));
    let reviewed = json!({"executionId": trace(2)});
    of.queue(&of.editor, "", &reviewed).await.problem(409, "review_exists");
    let absent = json!({"executionId": "never-was"});
    of.queue(&of.editor, "", &absent).await.problem(404, "not_found");
    of.queue(&of.viewer, "", &reviewed).await.problem(403, "forbidden");
    for (path, body, field) in [
        ("/next", json!({"leaseSeconds": 0}), "leaseSeconds"),
        ("/next", json!({"leaseSeconds": 86_401}), "leaseSeconds"),
        ("/next", json!({"priority": ["urgent"]}), "priority"),
        ("/next", json!({"tag": ["\u{0}"]}), "tag"),
        ("/next", json!({"rating": ["poor"]}), "rating"),
        ("/next", json!({"colour": "red"}), "colour"),
        ("", json!({"executionId": "\u{0}"}), "executionId"),
        ("", json!({"executionId": trace(1), "priority": "urgent"}), "priority"),
    ] {
        of.queue(&of.editor, path, &body).await.names_field(field);
    }
    of.farol.read(&format!("{QUEUE}?priority=urgent")).await.names_field("priority");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_two_reviewers_get_the_same(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 10).await;
    for number in 1..=10 {
        of.put_up(number, "medium").await;
    }
    // Each program with the key gets another one.
    let nothing = json!({});
    let taken = join_all((0..12).map(|_| of.next(&of.key, &nothing))).await;
    let numbers: BTreeSet<u128> = taken.iter().flatten().copied().collect();
    assert_eq!((numbers.len(), taken.iter().flatten().count()), (10, 10));
    assert_eq!(of.next(&of.editor, &nothing).await, None);
    let waiting = of.queue(&of.editor, "/next", &nothing).await.json();
    assert_eq!((&waiting["item"], &waiting["waiting"]), (&Value::Null, &json!(0)));
    // A lease runs out.
    let expire = "update review_queue set leased_until = now() where trace_id::text like '%7'";
    sqlx::query(expire).execute(&of.farol.pool).await.unwrap();
    assert_eq!(of.next(&of.editor, &nothing).await, Some(7));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn items_are_kept_given_back_left_to_others_and_taken_out(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 2).await;
    let first = of.put_up(1, "high").await["itemId"].as_str().unwrap().to_owned();
    of.put_up(2, "low").await;
    let admin = of.farol.make_person(Standing::Member("default", Role::Admin)).await;
    let lease = json!({"leaseSeconds": 60});
    let act = async |who: &As, id: &str, verb: &str| {
        of.queue(who, &format!("/{id}/{verb}"), &lease).await
    };
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(1));
    act(&of.editor, &first, "lease").await.expect(200);
    let problem = act(&admin, &first, "lease").await.problem(409, "conflict");
    assert!(problem["detail"].as_str().unwrap().contains("editor@default.example.com"));
    act(&admin, &first, "release").await.problem(404, "not_found");
    assert_eq!(of.next(&admin, &json!({})).await, Some(2));
    act(&of.editor, &first, "release").await.expect(204);
    act(&admin, &first, "lease").await.expect(200);
    act(&admin, &first, "release").await.expect(204);
    // Left to others, it comes to them, and not again.
    act(&of.editor, &first, "skip").await.expect(204);
    assert_eq!(of.next(&of.editor, &json!({})).await, None);
    assert_eq!(of.next(&of.key, &json!({})).await, Some(1));
    let stranger = As::Key(of.farol.make_key("other", &[Scope::Review, Scope::Read]).await);
    for verb in ["lease", "release", "skip"] {
        act(&stranger, &first, verb).await.problem(404, "not_found");
        act(&of.editor, "never-was", verb).await.problem(404, "not_found");
        act(&of.viewer, &first, verb).await.problem(403, "forbidden");
    }
    assert_eq!(of.next(&stranger, &json!({})).await, None);
    let place = format!("{QUEUE}/{first}");
    of.farol.ask(Method::DELETE, &place, &stranger, None).await.problem(404, "not_found");
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.expect(204);
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.problem(404, "not_found");
    assert_eq!(of.farol.count("audit_entries where action = 'review.queued'").await, 2);
    assert_eq!(of.farol.count("audit_entries where action = 'review.unqueued'").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn open_reviews_wait_until_somebody_works_at_them(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 3).await;
    of.put_up(1, "medium").await;
    // What waited is flagged: it waits with what the review says and for both reasons, and whoever works at it goes on.
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(1));
    let worked_at = of.farol.find(QUEUE).await["items"][0].clone();
    let review = of.make(1, &json!({"priority": "critical", "tags": ["hours"]})).await;
    of.put_up(2, "high").await;
    let page = of.farol.find(QUEUE).await;
    let item = &page["items"][0];
    assert_eq!(ids(&page), [1, 2]);
    assert_eq!((&item["reviewId"], &item["rating"]), (&json!(review), &json!("bad")));
    assert_eq!((&item["priority"], &item["tags"]), (&json!("critical"), &json!(["hours"])));
    for field in ["itemId", "leasedBy", "leasedUntil", "queuedAt"] {
        assert_eq!(item[field], worked_at[field], "{field}");
    }
    let reviewer = of.get(&format!("/{review}")).await["reviewedBy"].clone();
    let reasons = json!([{"by": "editor@default.example.com"}, {"by": reviewer}]);
    assert_eq!(item["reasons"], reasons);
    for (query, found) in [("?rating=bad", vec![1]), ("?rating=good", vec![])] {
        assert_eq!(ids(&of.farol.find(&format!("{QUEUE}{query}")).await), found, "{query}");
    }
    assert_eq!(of.next(&of.editor, &json!({"rating": ["bad"]})).await, Some(1));
    assert_eq!(of.next(&of.key, &json!({})).await, Some(2), "nobody else gets what one works at");
    // It does not go by itself.
    let place = format!("{QUEUE}/{}", item["itemId"].as_str().unwrap());
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.problem(409, "conflict");
    // A change of an open one is seen, and keeps who works at it.
    of.patch(&of.editor, &review, &json!({"priority": "low"})).await.expect(200);
    let page = of.farol.find(QUEUE).await;
    assert_eq!(ids(&page), [2, 1]);
    assert_eq!(page["items"][1]["leasedBy"], "editor@default.example.com");
    for (status, waits) in [
        ("in_progress", vec![2]),
        ("open", vec![2, 1]),
        ("resolved", vec![2]),
        ("open", vec![2, 1]),
    ] {
        of.patch(&of.editor, &review, &json!({"status": status})).await.expect(200);
        assert_eq!(ids(&of.farol.find(QUEUE).await), waits, "{status}");
    }
    // Whom it is assigned to gets it, and nobody else.
    of.patch(&of.editor, &review, &json!({"assignee": "editor@default.example.com"}))
        .await
        .expect(200);
    assert_eq!(of.next(&of.key, &json!({})).await, None);
    assert_eq!(of.next(&of.editor, &json!({})).await, Some(1));
    let mine = "assignee=editor@default.example.com";
    let assigned = of.farol.find(&format!("{QUEUE}?{mine}")).await;
    assert_eq!(ids(&assigned), [1]);
    assert_eq!(assigned["items"][0]["assignee"], "editor@default.example.com");
    let others = json!({"assignee": ["somebody@example.com"]});
    assert_eq!(of.next(&of.editor, &others).await, None);
    // Of somebody who leaves, it waits for anybody.
    let admin = of.farol.make_person(Standing::Member("default", Role::Admin)).await;
    let place = of.get(&format!("?{mine}")).await;
    assert_eq!(place["items"].as_array().map(Vec::len), Some(1));
    let member = "/api/v1/admin/projects/default/members/editor@default.example.com";
    of.farol.ask(Method::DELETE, member, &admin, None).await.expect(204);
    sqlx::query("update review_queue set leased_until = null")
        .execute(&of.farol.pool)
        .await
        .unwrap();
    assert_eq!(of.get(&format!("/{review}")).await["assignee"], json!(null));
    assert_eq!(of.next(&of.key, &json!({"rating": ["bad"]})).await, Some(1));
    let gone = format!("/api/v1/reviews/{review}");
    of.farol.ask(Method::DELETE, &gone, &admin, None).await.expect(204);
    assert_eq!(ids(&of.farol.find(QUEUE).await), [2]);
    // One that is made settled never waits.
    let notes = json!({"status": "resolved", "resolutionNotes": "Hours are read from the branch.",
        "actionTaken": "knowledge_base_updated"});
    let settled = of.get(&format!("/{}", of.make(3, &notes).await)).await;
    assert_eq!(settled["resolvedBy"], settled["reviewedBy"]);
    assert!(settled["resolvedAt"].is_string());
    assert_eq!(settled["actionTaken"], "knowledge_base_updated");
    assert_eq!(ids(&of.farol.find(QUEUE).await), [2]);
}
