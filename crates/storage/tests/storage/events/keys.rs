//! Of events with the same key, a project keeps the first, for as long as it has it.

use std::sync::Arc;

use farol_model::{Event, NANOS_PER_DAY};
use farol_storage::{Wanted, ensure_project, sweep_event_keys};
use serde_json::json;
use sqlx::PgPool;

use super::made::{FIRST_DAY, event};
use crate::support::Store;

const NAME: &str = "payment_processed";

fn keyed(key: &str, amount: i64) -> Event {
    let event = event(NAME, FIRST_DAY * NANOS_PER_DAY, None, &json!({"amount": amount}));
    Event { idempotency_key: Some(key.to_owned()), ..event }
}

/// The sum of what was stored, out of rollups and of rows.
async fn sum(store: &Store) -> (f64, i64) {
    let wanted = Wanted::Figures { property: "amount", by: None };
    let answer = store.ask(&store.question(NAME, wanted)).await;
    let sum = answer.rows.first().and_then(|row| row.figures).unwrap_or_default().sum();
    (sum, store.count("events").await)
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_key_counts_once(pool: PgPool) {
    let store = Store::new(pool).await;
    let written = store.write_events(vec![keyed("a", 1), keyed("a", 10), keyed("b", 100)]).await;
    assert_eq!(written.events, 2, "the first of a request's");
    let requests =
        [vec![keyed("c", 1_000)], vec![keyed("c", 7), keyed("a", 7), keyed("d", 10_000)]];
    let written = store.write(&requests.map(|events| store.events(events))).await.unwrap();
    assert_eq!(written.events, 2, "the first of a group's, and none that came before");
    assert_eq!(sum(&store).await, (11_101.0, 4));
    assert_eq!(store.write_events(vec![keyed("d", 7)]).await.events, 0);
    store.fold_all().await;
    assert_eq!(sum(&store).await, (11_101.0, 4));
    // Another project's keys are its own; events without one are all stored.
    let mut connection = store.pool.acquire().await.unwrap();
    let other = ensure_project(&mut connection, "other").await.unwrap().id;
    let plain = Event { idempotency_key: None, ..keyed("", 1) };
    let events = vec![keyed("a", 1), plain.clone(), plain];
    let request = farol_storage::WriteRequest { project_id: other, ..store.events(events) };
    assert_eq!(store.write(&[request]).await.unwrap().events, 3);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn writers_that_bring_the_same_keys_store_each_once(pool: PgPool) {
    let store = Arc::new(Store::new(pool).await);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4_i64 {
        let store = Arc::clone(&store);
        writers.spawn(async move {
            let mut stored = 0;
            for round in 0..10 {
                let mut events: Vec<Event> =
                    (0..20).map(|number| keyed(&format!("{round} {number}"), 1)).collect();
                if writer % 2 == 0 {
                    events.reverse();
                }
                stored += store.write_events(events).await.events;
            }
            stored
        });
    }
    assert_eq!(writers.join_all().await.into_iter().sum::<usize>(), 200);
    assert_eq!(sum(&store).await, (200.0, 200));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_key_is_forgotten_with_its_event(pool: PgPool) {
    let store = Store::new(pool).await;
    let later =
        Event { time: farol_model::UnixNano(keyed("", 0).time.0 + NANOS_PER_DAY), ..keyed("b", 1) };
    store.write_events(vec![keyed("a", 1), later.clone()]).await;
    let mut connection = store.pool.acquire().await.unwrap();
    let swept = sweep_event_keys(&mut connection, store.project_id, FIRST_DAY + 1).await.unwrap();
    assert_eq!(swept, 1);
    assert_eq!(store.write_events(vec![keyed("a", 1), later]).await.events, 1);
}
