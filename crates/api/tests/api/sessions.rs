//! People: signing in, what a session opens, signing out.

use axum::{
    body::Body,
    http::{Request, header},
};
use chrono::{TimeDelta, Utc};
use farol_api::{hash_password, hash_token, new_token};
use farol_storage::{Scope, create_sign_in_link, create_user, ensure_project};
use farol_testkit::otlp::span;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Farol, JSON, START, get, post};

const LIST: &str = "/api/v1/observability/executions";
const SESSION: &str = "/api/v1/auth/session";

fn sign_in(body: &Value) -> Request<Body> {
    let sent = post("/api/v1/auth/sign-in").header(header::CONTENT_TYPE, JSON);
    sent.body(body.to_string().into()).unwrap()
}

async fn with_user(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let hash = hash_password("correct horse").unwrap();
    create_user(&mut connection, "ana@example.com", Some(&hash), true).await.unwrap();
    ensure_project(&mut connection, "shop").await.unwrap();
    farol
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    for part in ["Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(set.split("; ").any(|own| own == part), "{part} in {set}");
    }
    format!("theme=dark; {}", set.split(';').next().unwrap())
}

async fn read_with(farol: &Farol, cookie: &str, path: &str) -> Answer {
    farol.send(get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_owners_session_opens_every_project_until_it_ends(pool: PgPool) {
    let farol = with_user(pool).await;
    let right = json!({"email": "Ana@Example.com", "password": "correct horse"});
    let cookie = cookie(&farol.send(sign_in(&right)).await.expect(204));
    let session = read_with(&farol, &cookie, SESSION).await.expect(200).json();
    let ana = json!({"email": "ana@example.com", "owner": true, "hasPassword": true});
    assert_eq!(session["user"], ana);
    let projects = json!([{"name": "default", "role": "admin"}, {"name": "shop", "role": "admin"}]);
    assert_eq!(session["projects"], projects);

    farol.store_spans(vec![span(1, 1, "work", START)]).await;
    let trace = "00000000000000000000000000000001";
    for (path, found) in [("", 1), ("?project=default", 1), ("?project=shop", 0)] {
        let list = read_with(&farol, &cookie, &format!("{LIST}{path}")).await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{path}");
    }
    read_with(&farol, &cookie, &format!("{LIST}/{trace}")).await.expect(200);
    let elsewhere = format!("{LIST}/{trace}?project=shop");
    read_with(&farol, &cookie, &elsewhere).await.problem(404, "not_found");
    let nowhere = format!("{LIST}?project=nothing");
    read_with(&farol, &cookie, &nowhere).await.problem(404, "not_found");

    let out = post("/api/v1/auth/sign-out").header(header::COOKIE, &cookie);
    let out = farol.send(out.body(Body::empty()).unwrap()).await.expect(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    for path in [SESSION, LIST] {
        read_with(&farol, &cookie, path).await.problem(401, "unauthorized");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_cannot_sign_in_is_not_told_why(pool: PgPool) {
    let farol = with_user(pool).await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("ana@example.com", "wrong"),
        ("ana@example.com", ""),
        ("nobody@example.com", "correct horse"),
        ("", ""),
    ] {
        let answer = farol.send(sign_in(&json!({"email": email, "password": password}))).await;
        answer.problem(401, "unauthorized");
        assert_eq!(answer.header("set-cookie"), "");
        answers.push(answer.body);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    read_with(&farol, "farol_session=made-up", SESSION).await.problem(401, "unauthorized");
    read_with(&farol, "farol_session=", LIST).await.problem(401, "unauthorized");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn bodies_are_read_strictly(pool: PgPool) {
    let farol = with_user(pool).await;
    let whole = |more: &Value| {
        let mut body = json!({"email": "ana@example.com", "password": "x"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    farol.send(sign_in(&whole(&json!({"remember": true})))).await.names_field("remember");
    farol.send(sign_in(&whole(&json!({"email": 7})))).await.names_field("email");
    farol.send(sign_in(&json!({"email": "ana@example.com"}))).await.names_field("password");
    farol.send(sign_in(&json!([]))).await.problem(422, "invalid");
    let zero = farol.send(sign_in(&whole(&json!({"email": "a\u{0}b"})))).await;
    assert!([401, 422].contains(&zero.status.as_u16()), "{}", zero.text());

    let sent = |content_type: &str, body: String| {
        let sent = post("/api/v1/auth/sign-in").header(header::CONTENT_TYPE, content_type);
        sent.body(Body::from(body)).unwrap()
    };
    farol.send(sent(JSON, "{\"email\":".to_owned())).await.problem(400, "malformed");
    farol.send(sent(JSON, String::new())).await.problem(400, "malformed");
    let form = "application/x-www-form-urlencoded";
    farol.send(sent(form, "email=a".to_owned())).await.problem(415, "unsupported_media_type");
    farol.send(sent(JSON, " ".repeat(1 << 21))).await.problem(413, "too_large");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_sign_in_link_works_once_and_not_for_ever(pool: PgPool) {
    let farol = with_user(pool).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let user = create_user(&mut connection, "bia@example.com", None, true).await.unwrap();
    let (fresh, stale) = (new_token().unwrap(), new_token().unwrap());
    for (token, minutes) in [(&fresh, 5), (&stale, -5)] {
        let until = Utc::now() + TimeDelta::minutes(minutes);
        create_sign_in_link(&mut connection, user.id, &hash_token(token), until).await.unwrap();
    }
    drop(connection);
    let follow = async |token: &str| {
        let path = format!("/sign-in?token={token}");
        farol.send(get(&path).body(Body::empty()).unwrap()).await.expect(303)
    };
    let answer = follow(&fresh).await;
    assert_eq!(answer.header("location"), "/");
    let cookie = cookie(&answer);
    let session = read_with(&farol, &cookie, SESSION).await.expect(200).json();
    assert_eq!(session["user"]["email"], "bia@example.com");
    for used in [&*fresh, &*stale, "made-up"] {
        let answer = follow(used).await;
        assert_eq!(answer.header("location"), "/sign-in?problem=expired");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_came_in_and_who_did_not_is_told(pool: PgPool) {
    let farol = with_user(pool).await;
    let try_with = async |email: &str, password: &str| {
        farol.send(sign_in(&json!({"email": email, "password": password}))).await
    };
    try_with("ana@example.com", "wrong").await.expect(401);
    try_with("ana@example.com", "correct horse").await.expect(204);
    try_with(&"x".repeat(5_000), "wrong").await.expect(401);
    let mut connection = farol.pool.acquire().await.unwrap();
    let user = create_user(&mut connection, "bia@example.com", None, true).await.unwrap();
    let (token, until) = (new_token().unwrap(), Utc::now() + TimeDelta::minutes(5));
    create_sign_in_link(&mut connection, user.id, &hash_token(&token), until).await.unwrap();
    for _ in 0..2 {
        let path = format!("/sign-in?token={token}");
        farol.send(get(&path).body(Body::empty()).unwrap()).await.expect(303);
    }
    let told: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', actor_kind, left(actor, 20), length(actor), action, after ->> 'by')
        from audit_entries order by id",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let expected = [
        "user ana@example.com 15 sign_in.failed".to_owned(),
        "user ana@example.com 15 session.started password".to_owned(),
        format!("user {} 320 sign_in.failed", "x".repeat(20)),
        "user bia@example.com 15 session.started link".to_owned(),
    ];
    assert_eq!(told, expected);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn behind_tls_the_cookie_stays_behind_tls(pool: PgPool) {
    let farol = with_user(pool).await;
    let body = json!({"email": "ana@example.com", "password": "correct horse"}).to_string();
    let sent = post("/api/v1/auth/sign-in").header(header::CONTENT_TYPE, JSON);
    let sent = sent.header("x-forwarded-proto", "https").body(body.into()).unwrap();
    assert!(farol.send(sent).await.expect(204).header("set-cookie").contains("; Secure"));
    // A key beside a session decides: it says which project is read.
    let reader = farol.make_key("shop", &[Scope::Read]).await;
    let both = get(LIST).header("x-api-key", reader).header(header::COOKIE, "farol_session=x");
    farol.send(both.body(Body::empty()).unwrap()).await.expect(200);
}
