//! What is kept beside log records: counts folded, arrivals forgotten, closed days indexed.

use std::sync::Arc;

use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_storage::{
    StorageError, build_text_index, ensure_trigrams, fold_log_counts, sweep_execution_changes,
    sweep_log_arrivals, unindexed_days,
};
use serde_json::json;

use crate::{House, scheduler::Outcome};

/// How long after midnight a day counts as closed: what is late comes until then.
const LATE: i64 = NANOS_PER_DAY / 24;

/// Folds what groups counted, and forgets arrivals and changes that nobody follows any more.
pub(crate) async fn keep_counts(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let mut folded = 0;
    loop {
        let batch = fold_log_counts(&mut connection).await?;
        folded += batch;
        if batch == 0 {
            break;
        }
    }
    let forgotten = sweep_log_arrivals(&mut connection).await?
        + sweep_execution_changes(&mut connection).await?;
    Ok(json!({"deltas_folded": folded, "arrivals_forgotten": forgotten}))
}

/// Builds the text index of the days that have closed, one after the other, the newest first.
pub(crate) async fn index_texts(house: Arc<House>, now: UnixNano) -> Outcome {
    if !house.index_logs {
        return Ok(json!({"enabled": false}));
    }
    let mut connection = house.pool.acquire().await?;
    let today = UnixNano(now.0 - LATE).day();
    let days = unindexed_days(&mut connection, today).await?;
    if days.is_empty() {
        return Ok(json!({"days_indexed": 0}));
    }
    if !ensure_trigrams(&mut connection).await? {
        tracing::warn!(
            "searches of closed days go without an index: the database lacks the extension pg_trgm, and \
             Farol may not make it (create extension pg_trgm)"
        );
        return Ok(json!({"days_indexed": 0, "days_waiting": days.len(), "pg_trgm": false}));
    }
    drop(connection);
    let (mut indexed, mut waiting) = (0, 0);
    for of in days {
        match build_text_index(&house.pool, of.day).await {
            Ok(()) => indexed += 1,
            // Somebody else is at it, or the day was dropped meanwhile.
            Err(error @ (StorageError::Unavailable(_) | StorageError::Partition(_))) => {
                tracing::info!(day = of.day, %error, "a day's text index has to wait");
                waiting += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(json!({"days_indexed": indexed, "days_waiting": waiting}))
}
