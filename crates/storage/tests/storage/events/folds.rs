//! Folding changes no answer, whoever folds, and wherever it is cut off.

use std::sync::Arc;

use farol_model::{Event, NANOS_PER_DAY};
use farol_storage::Wanted;
use rand::{SeedableRng, rngs::StdRng};
use serde_json::json;
use sqlx::{Connection, PgPool};
use tokio::task::JoinSet;

use super::made::{FIRST_DAY, event, random_event};
use crate::support::Store;

const NAME: &str = "ticket_resolved";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn two_who_fold_while_others_write_and_read_count_everything_once(pool: PgPool) {
    let store = Arc::new(Store::new(pool).await);
    let mut random = StdRng::seed_from_u64(11);
    let batches: Vec<Vec<Event>> =
        (0..30).map(|_| (0..20).map(|_| random_event(&mut random)).collect()).collect();
    let mut tasks = JoinSet::new();
    for writer in 0..3 {
        let (store, batches) = (Arc::clone(&store), batches.clone());
        tasks.spawn(async move {
            for batch in batches.into_iter().skip(writer).step_by(3) {
                store.write_events(batch).await;
            }
        });
    }
    for _ in 0..2 {
        let store = Arc::clone(&store);
        tasks.spawn(async move {
            while store.count("events").await < 600 {
                store.fold().await;
            }
        });
    }
    // What is read never goes back, and is never more than there is.
    let mut last = 0;
    while last < 600 {
        let count = count(&store).await;
        assert!(count >= last && count <= 600, "{count} after {last}");
        last = count;
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    store.fold_all().await;
    assert_eq!(count(&store).await, 600);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_fold_that_is_cut_off_changes_nothing(pool: PgPool) {
    let store = Store::new(pool).await;
    let mut random = StdRng::seed_from_u64(12);
    store.write_events((0..50).map(|_| random_event(&mut random)).collect()).await;
    store.fold_all().await;
    store.write_events((0..50).map(|_| random_event(&mut random)).collect()).await;
    // Inside of another transaction, which is given up.
    let mut connection = store.pool.acquire().await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    let folded = farol_storage::fold_events(&mut transaction, store.project_id).await.unwrap();
    assert!(folded > 0);
    transaction.rollback().await.unwrap();
    assert_eq!(count(&store).await, 100);
    // Cut off by the database, half way.
    let mut transaction = connection.begin().await.unwrap();
    let trigger = "create function refuse() returns trigger language plpgsql as \
        $$ begin raise exception 'cut off'; end $$; \
        create trigger refuse before insert on event_names for each row execute function refuse()";
    sqlx::raw_sql(trigger).execute(&mut *transaction).await.unwrap();
    assert!(farol_storage::fold_events(&mut transaction, store.project_id).await.is_err());
    transaction.rollback().await.unwrap();
    assert_eq!(count(&store).await, 100);
    store.fold_all().await;
    assert_eq!(count(&store).await, 100);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn batches_larger_than_one_transaction_takes_are_folded_one_by_one(pool: PgPool) {
    let store = Store::new(pool).await;
    let names: Vec<String> = (0..1_500).map(|number| format!("name {number}")).collect();
    let time = FIRST_DAY * NANOS_PER_DAY;
    let events = names.iter().map(|name| event(name, time, None, &json!({"a": 1})));
    store.write_events(events.collect()).await;
    assert_eq!(store.fold().await, 1_000);
    assert_eq!(store.fold().await, 500);
    assert_eq!(store.fold().await, 0);
    assert_eq!(store.count("event_names").await, 1_500);
}

async fn count(store: &Store) -> u64 {
    let answer = store.ask(&store.question(NAME, Wanted::Count)).await;
    assert!(answer.unanswered.is_empty());
    answer.rows.iter().map(|row| row.count).sum()
}
