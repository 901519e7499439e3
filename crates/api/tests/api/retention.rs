//! How long a project's data is kept, as its admins see and change it.

use axum::http::Method;
use farol_api::ApiSettings;
use farol_storage::Role;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, Standing, keeping, settings};

const RETENTION: &str = "/api/v1/admin/projects/default/retention";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_projects_own_limits_are_told_beside_the_servers(pool: PgPool) {
    let farol = Farol::with(pool, ApiSettings { retention: keeping(90), ..settings() }).await;
    sqlx::query(
        "insert into partition_usage (kind, day, project_id, rows, bytes, partition_bytes)
        select 'spans', day, id, 10, 1000, 2000 from projects, generate_series(20000, 20002) as day",
    )
    .execute(&farol.pool)
    .await
    .unwrap();
    let admin = farol.make_person(Standing::Member("default", Role::Admin)).await;
    let read = async || farol.ask(Method::GET, RETENTION, &admin, None).await.expect(200).json();
    let own = |told: &Value| {
        ["spansDays", "spansBytes", "logsDays", "logsBytes"].map(|field| told[field].clone())
    };
    let told = read().await;
    assert_eq!(own(&told), [Value::Null, Value::Null, Value::Null, Value::Null]);
    let defaults = json!({
        "spansDays": 90, "spansBytes": null, "logsDays": 90, "logsBytes": null,
        "eventsDays": 90, "eventsBytes": null,
    });
    assert_eq!(told["defaults"], defaults);
    let usage = json!({
        "spans": {"rows": 30, "bytes": 3000, "days": 3, "oldestDay": "2024-10-04"},
        "logs": {"rows": 0, "bytes": 0, "days": 0, "oldestDay": null},
        "events": {"rows": 0, "bytes": 0, "days": 0, "oldestDay": null},
    });
    assert_eq!(told["usage"], usage);

    let put = async |body: Value| farol.ask(Method::PUT, RETENTION, &admin, Some(&body)).await;
    let told = put(json!({"spansDays": 30, "logsBytes": 10_000_000_000_i64})).await.expect(200);
    let changed = [json!(30), Value::Null, Value::Null, json!(10_000_000_000_i64)];
    assert_eq!((own(&told.json()), own(&read().await)), (changed.clone(), changed));
    // The same again is no change; what is not named is the server's again.
    put(json!({"spansDays": 30, "logsBytes": 10_000_000_000_i64})).await.expect(200);
    let told = put(json!({"logsBytes": 10_000_000_000_i64})).await.expect(200).json();
    assert_eq!(own(&told)[0], Value::Null);
    let trail: Vec<(Option<Value>, Option<Value>)> = sqlx::query_as(
        "select before -> 'days', after -> 'days' from audit_entries
        where action = 'retention.changed' and after ->> 'kind' = 'spans' order by id",
    )
    .fetch_all(&farol.pool)
    .await
    .unwrap();
    assert_eq!(trail.len(), 2, "{trail:?}");
    assert_eq!(trail[1], (Some(json!(30)), Some(Value::Null)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn limits_that_are_none_are_told_by_field(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let admin = farol.make_person(Standing::Owner).await;
    for (body, field) in [
        (json!({"spansDays": 0}), "spansDays"),
        (json!({"logsDays": 36_501}), "logsDays"),
        (json!({"spansBytes": 0}), "spansBytes"),
        (json!({"logsBytes": -1}), "logsBytes"),
        (json!({"logsDays": "7"}), "logsDays"),
        (json!({"eventsDays": 0}), "eventsDays"),
        (json!({"eventsBytes": 0}), "eventsBytes"),
        (json!({"metricsDays": 7}), "metricsDays"),
    ] {
        farol.ask(Method::PUT, RETENTION, &admin, Some(&body)).await.names_field(field);
    }
    assert_eq!(farol.count("project_retention").await, 0);
}
