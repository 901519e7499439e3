//! Examples for training, out of the copies alone.

use axum::{body::Body, http::header};
use farol_storage::Scope;
use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{REVIEWS, Reviewed, trace, turn};
use crate::support::{Answer, START, get};

const EXPORT: &str = "/api/v1/reviews/export";

impl Reviewed {
    async fn export(&self, query: &str) -> Answer {
        self.farol.read(&format!("{EXPORT}{query}")).await.expect(200)
    }

    async fn resolve(&self, id: &str, corrected: &str) {
        let change = json!({"status": "resolved", "correctedOutput": corrected});
        self.patch(&self.editor, id, &change).await.expect(200);
    }

    /// Asks for an export that may be known already.
    async fn unless_same(&self, query: &str, tags: &str) -> Answer {
        let asked = get(&format!("{EXPORT}{query}")).header("x-api-key", &self.farol.key);
        self.farol
            .send(asked.header(header::IF_NONE_MATCH, tags).body(Body::empty()).unwrap())
            .await
    }
}

fn answers(export: &Value) -> Vec<&str> {
    let examples = export["training_examples"].as_array().unwrap().iter();
    let last = |of: &'_ Value| of["messages"].as_array().unwrap().len() - 1;
    examples.map(|of| of["messages"][last(of)]["content"].as_str().unwrap()).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_was_corrected_is_exported(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 3).await;
    let first = of.make(1, &json!({})).await;
    let second = of.make(2, &json!({"rating": "good", "tags": ["a"]})).await;
    of.make(3, &json!({"agentId": "other"})).await;
    of.resolve(&first, "7 dias.").await;
    of.patch(&of.editor, &second, &json!({"status": "resolved"})).await.expect(200);
    let export = of.export("").await;
    assert_eq!(export.header("content-type"), "application/json");
    let export = export.json();
    assert_eq!(answers(&export), ["7 dias.", "30 dias."]);
    assert_eq!(
        export["training_examples"][0],
        json!({
            "messages": [{"role": "user", "content": "Prazo?"},
                {"role": "assistant", "content": "7 dias."}],
            "metadata": {"review_id": first, "execution_id": trace(1), "rating": "bad",
                "was_corrected": true},
        })
    );
    assert_eq!(export["skipped"], json!({}));
    for (query, found) in [
        ("?rating=good", vec!["30 dias."]),
        ("?rating=bad&rating=good", vec!["7 dias.", "30 dias."]),
        ("?tag=a", vec!["30 dias."]),
        ("?status=open", vec!["30 dias."]),
        ("?status=open&status=resolved&agentId=other", vec!["30 dias."]),
        ("?status=dismissed", vec![]),
        ("?since=2099-01-01", vec![]),
        ("?since=2020-01-01T00:00:00Z&rating=bad", vec!["7 dias."]),
    ] {
        assert_eq!(answers(&of.export(query).await.json()), found, "{query}");
    }
    let lines = of.export("?format=jsonl").await;
    assert_eq!(lines.header("content-type"), "application/jsonl");
    let lines = lines.text();
    let read: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(read), export["training_examples"]);
    assert!(lines.ends_with("}\n"));
    assert_eq!(of.export("?format=jsonl&since=2099-01-01").await.text(), "");
    for (query, field) in [
        ("format=csv", "format"),
        ("status=done", "status"),
        ("since=yesterday", "since"),
        ("search=x", "search"),
        ("limit=1", "limit"),
    ] {
        of.farol.read(&format!("{EXPORT}?{query}")).await.names_field(field);
    }
    // The project of a key is all that it gets.
    let stranger = of.farol.make_key("other", &[Scope::Read]).await;
    let theirs = of.farol.read_as(EXPORT, &stranger).await.expect(200).json();
    assert!(answers(&theirs).is_empty());
    assert_eq!(of.farol.count("audit_entries where action = 'review.exported'").await, 12);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_the_same_is_not_sent_again(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 2).await;
    let first = of.make(1, &json!({})).await;
    of.resolve(&first, "7 dias.").await;
    let export = of.export("").await;
    let tag = export.header("etag").to_owned();
    assert!(tag.starts_with('"'), "a strong one: {tag}");
    let same = of.unless_same("", &format!("\"x\", W/{tag}")).await.expect(304);
    assert_eq!((same.header("etag"), same.body.len()), (&*tag, 0));
    assert_eq!(of.unless_same("?format=jsonl", &tag).await.status, 200);
    assert_eq!(of.unless_same("?rating=bad", &tag).await.status, 200);
    // What is not exported changes nothing.
    let second = of.make(2, &json!({})).await;
    of.unless_same("", &tag).await.expect(304);
    of.patch(&of.editor, &first, &json!({"correctedOutput": "8 dias."})).await.expect(200);
    let changed = of.unless_same("", &tag).await.expect(200);
    assert_eq!(answers(&changed.json()), ["8 dias."]);
    of.resolve(&second, "x").await;
    let both = of.export("").await.header("etag").to_owned();
    of.patch(&of.editor, &second, &json!({"status": "open"})).await.expect(200);
    of.unless_same("", changed.header("etag")).await.expect(304);
    of.unless_same("", &both).await.expect(200);
    // What changes from an export on is found by the time that it told.
    let since = changed.header("farol-next-since").to_owned();
    sqlx::query("update reviews set updated_at = updated_at - interval '2 hours'")
        .execute(&of.farol.pool)
        .await
        .unwrap();
    assert!(answers(&of.export(&format!("?since={since}")).await.json()).is_empty());
    of.resolve(&second, "y").await;
    assert_eq!(answers(&of.export(&format!("?since={since}")).await.json()), ["y"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_no_example_is_counted(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    of.farol
        .store_spans(vec![
            turn(1, "shop", "Prazo?", "30 dias."),
            turn(2, "shop", "Prazo?", " "),
            span(3, 1, "silent", START),
            turn(4, "shop", "Prazo?", "7 dias."),
        ])
        .await;
    for number in 1..=4 {
        let id = of.make(number, &json!({})).await;
        of.patch(&of.editor, &id, &json!({"status": "resolved"})).await.expect(200);
    }
    let export = of.export("").await.json();
    assert_eq!(answers(&export), ["30 dias.", "7 dias."]);
    let skipped = export["skipped"].as_object().unwrap();
    assert_eq!(skipped.values().filter_map(Value::as_u64).sum::<u64>(), 2, "{skipped:?}");
    assert_eq!(skipped["no_messages"], 1);
    let preview = of.farol.find(&format!("{EXPORT}/preview")).await;
    assert_eq!(preview["training_examples"], export["training_examples"]);
    assert_eq!(preview["skipped"], export["skipped"]);
    assert_eq!(
        (&preview["total"], &preview["examples"], &preview["corrected"], &preview["complete"]),
        (&json!(4), &json!(2), &json!(0), &json!(true))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn many_are_exported_each_once_in_the_order_of_their_making(pool: PgPool) {
    let of = Reviewed::with_executions(pool, 1).await;
    let first = of.make(1, &json!({})).await;
    of.resolve(&first, "0").await;
    // Some of them large: they do not come at once.
    sqlx::query(
        "with made as (insert into reviews (id, project_id, trace_id, execution_id, status, rating,
             priority, comment, tags, corrected_output, reviewer_kind, reviewed_by, message_count,
             messages_complete, created_at)
         select gen_random_uuid(), project_id, gen_random_uuid(), 'x', status, rating, priority, comment,
             tags, number::text, reviewer_kind, reviewed_by, message_count, messages_complete,
             created_at + interval '1 ms' * (number / 3)
         from reviews, generate_series(1, 1499) as number returning id, corrected_output)
         insert into review_conversations (review_id, messages, said, words)
         select made.id, case when corrected_output::int % 100 = 0
             then replace(messages, 'Prazo?', repeat('x', 900000)) else messages end, said, words
         from made, review_conversations where review_id = $1::uuid",
    )
    .bind(&first)
    .execute(&of.farol.pool)
    .await
    .unwrap();
    let export = of.export("").await.json();
    let ids = |export: &Value| -> Vec<Value> {
        let examples = export["training_examples"].as_array().unwrap().iter();
        examples.map(|of| of["metadata"]["review_id"].clone()).collect()
    };
    let mut numbers: Vec<u32> = answers(&export).iter().map(|of| of.parse().unwrap()).collect();
    assert!(numbers.is_sorted_by_key(|number| number / 3));
    numbers.sort_unstable();
    assert_eq!(numbers, (0..1500).collect::<Vec<_>>());
    assert_eq!(ids(&of.export("").await.json()), ids(&export));
    let page = of.get("?limit=1").await;
    assert_eq!(page["items"][0]["reviewId"], ids(&export)[1499], "{REVIEWS}");
    let preview = of.farol.find(&format!("{EXPORT}/preview")).await;
    assert_eq!(preview["examples"], 1500);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn instructions_and_calls_of_tools_are_kept(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    let message = |role: &str, part: Value| json!({"role": role, "parts": [part]});
    let text = |text: &str| json!({"type": "text", "content": text});
    let call = json!({"type": "tool_call", "id": "c1", "name": "policies",
        "arguments": {"q": "prazo"}});
    let answer = json!({"type": "tool_call_response", "id": "c1", "response": "7 dias"});
    let mut asked = span(1, 1, "chat", START);
    let input = json!([
        message("system", text("Seja breve.")),
        message("user", text("Prazo?")),
        message("assistant", call),
        message("tool", answer)
    ]);
    let output = json!([message("assistant", text("30 dias."))]);
    asked.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.input.messages", input.to_string()),
        attribute("gen_ai.output.messages", output.to_string()),
    ];
    of.farol.store_spans(vec![asked]).await;
    let id = of.make(1, &json!({})).await;
    assert_eq!(of.get(&format!("/{id}")).await["givenOutput"], "30 dias.");
    of.resolve(&id, "7 dias.").await;
    let export = of.export("").await.json();
    let call = json!([{"id": "c1", "type": "function",
        "function": {"name": "policies", "arguments": "{\"q\":\"prazo\"}"}}]);
    assert_eq!(
        export["training_examples"][0]["messages"],
        json!([
            {"role": "system", "content": "Seja breve."},
            {"role": "user", "content": "Prazo?"},
            {"role": "assistant", "content": null, "tool_calls": call},
            {"role": "tool", "content": "7 dias", "tool_call_id": "c1"},
            {"role": "assistant", "content": "7 dias."},
        ])
    );
}
