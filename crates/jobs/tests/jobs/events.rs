//! Events go in their time, their keys with them; what they came to is folded, and stays.

use farol_model::{Event, NANOS_PER_DAY, UnixNano};
use farol_storage::{PartitionedTable, WriteRequest, fold_events, write_requests};
use sqlx::PgPool;

use crate::{
    logs::run_until,
    support::{Home, NOW, days, of},
};

impl Home {
    async fn write_event(&self, key: &str, days_ago: i64) {
        let event = Event {
            name: "ticket_resolved".to_owned(),
            time: UnixNano(NOW.0 - days_ago * NANOS_PER_DAY),
            idempotency_key: Some(key.to_owned()),
            ..Event::default()
        };
        let events = vec![event];
        let request = WriteRequest { project_id: self.shop.id, events, ..WriteRequest::default() };
        let mut connection = self.pool.acquire().await.unwrap();
        write_requests(&mut connection, &self.writing, &[request], &[]).await.unwrap();
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn keys_go_with_their_events_and_rollups_later(pool: PgPool) {
    let home = Home::new(pool).await;
    for (key, days_ago) in [("a", 2_000), ("b", 40), ("c", 1)] {
        home.write_event(key, days_ago).await;
    }
    let mut connection = home.pool.acquire().await.unwrap();
    while fold_events(&mut connection, home.shop.id).await.unwrap() > 0 {}
    assert_eq!(home.count("event_rollups").await, 3);
    home.limit(&home.shop, PartitionedTable::Events, days(30)).await;
    let report = home.keep(days(30)).await;
    assert_eq!((home.count("events").await, home.count("event_keys").await), (1, 1));
    assert_eq!(of(&report, "event_keys").entries_deleted, 2);
    // Those of five years and more ago are gone.
    assert_eq!((home.count("event_rollups").await, of(&report, "rollups").entries_deleted), (2, 1));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_events_come_to_is_folded(pool: PgPool) {
    let home = Home::new(pool).await;
    home.write_event("a", 1).await;
    home.write_event("b", 2).await;
    let house = home.house(days(30), days(30));
    run_until(&house, "event_rollups", async || home.count("event_deltas").await == 0).await;
    assert_eq!((home.count("event_rollups").await, home.count("event_names").await), (2, 1));
}
