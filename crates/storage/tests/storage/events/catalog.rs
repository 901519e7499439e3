//! Names and properties are known as soon as they have come.

use farol_model::{
    NANOS_PER_DAY, UnixNano,
    rollup::{QUARTERS_PER_DAY, RollupValue, TypeCounts},
};
use farol_storage::{
    EventName, EventProperty, Wanted, list_event_names, list_event_properties, sweep_event_rollups,
};
use serde_json::json;
use sqlx::PgPool;

use super::made::{FIRST_DAY, event, quarters_of_all};
use crate::support::Store;

const START: i64 = FIRST_DAY * NANOS_PER_DAY;

async fn names(store: &Store, search: Option<&str>) -> Vec<EventName> {
    let mut connection = store.pool.acquire().await.unwrap();
    let cuts = [FIRST_DAY + 1, FIRST_DAY + 2].map(|day| day * QUARTERS_PER_DAY);
    let quarters = quarters_of_all();
    let listed =
        list_event_names(&mut connection, store.project_id, quarters, &cuts, search).await.unwrap();
    assert!(listed.complete);
    listed.names
}

async fn properties(store: &Store, name: &str) -> Option<Vec<EventProperty>> {
    let mut connection = store.pool.acquire().await.unwrap();
    list_event_properties(&mut connection, store.project_id, name).await.unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn names_are_listed_with_their_counts(pool: PgPool) {
    let store = Store::new(pool).await;
    let day = NANOS_PER_DAY;
    let none = json!({});
    let events = [("Alert", START), ("Alert", START + 2 * day + 5), ("Ticket", START + day)];
    store.write_events(events.map(|(name, time)| event(name, time, None, &none)).into()).await;
    for _ in 0..2 {
        let listed = names(&store, None).await;
        let first = FIRST_DAY * QUARTERS_PER_DAY;
        assert_eq!(listed[0].series, [(first, 1), (first + 2 * QUARTERS_PER_DAY, 1)]);
        let alert = (listed[0].first_seen, listed[0].last_seen);
        assert_eq!(alert, (UnixNano(START), UnixNano(START + 2 * day + 5)));
        let counts: Vec<_> = listed.iter().map(|of| (&*of.name, of.count)).collect();
        assert_eq!(counts, [("Alert", 2), ("Ticket", 1)]);
        assert_eq!(names(&store, Some("tICK")).await.len(), 1);
        assert_eq!(names(&store, Some("%")).await.len(), 0);
        store.fold_all().await;
    }
    // Seen long ago: known, without any in the range.
    store.write_events(vec![event("Old", START - 9 * day, None, &none)]).await;
    let listed = names(&store, Some("old")).await;
    assert_eq!((listed[0].count, listed[0].series.len()), (0, 0));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn properties_are_listed_with_types_and_values(pool: PgPool) {
    let store = Store::new(pool).await;
    assert_eq!(properties(&store, "ticket").await, None);
    let made = |time: i64, properties| event("ticket", START + time, Some("one"), &properties);
    store.write_events(vec![made(7, json!({"<b>": 1, "ok": true, "gone": null}))]).await;
    store.write_events(vec![made(3, json!({"<b>": "1", "ok": true, "list": [1]}))]).await;
    store.write_events(vec![made(5, json!({"ok": false}))]).await;
    let text = |text: &str| RollupValue::Text(text.to_owned());
    for _ in 0..2 {
        let listed = properties(&store, "ticket").await.unwrap();
        let names: Vec<&str> = listed.iter().map(|of| &*of.name).collect();
        assert_eq!(names, ["<b>", "agentId", "list", "ok"]);
        let seen = |of: &EventProperty| (of.first_seen.0 - START, of.last_seen.0 - START);
        assert_eq!(listed[0].types, TypeCounts { numbers: 1, texts: 1, ..TypeCounts::default() });
        assert_eq!(seen(&listed[0]), (3, 7));
        assert_eq!(listed[0].values, [(RollupValue::Number(1.0), Some(1)), (text("1"), Some(1))]);
        assert_eq!(listed[1].values, [(text("one"), Some(3))]);
        assert_eq!((listed[2].types.others, listed[2].values.len()), (1, 0));
        let ok = RollupValue::Boolean;
        assert_eq!(listed[3].values, [(ok(true), Some(2)), (ok(false), Some(1))]);
        store.fold_all().await;
    }
    let many = (0..60).map(|number| made(number, json!({"id": format!("id {number}")})));
    store.write_events(many.collect()).await;
    for _ in 0..2 {
        let listed = properties(&store, "ticket").await.unwrap();
        let id = listed.iter().find(|of| of.name == "id").unwrap();
        assert!(!id.values_complete && id.values.len() == 10);
        assert!(id.values.iter().all(|(_, count)| count.is_none()));
        store.fold_all().await;
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn rollups_outlive_rows_and_go_in_their_time(pool: PgPool) {
    let store = Store::new(pool).await;
    let events = (0..3).map(|day| event("a", START + day * NANOS_PER_DAY, None, &json!({"p": 1})));
    store.write_events(events.collect()).await;
    store.fold_all().await;
    sqlx::raw_sql("drop table events_20261118").execute(&store.pool).await.unwrap();
    let question = store.question("a", Wanted::Count);
    assert_eq!(store.ask(&question).await.rows[0].count, 3);
    let mut connection = store.pool.acquire().await.unwrap();
    let swept = sweep_event_rollups(&mut connection, store.project_id, FIRST_DAY + 1).await;
    assert!(swept.unwrap() > 0);
    assert_eq!(store.ask(&question).await.rows[0].count, 2);
}
