//! What people do with their own account: the password, and where they are signed in.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, header},
};
use farol_api::{ApiSettings, Peer, SignInLimit};
use farol_storage::Role;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, JSON, Standing, post, settings};

const PASSWORD: &str = "/api/v1/auth/password";
const SESSION: &str = "/api/v1/auth/session";
const SESSIONS: &str = "/api/v1/auth/sessions";

async fn change(farol: &Farol, who: &As, current: Option<&str>, new: &str) -> Answer {
    let mut body = json!({"newPassword": new});
    if let Some(current) = current {
        body["currentPassword"] = current.into();
    }
    farol.ask(Method::POST, PASSWORD, who, Some(&body)).await
}

/// Signs in from an address, with a browser of this name.
async fn sign_in(farol: &Farol, email: &str, password: &str, agent: &str) -> Answer {
    let body = json!({"email": email, "password": password}).to_string();
    let sent = post("/api/v1/auth/sign-in").header(header::CONTENT_TYPE, JSON);
    let mut sent = sent.header(header::USER_AGENT, agent).body(Body::from(body)).unwrap();
    sent.extensions_mut().insert(Peer("192.0.2.7".parse().unwrap()));
    farol.send(sent).await
}

fn cookie(answer: &Answer) -> As {
    As::Cookie(answer.header("set-cookie").split(';').next().unwrap().to_owned())
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_new_password_ends_the_other_sessions(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let standing = Standing::Member("default", Role::Viewer);
    let (own, other) = (farol.make_person(standing).await, farol.make_person(standing).await);
    let stranger = farol.make_person(Standing::Stranger).await;
    // Who came by a link has none to tell.
    change(&farol, &own, None, "correct horse").await.expect(204);
    farol.ask(Method::GET, SESSION, &own, None).await.expect(200);
    farol.ask(Method::GET, SESSION, &other, None).await.problem(401, "unauthorized");
    farol.ask(Method::GET, SESSION, &stranger, None).await.expect(200);
    let email = standing.email();
    sign_in(&farol, &email, "correct horse", "x").await.expect(204);

    change(&farol, &own, None, "battery staple").await.names_field("currentPassword");
    change(&farol, &own, Some("wrong"), "battery staple").await.problem(403, "forbidden");
    for wrong in ["short", &email, &"x".repeat(1_001)] {
        change(&farol, &own, Some("correct horse"), wrong).await.names_field("newPassword");
    }
    sign_in(&farol, &email, "battery staple", "x").await.problem(401, "unauthorized");
    change(&farol, &own, Some("correct horse"), "battery staple").await.expect(204);
    sign_in(&farol, &email, "correct horse", "x").await.problem(401, "unauthorized");
    sign_in(&farol, &email, "battery staple", "x").await.expect(204);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_new_password_takes_links_away(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let own = farol.make_person(Standing::Owner).await;
    sqlx::query(
        "insert into sign_in_links (token_hash, user_id, expires_at)
        select sha256('left'), id, now() + interval '1 hour' from users",
    )
    .execute(&farol.pool)
    .await
    .unwrap();
    change(&farol, &own, None, "correct horse").await.expect(204);
    assert_eq!(farol.count("sign_in_links").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn people_see_their_own_sessions_and_end_them(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let standing = Standing::Member("default", Role::Viewer);
    let own = farol.make_person(standing).await;
    change(&farol, &own, None, "correct horse").await.expect(204);
    let answer = sign_in(&farol, &standing.email(), "correct horse", "Firefox").await.expect(204);
    let other = cookie(&answer);
    let list = async |who: &As| {
        farol.ask(Method::GET, SESSIONS, who, None).await.expect(200).json()["items"].clone()
    };
    let sessions = list(&own).await;
    assert_eq!(sessions.as_array().unwrap().len(), 2);
    let find = |current: bool| {
        let mut all = sessions.as_array().unwrap().iter();
        all.find(|each| each["current"] == current).unwrap()
    };
    assert_eq!(find(true)["address"], Value::Null);
    let seen = (&find(false)["address"], &find(false)["userAgent"]);
    assert_eq!(seen, (&json!("192.0.2.7"), &json!("Firefox")));

    let path = format!("{SESSIONS}/{}", find(false)["id"].as_str().unwrap());
    let stranger = farol.make_person(Standing::Stranger).await;
    farol.ask(Method::DELETE, &path, &stranger, None).await.problem(404, "not_found");
    farol.ask(Method::GET, SESSION, &other, None).await.expect(200);
    farol.ask(Method::DELETE, &path, &own, None).await.expect(204);
    farol.ask(Method::GET, SESSION, &other, None).await.problem(401, "unauthorized");
    farol.ask(Method::DELETE, &path, &own, None).await.problem(404, "not_found");
    let odd = format!("{SESSIONS}/nonsense");
    farol.ask(Method::DELETE, &odd, &own, None).await.problem(404, "not_found");
    assert_eq!(list(&own).await.as_array().unwrap().len(), 1);
    assert_eq!(list(&stranger).await.as_array().unwrap().len(), 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn guessing_comes_to_an_end(pool: PgPool) {
    let sign_in_limit =
        SignInLimit { per_email: 3, per_address: 5, window: Duration::from_hours(1) };
    let farol = Farol::with(pool, ApiSettings { sign_in_limit, ..settings() }).await;
    let standing = Standing::Member("default", Role::Viewer);
    let own = farol.make_person(standing).await;
    change(&farol, &own, None, "correct horse").await.expect(204);
    let email = standing.email();
    // Those that succeed are not counted.
    for _ in 0..5 {
        sign_in(&farol, &email, "correct horse", "x").await.expect(204);
    }
    for _ in 0..3 {
        sign_in(&farol, &email, "wrong", "x").await.problem(401, "unauthorized");
    }
    let refused = sign_in(&farol, &email.to_uppercase(), "correct horse", "x").await;
    refused.problem(429, "rate_limited");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=1_200).contains(&wait), "{wait}");
    // Nor is the session a way to guess on.
    change(&farol, &own, Some("correct horse"), "battery staple")
        .await
        .problem(429, "rate_limited");
    // Somebody else's from the same network address, until that has had its share, too.
    for _ in 0..2 {
        sign_in(&farol, "nobody@example.com", "wrong", "x").await.problem(401, "unauthorized");
    }
    sign_in(&farol, "new@example.com", "wrong", "x").await.problem(429, "rate_limited");
    let told = "select count(*) from audit_entries where action = 'sign_in.failed'";
    let told: i64 = sqlx::query_scalar(told).fetch_one(&farol.pool).await.unwrap();
    assert_eq!(told, 5, "what was not looked at is not told");
}
