//! Keys of a project: made, listed, used, revoked; and projects themselves.

use axum::http::Method;
use farol_storage::{Role, Scope};
use farol_testkit::otlp::{protobuf_bytes, span, traces};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{As, Farol, PROTOBUF, START, Standing, telemetry};

const PROJECTS: &str = "/api/v1/admin/projects";
const KEYS: &str = "/api/v1/admin/projects/default/keys";

async fn send(farol: &Farol, key: &str) -> u16 {
    let body = protobuf_bytes(&traces("worker", vec![span(1, 1, "work", START)]));
    let mut request = telemetry("/v1/traces", PROTOBUF, body);
    request.headers_mut().insert("x-api-key", key.parse().unwrap());
    farol.send(request).await.status.as_u16()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_key_is_shown_once_works_and_is_refused_as_soon_as_it_is_revoked(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    let asked = json!({"label": " CI ", "scopes": ["read", "ingest", "read"],
        "limits": {"bytesPerSecond": 0}});
    let made = farol.ask(Method::POST, KEYS, &admin, Some(&asked)).await.expect(201).json();
    let key = made["key"].as_str().unwrap().to_owned();
    assert!(key.starts_with("fk_"), "{made}");
    let limits = json!({"bytesPerSecond": 0, "itemsPerSecond": null});
    assert_eq!((&made["label"], &made["limits"]), (&json!("CI"), &limits));
    assert_eq!(made["scopes"], json!(["ingest", "read"]));
    assert_eq!(made["createdBy"], Standing::Member("default", Role::Admin).email());
    assert_eq!(made["lastUsedAt"], Value::Null);

    assert_eq!(send(&farol, &key).await, 200);
    farol.read_as("/api/v1/observability/executions", &key).await.expect(200);
    let list = farol.ask(Method::GET, KEYS, &admin, None).await.expect(200);
    assert!(!list.text().contains(&key[3..]), "nobody sees it again");
    let listed = &list.json()["items"][0];
    assert_eq!(listed["id"], made["id"], "newest first");
    assert!(listed["lastUsedAt"].is_string(), "{listed}");
    assert_eq!(list.json()["items"].as_array().unwrap().len(), 2, "that of the tests, too");

    let path = format!("{KEYS}/{}", made["id"]);
    farol.ask(Method::DELETE, &path, &admin, None).await.expect(204);
    // Though it was verified a moment ago.
    assert_eq!(send(&farol, &key).await, 401);
    farol.read_as("/api/v1/observability/executions", &key).await.problem(401, "unauthorized");
    farol.ask(Method::DELETE, &path, &admin, None).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn another_projects_key_is_not_there(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let stranger = farol.make_person(Standing::Member("shop", Role::Admin)).await;
    let id: i64 =
        sqlx::query_scalar("select id from api_keys").fetch_one(&farol.pool).await.unwrap();
    for path in [format!("{PROJECTS}/shop/keys/{id}"), format!("{PROJECTS}/shop/keys/x")] {
        farol.ask(Method::DELETE, &path, &stranger, None).await.problem(404, "not_found");
    }
    assert_eq!(farol.count("api_keys").await, 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_makes_no_key_is_told_by_field(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = As::Key(farol.make_key("default", &[Scope::Admin]).await);
    for (body, field) in [
        (json!({"label": "a"}), "scopes"),
        (json!({"scopes": ["read"]}), "label"),
        (json!({"label": "  ", "scopes": ["read"]}), "label"),
        (json!({"label": "x".repeat(201), "scopes": ["read"]}), "label"),
        (json!({"label": "a", "scopes": []}), "scopes"),
        (json!({"label": "a", "scopes": ["write"]}), "scopes[0]"),
        (json!({"label": "a", "scopes": ["read"], "colour": 1}), "colour"),
        (
            json!({"label": "a", "scopes": ["read"], "limits": {"itemsPerSecond": -1}}),
            "limits.itemsPerSecond",
        ),
    ] {
        farol.ask(Method::POST, KEYS, &admin, Some(&body)).await.names_field(field);
    }
    let body = json!({"label": "a", "scopes": ["read"]});
    let made = farol.ask(Method::POST, KEYS, &admin, Some(&body)).await.expect(201).json();
    assert_eq!(made["createdBy"], "test", "a key that makes one is told by its label");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn owners_make_projects_and_others_see_their_own(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    let make = async |body: Value| farol.ask(Method::POST, PROJECTS, &owner, Some(&body)).await;
    let made = make(json!({"name": " Call center "})).await.expect(201).json();
    assert_eq!((&made["name"], &made["role"]), (&json!("Call center"), &json!("admin")));
    assert_eq!((&made["keyCount"], &made["memberCount"]), (&json!(0), &json!(1)));
    make(json!({"name": "Call center"})).await.problem(409, "conflict");
    for name in ["", "a/b", "..", "-"] {
        make(json!({"name": name})).await.names_field("name");
    }
    // Its name stands in an address.
    let keys = format!("{PROJECTS}/Call%20center/keys");
    let body = json!({"label": "a", "scopes": ["admin"]});
    let key = farol.ask(Method::POST, &keys, &owner, Some(&body)).await.expect(201).json();
    let key = As::Key(key["key"].as_str().unwrap().to_owned());

    let viewer = farol.make_person(Standing::Member("Call center", Role::Viewer)).await;
    let names = async |who: &As| {
        let list = farol.ask(Method::GET, PROJECTS, who, None).await.expect(200).json();
        let each = list["items"].as_array().unwrap().iter();
        let told = each.map(|item| json!([item["name"], item["role"], item["memberCount"]]));
        told.collect::<Value>()
    };
    assert_eq!(names(&owner).await, json!([["Call center", "admin", 2], ["default", "admin", 1]]));
    assert_eq!(names(&viewer).await, json!([["Call center", "viewer", 2]]));
    assert_eq!(names(&key).await, json!([["Call center", "admin", 2]]));
    assert_eq!(names(&farol.make_person(Standing::Stranger).await).await, json!([]));
}
