//! The audit trail: what is told, by whom, to whom, and as a file.

use axum::{
    body::Body,
    http::{Method, header},
};
use farol_api::{ApiSettings, Peer};
use farol_storage::Role;
use farol_testkit::otlp::{attribute, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{As, Farol, Follower, JSON, START, Standing, request, settings};

const AUDIT: &str = "/api/v1/audit";
const EXPORT: &str = "/api/v1/audit/export";
const EXECUTIONS: &str = "/api/v1/observability/executions";
const TRACE: &str = "00000000000000000000000000000001";

async fn items(farol: &Farol, who: &As, query: &str) -> Vec<Value> {
    let path = format!("{AUDIT}?{query}");
    let page = farol.ask(Method::GET, &path, who, None).await.expect(200).json();
    page["items"].as_array().unwrap().clone()
}

/// What was told, as `actor action target`, oldest first.
async fn told(farol: &Farol, who: &As, query: &str) -> Vec<String> {
    let items = items(farol, who, query).await;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |item: &Value| {
        [&item["actor"]["name"], &item["action"], &item["target"]].map(text).join(" ")
    };
    items.iter().rev().map(line).collect()
}

/// Writes so many entries of a project, a second apart, the newest a day ago.
async fn fill(farol: &Farol, project: &str, count: i32) {
    sqlx::query(
        "insert into audit_entries (time, actor_kind, actor, action, target, project_id)
        select now() - interval '1 day' - i * interval '1 second', 'key', 'robot', 'test.done',
            '=cmd|' || i, (select id from projects where name = $1)
        from generate_series(1, $2) as i",
    )
    .bind(project)
    .bind(count)
    .execute(&farol.pool)
    .await
    .unwrap();
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn who_did_what_from_where_before_and_after(pool: PgPool) {
    let proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let farol = Farol::with(pool, ApiSettings { trusted_proxies: proxies, ..settings() }).await;
    let As::Cookie(cookie) = farol.make_person(Standing::Owner).await else { unreachable!() };
    farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let member = Standing::Member("default", Role::Viewer).email();
    let path = format!("/api/v1/admin/projects/default/members/{member}");
    let mut sent = request(Method::PUT, &path)
        .header(header::COOKIE, &cookie)
        .header(header::CONTENT_TYPE, JSON)
        .header("x-forwarded-for", "6.6.6.6, 192.0.2.7")
        .body(Body::from(json!({"role": "editor"}).to_string()))
        .unwrap();
    sent.extensions_mut().insert(Peer("10.1.2.3".parse().unwrap()));
    farol.send(sent).await.expect(200);
    let entry = items(&farol, &As::Cookie(cookie), "action=member.*").await.remove(0);
    let expected = json!({
        "actor": {"kind": "user", "name": "owner@example.com"}, "action": "member.changed",
        "target": member, "project": "default", "sourceIp": "192.0.2.7",
        "before": {"role": "viewer"}, "after": {"role": "editor"},
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&entry[field], value, "{field}: {entry}");
    }
    assert!(entry["id"].is_string() && entry["time"].as_str().unwrap().ends_with('Z'), "{entry}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn every_change_is_told(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    farol.make_person(Standing::Stranger).await;
    let ask = async |method: Method, path: &str, body: Option<Value>| {
        let answer = farol.ask(method, path, &owner, body.as_ref()).await;
        assert!(answer.status.is_success(), "{}: {}", answer.shown, answer.text());
        serde_json::from_slice::<Value>(&answer.body).unwrap_or_default()
    };
    let (post, put, delete) = (Method::POST, Method::PUT, Method::DELETE);
    let shop = |rest: &str| format!("/api/v1/admin/projects/shop/{rest}");
    ask(post.clone(), "/api/v1/admin/projects", Some(json!({"name": "shop"}))).await;
    let body = json!({"label": "ci", "scopes": ["read"]});
    let key = ask(post.clone(), &shop("keys"), Some(body)).await;
    ask(delete.clone(), &shop(&format!("keys/{}", key["id"])), None).await;
    let body = json!({"email": "bia@example.com", "role": "viewer"});
    let invited = ask(post.clone(), &shop("invitations"), Some(body)).await;
    let id = invited["id"].as_str().unwrap();
    ask(delete.clone(), &shop(&format!("invitations/{id}")), None).await;
    let stranger = shop("members/stranger@example.com");
    ask(put.clone(), &stranger, Some(json!({"role": "viewer"}))).await;
    // The same again is no change.
    ask(put.clone(), &stranger, Some(json!({"role": "viewer"}))).await;
    ask(delete.clone(), &stranger, None).await;
    ask(put.clone(), &shop("retention"), Some(json!({"spansDays": 7}))).await;
    ask(put, &shop("privacy"), Some(json!({"verbosity": "metadata"}))).await;
    let user = "/api/v1/admin/users/stranger@example.com";
    ask(Method::PATCH, user, Some(json!({"owner": true}))).await;
    ask(Method::PATCH, user, Some(json!({"owner": true}))).await;
    ask(delete, user, None).await;
    ask(post.clone(), "/api/v1/auth/password", Some(json!({"newPassword": "correct horse"}))).await;
    let expected = [
        "project.created shop",
        "key.created ci",
        "key.revoked ci",
        "invitation.created bia@example.com",
        "invitation.revoked bia@example.com",
        "member.added stranger@example.com",
        "member.removed stranger@example.com",
        "retention.changed shop",
        "privacy.changed shop",
        "user.changed stranger@example.com",
        "user.deleted stranger@example.com",
        "password.changed owner@example.com",
    ];
    let expected = expected.map(|line| format!("owner@example.com {line}"));
    assert_eq!(told(&farol, &owner, "").await, expected);
    let whole = farol.ask(Method::GET, AUDIT, &owner, None).await.text();
    assert!(!whole.contains("argon2") && !whole.contains("fk_"), "secrets are not told");
    ask(post, "/api/v1/auth/sign-out", None).await;
    let last = "select action from audit_entries order by id desc limit 1";
    let last: String = sqlx::query_scalar(last).fetch_one(&farol.pool).await.unwrap();
    assert_eq!(last, "session.ended");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn each_sees_what_they_look_after(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    let admin = farol.make_person(Standing::Member("shop", Role::Admin)).await;
    let key = As::Key(farol.make_key("shop", &[farol_storage::Scope::Admin]).await);
    fill(&farol, "shop", 2).await;
    fill(&farol, "default", 3).await;
    fill(&farol, "gone", 4).await;
    for (who, query, count) in [
        (&owner, "", 9),
        (&owner, "project=default", 3),
        (&admin, "project=shop", 2),
        (&key, "", 2),
        (&key, "project=shop", 2),
    ] {
        assert_eq!(items(&farol, who, query).await.len(), count, "{query}");
    }
    for (who, path) in [(&admin, AUDIT.to_owned()), (&key, format!("{AUDIT}?project=default"))] {
        farol.ask(Method::GET, &path, who, None).await.problem(404, "not_found");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_trail_is_searched_and_paged(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let owner = farol.make_person(Standing::Owner).await;
    fill(&farol, "default", 7).await;
    sqlx::query(
        "insert into audit_entries (time, actor_kind, actor, action, target) values
            ('2026-01-01T00:00:00.000001Z', 'user', 'Ana@example.com', 'key.created', 'ci'),
            ('2026-01-02T00:00:00Z', 'user', 'ana@example.com', 'key.revoked', 'ci'),
            ('2026-01-02T00:00:00Z', 'system', null, 'keyboard.bought', null)",
    )
    .execute(&farol.pool)
    .await
    .unwrap();
    for (query, count) in [
        ("action=key.created", 1),
        ("action=key.*", 2),
        ("action=key*", 3),
        ("action=*", 10),
        ("action=k_y.*", 0),
        ("actor=ANA@example.com", 2),
        ("target=ci&action=key.revoked", 1),
        ("to=2026-01-01T00:00:00.000001Z", 0),
        ("to=2026-01-01T00:00:00.000001001Z", 1),
        ("from=2026-01-01T00:00:00.000001Z&to=2026-01-03T00:00:00Z", 3),
        ("from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z", 2),
    ] {
        assert_eq!(items(&farol, &owner, query).await.len(), count, "{query}");
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{AUDIT}?limit=3{cursor}");
        let page = farol.ask(Method::GET, &path, &owner, None).await.expect(200).json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let whole = items(&farol, &owner, "limit=500").await;
    assert_eq!(seen, whole.iter().map(|item| item["id"].clone()).collect::<Vec<_>>());
    assert_eq!(seen.len(), 10);
    for query in ["limit=0", "limit=501", "cursor=x", "from=yesterday", "colour=red"] {
        let field = query.split('=').next().unwrap();
        let path = format!("{AUDIT}?{query}");
        farol.ask(Method::GET, &path, &owner, None).await.names_field(field);
    }
    let far = format!("{AUDIT}?actor=%00");
    farol.ask(Method::GET, &far, &owner, None).await.problem(422, "invalid");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_trail_is_exported_whole_and_harmless(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    // More than one page.
    fill(&farol, "default", 1_001).await;
    fill(&farol, "other", 1).await;
    let export = async |query: &str| {
        farol.ask(Method::GET, &format!("{EXPORT}?{query}"), &admin, None).await
    };
    let file = export("format=csv&action=test.*").await.expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").contains("audit.csv"));
    let text = file.text();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 1_002);
    assert_eq!(lines[0], "id,time,actorKind,actor,action,target,project,sourceIp,before,after");
    assert!(lines[1].contains(",key,robot,test.done,\"'=cmd|1\",default,"), "{}", lines[1]);
    let ids: std::collections::BTreeSet<&str> =
        lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids.len(), 1_001, "pages neither overlap nor skip");
    // The same packed: its end tells how long it is unpacked.
    let As::Cookie(cookie) = &admin else { panic!("a person") };
    let asked = request(Method::GET, &format!("{EXPORT}?action=test.*")).header("cookie", cookie);
    let packed = farol.send(asked.header("accept-encoding", "gzip").body(Body::empty()).unwrap());
    let packed = packed.await.expect(200);
    assert_eq!(packed.header("content-encoding"), "gzip");
    let unpacked = packed.body.last_chunk().map(|end| u32::from_le_bytes(*end));
    assert_eq!(unpacked, u32::try_from(text.len()).ok());
    // The next one tells of this one.
    let next = export("").await.expect(200).text();
    assert!(next.lines().nth(1).unwrap().contains(",audit.exported,default,default,"), "{next}");
    export("format=json").await.names_field("format");
    export("limit=1").await.names_field("limit");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_conversation_that_a_person_read_is_told_once_an_hour(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut root = span(1, 1, "work", START);
    root.attributes =
        vec![attribute("farol.execution.id", "order-7"), attribute("farol.thread.id", "thread-1")];
    farol.store_spans(vec![root]).await;
    let viewer = farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let editor = farol.make_person(Standing::Member("default", Role::Editor)).await;
    let owner = farol.make_person(Standing::Owner).await;
    let paths = [
        format!("{EXECUTIONS}/order-7/messages"),
        format!("{EXECUTIONS}/{TRACE}"),
        format!("{EXECUTIONS}/{TRACE}/spans/0000000000000001"),
        "/api/v1/runtime/v1/observability/executions/order-7/details".to_owned(),
        "/api/v1/observability/threads/thread-1".to_owned(),
    ];
    // What tells nothing that was said, what is not there, and what programs read.
    let quiet = [
        EXECUTIONS.to_owned(),
        format!("{EXECUTIONS}/order-7?payloads=false"),
        format!("{EXECUTIONS}/never-was"),
        "/api/v1/observability/threads".to_owned(),
    ];
    for path in &quiet {
        farol.ask(Method::GET, path, &viewer, None).await;
    }
    for path in &paths {
        farol.read(path).await.expect(200);
    }
    assert_eq!(told(&farol, &owner, "").await, [""; 0]);
    for _ in 0..2 {
        for path in &paths {
            farol.ask(Method::GET, path, &viewer, None).await.expect(200);
        }
    }
    // Whoever follows an execution is told its outputs.
    let As::Cookie(cookie) = &editor else { panic!("a person") };
    let asked = [("cookie", cookie.as_str()), ("origin", "http://{host}")];
    let followed = Follower::ask(&farol, "/ws/executions/order-7", &asked).await;
    assert!(followed.is_ok(), "an editor may follow");
    let (first, second) = ("viewer@default.example.com", "editor@default.example.com");
    let expected = [
        format!("{first} conversation.read order-7"),
        format!("{first} conversation.read thread-1"),
        format!("{second} conversation.read order-7"),
    ];
    assert_eq!(told(&farol, &owner, "action=conversation.read").await, expected);
    let entry = &items(&farol, &owner, "target=thread-1").await[0];
    assert_eq!(
        (&entry["after"], &entry["project"]),
        (&json!({"kind": "thread"}), &json!("default"))
    );

    // Another Farol on the same database, which remembers nothing, tells nothing twice.
    let other = Farol::new(farol.pool.clone()).await;
    other.ask(Method::GET, &paths[0], &viewer, None).await.expect(200);
    assert_eq!(told(&farol, &owner, "action=conversation.read").await, expected);
    // To take it away as a file is told each time.
    for _ in 0..2 {
        let path = format!("{EXECUTIONS}/order-7/export?format=csv");
        farol.ask(Method::GET, &path, &viewer, None).await.expect(200);
    }
    let exported = format!("{first} execution.exported order-7");
    assert_eq!(told(&farol, &owner, "action=execution.exported").await, [&*exported; 2]);
}
