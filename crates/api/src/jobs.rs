//! `/api/v1/scheduler/jobs`, and what the job of retention did.

mod retention;

use std::time::Duration;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use farol_storage::{JobRow, JobStatus, list_jobs};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::Operator,
    error::{ApiError, Problem},
    query::{NoParameters, Query},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_scheduled_jobs)).merge(retention::router())
}

#[derive(Serialize, ToSchema)]
struct JobList {
    jobs: Vec<Job>,
}

/// Something that Farol does by the clock.
#[derive(Serialize, ToSchema)]
struct Job {
    id: String,
    /// The same as `id`.
    flow_id: String,
    /// `@every` and an interval: `@every 2m`.
    schedule: String,
    /// When the run under way started, or else the last one.
    #[schema(required)]
    last_run: Option<DateTime<Utc>>,
    next_run: DateTime<Utc>,
    /// Of the last run that ended.
    #[schema(required)]
    last_duration_ms: Option<i64>,
    /// Null before the first run.
    #[schema(required, inline)]
    last_status: Option<Status>,
    /// Runs that ended, and those of them that failed.
    runs: i64,
    failures: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Running,
    Done,
    Failed,
}

/// Lists the jobs of all Farols on this database.
#[utoipa::path(get, path = "/api/v1/scheduler/jobs", tag = "administration", responses(
    (status = 200, body = JobList), (status = 401, body = Problem), (status = 403, body = Problem)
))]
async fn list_scheduled_jobs(
    State(state): State<AppState>,
    _: Operator,
    _: Query<NoParameters>,
) -> Result<Json<JobList>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let jobs = list_jobs(&mut connection).await?;
    Ok(Json(JobList { jobs: jobs.into_iter().map(Job::of).collect() }))
}

impl Job {
    fn of(row: JobRow) -> Self {
        Self {
            flow_id: row.name.clone(),
            id: row.name,
            schedule: format!("@every {}", interval(row.every)),
            last_run: row.last_run,
            next_run: row.next_run,
            last_duration_ms: row.last_duration_ms,
            last_status: row.last_status.map(|status| match status {
                JobStatus::Running => Status::Running,
                JobStatus::Done => Status::Done,
                JobStatus::Failed => Status::Failed,
            }),
            runs: row.runs,
            failures: row.failures,
        }
    }
}

/// An interval in the largest unit that holds it whole: `90s`, `2m`, `1h`.
fn interval(every: Duration) -> String {
    let seconds = every.as_secs();
    match seconds {
        _ if seconds.is_multiple_of(3_600) => format!("{}h", seconds / 3_600),
        _ if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}
