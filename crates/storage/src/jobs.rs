//! Jobs that run by the clock: their leases, and what their last runs reported.
//!
//! All times are the database's: the clocks of several Farols need not agree.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StorageError;

/// How a job's last run ended, or that one is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    Running,
    Done,
    Failed,
}

/// A job as operators see it.
#[derive(Clone, Debug)]
pub struct JobRow {
    pub name: String,
    pub every: Duration,
    pub next_run: DateTime<Utc>,
    /// When the run under way started, or else the last one.
    pub last_run: Option<DateTime<Utc>>,
    /// `None` before the first run.
    pub last_status: Option<JobStatus>,
    /// Of the last run that ended, as its report.
    pub last_duration_ms: Option<i64>,
    pub last_detail: Option<Value>,
    pub runs: i64,
    pub failures: i64,
}

/// A run that came to its end.
#[derive(Clone, Debug)]
pub struct JobEnd {
    pub failed: bool,
    pub duration: Duration,
    pub detail: Value,
}

/// When a job is to run next, and whether that is now.
#[derive(Clone, Debug)]
pub struct JobTurn {
    pub name: String,
    pub next_run: DateTime<Utc>,
    pub due: bool,
}

/// Makes a job known, due at once where it is new, and sooner where its schedule was shortened.
pub async fn register_job(
    connection: &mut PgConnection,
    name: &str,
    every: Duration,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into jobs (name, every_seconds) values ($1, $2)
        on conflict (name) do update set
            every_seconds = excluded.every_seconds,
            next_run = least(jobs.next_run, now() + make_interval(secs => $2::bigint))
        where jobs.every_seconds <> excluded.every_seconds",
        name,
        seconds(every),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Looks which of these jobs are due: their time has come, or their holder's has run out.
pub async fn job_turns(
    connection: &mut PgConnection,
    names: &[String],
) -> Result<Vec<JobTurn>, StorageError> {
    let turns = sqlx::query_as!(
        JobTurn,
        r#"select name, next_run, coalesce(locked_until, next_run) <= now() as "due!"
        from jobs where name = any($1)"#,
        names,
    )
    .fetch_all(connection)
    .await?;
    Ok(turns)
}

/// Takes a job that is due; of several that try, one gets it. Returns the run's id.
pub async fn claim_job(
    connection: &mut PgConnection,
    name: &str,
    lease: Duration,
) -> Result<Option<Uuid>, StorageError> {
    let run = sqlx::query_scalar!(
        r#"update jobs set
            holder = $2,
            locked_until = now() + make_interval(secs => $3::bigint),
            started_at = now(),
            next_run = now() + make_interval(secs => every_seconds)
        where name = $1 and coalesce(locked_until, next_run) <= now()
        returning holder as "holder!""#,
        name,
        Uuid::new_v4(),
        seconds(lease),
    )
    .fetch_optional(connection)
    .await?;
    Ok(run)
}

/// Holds a job for longer; says whether the run still had it.
pub async fn renew_job(
    connection: &mut PgConnection,
    name: &str,
    run: Uuid,
    lease: Duration,
) -> Result<bool, StorageError> {
    let renewed = sqlx::query!(
        "update jobs set locked_until = now() + make_interval(secs => $3::bigint)
        where name = $1 and holder = $2",
        name,
        run,
        seconds(lease),
    )
    .execute(connection)
    .await?;
    Ok(renewed.rows_affected() > 0)
}

/// Reports a run's end and gives the job back. Nothing happens where another run has it by now.
pub async fn finish_job(
    connection: &mut PgConnection,
    name: &str,
    run: Uuid,
    end: &JobEnd,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update jobs set
            holder = null,
            locked_until = null,
            last_run = started_at,
            last_status = case when $3 then 'failed' else 'done' end,
            last_duration_ms = $4,
            last_detail = $5,
            runs = runs + 1,
            failures = failures + $3::boolean::int
        where name = $1 and holder = $2",
        name,
        run,
        end.failed,
        i64::try_from(end.duration.as_millis()).unwrap_or(i64::MAX),
        end.detail,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a job back whose run was cut off: it is due at once.
pub async fn release_job(
    connection: &mut PgConnection,
    name: &str,
    run: Uuid,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update jobs set holder = null, locked_until = null, next_run = now()
        where name = $1 and holder = $2",
        name,
        run,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Has a job run as soon as some Farol looks; says whether there is such a job.
///
/// Where it runs already, it runs once more afterwards.
pub async fn request_job(connection: &mut PgConnection, name: &str) -> Result<bool, StorageError> {
    let asked = sqlx::query!("update jobs set next_run = now() where name = $1", name)
        .execute(connection)
        .await?;
    Ok(asked.rows_affected() > 0)
}

/// Lists all jobs by name.
pub async fn list_jobs(connection: &mut PgConnection) -> Result<Vec<JobRow>, StorageError> {
    let rows = sqlx::query!(
        r#"select name, every_seconds, next_run, last_status, last_duration_ms, last_detail, runs,
            failures, coalesce(locked_until > now(), false) as "running!",
            case when locked_until > now() then started_at else last_run end as last_run
        from jobs order by name"#,
    )
    .fetch_all(connection)
    .await?;
    let jobs = rows.into_iter().map(|row| JobRow {
        last_status: match row.last_status.as_deref() {
            _ if row.running => Some(JobStatus::Running),
            Some("done") => Some(JobStatus::Done),
            Some(_) => Some(JobStatus::Failed),
            None => None,
        },
        name: row.name,
        every: Duration::from_secs(row.every_seconds.unsigned_abs()),
        next_run: row.next_run,
        last_run: row.last_run,
        last_duration_ms: row.last_duration_ms,
        last_detail: row.last_detail,
        runs: row.runs,
        failures: row.failures,
    });
    Ok(jobs.collect())
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}
