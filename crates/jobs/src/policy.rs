//! The projects' policies, kept fresh: of retention for those who reject what is too old, of privacy
//! for those who take things in.

use std::time::Duration;

use farol_ingest::Privacy;
use farol_storage::{RetentionPolicy, StorageError, load_policy};
use sqlx::PgPool;
use tokio::{sync::watch, time::interval};
use tokio_util::sync::CancellationToken;

/// How often the projects' own limits are read.
const EVERY: Duration = Duration::from_secs(30);

/// Reads the projects' own limits into the policy now and then, until told to stop. What was read
/// last stays while the database is away.
pub async fn follow_policy(
    pool: PgPool,
    policy: watch::Sender<RetentionPolicy>,
    stop: CancellationToken,
) {
    let mut turns = interval(EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = turns.tick() => {}
        }
        if let Err(error) = read(&pool, &policy).await {
            tracing::warn!(%error, "the projects' retention cannot be read; the last one stays");
        }
    }
}

/// Reads what projects do not want stored now and then, until told to stop. What was read last stays
/// while the database is away.
pub async fn follow_privacy(pool: PgPool, privacy: Privacy, stop: CancellationToken) {
    let mut turns = interval(EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = turns.tick() => {}
        }
        let read = async {
            let mut connection = pool.acquire().await?;
            privacy.load(&mut connection).await
        };
        if let Err(error) = read.await {
            tracing::warn!(%error, "the projects' privacy cannot be read; the last one stays");
        }
    }
}

async fn read(pool: &PgPool, policy: &watch::Sender<RetentionPolicy>) -> Result<(), StorageError> {
    let mut connection = pool.acquire().await?;
    let server = policy.borrow().clone();
    let fresh = load_policy(&mut connection, &server).await?;
    policy.send_if_modified(|known| {
        let changed = *known != fresh;
        *known = fresh;
        changed
    });
    Ok(())
}
