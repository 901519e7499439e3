//! What a project does not want stored: told, tried, and kept to.

use axum::{
    body::Body,
    http::{Method, header},
};
use farol_storage::Scope;
use farol_testkit::otlp::{attribute, proto::logs::v1::LogRecord, span, value};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Farol, JSON, START, request};

const PATH: &str = "/api/v1/admin/projects/default/privacy";
const ONE: &str = "/api/v1/observability/executions/00000000000000000000000000000007";
const CPF: &str = "529.982.247-25";

async fn send(farol: &Farol, method: Method, path: &str, key: &str, body: &Value) -> Answer {
    let request = request(method, path).header("x-api-key", key);
    let request = request.header(header::CONTENT_TYPE, JSON);
    farol.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn policy() -> Value {
    json!({"rules": [{"preset": "cpf"}, {"keys": ["password"], "replacement": "***"}]})
}

async fn store(farol: &Farol) {
    let mut run = span(7, 1, &format!("check {CPF}"), START);
    run.attributes = vec![
        attribute("gen_ai.prompt", format!("meu CPF é {CPF}")),
        attribute("password", "hunter2"),
        attribute("user.id", CPF),
        attribute("kept", 1.0),
    ];
    farol.store_spans(vec![run]).await;
    let log = LogRecord {
        time_unix_nano: START,
        body: Some(value(format!("login of {CPF}"))),
        ..LogRecord::default()
    };
    farol.store_logs(vec![log]).await;
    let properties = json!({"payer": CPF, "password": "hunter2", "amount": 12.5});
    let event = json!({"name": "paid", "timestamp": START / 1_000_000, "properties": properties});
    farol.send_json("/api/v1/events", &event).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_not_wanted_is_never_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let key = farol.make_key("default", &[Scope::Admin]).await;
    let none = farol.read_as(PATH, &key).await.expect(200).json();
    assert_eq!(none, json!({"verbosity": "full", "maxLength": 5_000, "rules": []}));
    let told = send(&farol, Method::PUT, PATH, &key, &policy()).await.expect(200).json();
    assert_eq!(told["rules"][1], json!({"keys": ["password"], "replacement": "***"}));
    assert_eq!(farol.read_as(PATH, &key).await.expect(200).json(), told);

    store(&farol).await;
    let found = farol.find(ONE).await;
    let node = &found["traces"][0];
    assert_eq!(
        (&node["name"], &node["attributes"]["password"]),
        (&"check [cpf]".into(), &"***".into())
    );
    assert_eq!(node["attributes"]["kept"], 1.0);
    assert!(node["userId"].as_str().unwrap().starts_with("[cpf]-"));
    assert_eq!(found["execution"]["inputPreview"], "meu CPF é [cpf]");
    let logs = farol.find("/api/v1/observability/logs").await;
    assert_eq!(logs["items"][0]["body"], "login of [cpf]");
    let events = farol.find("/api/v1/events").await;
    let left = json!({"payer": "[cpf]", "password": "***", "amount": 12.5});
    assert_eq!(events["items"][0]["properties"], left);
    for table in ["spans", "logs", "events", "executions"] {
        let statement = format!("select count(*) from {table} as t where t::text like '%{CPF}%'");
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
            .fetch_one(&farol.pool)
            .await
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
    let audited: (String, String, Value) = sqlx::query_as(
        "select actor_kind, actor, after from audit_entries where action = 'privacy.changed'",
    )
    .fetch_one(&farol.pool)
    .await
    .unwrap();
    assert_eq!((audited.0.as_str(), audited.1.as_str()), ("key", "test"));
    assert_eq!(audited.2["rules"][0]["preset"], "cpf");

    // Another project keeps everything.
    farol.make_key("other", &[Scope::Ingest]).await;
    let verbosity = json!({"verbosity": "metadata"});
    send(&farol, Method::PUT, PATH, &key, &verbosity).await.expect(200);
    let mut run = span(8, 1, "run", START);
    run.attributes = vec![attribute("gen_ai.prompt", "hi"), attribute("gen_ai.system", "openai")];
    farol.store_spans(vec![run]).await;
    let node = &farol.find(&ONE.replace('7', "8")).await["traces"][0];
    assert_eq!(
        (&node["input"], &node["attributes"]),
        (&Value::Null, &json!({"gen_ai.system": "openai"}))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_dry_run_shows_and_changes_nothing(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let key = farol.make_key("default", &[Scope::Admin]).await;
    store(&farol).await;
    let path = format!("{PATH}/dry-run");
    let body = json!({"policy": policy()});
    let told = send(&farol, Method::POST, &path, &key, &body).await.expect(200).json();
    assert_eq!((&told["lookedAt"], &told["changed"]), (&3.into(), &3.into()));
    assert_eq!(told["items"][2]["kind"], "event");
    let item = &told["items"][0];
    assert_eq!((&item["kind"], &item["spanId"]), (&"span".into(), &"0000000000000001".into()));
    let changes = item["changes"].as_array().unwrap();
    let password =
        changes.iter().find(|change| change["pointer"] == "/attributes/password").unwrap();
    assert_eq!(
        (&password["rule"], &password["before"], &password["after"]),
        (&"password".into(), &"hunter2".into(), &"***".into())
    );
    assert_eq!(farol.find(ONE).await["traces"][0]["attributes"]["password"], "hunter2");

    let sample = json!([
        {"name": "a", "input": {"cpf": CPF}, "error": format!("no {CPF}")},
        {"level": "info", "message": "nothing", "tenant": CPF},
        {"name": "clean"},
        {"name": "paid", "message": "not a log", "properties": {"payer": CPF}},
    ]);
    let body = json!({"policy": policy(), "sample": sample});
    let told = send(&farol, Method::POST, &path, &key, &body).await.expect(200).json();
    assert_eq!((&told["lookedAt"], &told["changed"]), (&4.into(), &3.into()));
    let pointers: Vec<&Value> = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|item| item["changes"].as_array().unwrap())
        .map(|change| &change["pointer"])
        .collect();
    assert_eq!(
        pointers,
        ["/input/cpf", "/error.message", "/attributes/tenant", "/properties/payer"]
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn only_administrators_of_the_project_and_only_sound_policies(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let key = farol.make_key("default", &[Scope::Admin]).await;
    farol.read_as(PATH, &farol.key).await.problem(403, "forbidden");
    let foreign = farol.make_key("other", &[Scope::Admin]).await;
    farol.read_as(PATH, &foreign).await.problem(404, "not_found");
    send(&farol, Method::PUT, PATH, &foreign, &policy()).await.problem(404, "not_found");
    for (body, field) in [
        (json!({"rules": [{}]}), "rules[0]"),
        (json!({"rules": [{"regex": "("}]}), "rules[0].regex"),
        (json!({"rules": [{"path": "x"}]}), "rules[0].path"),
        (json!({"rules": [{"preset": "iban"}]}), "rules[0].preset"),
        (json!({"verbosity": "loud"}), "verbosity"),
        (json!({"maxLength": 5}), "maxLength"),
        (json!({"colour": 5}), "colour"),
    ] {
        let problem = send(&farol, Method::PUT, PATH, &key, &body).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    assert_eq!(farol.count("project_privacy").await, 0);
    let path = format!("{PATH}/dry-run");
    let body = json!({"policy": {}, "last": 101});
    send(&farol, Method::POST, &path, &key, &body).await.problem(422, "invalid");
}
