//! `/api/v1/audit`: who did what, to what, when and from where.

mod export;
mod reads;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use farol_storage::{AuditCursor, AuditFilter, AuditRow, list_audit};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    auth::Auditor,
    cursor::Cursor,
    error::{ApiError, Problem},
    query::{Query, Time, limit},
    wire::{Page, cut},
};

pub(crate) use self::reads::{ToldReads, tell_export, tell_read};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_audit)).routes(routes!(export::export_audit))
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// What was done: `key.created`; with a `*` at its end, what begins so: `key.*`.
    action: Option<String>,
    /// Who did it: an e-mail address, a key's label, an account; in any case.
    actor: Option<String>,
    /// What it was done to.
    target: Option<String>,
    /// The first time that counts.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// The first time that counts no longer.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    id: String,
    time: DateTime<Utc>,
    actor: ActorInfo,
    /// What was done, as `thing.verb`.
    action: String,
    #[schema(required)]
    target: Option<String>,
    /// Null where it was in none, or in one that is gone.
    #[schema(required)]
    project: Option<String>,
    /// The client's address.
    #[schema(required)]
    source_ip: Option<String>,
    #[schema(required, value_type = Option<Object>)]
    before: Option<Value>,
    #[schema(required, value_type = Option<Object>)]
    after: Option<Value>,
}

#[derive(Serialize, ToSchema)]
struct ActorInfo {
    /// `system`, `command` (on the server's machine), `user` or `key`.
    kind: String,
    #[schema(required)]
    name: Option<String>,
}

/// Reads the audit trail, newest first: an owner all of it or a project's, an admin their project's.
#[utoipa::path(get, path = "/api/v1/audit", tag = "administration",
    params(("project" = Option<String>, Query), AuditQuery), responses(
    (status = 200, body = Page<Entry>), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 422, body = Problem)
))]
async fn read_audit(
    State(state): State<AppState>,
    auditor: Auditor,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<Entry>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let filter = AuditFilter {
        project_id: auditor.project.map(|project| project.id),
        action: query.action,
        actor: query.actor,
        target: query.target,
        from: query.from.map(|time| moment("from", time)).transpose()?,
        to: query.to.map(|time| moment("to", time)).transpose()?,
        after: AuditCursor::parse(query.cursor.as_deref())?,
        limit: limit + 1,
    };
    let mut connection = state.pool.acquire().await?;
    let mut rows = list_audit(&mut connection, &filter).await?;
    let has_more = cut(&mut rows, limit);
    let next_cursor = rows.last().filter(|_| has_more).map(|last| last.cursor().encode());
    Ok(Json(Page { items: rows.into_iter().map(Entry::from).collect(), next_cursor }))
}

/// A time as the trail keeps it: in microseconds. A finer one counts from the next on.
fn moment(field: &str, Time(time): Time) -> Result<DateTime<Utc>, ApiError> {
    let microseconds = time.0.div_euclid(1_000) + i64::from(time.0.rem_euclid(1_000) > 0);
    DateTime::from_timestamp_micros(microseconds)
        .ok_or_else(|| ApiError::invalid(field, "lies too far away"))
}

impl From<AuditRow> for Entry {
    fn from(row: AuditRow) -> Self {
        Self {
            id: row.id.to_string(),
            time: row.time,
            actor: ActorInfo { kind: row.actor_kind, name: row.actor },
            action: row.action,
            target: row.target,
            project: row.project,
            source_ip: row.address,
            before: row.before,
            after: row.after,
        }
    }
}
