//! What runs by the clock.

use std::{sync::Arc, time::Duration};

use farol_model::UnixNano;
use farol_storage::{
    PartitionedTable, Partitions, StorageError, empty_old_request_hashes, forget_old_groups,
};
use sqlx::PgPool;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// Days ahead that have their partitions before anybody writes to them.
const DAYS_AHEAD: i64 = 7;

/// How often the house is kept.
const EVERY: Duration = Duration::from_mins(10);

/// Makes the coming days' partitions, forgets old groups, and empties the generation of request hashes
/// that is out of use, until told to stop. Each turn does only what is left to do, so several Farols on one
/// database may all run it.
pub async fn keep_house(pool: PgPool, partitions: Arc<Partitions>, stop: CancellationToken) {
    let mut turns = interval(EVERY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = turns.tick() => {}
        }
        if let Err(error) = keep_house_once(&pool, &partitions).await {
            tracing::warn!(%error, "keeping house failed; the next turn tries again");
        }
    }
}

async fn keep_house_once(pool: &PgPool, partitions: &Partitions) -> Result<(), StorageError> {
    let mut connection = pool.acquire().await?;
    let today = UnixNano::now().day();
    let days: Vec<i64> = (today..=today + DAYS_AHEAD).collect();
    for table in PartitionedTable::ALL {
        partitions.ensure(&mut connection, table, &days).await?;
    }
    forget_old_groups(&mut connection).await?;
    empty_old_request_hashes(&mut connection).await
}
