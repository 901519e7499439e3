//! Saved views: whose they are, who may change them, and what they may be.

use axum::http::Method;
use farol_storage::{Role, Scope};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, JSON, Standing, post};

const VIEWS: &str = "/api/v1/views";

/// Of the audit trail: action, actor, target, before and after.
type Entry = (String, String, String, Option<Value>, Option<Value>);

struct People {
    farol: Farol,
    viewer: As,
    editor: As,
    admin: As,
    key: As,
}

impl People {
    async fn new(pool: PgPool) -> Self {
        let farol = Farol::new(pool).await;
        let member = async |role| farol.make_person(Standing::Member("default", role)).await;
        Self {
            viewer: member(Role::Viewer).await,
            editor: member(Role::Editor).await,
            admin: member(Role::Admin).await,
            key: As::Key(farol.make_key("default", &[Scope::Read, Scope::Review]).await),
            farol,
        }
    }

    async fn keep(&self, who: &As, name: &str, shared: bool) -> Answer {
        let view =
            json!({"page": "executions", "name": name, "query": "status=error", "shared": shared});
        self.farol.ask(Method::POST, VIEWS, who, Some(&view)).await
    }

    async fn make(&self, who: &As, name: &str, shared: bool) -> String {
        let made = self.keep(who, name, shared).await.expect(201);
        let place = made.header("location").to_owned();
        assert_eq!(place, format!("{VIEWS}/{}", made.json()["id"]));
        place
    }

    async fn change(&self, who: &As, place: &str, change: &Value) -> Answer {
        self.farol.ask(Method::PATCH, place, who, Some(change)).await
    }

    async fn names(&self, who: &As, query: &str) -> Vec<String> {
        let path = format!("{VIEWS}{query}");
        let list = self.farol.ask(Method::GET, &path, who, None).await.expect(200).json();
        let names = list["items"].as_array().unwrap().iter();
        names.map(|of| of["name"].as_str().unwrap().to_owned()).collect()
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn own_views_are_seen_by_their_owner_alone(pool: PgPool) {
    let of = People::new(pool).await;
    let own = of.make(&of.viewer, "mine", false).await;
    let shared = of.make(&of.editor, "ours", true).await;
    of.make(&of.key, "the key's", true).await;
    assert_eq!(of.names(&of.viewer, "").await, ["the key's", "ours", "mine"]);
    for other in [&of.editor, &of.admin, &of.key] {
        assert_eq!(of.names(other, "").await, ["the key's", "ours"]);
        of.farol.ask(Method::GET, &own, other, None).await.problem(404, "not_found");
        of.change(other, &own, &json!({"name": "theirs"})).await.problem(404, "not_found");
        of.farol.ask(Method::DELETE, &own, other, None).await.problem(404, "not_found");
    }
    let told = of.farol.ask(Method::GET, &shared, &of.viewer, None).await.expect(200).json();
    assert_eq!(
        (&told["owner"], &told["shared"], &told["page"]),
        (&json!("editor@default.example.com"), &json!(true), &json!("executions"))
    );
    // In another project they are not there, for whoever may read both.
    let stranger = As::Key(of.farol.make_key("other", &[Scope::Read, Scope::Review]).await);
    assert!(of.names(&stranger, "").await.is_empty());
    of.farol.ask(Method::DELETE, &shared, &stranger, None).await.problem(404, "not_found");
    let owner = of.farol.make_person(Standing::Owner).await;
    assert!(of.names(&owner, "?project=other").await.is_empty());
    assert_eq!(of.names(&owner, "").await.len(), 2);
    let elsewhere = format!("{shared}?project=other");
    of.farol.ask(Method::GET, &elsewhere, &owner, None).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_the_projects_takes_an_editor(pool: PgPool) {
    let of = People::new(pool).await;
    of.keep(&of.viewer, "ours", true).await.problem(403, "forbidden");
    let shared = of.make(&of.editor, "ours", true).await;
    of.change(&of.viewer, &shared, &json!({"name": "x"})).await.problem(403, "forbidden");
    of.farol.ask(Method::DELETE, &shared, &of.viewer, None).await.problem(403, "forbidden");
    let own = of.make(&of.viewer, "mine", false).await;
    of.change(&of.viewer, &own, &json!({"shared": true})).await.problem(403, "forbidden");
    // Anybody who may share may change it, but only its owner may take it back.
    let changed =
        of.change(&of.admin, &shared, &json!({"name": "theirs"})).await.expect(200).json();
    assert_eq!((&changed["name"], &changed["query"]), (&json!("theirs"), &json!("status=error")));
    assert_eq!(changed["owner"], "editor@default.example.com");
    of.change(&of.admin, &shared, &json!({"shared": false})).await.problem(403, "forbidden");
    of.change(&of.key, &shared, &json!({"query": {"status": ["error"]}})).await.expect(200);
    of.change(&of.editor, &shared, &json!({"shared": false})).await.expect(200);
    assert!(of.names(&of.admin, "").await.is_empty());
    of.change(&of.editor, &shared, &json!({"shared": true})).await.expect(200);
    of.farol.ask(Method::DELETE, &shared, &of.key, None).await.expect(204);
    of.farol.ask(Method::GET, &shared, &of.editor, None).await.problem(404, "not_found");
    // A key keeps nothing for itself, and needs a scope for it.
    of.keep(&of.key, "mine", false).await.names_field("shared");
    let kept = of.make(&of.key, "ours", true).await;
    of.change(&of.key, &kept, &json!({"shared": false})).await.problem(403, "forbidden");
    let reading = As::Key(of.farol.make_key("default", &[Scope::Read]).await);
    of.keep(&reading, "x", true).await.problem(403, "forbidden");
    assert_eq!(of.names(&reading, "").await, ["ours"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_name_is_taken_once_by_its_owner_on_a_page(pool: PgPool) {
    let of = People::new(pool).await;
    let own = of.make(&of.editor, "failing", false).await;
    of.keep(&of.editor, " failing ", true).await.problem(409, "conflict");
    of.make(&of.admin, "failing", true).await;
    let other = of.make(&of.editor, "slow", false).await;
    of.change(&of.editor, &other, &json!({"name": "failing"})).await.problem(409, "conflict");
    of.change(&of.editor, &own, &json!({"name": "failing"})).await.expect(200);
    let elsewhere = json!({"page": "logs", "name": "failing", "query": ""});
    of.farol.ask(Method::POST, VIEWS, &of.editor, Some(&elsewhere)).await.expect(201);
    assert_eq!(of.names(&of.editor, "?page=logs").await, ["failing"]);
    assert_eq!(of.names(&of.editor, "?page=executions").await, ["slow", "failing", "failing"]);
    let first = format!("{VIEWS}?limit=3");
    let page = of.farol.ask(Method::GET, &first, &of.editor, None).await.expect(200).json();
    let rest = format!("?cursor={}", page["nextCursor"].as_str().unwrap());
    assert_eq!(of.names(&of.editor, &rest).await, ["failing"]);
    // There are so many, and no more.
    sqlx::query(
        "insert into saved_views (project_id, page, name, query, shared, owner_kind, owner)
         select project_id, page, number::text, query, false, owner_kind, owner
         from saved_views, generate_series(1, 197) as number where name = 'slow'",
    )
    .execute(&of.farol.pool)
    .await
    .unwrap();
    let problem = of.keep(&of.editor, "one more", false).await.problem(409, "conflict");
    assert!(problem["detail"].as_str().unwrap().contains("200"), "{problem}");
    of.make(&of.viewer, "one more", false).await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_query_comes_back_as_it_went(pool: PgPool) {
    let of = People::new(pool).await;
    let As::Key(key) = &of.key else { unreachable!() };
    let queries = [
        r#"{ "b": 1.0,  "a": [1e400, -0.0, 12345678901234567890123],"a":null }"#,
        r#""status=error&search=%00 \u0000 ã 💡 \" '""#,
        "null",
        "[]",
    ];
    for (number, query) in queries.into_iter().enumerate() {
        let body = format!(r#"{{"page":"p","name":"{number}","shared":true,"query":{query}}}"#);
        let kept = post(VIEWS).header("x-api-key", key).header("content-type", JSON);
        let kept = of.farol.send(kept.body(body.into()).unwrap()).await.expect(201);
        assert!(kept.text().contains(&format!(r#""query":{query},"#)), "{}", kept.text());
        let read = of.farol.read(kept.header("location")).await.expect(200);
        assert!(read.text().contains(&format!(r#""query":{query},"#)), "{}", read.text());
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_a_view_cannot_be_is_refused_by_name(pool: PgPool) {
    let of = People::new(pool).await;
    let whole = json!({"page": "logs", "name": "x", "query": {}});
    for (field, wrong) in [
        ("page", json!("")),
        ("page", json!("a page")),
        ("page", json!("x".repeat(65))),
        ("page", json!("a\u{0}")),
        ("page", json!(7)),
        ("name", json!(" ")),
        ("name", json!("x".repeat(101))),
        ("name", json!("a\u{0}b")),
        ("query", json!("x".repeat(8_191))),
        ("shared", json!("yes")),
        ("owner", json!("somebody@example.com")),
        ("id", json!(7)),
    ] {
        let mut body = whole.clone();
        body[field] = wrong;
        of.farol.ask(Method::POST, VIEWS, &of.editor, Some(&body)).await.names_field(field);
    }
    for field in ["page", "name", "query"] {
        let mut body = whole.clone();
        body.as_object_mut().unwrap().remove(field);
        of.farol.ask(Method::POST, VIEWS, &of.editor, Some(&body)).await.names_field(field);
    }
    let As::Key(key) = &of.key else { unreachable!() };
    let half = r#"{"page":"p","name":"x","shared":true,"query":"\ud800"}"#;
    let half = post(VIEWS).header("x-api-key", key).header("content-type", JSON).body(half.into());
    of.farol.send(half.unwrap()).await.names_field("query");
    let largest = json!({"page": "logs", "name": "x", "query": "x".repeat(8_190)});
    of.farol.ask(Method::POST, VIEWS, &of.editor, Some(&largest)).await.expect(201);
    let place = of.make(&of.editor, "y", false).await;
    for (field, wrong) in [("page", json!("logs")), ("name", json!("")), ("owner", json!("x"))] {
        of.change(&of.editor, &place, &json!({field: wrong})).await.names_field(field);
    }
    for id in ["0", "-1", "x", "99999999999999999999"] {
        let place = format!("{VIEWS}/{id}");
        of.change(&of.editor, &place, &json!({})).await.problem(404, "not_found");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_becomes_of_views_is_in_the_audit_trail(pool: PgPool) {
    let of = People::new(pool).await;
    let place = of.make(&of.editor, "failing", false).await;
    let same = of.change(&of.editor, &place, &json!({"name": "failing"})).await.expect(200).json();
    assert_eq!(same["updatedAt"], same["createdAt"], "nothing was changed");
    of.change(&of.editor, &place, &json!({"shared": true})).await.expect(200);
    of.keep(&of.editor, "failing", false).await.problem(409, "conflict");
    of.farol.ask(Method::DELETE, &place, &of.admin, None).await.expect(204);
    let entries: Vec<Entry> = sqlx::query_as(
        "select action, actor, target, before, after from audit_entries
         where action like 'view.%' order by id",
    )
    .fetch_all(&of.farol.pool)
    .await
    .unwrap();
    let (editor, admin) = ("editor@default.example.com", "admin@default.example.com");
    let told: Vec<(&str, &str, &str)> = entries.iter().map(|of| (&*of.0, &*of.1, &*of.2)).collect();
    assert_eq!(
        told,
        [
            ("view.created", editor, "failing"),
            ("view.changed", editor, "failing"),
            ("view.deleted", admin, "failing")
        ]
    );
    let shared = |of: &Option<Value>| of.as_ref().map(|of| of["shared"].clone());
    assert_eq!(
        (shared(&entries[1].3), shared(&entries[1].4)),
        (Some(json!(false)), Some(json!(true)))
    );
    assert_eq!((entries[0].3.clone(), entries[2].4.clone()), (None, None));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_was_shared_outlives_its_owner(pool: PgPool) {
    let of = People::new(pool).await;
    of.make(&of.editor, "mine", false).await;
    let shared = of.make(&of.editor, "ours", true).await;
    let owner = of.farol.make_person(Standing::Owner).await;
    let person = "/api/v1/admin/users/editor@default.example.com";
    of.farol.ask(Method::DELETE, person, &owner, None).await.expect(204);
    assert_eq!(of.farol.count("saved_views").await, 1);
    of.change(&of.admin, &shared, &json!({"name": "still ours"})).await.expect(200);
}
