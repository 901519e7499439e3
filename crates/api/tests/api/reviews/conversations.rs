//! The copy of what was said.

use farol_testkit::otlp::{attribute, span};
use serde_json::json;
use sqlx::PgPool;

use super::{Reviewed, trace, turn};
use crate::support::START;

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_copy_outlives_its_execution(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let before = of.get(&format!("/{id}")).await;
    for table in ["executions", "execution_aliases", "spans"] {
        let statement = format!("delete from {table}");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&of.farol.pool).await.unwrap();
    }
    let resolved = json!({"status": "resolved", "correctedOutput": "7 dias."});
    of.patch(&of.editor, &id, &resolved).await.expect(200);
    let after = of.get(&format!("/{id}")).await;
    assert_eq!((&after["messages"], &after["messageCount"]), (&before["messages"], &json!(2)));
    let check = of.get(&format!("/check?executionId={}", trace(1))).await;
    assert_eq!((&check["hasReview"], &check["reviewId"]), (&json!(true), &json!(id)));
    assert_eq!(of.found("?search=prazo").await, [1]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn resolving_copies_what_was_said_since(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let id = of.make(1, &json!({})).await;
    let mut later = turn(1, "shop", "E pelos correios?", "Também, sem custo.");
    later.span_id = 2_u64.to_be_bytes().to_vec();
    later.start_time_unix_nano += 5_000;
    later.end_time_unix_nano += 5_000;
    of.farol.store_spans(vec![later]).await;
    assert_eq!(of.get(&format!("/{id}")).await["messageCount"], 2);
    assert!(of.found("?search=correio").await.is_empty());
    of.patch(&of.editor, &id, &json!({"status": "in_progress"})).await.expect(200);
    assert_eq!(of.get(&format!("/{id}")).await["messageCount"], 2);
    of.patch(&of.editor, &id, &json!({"status": "resolved"})).await.expect(200);
    let whole = of.get(&format!("/{id}")).await;
    assert_eq!((&whole["messageCount"], &whole["messagesComplete"]), (&json!(4), &json!(true)));
    assert_eq!(whole["messages"][3]["content"], "Também, sem custo.");
    assert_eq!(of.found("?search=correio").await, [1]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_a_long_conversation_the_instructions_and_the_end_are_copied(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    let message = |id: u64, role: &str, content: &str| {
        let mut span = span(1, id, "message", START + id);
        span.attributes = vec![
            attribute("farol.span.type", "conversation_message"),
            attribute("farol.execution.id", "order-7"),
            attribute("farol.input", json!({"role": role, "content": content}).to_string()),
        ];
        span
    };
    let long = "x".repeat(40_000);
    let talk = (2..=60).map(|id| message(id, "user", &format!("{id} {long}")));
    let mut spans = vec![message(1, "system", "Be brief.")];
    spans.extend(talk);
    of.farol.store_spans(spans).await;
    let asked =
        json!({"executionId": "order-7", "rating": "bad", "comment": "Far too long a talk"});
    let made = of.post(&of.key, &asked).await.expect(201).json();
    assert_eq!(
        (&made["executionId"], &made["messagesComplete"]),
        (&json!("order-7"), &json!(false))
    );
    let whole = of.get(&format!("/{}", made["reviewId"].as_str().unwrap())).await;
    let messages = whole["messages"].as_array().unwrap();
    assert_eq!(made["messageCount"], messages.len());
    assert!((20..30).contains(&messages.len()), "{}", messages.len());
    assert_eq!(messages[0]["content"], "Be brief.");
    assert!(messages.last().unwrap()["content"].as_str().unwrap().starts_with("60 "));
    assert_eq!(messages[1]["executionId"], "order-7");
    // By any of its ids it is the same execution.
    let again = json!({"executionId": trace(1), "rating": "bad", "comment": "The very same talk"});
    of.post(&of.key, &again).await.problem(409, "review_exists");
}
