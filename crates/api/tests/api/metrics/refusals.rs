//! What cannot be asked.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::Farol;

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["field"].as_str().unwrap()).collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn every_error_names_its_field(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let filter = |filter: Value| json!({"filters": [{"property": "ok", "op": "exists"}, filter]});
    let values: Vec<u32> = (0..101).collect();
    for (more, field) in [
        (json!({"event": null}), "event"),
        (json!({"event": ""}), "event"),
        (json!({"event": "a\0b"}), "event"),
        (json!({"event": "x".repeat(1_001)}), "event"),
        (json!({"event": 5}), "event"),
        (json!({"dataset": "metrics"}), "dataset"),
        (json!({"aggregation": "median"}), "aggregation"),
        (json!({"aggregation": "sum"}), "property"),
        (json!({"property": "duration"}), "property"),
        (json!({"aggregation": "rate"}), "match"),
        (json!({"match": {"property": "a", "value": 1}}), "match"),
        (json!({"aggregation": "rate", "match": {"property": "a"}}), "match.value"),
        (filter(json!({"property": "a", "value": null})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "eq", "value": [1]})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "gt", "value": "5"})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "in", "value": "5"})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "in", "value": []})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "in", "value": values})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "in", "value": [{}]})), "filters[1].value"),
        (filter(json!({"property": "a", "op": "exists", "value": 1})), "filters[1].value"),
        (filter(json!({"property": "a\0"  , "value": 1})), "filters[1].property"),
        (filter(json!({"property": "a", "op": "like", "value": 1})), "filters[1].op"),
        (filter(json!({"value": 1})), "filters[1].property"),
        (filter(json!({"property": "a", "value": 1, "not": true})), "filters[1].not"),
        (json!({"filters": vec![json!({"property": "a", "value": 1}); 21]}), "filters"),
        (json!({"interval": "minute"}), "interval"),
        (json!({"interval": "hour", "from": "2020-01-01T00:00:00Z"}), "interval"),
        (
            json!({"interval": "hour", "from": "2026-06-01T00:00:00Z", "to": "2026-11-01T00:00:00Z", "groupBy": "a", "limit": 50}),
            "interval",
        ),
        (json!({"timezone": "Mars/Base"}), "timezone"),
        (json!({"from": "yesterday"}), "from"),
        (json!({"from": "2026-01-02T00:00:00Z", "to": "2026-01-02T00:00:00Z"}), "to"),
        (json!({"limit": 0}), "limit"),
        (json!({"limit": 51}), "limit"),
        (json!({"compare": "next"}), "compare"),
        (json!({"agentId": "\0"}), "agentId"),
        (json!({"group_by": "a"}), "group_by"),
    ] {
        let mut query = json!({"event": "x", "aggregation": "count"});
        query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let problem = farol.query(&query).await.problem(422, "invalid");
        assert_eq!(fields(&problem), [field], "{more}");
    }
    let none = farol.query(&json!({"event": "x"})).await.problem(422, "invalid");
    assert_eq!(fields(&none), ["aggregation"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn all_errors_are_told_at_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let wrong = json!({
        "aggregation": "avg", "limit": 99, "timezone": "x", "match": {"property": "a", "value": 1},
        "filters": [{"property": "a", "op": "gt", "value": "b"}]
    });
    let problem = farol.query(&wrong).await.problem(422, "invalid");
    assert_eq!(
        fields(&problem),
        ["event", "limit", "match", "property", "filters[0].value", "timezone"]
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_time_makes_the_server_fail(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let (least, most) = (i64::MIN.to_string(), i64::MAX.to_string());
    for interval in ["hour", "day", "week", "month"] {
        for (from, to) in [(&*least, "0"), ("0", &*most), (&*least, &*most), ("-1", "1")] {
            for timezone in ["UTC", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Monrovia"] {
                let query = json!({
                    "event": "x", "aggregation": "count", "interval": interval, "from": from, "to": to,
                    "timezone": timezone, "compare": "previous"
                });
                let answer = farol.query(&query).await;
                assert!([200, 422].contains(&answer.status.as_u16()), "{query}: {}", answer.text());
            }
        }
    }
}
