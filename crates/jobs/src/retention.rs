//! Retention: takes away what has expired, by age or by size, and tells what is left.
//!
//! Days that nobody needs any more are dropped whole; of a day that some need still, the others' rows
//! are deleted in batches. Every step can be cut off and is carried on by the next run.

mod collection;
mod plan;
mod survey;

use std::{sync::Arc, time::Instant};

use chrono::{DateTime, TimeDelta, Utc};
use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_storage::{
    CollectionReport, PartitionedTable, RetentionReport, StorageError, load_policy, project_ids,
    sweep_audit, sweep_event_keys, sweep_event_rollups, sweep_executions, sweep_log_counts,
    sweep_scores, sweep_statistics,
};
use sqlx::PgConnection;

pub use self::collection::{DayPreview, Fate, preview};
pub(crate) use self::survey::refresh_usage;
use self::{collection::keep_collection, plan::Plan};
use crate::{
    House,
    scheduler::{Failure, Outcome},
};

/// Runs retention once, kind by kind: one that fails holds up no other.
pub async fn keep_retention(house: Arc<House>, now: UnixNano) -> Outcome {
    let mut connection = house.pool.acquire().await?;
    let mut run = Run { house: &house, report: RetentionReport::default(), error: None };
    let policy = load_policy(&mut connection, &house.retention.policy).await?;
    let today = now.day();
    for table in PartitionedTable::ALL {
        let mut report = CollectionReport::of(table.name());
        let started = Instant::now();
        let kept = keep_collection(&mut connection, table, &policy, today, &mut report).await;
        let plan = run.ended(report, started, kept);
        let Some(plan) = plan else { continue };
        let started = Instant::now();
        let (report, kept) = match table {
            PartitionedTable::Spans => {
                let mut report = CollectionReport::of("executions");
                let kept = keep_executions(&mut connection, &plan, &mut report).await;
                (report, kept)
            }
            PartitionedTable::Logs => {
                let mut report = CollectionReport::of("log_counts");
                let kept = keep_log_counts(&mut connection, &plan, &mut report).await;
                (report, kept)
            }
            PartitionedTable::Events => {
                let mut report = CollectionReport::of("event_keys");
                let kept = keep_event_keys(&mut connection, &plan, &mut report).await;
                (report, kept)
            }
        };
        run.ended(report, started, kept);
    }
    let mut report = CollectionReport::of("rollups");
    let started = Instant::now();
    let kept = UnixNano(now.0.saturating_sub(house.retention.rollups_days * NANOS_PER_DAY));
    let kept = keep_rollups(&mut connection, kept, &mut report).await;
    run.ended(report, started, kept);
    let mut report = CollectionReport::of("audit");
    let started = Instant::now();
    let before = now.to_datetime() - TimeDelta::days(house.retention.audit_days);
    let kept = keep_audit(&mut connection, before, &mut report).await;
    run.ended(report, started, kept);
    run.outcome()
}

/// A run under way.
struct Run<'a> {
    house: &'a House,
    report: RetentionReport,
    error: Option<StorageError>,
}

impl Run<'_> {
    /// Takes a kind's report in; gives back what came of it, unless it failed.
    fn ended<T>(
        &mut self,
        mut report: CollectionReport,
        started: Instant,
        kept: Result<T, StorageError>,
    ) -> Option<T> {
        report.failed = kept.is_err();
        self.house.metrics.cleaned(&report, started.elapsed());
        self.report.collections.push(report);
        kept.map_err(|error| self.error = Some(error)).ok()
    }

    fn outcome(self) -> Outcome {
        let detail = serde_json::to_value(self.report).unwrap_or_default();
        match self.error {
            None => Ok(detail),
            Some(error) => Err(Failure { error, detail }),
        }
    }
}

/// Takes away the summaries of executions that have no span left, and what was said of them.
async fn keep_executions(
    connection: &mut PgConnection,
    plan: &Plan,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    for project in project_ids(connection).await? {
        let first_kept = plan.first_kept(project);
        loop {
            let deleted = sweep_executions(connection, project, first_kept).await?;
            report.entries_deleted += deleted;
            if deleted == 0 {
                break;
            }
        }
        // What was said of executions that never came, or under an id that nobody has any more.
        loop {
            let deleted = sweep_scores(connection, project, first_kept).await?;
            report.entries_deleted += deleted;
            if deleted == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Takes away what was counted of records that have gone.
async fn keep_log_counts(
    connection: &mut PgConnection,
    plan: &Plan,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    for project in project_ids(connection).await? {
        let first_kept = plan.first_kept(project);
        report.entries_deleted += sweep_log_counts(connection, project, first_kept).await?;
    }
    Ok(())
}

/// Forgets the keys of events that have gone.
async fn keep_event_keys(
    connection: &mut PgConnection,
    plan: &Plan,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    for project in project_ids(connection).await? {
        let first_kept = plan.first_kept(project);
        loop {
            let deleted = sweep_event_keys(connection, project, first_kept).await?;
            report.entries_deleted += deleted;
            if deleted == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Takes away what spans and events came to longer ago than that is kept.
async fn keep_rollups(
    connection: &mut PgConnection,
    before: UnixNano,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    for project in project_ids(connection).await? {
        loop {
            let deleted = sweep_statistics(connection, project, before).await?
                + sweep_event_rollups(connection, project, before.day()).await?;
            report.entries_deleted += deleted;
            if deleted == 0 {
                break;
            }
        }
    }
    Ok(())
}

async fn keep_audit(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
    report: &mut CollectionReport,
) -> Result<(), StorageError> {
    loop {
        let deleted = sweep_audit(connection, before).await?;
        report.entries_deleted += deleted;
        if deleted == 0 {
            return Ok(());
        }
    }
}
