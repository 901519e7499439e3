//! What a project's executions came to over a time and over the time before it, for a page that shows it whole.
//!
//! Short times are read from the executions themselves. For longer ones, executions are counted by indexes, and
//! durations, tokens and cost come from what was counted by the hour; hours that are cut by an end are read from
//! the executions.

mod exact;
mod figures;
mod hourly;
mod models;

use std::time::{Duration, Instant};

use farol_model::{Execution, NANOS_PER_DAY, NANOS_PER_HOUR, SpanStatus, UnixNano};
use sqlx::{PgConnection, PgTransaction};

pub use figures::{AgentFigures, ExecutionFigures, ModelFigures, Overview, OverviewSource};

use crate::{
    StorageError,
    executions::{ExecutionFilter, execution_bounds, list_executions},
    snapshot::limit_time,
};

/// The longest time that is read from executions, unless hours are too coarse for it.
const SHORT: i64 = 2 * NANOS_PER_DAY;

/// The longest time that hours are too coarse for, however much there is.
const SHORTEST: i64 = 6 * NANOS_PER_HOUR;

/// Executions that are read for a time longer than that.
const MOST: i64 = 200_000;

/// Failures that are told.
const FAILURES: i64 = 7;

/// What to look at: starts from `from` up to, and without, `to`.
#[derive(Clone, Copy, Debug)]
pub struct OverviewOf {
    pub project_id: i32,
    pub from: UnixNano,
    pub to: UnixNano,
}

impl OverviewOf {
    /// The beginning of the time before, which is as long.
    const fn before(&self) -> i64 {
        self.from.0.saturating_sub(self.length())
    }

    const fn length(&self) -> i64 {
        self.to.0.saturating_sub(self.from.0)
    }
}

/// Says where the figures of a time come from; only executions know buckets that are no whole hours.
pub async fn overview_source(
    connection: &mut PgConnection,
    of: OverviewOf,
    width: Option<Duration>,
) -> Result<OverviewSource, StorageError> {
    let hourly = width.is_none_or(is_hourly);
    if of.length() > SHORT {
        return Ok(OverviewSource::Statistics);
    }
    if of.length() <= SHORTEST || !hourly {
        return Ok(OverviewSource::Executions);
    }
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from executions
            where project_id = $1 and start_ns >= $2 and start_ns < $3 limit $4) as counted"#,
        of.project_id,
        of.before(),
        of.to.0,
        MOST + 1,
    );
    let count = counted.fetch_one(connection).await?;
    Ok(if count > MOST { OverviewSource::Statistics } else { OverviewSource::Executions })
}

/// Whether buckets of a width are whole hours.
pub fn is_hourly(width: Duration) -> bool {
    const HOUR: u128 = Duration::from_hours(1).as_nanos();
    width.as_nanos() > 0 && width.as_nanos().is_multiple_of(HOUR)
}

/// Reads an overview in a snapshot, with a series by buckets of a width, which are whole hours where it comes
/// from statistics.
pub async fn read_overview(
    snapshot: &mut PgTransaction<'_>,
    of: OverviewOf,
    source: OverviewSource,
    width: Duration,
    deadline: Instant,
) -> Result<Overview, StorageError> {
    limit_time(snapshot, deadline).await?;
    let stored = execution_bounds(snapshot, of.project_id).await?;
    let mut overview = match (source, stored) {
        (OverviewSource::Statistics, _) => {
            let first = stored.map_or(of.to, |(first, _)| first);
            hourly::read(snapshot, of, first, width, deadline).await?
        }
        (OverviewSource::Executions, Some(stored)) => {
            exact::read(snapshot, of, stored, width).await?
        }
        (OverviewSource::Executions, None) => Overview::default(),
    };
    overview.models = models::read(snapshot, of).await?;
    if overview.total.counts.error > 0 {
        overview.failures = latest_failures(snapshot, of).await?;
    }
    Ok(overview)
}

async fn latest_failures(
    connection: &mut PgConnection,
    of: OverviewOf,
) -> Result<Vec<Execution>, StorageError> {
    let failed = ExecutionFilter {
        project_id: of.project_id,
        from: Some(of.from),
        to: Some(of.to),
        statuses: vec![SpanStatus::Error],
        limit: FAILURES,
        ..ExecutionFilter::default()
    };
    list_executions(connection, &failed).await
}
