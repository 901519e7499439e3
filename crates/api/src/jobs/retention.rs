//! `/api/v1/admin/jobs/retention`: what the last run of retention achieved, and another one.

use std::collections::HashMap;

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use farol_storage::{
    AuditEntry, BoundNotMet, CollectionReport, JobRow, JobStatus, RetentionReport, list_jobs,
    list_projects, record_audit, request_job,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::{Operator, Who},
    error::{ApiError, Problem},
    query::{NoParameters, Query},
};

/// The job's name.
const RETENTION: &str = "retention";

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read, run))
}

/// What retention achieved. While it runs, the figures are those of the run before.
#[derive(Serialize, ToSchema)]
struct Retention {
    /// When the run under way started, or else the last one.
    #[schema(required)]
    last_run: Option<DateTime<Utc>>,
    #[schema(inline)]
    status: Status,
    /// Rows that went, of all kinds.
    entries_deleted: u64,
    #[schema(required)]
    duration_ms: Option<i64>,
    #[schema(required)]
    next_run: Option<DateTime<Utc>>,
    collections: Vec<Cleanup>,
}

#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Status {
    Completed,
    Failed,
    Running,
    Never,
}

/// What became of one kind of data.
#[derive(Serialize, ToSchema)]
struct Cleanup {
    collection: String,
    #[schema(inline)]
    status: Status,
    /// Rows of dropped days as they were counted last, and rows deleted from days that stay.
    entries_deleted: u64,
    partitions_dropped: u64,
    /// What the dropped days took on disk.
    bytes_freed: u64,
    /// What is left on disk, where the kind is kept by days.
    #[schema(required)]
    bytes: Option<u64>,
    /// The oldest day that is left.
    #[schema(required)]
    oldest_kept: Option<NaiveDate>,
    /// Bounds of size that do not hold: today and yesterday are always kept.
    bounds_not_met: Vec<Bound>,
}

#[derive(Serialize, ToSchema)]
struct Bound {
    /// Null: the server's own bound.
    #[schema(required)]
    project: Option<String>,
    max_bytes: i64,
    bytes: i64,
}

/// Tells what the last run of retention achieved.
#[utoipa::path(get, path = "/api/v1/admin/jobs/retention", tag = "administration", responses(
    (status = 200, body = Retention), (status = 401, body = Problem), (status = 403, body = Problem)
))]
async fn read(
    State(state): State<AppState>,
    Operator { caller }: Operator,
    _: Query<NoParameters>,
) -> Result<Json<Retention>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let jobs = list_jobs(&mut connection).await?;
    // A key tells nothing of other projects.
    let projects = match caller.who {
        Who::Key(key) => vec![key.project],
        Who::Person(_) => list_projects(&mut connection).await?,
    };
    let names = projects.into_iter().map(|project| (project.id, project.name)).collect();
    let job = jobs.iter().find(|job| job.name == RETENTION);
    Ok(Json(Retention::of(job, &names)))
}

/// Has retention run at once; a GET tells when it has.
#[utoipa::path(post, path = "/api/v1/admin/jobs/retention", tag = "administration", responses(
    (status = 202), (status = 401, body = Problem), (status = 403, body = Problem)
))]
async fn run(
    State(state): State<AppState>,
    Operator { caller }: Operator,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let mut transaction = state.pool.begin().await?;
    if !request_job(&mut transaction, RETENTION).await? {
        return Err(ApiError::unavailable("The scheduler is starting."));
    }
    let entry = AuditEntry::new(caller.origin(), "retention.requested");
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

impl Retention {
    fn of(job: Option<&JobRow>, names: &HashMap<i32, String>) -> Self {
        let detail = job.and_then(|job| job.last_detail.clone()).unwrap_or_default();
        let report: RetentionReport = serde_json::from_value(detail).unwrap_or_default();
        Self {
            last_run: job.and_then(|job| job.last_run),
            status: match job.and_then(|job| job.last_status) {
                None => Status::Never,
                Some(JobStatus::Running) => Status::Running,
                Some(JobStatus::Done) => Status::Completed,
                Some(JobStatus::Failed) => Status::Failed,
            },
            entries_deleted: report.entries_deleted(),
            duration_ms: job.and_then(|job| job.last_duration_ms),
            next_run: job.map(|job| job.next_run),
            collections: report.collections.into_iter().map(|of| Cleanup::of(of, names)).collect(),
        }
    }
}

impl Cleanup {
    fn of(report: CollectionReport, names: &HashMap<i32, String>) -> Self {
        let told = |bound: &BoundNotMet| bound.project_id.is_none_or(|id| names.contains_key(&id));
        let bounds = report.bounds_not_met.into_iter().filter(told).map(|bound| Bound {
            project: bound.project_id.and_then(|id| names.get(&id).cloned()),
            max_bytes: bound.max_bytes,
            bytes: bound.bytes,
        });
        Self {
            collection: report.collection,
            status: if report.failed { Status::Failed } else { Status::Completed },
            entries_deleted: report.entries_deleted,
            partitions_dropped: report.partitions_dropped,
            bytes_freed: report.bytes_freed,
            bytes: report.bytes,
            oldest_kept: report.oldest_kept,
            bounds_not_met: bounds.collect(),
        }
    }
}
