//! `/api/v1/admin/projects/{project}/retention`: how long, and up to which size, a project's data is kept.

use std::collections::HashMap;

use axum::{Json as Answer, extract::State};
use chrono::NaiveDate;
use farol_storage::{
    KindUsage, Limits, PartitionedTable, Project, date, project_limits, project_usage,
    set_project_limits,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::ProjectAdmin,
    error::{ApiError, Problem},
    json::Json,
    query::{NoParameters, Query},
};

/// A century, as good as for ever.
const MOST_DAYS: i64 = 36_500;

/// How long, and up to which size, data is kept. Data goes by whole days of its own time, by UTC.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RetentionLimits {
    /// Days that spans, and the executions they make, are kept: 1 to 36,500. Null: as long as the server says.
    #[schema(minimum = 1, maximum = 36500)]
    #[serde(default)]
    spans_days: Option<i64>,
    /// Bytes that spans may take on disk. Null: no bound of the project's own.
    #[schema(minimum = 1)]
    #[serde(default)]
    spans_bytes: Option<i64>,
    /// The same of logs.
    #[schema(minimum = 1, maximum = 36500)]
    #[serde(default)]
    logs_days: Option<i64>,
    #[schema(minimum = 1)]
    #[serde(default)]
    logs_bytes: Option<i64>,
    /// The same of events; what was counted of them is kept longer.
    #[schema(minimum = 1, maximum = 36500)]
    #[serde(default)]
    events_days: Option<i64>,
    #[schema(minimum = 1)]
    #[serde(default)]
    events_bytes: Option<i64>,
}

/// A project's own limits, the server's, and what there is.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectRetention {
    #[serde(flatten)]
    own: RetentionLimits,
    /// What holds where the project says nothing; the server's bounds of size are for all projects together.
    defaults: RetentionLimits,
    usage: Usage,
}

/// What the project has in the days that have closed; today's is counted tomorrow.
#[derive(Serialize, ToSchema)]
struct Usage {
    spans: KindInfo,
    logs: KindInfo,
    events: KindInfo,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct KindInfo {
    rows: i64,
    /// The project's share of its days by rows, with indexes.
    bytes: i64,
    days: i64,
    #[schema(required)]
    oldest_day: Option<NaiveDate>,
}

/// Tells how long, and up to which size, a project's data is kept, and what there is of it.
#[utoipa::path(get, path = "/api/v1/admin/projects/{project}/retention", tag = "administration",
    params(("project" = String, Path)), responses(
    (status = 200, body = ProjectRetention), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem)
))]
pub(super) async fn read_retention(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
) -> Result<Answer<ProjectRetention>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    Ok(Answer(tell(&state, &mut connection, &project).await?))
}

/// Changes how long, and up to which size, a project's data is kept: what is not named is the server's again. It
/// holds within half a minute; what is too old then goes with the next run of retention, for good.
#[utoipa::path(put, path = "/api/v1/admin/projects/{project}/retention", tag = "administration",
    params(("project" = String, Path)), request_body = RetentionLimits, responses(
    (status = 200, body = ProjectRetention), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn change_retention(
    State(state): State<AppState>,
    ProjectAdmin { project, caller }: ProjectAdmin,
    _: Query<NoParameters>,
    Json(asked): Json<RetentionLimits>,
) -> Result<Answer<ProjectRetention>, ApiError> {
    asked.check()?;
    let mut transaction = state.pool.begin().await?;
    let before = project_limits(&mut transaction, project.id).await?;
    for table in PartitionedTable::ALL {
        let limits = asked.of(table);
        if limits != before.get(&table).copied().unwrap_or_default() {
            set_project_limits(&mut transaction, caller.origin(), &project, table, limits).await?;
        }
    }
    let told = tell(&state, &mut transaction, &project).await?;
    transaction.commit().await?;
    Ok(Answer(told))
}

async fn tell(
    state: &AppState,
    connection: &mut PgConnection,
    project: &Project,
) -> Result<ProjectRetention, ApiError> {
    let own = project_limits(connection, project.id).await?;
    let own = RetentionLimits::new(|table| own.get(&table).copied().unwrap_or_default());
    let defaults = RetentionLimits::new(|table| state.settings.retention.borrow().server(table));
    let usage = project_usage(connection, project.id).await?;
    let usage = Usage {
        spans: KindInfo::of(&usage, PartitionedTable::Spans),
        logs: KindInfo::of(&usage, PartitionedTable::Logs),
        events: KindInfo::of(&usage, PartitionedTable::Events),
    };
    Ok(ProjectRetention { own, defaults, usage })
}

impl RetentionLimits {
    fn new(limits: impl Fn(PartitionedTable) -> Limits) -> Self {
        let (spans, logs) = (limits(PartitionedTable::Spans), limits(PartitionedTable::Logs));
        let events = limits(PartitionedTable::Events);
        Self {
            spans_days: spans.days,
            spans_bytes: spans.max_bytes,
            logs_days: logs.days,
            logs_bytes: logs.max_bytes,
            events_days: events.days,
            events_bytes: events.max_bytes,
        }
    }

    fn of(self, table: PartitionedTable) -> Limits {
        match table {
            PartitionedTable::Spans => {
                Limits { days: self.spans_days, max_bytes: self.spans_bytes }
            }
            PartitionedTable::Logs => Limits { days: self.logs_days, max_bytes: self.logs_bytes },
            PartitionedTable::Events => {
                Limits { days: self.events_days, max_bytes: self.events_bytes }
            }
        }
    }

    fn check(self) -> Result<(), ApiError> {
        let days = [
            ("spansDays", self.spans_days),
            ("logsDays", self.logs_days),
            ("eventsDays", self.events_days),
        ];
        for (field, days) in days {
            if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
                return Err(ApiError::invalid(field, "is from 1 to 36,500"));
            }
        }
        let bytes = [
            ("spansBytes", self.spans_bytes),
            ("logsBytes", self.logs_bytes),
            ("eventsBytes", self.events_bytes),
        ];
        for (field, bytes) in bytes {
            if bytes.is_some_and(|bytes| bytes < 1) {
                return Err(ApiError::invalid(field, "is 1 or more"));
            }
        }
        Ok(())
    }
}

impl KindInfo {
    fn of(usage: &HashMap<PartitionedTable, KindUsage>, table: PartitionedTable) -> Self {
        let KindUsage { rows, bytes, days, oldest_day } =
            usage.get(&table).copied().unwrap_or_default();
        Self { rows, bytes, days, oldest_day: oldest_day.map(date) }
    }
}
