//! What is told of events.

use farol_model::Event;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::event;
use crate::support::Farol;

fn resolved(time: &str, properties: &Value) -> Event {
    event("ticket_resolved", time, properties)
}

/// Tickets of three days, by the clock of São Paulo.
fn tickets() -> Vec<Event> {
    vec![
        resolved("2026-11-18T02:59:59.999999999Z", &json!({"duration": 1, "category": "network"})),
        resolved(
            "2026-11-18T03:00:00Z",
            &json!({"duration": 10, "category": "network", "answered": true}),
        ),
        resolved(
            "2026-11-18T15:00:00Z",
            &json!({"duration": 20.5, "category": "network", "answered": false}),
        ),
        resolved(
            "2026-11-20T02:59:59Z",
            &json!({"duration": "long", "category": "billing", "answered": true}),
        ),
        resolved("2026-11-20T03:00:00Z", &json!({"duration": 30, "category": 7, "agentId": "ana"})),
        resolved("2026-11-20T04:00:00Z", &json!({"duration": null, "answered": "true"})),
        event(
            "alert_received",
            "2026-11-19T12:00:00Z",
            &json!({"duration": 1_000, "category": "network"}),
        ),
    ]
}

fn query(more: &Value) -> Value {
    let mut query = json!({
        "event": "ticket_resolved", "aggregation": "count", "timezone": "America/Sao_Paulo",
        "from": "2026-11-18T03:00:00Z", "to": "2026-11-21T03:00:00Z"
    });
    query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    query
}

async fn ask(farol: &Farol, more: Value) -> Value {
    farol.measure(&query(&more)).await
}

async fn with_tickets(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    farol.store_events(tickets()).await;
    farol
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn events_are_counted_by_day_and_group(pool: PgPool) {
    let farol = with_tickets(pool).await;
    let told = ask(&farol, json!({"interval": "day", "groupBy": "category", "limit": 2})).await;
    assert_eq!(
        (&told["value"], &told["complete"], &told["exact"]),
        (&json!(5), &json!(true), &json!(true))
    );
    let day = |day: u32, value: u32| json!({"start": format!("2026-11-{day}T03:00:00.000000000Z"), "value": value});
    assert_eq!(told["series"], json!([day(18, 2), day(19, 1), day(20, 2)]));
    let groups = told["groups"].as_array().unwrap();
    let keys: Vec<[&Value; 4]> =
        groups.iter().map(|of| ["key", "keys", "value", "other"].map(|name| &of[name])).collect();
    assert_eq!(keys[0], [&json!("network"), &json!(["network"]), &json!(2), &Value::Null]);
    assert_eq!(keys[1], [&Value::Null, &Value::Null, &json!(1), &Value::Null]);
    assert_eq!(keys[2], [&json!("other"), &Value::Null, &json!(2), &json!(true)]);
    assert_eq!(groups[2]["series"], json!([day(18, 0), day(19, 1), day(20, 1)]));
    assert_eq!(groups.len(), 3);
    assert_eq!(told["searchedTo"], Value::Null);
    let without = ask(&farol, json!({})).await;
    assert_eq!(
        (&without["series"], &without["groups"], without.get("previous")),
        (&json!([]), &json!([]), None)
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn every_aggregation_skips_what_it_cannot_measure(pool: PgPool) {
    let farol = with_tickets(pool).await;
    for (aggregation, value) in
        [("sum", 60.5), ("avg", 60.5 / 3.0), ("min", 10.0), ("max", 30.0), ("distinct_count", 4.0)]
    {
        let told = ask(&farol, json!({"aggregation": aggregation, "property": "duration"})).await;
        assert_eq!(told["value"].as_f64(), Some(value), "{aggregation}");
        let skipped = u32::from(aggregation != "distinct_count");
        assert_eq!(
            (&told["skipped"], &told["exact"]),
            (&json!(skipped), &json!(true)),
            "{aggregation}"
        );
    }
    for (aggregation, value) in [("p50", 20.5), ("p95", 30.0), ("p99", 30.0)] {
        let told = ask(&farol, json!({"aggregation": aggregation, "property": "duration"})).await;
        assert!((told["value"].as_f64().unwrap() / value - 1.0).abs() < 0.022, "{told}");
        assert_eq!(told["exact"], false);
    }
    let rate = json!({
        "aggregation": "rate", "match": {"property": "answered", "value": true},
        "filters": [{"property": "answered", "op": "exists"}], "groupBy": "category"
    });
    let rate = ask(&farol, rate).await;
    assert_eq!((&rate["value"], &rate["groups"][0]["value"]), (&json!(50), &json!(50)));
    let nothing = json!({"aggregation": "avg", "property": "price", "interval": "day"});
    let nothing = ask(&farol, nothing).await;
    assert_eq!((&nothing["value"], &nothing["series"][2]["value"]), (&Value::Null, &Value::Null));
    let nothing = json!({"aggregation": "sum", "property": "price", "groupBy": "category"});
    let nothing = ask(&farol, nothing).await;
    assert_eq!((&nothing["value"], &nothing["groups"][0]["value"]), (&json!(0), &json!(0)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn filters_know_types(pool: PgPool) {
    let farol = with_tickets(pool).await;
    for (filter, count) in [
        (json!({"property": "category", "value": "network"}), 2),
        (json!({"property": "category", "op": "ne", "value": "network"}), 3),
        (json!({"property": "category", "value": "7"}), 0),
        (json!({"property": "category", "value": 7}), 1),
        (json!({"property": "category", "op": "in", "value": [7, "billing", "x"]}), 2),
        (json!({"property": "duration", "op": "gt", "value": 10}), 2),
        (json!({"property": "duration", "op": "gte", "value": 10}), 3),
        (json!({"property": "duration", "op": "lt", "value": 20.5}), 1),
        (json!({"property": "duration", "op": "lte", "value": 20.5}), 2),
        (json!({"property": "duration", "op": "exists"}), 4),
        (json!({"property": "duration", "op": "exists", "value": false}), 1),
        (json!({"property": "answered", "value": "true"}), 1),
        (json!({"property": "agentId", "value": "ana"}), 1),
        (json!({"property": "__proto__", "op": "exists"}), 0),
    ] {
        let told = ask(&farol, json!({"filters": [filter]})).await;
        assert_eq!(told["value"], count, "{filter}");
    }
    let both = json!({"filters": [
        {"property": "category", "value": "network"}, {"property": "duration", "op": "gt", "value": 10}
    ]});
    assert_eq!(ask(&farol, both).await["value"], 1);
    assert_eq!(ask(&farol, json!({"agentId": "ana"})).await["value"], 1);
    assert_eq!(ask(&farol, json!({"agentId": "rui"})).await["value"], 0);
    let none = ask(&farol, json!({"event": "never_sent", "interval": "day"})).await;
    assert_eq!((&none["value"], &none["series"][0]["value"]), (&json!(0), &json!(0)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_period_before_is_told_beside(pool: PgPool) {
    let farol = with_tickets(pool).await;
    let told = ask(&farol, json!({
            "from": "2026-11-19T03:00:00Z", "compare": "previous", "interval": "day", "groupBy": "category"
        }))
        .await;
    assert_eq!((&told["value"], &told["previous"]["value"]), (&json!(3), &json!(3)));
    let previous = &told["previous"];
    let times = (&previous["from"], &previous["to"]);
    let expected = ("2026-11-17T03:00:00.000000000Z", "2026-11-19T03:00:00.000000000Z");
    assert_eq!(times, (&json!(expected.0), &json!(expected.1)));
    assert_eq!(previous["series"].as_array().unwrap().len(), 2);
    assert_eq!(previous["groups"][0]["value"], 3);
}
