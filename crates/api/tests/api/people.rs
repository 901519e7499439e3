//! The people of a project and of the installation: members, invitations, owners.

use axum::http::Method;
use farol_storage::Role;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{As, Farol, Standing};

const MEMBERS: &str = "/api/v1/admin/projects/default/members";
const INVITATIONS: &str = "/api/v1/admin/projects/default/invitations";
const ACCEPT: &str = "/api/v1/auth/invitation";
const USERS: &str = "/api/v1/admin/users";
const SESSION: &str = "/api/v1/auth/session";

/// The token of an invitation's link.
fn token(made: &Value) -> String {
    let link = made["link"].as_str().unwrap();
    let (page, token) = link.split_once("?token=").expect("a link with a token");
    assert_eq!(page, "http://localhost:4318/invitation");
    token.to_owned()
}

async fn accept(farol: &Farol, token: &str, password: &str) -> crate::support::Answer {
    let body = json!({"token": token, "password": password});
    farol.ask(Method::POST, ACCEPT, &As::Nobody, Some(&body)).await
}

async fn invite(farol: &Farol, who: &As, email: &str, role: &str) -> Value {
    let body = json!({"email": email, "role": role});
    farol.ask(Method::POST, INVITATIONS, who, Some(&body)).await.expect(201).json()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_is_invited_comes_in_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    let made = invite(&farol, &admin, " bia@example.com ", "editor").await;
    let token = token(&made);
    let list = farol.ask(Method::GET, INVITATIONS, &admin, None).await.expect(200);
    assert!(!list.text().contains(&token), "nobody sees it again");
    assert_eq!(list.json()["items"][0]["email"], "bia@example.com");

    let read = format!("{ACCEPT}?token={token}");
    let told = farol.ask(Method::GET, &read, &As::Nobody, None).await.expect(200).json();
    assert_eq!(
        (&told["email"], &told["project"], &told["role"], &told["hasAccount"]),
        (&json!("bia@example.com"), &json!("default"), &json!("editor"), &json!(false))
    );
    accept(&farol, &token, "short").await.names_field("password");
    let answer = accept(&farol, &token, "correct horse").await.expect(204);
    let cookie = As::Cookie(answer.header("set-cookie").split(';').next().unwrap().to_owned());
    let session = farol.ask(Method::GET, SESSION, &cookie, None).await.expect(200).json();
    assert_eq!(session["projects"], json!([{"name": "default", "role": "editor"}]));
    assert_eq!(session["user"]["hasPassword"], true);

    accept(&farol, &token, "correct horse").await.problem(404, "not_found");
    farol.ask(Method::GET, &read, &As::Nobody, None).await.problem(404, "not_found");
    let list = farol.ask(Method::GET, INVITATIONS, &admin, None).await.expect(200).json();
    assert_eq!(list["items"], json!([]));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_invitation_opens_no_account_that_is_there(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    // A person with a password, who comes by an invitation into another project.
    let shop = farol.make_person(Standing::Member("shop", Role::Admin)).await;
    let body = json!({"email": "bia@example.com", "role": "viewer"});
    let path = "/api/v1/admin/projects/shop/invitations";
    let made = farol.ask(Method::POST, path, &shop, Some(&body)).await.expect(201).json();
    accept(&farol, &token(&made), "correct horse").await.expect(204);

    let second = token(&invite(&farol, &admin, "BIA@example.com", "admin").await);
    let read = format!("{ACCEPT}?token={second}");
    let told = farol.ask(Method::GET, &read, &As::Nobody, None).await.expect(200).json();
    assert_eq!(told["hasAccount"], true);
    accept(&farol, &second, "my own choice").await.problem(401, "unauthorized");
    accept(&farol, &second, "correct horse").await.expect(204);
    // One without a password: whoever holds the link must not give them one.
    let stranger = farol.make_person(Standing::Stranger).await;
    let third = token(&invite(&farol, &admin, &Standing::Stranger.email(), "viewer").await);
    accept(&farol, &third, "my own choice").await.problem(403, "forbidden");
    let session = farol.ask(Method::GET, SESSION, &stranger, None).await.expect(200).json();
    assert_eq!(
        (&session["user"]["hasPassword"], &session["projects"]),
        (&json!(false), &json!([]))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn invitations_end_and_take_each_others_place(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    let first = token(&invite(&farol, &admin, "bia@example.com", "admin").await);
    let second = invite(&farol, &admin, "Bia@example.com", "viewer").await;
    accept(&farol, &first, "correct horse").await.problem(404, "not_found");
    let path = format!("{INVITATIONS}/{}", second["id"].as_str().unwrap());
    farol.ask(Method::DELETE, &path, &admin, None).await.expect(204);
    farol.ask(Method::DELETE, &path, &admin, None).await.problem(404, "not_found");
    accept(&farol, &token(&second), "correct horse").await.problem(404, "not_found");
    let third = token(&invite(&farol, &admin, "bia@example.com", "viewer").await);
    sqlx::query("update invitations set expires_at = now()").execute(&farol.pool).await.unwrap();
    accept(&farol, &third, "correct horse").await.problem(404, "not_found");
    let body = json!({"email": Standing::Member("default", Role::Admin).email(), "role": "viewer"});
    farol.ask(Method::POST, INVITATIONS, &admin, Some(&body)).await.problem(409, "conflict");
    for (body, field) in [
        (json!({"email": "nobody", "role": "viewer"}), "email"),
        (json!({"email": "a@b", "role": "owner"}), "role"),
    ] {
        farol.ask(Method::POST, INVITATIONS, &admin, Some(&body)).await.names_field(field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn roles_are_given_changed_and_taken_away(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    let stranger = farol.make_person(Standing::Stranger).await;
    farol.make_person(Standing::Owner).await;
    let path = format!("{MEMBERS}/{}", Standing::Stranger.email().to_uppercase());
    let list = "/api/v1/observability/executions";
    let put = async |path: &str, role: &str| {
        farol.ask(Method::PUT, path, &admin, Some(&json!({"role": role}))).await
    };
    farol.ask(Method::GET, list, &stranger, None).await.problem(404, "not_found");
    let member = put(&path, "viewer").await.expect(200).json();
    assert_eq!((&member["role"], &member["owner"]), (&json!("viewer"), &json!(false)));
    farol.ask(Method::GET, list, &stranger, None).await.expect(200);
    farol.ask(Method::GET, MEMBERS, &stranger, None).await.problem(403, "forbidden");
    put(&path, "admin").await.expect(200);
    let all = farol.ask(Method::GET, MEMBERS, &stranger, None).await.expect(200).json();
    let all = all["items"].as_array().unwrap();
    let told: Value = all.iter().map(|of| json!([of["email"], of["role"], of["owner"]])).collect();
    let expected = json!([
        ["admin@default.example.com", "admin", false],
        ["owner@example.com", "admin", true],
        ["stranger@example.com", "admin", false],
    ]);
    assert_eq!(told, expected);
    farol.ask(Method::DELETE, &path, &admin, None).await.expect(204);
    farol.ask(Method::DELETE, &path, &admin, None).await.problem(404, "not_found");
    farol.ask(Method::GET, list, &stranger, None).await.problem(404, "not_found");

    put(&format!("{MEMBERS}/nobody@example.com"), "viewer").await.problem(404, "not_found");
    put(&path, "owner").await.names_field("role");
    let owner = format!("{MEMBERS}/{}", Standing::Owner.email());
    put(&owner, "viewer").await.problem(409, "conflict");
    farol.ask(Method::DELETE, &owner, &admin, None).await.problem(409, "conflict");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_last_owner_stays(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    let other = farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let own = format!("{USERS}/{}", Standing::Owner.email());
    let others = format!("{USERS}/{}", Standing::Member("default", Role::Viewer).email());
    let patch = async |path: &str, who: &As, owner: bool| {
        farol.ask(Method::PATCH, path, who, Some(&json!({"owner": owner}))).await
    };
    patch(&own, &owner, false).await.problem(409, "conflict");
    farol.ask(Method::DELETE, &own, &owner, None).await.problem(409, "conflict");
    let made = patch(&others, &owner, true).await.expect(200).json();
    assert_eq!(made["owner"], true);
    assert_eq!(made["projects"], json!([{"name": "default", "role": "viewer"}]));
    farol.ask(Method::GET, USERS, &other, None).await.expect(200);

    // Of two who take each other's place away at the same time, one stays.
    let (one, two) = tokio::join!(patch(&own, &other, false), patch(&others, &owner, false));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert!(statuses == [200, 409] || statuses == [200, 403], "{statuses:?}");
    let owners = sqlx::query_scalar::<_, i64>("select count(*) from users where owner");
    assert_eq!(owners.fetch_one(&farol.pool).await.unwrap(), 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_is_removed_is_out_at_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    let viewer = farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let list = farol.ask(Method::GET, USERS, &owner, None).await.expect(200).json();
    let told: Vec<Value> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| {
            assert!(each["lastSeenAt"].is_string() && each["createdAt"].is_string(), "{each}");
            json!([each["email"], each["owner"], each["hasPassword"], each["projects"]])
        })
        .collect();
    let expected = json!([
        ["owner@example.com", true, false, []],
        ["viewer@default.example.com", false, false, [{"name": "default", "role": "viewer"}]],
    ]);
    assert_eq!(Value::from(told), expected);
    let path = format!("{USERS}/viewer@default.example.com");
    farol.ask(Method::DELETE, &path, &owner, None).await.expect(204);
    farol.ask(Method::GET, SESSION, &viewer, None).await.problem(401, "unauthorized");
    farol.ask(Method::DELETE, &path, &owner, None).await.problem(404, "not_found");
}
