//! What is too much to be rolled up is stored, and rollups say that they do not know.

use farol_model::{Event, NANOS_PER_DAY};
use farol_storage::{RollupQuestion, Wanted};
use serde_json::{Map, Value, json};
use sqlx::PgPool;

use super::made::{FIRST_DAY, event, quarters_of_all};
use crate::support::Store;

const NAME: &str = "alert_received";

fn at(day: i64, properties: &Value) -> Event {
    event(NAME, (FIRST_DAY + day) * NANOS_PER_DAY + NANOS_PER_DAY / 2, None, properties)
}

/// How many are counted, and how many days are not known.
async fn asked(store: &Store, question: &RollupQuestion<'_>) -> (u64, i64) {
    let answer = store.ask(question).await;
    let unanswered = answer.unanswered.iter().map(|range| range.end - range.start).sum::<i64>();
    (answer.rows.iter().map(|row| row.count).sum(), unanswered / 96)
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_day_with_a_value_too_many_is_not_told_by_values(pool: PgPool) {
    let store = Store::new(pool).await;
    let of = |number: i64| json!({"service": format!("s{number}"), "level": "high", "ms": number});
    let values = store.question(NAME, Wanted::Values { property: "service" });
    let by = Some("service");
    let crossed = store.question(NAME, Wanted::Figures { property: "ms", by });
    let pairs = store.question(NAME, Wanted::Pairs { property: "service", with: "level" });
    store.write_events((0..50).map(|number| at(0, &of(number))).collect()).await;
    store.write_events((0..50).map(|number| at(1, &of(number))).collect()).await;
    for question in [&values, &crossed, &pairs] {
        assert_eq!(asked(&store, question).await, (100, 0), "{question:?}");
    }
    // The 51st, first beside the rollup and then in it; and of a day that is not folded at all.
    store.write_events(vec![at(0, &of(50))]).await;
    for _ in 0..2 {
        for question in [&values, &crossed, &pairs] {
            assert_eq!(asked(&store, question).await, (50, 1), "{question:?}");
        }
        let level = store.question(NAME, Wanted::Values { property: "level" });
        assert_eq!(asked(&store, &level).await, (101, 0), "others are told as before");
        store.fold_all().await;
    }
    store.write_events(vec![at(0, &of(1))]).await;
    assert_eq!(asked(&store, &values).await, (50, 1));
    store.fold_all().await;
    assert_eq!(asked(&store, &values).await, (50, 1));
    let types = store.question(NAME, Wanted::Types { property: "service" });
    assert_eq!(asked(&store, &types).await, (102, 0));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn long_texts_are_counted_but_not_told_apart(pool: PgPool) {
    let store = Store::new(pool).await;
    let (short, long) = ("é".repeat(200), "é".repeat(201));
    store.write_events(vec![at(0, &json!({"text": short})), at(1, &json!({"text": long}))]).await;
    store.fold_all().await;
    let values = store.question(NAME, Wanted::Values { property: "text" });
    assert_eq!(asked(&store, &values).await, (1, 1));
    let distinct = store.ask(&store.question(NAME, Wanted::Distinct { property: "text" })).await;
    assert_eq!(distinct.rows[0].distinct.as_ref().unwrap().count(), (2.0, true));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn agents_beyond_the_bound_count_in_all(pool: PgPool) {
    let store = Store::new(pool).await;
    let of =
        |agent: usize| Event { agent_id: Some(format!("agent {agent:02}")), ..at(0, &json!({})) };
    let question = |agent| RollupQuestion { agent, ..store.question(NAME, Wanted::Count) };
    store.write_events((0..50).map(of).collect()).await;
    for number in 50..60 {
        store.write_events(vec![of(number)]).await;
    }
    assert_eq!(asked(&store, &question(Some("agent 55"))).await, (1, 0), "out of the deltas");
    store.fold_all().await;
    assert_eq!(asked(&store, &question(None)).await, (60, 0));
    assert_eq!(asked(&store, &question(Some("agent 01"))).await, (1, 0));
    assert_eq!(asked(&store, &question(Some("agent 55"))).await, (0, 3));
    assert_eq!(asked(&store, &question(Some("nobody"))).await, (0, 3), "may be one of those");
    // More in one group than a delta tells apart.
    store.write_events((0..60).map(of).collect()).await;
    for _ in 0..2 {
        assert_eq!(asked(&store, &question(None)).await, (120, 0));
        assert_eq!(asked(&store, &question(Some("agent 01"))).await, (2, 0));
        assert_eq!(asked(&store, &question(Some("agent 55"))).await, (0, 3));
        store.fold_all().await;
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn properties_beyond_the_bound_are_not_rolled_up(pool: PgPool) {
    let store = Store::new(pool).await;
    let of = |numbers: std::ops::Range<usize>| {
        let properties = numbers.map(|number| (format!("p{number:03}"), json!(number)));
        Value::Object(properties.collect::<Map<String, Value>>())
    };
    let question = |property| store.question(NAME, Wanted::Figures { property, by: None });
    store.write_events(vec![at(0, &of(0..150)), at(0, &of(150..200))]).await;
    store.fold_all().await;
    store.write_events(vec![at(1, &of(190..210))]).await;
    assert_eq!(asked(&store, &question("p205")).await, (1, 0), "out of the delta");
    store.fold_all().await;
    assert_eq!(asked(&store, &question("p195")).await, (2, 0));
    assert_eq!(asked(&store, &question("p205")).await, (0, 3));
    store.write_events(vec![at(2, &of(0..250))]).await;
    for _ in 0..2 {
        assert_eq!(asked(&store, &question("p195")).await, (2, 1), "the day has too many");
        let count = store.question(NAME, Wanted::Count);
        assert_eq!(asked(&store, &count).await, (4, 0));
        store.fold_all().await;
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn events_with_very_many_properties_are_not_crossed(pool: PgPool) {
    let store = Store::new(pool).await;
    let wide: Map<String, Value> =
        (0..40).map(|number| (format!("p{number:02}"), json!(number))).collect();
    store
        .write_events(vec![at(0, &Value::Object(wide)), at(1, &json!({"p01": 1, "p02": 2}))])
        .await;
    let pairs = store.question(NAME, Wanted::Pairs { property: "p02", with: "p01" });
    let values = store.question(NAME, Wanted::Values { property: "p02" });
    for _ in 0..2 {
        assert_eq!(asked(&store, &pairs).await, (1, 1));
        assert_eq!(asked(&store, &values).await, (2, 0));
        store.fold_all().await;
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn names_beyond_the_bound_are_not_rolled_up(pool: PgPool) {
    let store = Store::new(pool).await;
    let fill = "insert into event_names (project_id, name, first_ns, last_ns, count, data) \
        select $1, 'known ' || i, 0, 0, 0, '\\x01000000000000'::bytea \
        from generate_series(1, 4999) as i";
    sqlx::query(fill).bind(store.project_id).execute(&store.pool).await.unwrap();
    store.write_events(vec![at(0, &json!({}))]).await;
    store.fold_all().await;
    let late = Event { name: "late".to_owned(), ..at(0, &json!({})) };
    store.write_events(vec![late, at(0, &json!({}))]).await;
    let late = store.question("late", Wanted::Count);
    assert_eq!(asked(&store, &late).await, (1, 0), "out of the delta");
    store.fold_all().await;
    assert_eq!(asked(&store, &late).await, (0, 3));
    assert_eq!(asked(&store, &store.question(NAME, Wanted::Count)).await, (2, 0));
    let mut connection = store.pool.acquire().await.unwrap();
    let listed = farol_storage::list_event_names(
        &mut connection,
        store.project_id,
        quarters_of_all(),
        &[],
        Some("ALERT"),
    );
    let listed = listed.await.unwrap();
    assert!(!listed.complete);
    assert_eq!(
        listed.names.iter().map(|of| (&*of.name, of.count)).collect::<Vec<_>>(),
        [(NAME, 2)]
    );
}
