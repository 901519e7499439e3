//! What becomes of reviews: stamps, versions, history, comments, deletion, and who is told.

use axum::http::Method;
use farol_storage::Scope;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{REVIEWS, Reviewed};
use crate::support::As;

const EDITOR: &str = "editor@default.example.com";

/// Action, actor, target, before, after.
type Told = (String, String, String, Option<Value>, Option<Value>);

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn resolving_stamps_and_opening_again_takes_the_stamps_away(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let change = json!({"status": "resolved", "actionTaken": "knowledge_base_updated",
        "correctedOutput": "We are open 9–18, Monday to Friday.", "rating": "neutral"});
    let resolved = of.patch(&of.editor, &id, &change).await.expect(200).json();
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&resolved[field], value);
    }
    assert_eq!((&resolved["resolvedBy"], &resolved["version"]), (&json!(EDITOR), &json!(2)));
    assert!(resolved["resolvedAt"].is_string());
    // The same again is no change, whoever asks for it.
    let same = of.patch(&of.key, &id, &json!({"status": "resolved"})).await.expect(200).json();
    assert_eq!(same, resolved);
    let dismissed =
        of.patch(&of.key, &id, &json!({"status": "dismissed"})).await.expect(200).json();
    assert_eq!(dismissed["resolvedBy"], "test");
    let reopened =
        of.patch(&of.key, &id, &json!({"status": "in_progress"})).await.expect(200).json();
    assert_eq!((&reopened["resolvedBy"], &reopened["resolvedAt"]), (&Value::Null, &Value::Null));
    // Null takes away, what is absent stays.
    let cleared = json!({"actionTaken": null, "correctedOutput": null, "tags": ["x"]});
    let cleared = of.patch(&of.key, &id, &cleared).await.expect(200).json();
    assert_eq!(
        (&cleared["actionTaken"], &cleared["correctedOutput"], &cleared["rating"]),
        (&Value::Null, &Value::Null, &json!("neutral"))
    );
    for (field, wrong) in [
        ("status", json!("done")),
        ("comment", json!("short")),
        ("actionTaken", json!("")),
        ("actionTaken", json!("x".repeat(201))),
        ("resolutionNotes", json!("x".repeat(10_001))),
        ("correctedOutput", json!("")),
        ("assignee", json!("nobody@example.com")),
        ("version", json!("1")),
        ("resolvedBy", json!("me")),
        ("executionId", json!("x")),
    ] {
        of.patch(&of.editor, &id, &json!({ field: wrong })).await.names_field(field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_changes_what_was_changed_meanwhile_is_told(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    of.patch(&of.editor, &id, &json!({"version": 1, "rating": "good"})).await.expect(200);
    let late = of.patch(&of.key, &id, &json!({"version": 1, "rating": "neutral"})).await;
    let problem = late.problem(409, "version_conflict");
    assert_eq!(
        (&problem["current"]["version"], &problem["current"]["rating"]),
        (&json!(2), &json!("good"))
    );
    of.patch(&of.key, &id, &json!({"rating": "neutral"})).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn history_tells_who_changed_what(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let assign = json!({"assignee": " Editor@Default.example.com ", "tags": ["a"]});
    of.patch(&of.key, &id, &assign).await.expect(200);
    let long = "é".repeat(3_000);
    of.patch(&of.editor, &id, &json!({"correctedOutput": format!("{long}1")})).await.expect(200);
    of.patch(&of.editor, &id, &json!({"correctedOutput": format!("{long}2")})).await.expect(200);
    let whole = of.get(&format!("/{id}")).await;
    assert_eq!(whole["assignee"], EDITOR);
    let history = whole["history"].as_array().unwrap();
    assert_eq!(
        (&history[0]["changedBy"], &history[0]["changes"]),
        (
            &json!("test"),
            &json!([
                {"field": "tags", "before": [], "after": ["a"]},
                {"field": "assignee", "before": null, "after": EDITOR},
            ])
        )
    );
    assert_eq!((history.len(), &history[2]["changedBy"]), (3, &json!(EDITOR)));
    let cut = history[1]["changes"][0]["after"].as_str().unwrap();
    assert_eq!((cut.chars().count(), cut.ends_with('…')), (2_001, true));
    assert_eq!(history[2]["changes"][0]["field"], "correctedOutput", "it differs behind the cut");
    let newest = of.get(&format!("/{id}/history?limit=1")).await;
    assert_eq!(newest["items"][0], history[2]);
    let cursor = newest["nextCursor"].as_str().unwrap();
    let rest = of.get(&format!("/{id}/history?cursor={cursor}")).await;
    assert_eq!(rest["items"], json!([history[1], history[0]]));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn people_talk_below_a_review(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let path = format!("{REVIEWS}/{id}/comments");
    let say = async |who: &As, text: &str| {
        of.farol.ask(Method::POST, &path, who, Some(&json!({"text": text}))).await
    };
    let first = say(&of.editor, "Is this still so?").await.expect(201).json();
    let second = say(&of.key, "<b>Yes</b>").await.expect(201).json();
    assert_eq!((&first["author"], &second["text"]), (&json!(EDITOR), &json!("<b>Yes</b>")));
    say(&of.viewer, "Me too").await.problem(403, "forbidden");
    for wrong in ["", " ", "a\0", &"x".repeat(10_001)] {
        say(&of.editor, wrong).await.names_field("text");
    }
    let whole = of.get(&format!("/{id}")).await;
    assert_eq!((&whole["comments"], &whole["commentCount"]), (&json!([first, second]), &json!(2)));
    assert_eq!(of.get("").await["items"][0]["commentCount"], 2);
    let newest = of.get(&format!("/{id}/comments?limit=1")).await;
    assert_eq!(newest["items"], json!([second]));
    let cursor = newest["nextCursor"].as_str().unwrap();
    assert_eq!(of.get(&format!("/{id}/comments?cursor={cursor}")).await["items"], json!([first]));
    // One's own alone can be deleted.
    let own = format!("{path}/{}", first["id"]);
    let delete = async |who: &As, path: &str| of.farol.ask(Method::DELETE, path, who, None).await;
    delete(&of.key, &own).await.problem(403, "forbidden");
    delete(&of.editor, &own).await.expect(204);
    delete(&of.editor, &own).await.problem(404, "not_found");
    delete(&of.editor, &format!("{path}/x")).await.problem(404, "not_found");
    assert_eq!(of.farol.count("review_comments").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn deleted_is_gone_and_all_is_in_the_audit_trail(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({"tags": ["a"]})).await;
    let path = format!("{REVIEWS}/{id}");
    of.patch(&of.editor, &id, &json!({"status": "resolved"})).await.expect(200);
    of.patch(&of.editor, &id, &json!({"status": "resolved"})).await.expect(200);
    let said = json!({"text": "Gone with it"});
    of.farol.ask(Method::POST, &format!("{path}/comments"), &of.key, Some(&said)).await.expect(201);
    of.farol.ask(Method::DELETE, &path, &of.viewer, None).await.problem(403, "forbidden");
    of.farol.ask(Method::DELETE, &path, &of.editor, None).await.expect(204);
    of.farol.ask(Method::DELETE, &path, &of.editor, None).await.problem(404, "not_found");
    for table in ["reviews", "review_conversations", "review_comments", "review_changes"] {
        assert_eq!(of.farol.count(table).await, 0, "{table}");
    }
    let told: Vec<Told> = sqlx::query_as(
        "select action, actor, target, before, after from audit_entries
         where action like 'review.%' order by id",
    )
    .fetch_all(&of.farol.pool)
    .await
    .unwrap();
    let actions: Vec<(&str, &str)> = told.iter().map(|of| (&*of.0, &*of.1)).collect();
    assert_eq!(
        actions,
        [
            ("review.created", "test"),
            ("review.changed", EDITOR),
            ("review.commented", "test"),
            ("review.deleted", EDITOR)
        ]
    );
    assert!(told.iter().all(|of| of.2 == id));
    let status = |of: &Option<Value>| of.as_ref().map(|of| of["status"].clone());
    assert_eq!(
        (status(&told[1].3), status(&told[1].4)),
        (Some(json!("open")), Some(json!("resolved")))
    );
    assert_eq!(told[3].4, None);
    // It can be reviewed anew.
    of.make(1, &json!({})).await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_reads_a_conversation_is_told(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    of.get("").await;
    assert_eq!(of.farol.count("audit_entries where action = 'conversation.read'").await, 0);
    of.get(&format!("/{id}")).await;
    of.get(&format!("/{id}")).await;
    let reading = As::Key(of.farol.make_key("default", &[Scope::Read]).await);
    of.farol.ask(Method::GET, &format!("{REVIEWS}/{id}"), &reading, None).await.expect(200);
    assert_eq!(of.farol.count("audit_entries where action = 'conversation.read'").await, 1);
}
