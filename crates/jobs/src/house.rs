//! The jobs there are, and what they work with.

use std::{sync::Arc, time::Duration};

use farol_model::UnixNano;
use farol_storage::{
    PartitionedTable, Partitions, RetentionPolicy, empty_old_nodes, empty_old_request_hashes,
    feed_review_queue, forget_old_groups,
};
use serde_json::json;
use sqlx::PgPool;

use crate::{
    JobMetrics, events, logs,
    retention::{keep_retention, refresh_usage},
    scheduler::{Job, Outcome},
    statistics::fold_deltas,
};

/// Days ahead that have their partitions before anybody writes to them.
const DAYS_AHEAD: i64 = 7;

/// How often the house is kept where nothing else is said.
const TEN_MINUTES: Duration = Duration::from_mins(10);

/// How often deltas are folded: those that wait are added up by every reader.
const QUARTER_MINUTE: Duration = Duration::from_secs(15);

/// The same of events, whose deltas are larger.
const FIVE_SECONDS: Duration = Duration::from_secs(5);

/// What jobs work with.
pub struct House {
    /// Connections of the jobs' own, whose statements may take minutes.
    pub pool: PgPool,
    pub partitions: Arc<Partitions>,
    pub retention: RetentionSettings,
    /// How long no span may have come before an execution has ended.
    pub execution_quiet: Duration,
    /// Whether days of logs that have closed get a text index.
    pub index_logs: bool,
    pub metrics: JobMetrics,
}

/// How long things are kept.
#[derive(Clone, Debug)]
pub struct RetentionSettings {
    /// The server's limits; those of projects are read from the database at each run.
    pub policy: RetentionPolicy,
    /// Days that the audit trail is kept.
    pub audit_days: i64,
    /// Days that hourly statistics and rollups of events are kept.
    pub rollups_days: i64,
    pub every: Duration,
}

/// All jobs.
pub fn all_jobs(house: &House) -> Vec<Job> {
    vec![
        Job::new("partitions", TEN_MINUTES, make_days),
        Job::new("request_hashes", TEN_MINUTES, empty_hashes),
        Job::new("recent_nodes", TEN_MINUTES, empty_nodes),
        Job::new("write_groups", TEN_MINUTES, forget_groups),
        Job::new("statistics", Duration::from_secs(30), fold_deltas),
        Job::new("event_rollups", FIVE_SECONDS, events::fold_rollups),
        Job::new("partition_usage", TEN_MINUTES, count_closed_days),
        Job::new("log_counts", QUARTER_MINUTE, logs::keep_counts),
        Job::new("log_text_index", TEN_MINUTES, |house| logs::index_texts(house, UnixNano::now())),
        Job::new("review_queue", Duration::from_secs(5), feed_queue),
        Job::new("retention", house.retention.every, |house| {
            keep_retention(house, UnixNano::now())
        }),
    ]
}

/// Puts up for review what rules say of the executions that have ended.
async fn feed_queue(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let fed = feed_review_queue(&mut connection, UnixNano::now(), house.execution_quiet).await?;
    Ok(json!({
        "changed": fed.changed, "looked_at": fed.looked_at, "queued": fed.queued,
        "rules_failed": fed.failed,
    }))
}

/// Makes the coming days' partitions.
async fn make_days(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let today = UnixNano::now().day();
    let days: Vec<i64> = (today..=today + DAYS_AHEAD).collect();
    for table in PartitionedTable::ALL {
        house.partitions.ensure(&mut connection, table, &days).await?;
    }
    Ok(json!({"days_ahead": DAYS_AHEAD}))
}

/// Empties the generation of request hashes that is out of use.
async fn empty_hashes(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    empty_old_request_hashes(&mut connection).await?;
    Ok(json!({}))
}

/// Forgets the nodes of JSON ingest that came more than a day ago.
async fn empty_nodes(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    empty_old_nodes(&mut connection).await?;
    Ok(json!({}))
}

/// Forgets the ids of groups that nobody will try again.
async fn forget_groups(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let forgotten = forget_old_groups(&mut connection).await?;
    Ok(json!({"forgotten": forgotten}))
}

/// Counts what each project has in the days that have closed.
async fn count_closed_days(house: Arc<House>) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let today = UnixNano::now().day();
    let mut counted = 0;
    for table in PartitionedTable::ALL {
        counted += refresh_usage(&mut connection, table, |day| day < today).await?;
    }
    Ok(json!({"days_counted": counted}))
}
