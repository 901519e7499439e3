//! What runs by the clock, as operators see it; and what is too old to be taken.

use std::time::Duration;

use axum::{body::Body, http::Method};
use chrono::Utc;
use farol_api::ApiSettings;
use farol_storage::{
    BoundNotMet, CollectionReport, JobEnd, Limits, PartitionedTable, RetentionPolicy,
    RetentionReport, Scope, claim_job, finish_job, register_job,
};
use farol_testkit::otlp::{log, logs, protobuf_bytes, span, traces};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::sync::watch;

use crate::support::{Answer, Farol, PROTOBUF, Standing, post, request, settings, telemetry};

const JOBS: &str = "/api/v1/scheduler/jobs";
const RETENTION: &str = "/api/v1/admin/jobs/retention";

async fn ask(farol: &Farol, method: Method, path: &str, key: &str) -> Answer {
    let asked = request(method, path).header("x-api-key", key);
    farol.send(asked.body(Body::empty()).unwrap()).await
}

/// Has a job come to its end with a report.
async fn run(farol: &Farol, name: &str, failed: bool, detail: Value) {
    let mut connection = farol.pool.acquire().await.unwrap();
    let minute = Duration::from_mins(1);
    register_job(&mut connection, name, 2 * minute).await.unwrap();
    let run = claim_job(&mut connection, name, minute).await.unwrap().expect("due");
    let end = JobEnd { failed, duration: Duration::from_millis(2_345), detail };
    finish_job(&mut connection, name, run, &end).await.unwrap();
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn jobs_are_for_administrators(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_key("default", &[Scope::Admin]).await;
    let others = farol.make_key("default", &[Scope::Read, Scope::Ingest, Scope::Review]).await;
    let owner = farol.make_person(Standing::Owner).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    register_job(&mut connection, "retention", Duration::from_mins(2)).await.unwrap();
    drop(connection);
    for (method, path, status) in
        [(Method::GET, JOBS, 200), (Method::GET, RETENTION, 200), (Method::POST, RETENTION, 202)]
    {
        let without = request(method.clone(), path).body(Body::empty()).unwrap();
        farol.send(without).await.problem(401, "unauthorized");
        ask(&farol, method.clone(), path, "fk_unknown").await.problem(401, "unauthorized");
        ask(&farol, method.clone(), path, &others).await.problem(403, "forbidden");
        ask(&farol, method.clone(), path, &admin).await.expect(status);
        farol.ask(method.clone(), path, &owner, None).await.expect(status);
        let odd = ask(&farol, method, &format!("{path}?colour=red"), &admin).await;
        odd.names_field("colour");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn jobs_are_listed_as_the_seed_has_them(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_key("default", &[Scope::Admin]).await;
    run(&farol, "done", false, json!({})).await;
    run(&farol, "failed", true, json!({})).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    for (name, seconds) in [("never", 90), ("running", 3_600)] {
        register_job(&mut connection, name, Duration::from_secs(seconds)).await.unwrap();
    }
    claim_job(&mut connection, "running", Duration::from_mins(1)).await.unwrap().expect("due");
    let answer = ask(&farol, Method::GET, JOBS, &admin).await.expect(200).json();
    let jobs = answer["jobs"].as_array().unwrap();
    let told: Vec<Value> = jobs
        .iter()
        .map(|job| {
            assert_eq!(job["id"], job["flow_id"]);
            assert!(job["next_run"].as_str().unwrap().ends_with('Z'), "{job}");
            let ran = job["last_run"].is_string();
            json!([job["id"], job["schedule"], job["last_status"], job["last_duration_ms"], ran])
        })
        .collect();
    let expected = json!([
        ["done", "@every 2m", "DONE", 2345, true],
        ["failed", "@every 2m", "FAILED", 2345, true],
        ["never", "@every 90s", null, null, false],
        ["running", "@every 1h", "RUNNING", null, true],
    ]);
    assert_eq!(Value::from(told), expected);
    assert_eq!((&jobs[1]["runs"], &jobs[1]["failures"]), (&json!(1), &json!(1)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn retention_tells_what_it_achieved(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_key("default", &[Scope::Admin]).await;
    let read = async || ask(&farol, Method::GET, RETENTION, &admin).await.expect(200).json();
    let never = json!({"last_run": null, "status": "never", "entries_deleted": 0,
        "duration_ms": null, "next_run": null, "collections": []});
    assert_eq!(read().await, never);
    ask(&farol, Method::POST, RETENTION, &admin).await.problem(503, "unavailable");

    let project_id = sqlx::query_scalar("select id from projects").fetch_one(&farol.pool);
    let bound = BoundNotMet { project_id: Some(project_id.await.unwrap()), max_bytes: 5, bytes: 9 };
    let spans = CollectionReport {
        entries_deleted: 1_200,
        partitions_dropped: 3,
        bytes_freed: 4_096,
        bytes: Some(7),
        oldest_kept: chrono::NaiveDate::from_ymd_opt(2026, 11, 1),
        bounds_not_met: vec![bound],
        ..CollectionReport::of("spans")
    };
    let audit =
        CollectionReport { entries_deleted: 34, failed: true, ..CollectionReport::of("audit") };
    let report = RetentionReport { collections: vec![spans, audit] };
    run(&farol, "retention", true, serde_json::to_value(report).unwrap()).await;
    let told = read().await;
    assert_eq!((&told["status"], &told["entries_deleted"]), (&json!("failed"), &json!(1234)));
    assert_eq!(told["duration_ms"], 2345);
    let collections = json!([
        {"collection": "spans", "status": "completed", "entries_deleted": 1200,
            "partitions_dropped": 3, "bytes_freed": 4096, "bytes": 7, "oldest_kept": "2026-11-01",
            "bounds_not_met": [{"project": "default", "max_bytes": 5, "bytes": 9}]},
        {"collection": "audit", "status": "failed", "entries_deleted": 34,
            "partitions_dropped": 0, "bytes_freed": 0, "bytes": null, "oldest_kept": null,
            "bounds_not_met": []},
    ]);
    assert_eq!(told["collections"], collections);

    ask(&farol, Method::POST, RETENTION, &admin).await.expect(202);
    run(&farol, "retention", false, Value::Null).await;
    let told = read().await;
    assert_eq!((&told["status"], &told["entries_deleted"]), (&json!("completed"), &json!(0)));
    let foreign =
        post(RETENTION).header("x-api-key", &admin).header("origin", "https://evil.example");
    farol.send(foreign.body(Body::empty()).unwrap()).await.problem(403, "forbidden");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_too_old_is_the_kinds_and_the_projects_own(pool: PgPool) {
    let days = |days| Limits { days: Some(days), max_bytes: None };
    let (spans, records) = (PartitionedTable::Spans, PartitionedTable::Logs);
    let (policy, retention) =
        watch::channel(RetentionPolicy::new([(spans, days(90)), (records, days(30))]));
    let farol = Farol::with(pool, ApiSettings { retention, ..settings() }).await;
    let now = u64::try_from(Utc::now().timestamp_nanos_opt().unwrap()).unwrap();
    let ago = |days: u64| now - days * 86_400_000_000_000;
    let send = async |path: &str, days: u64| {
        let body = match path {
            "/v1/traces" => {
                protobuf_bytes(&traces("worker", vec![span(1, days, "work", ago(days))]))
            }
            _ => protobuf_bytes(&logs("worker", vec![log(ago(days), "line")])),
        };
        farol.send(telemetry(path, PROTOBUF, body)).await.expect(200).partial().0
    };
    assert_eq!((send("/v1/traces", 60).await, send("/v1/logs", 60).await), (0, 1));
    assert_eq!((send("/v1/traces", 91).await, send("/v1/logs", 29).await), (1, 0));
    // A change of the project's own holds at once, without a key that is asked about again.
    let id = sqlx::query_scalar("select id from projects").fetch_one(&farol.pool).await.unwrap();
    policy.send_modify(|policy| policy.set(id, spans, days(7)));
    assert_eq!((send("/v1/traces", 60).await, send("/v1/traces", 6).await), (1, 0));
    assert_eq!(send("/v1/logs", 28).await, 0, "the other kind keeps its own");
}
