//! `GET /api/v1/audit/export`: the trail, or what is asked of it, as a file, streamed.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{SecondsFormat, Utc};
use farol_storage::{AuditEntry, AuditFilter, AuditRow, list_audit, record_audit};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::moment;
use crate::{
    AppState,
    auth::Auditor,
    csv,
    error::{ApiError, Problem},
    query::{Query, Time},
};

/// Entries that are read at a time.
const PAGE: i64 = 500;

const COLUMNS: [&str; 10] = [
    "id",
    "time",
    "actorKind",
    "actor",
    "action",
    "target",
    "project",
    "sourceIp",
    "before",
    "after",
];

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// `csv`, the only one.
    #[param(value_type = Option<String>)]
    format: Option<Format>,
    /// As of the list, as are the others.
    action: Option<String>,
    actor: Option<String>,
    target: Option<String>,
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    #[param(value_type = Option<String>)]
    to: Option<Time>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Csv,
}

/// Exports the audit trail, newest first, without a limit. That it was is told there, too.
#[utoipa::path(get, path = "/api/v1/audit/export", tag = "administration",
    params(("project" = Option<String>, Query), ExportQuery), responses(
    (status = 200, content_type = "text/csv"), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn export_audit(
    State(state): State<AppState>,
    auditor: Auditor,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let Format::Csv = query.format.unwrap_or(Format::Csv);
    // What comes meanwhile, the entry of this very export first, is not in it.
    let now = Utc::now();
    let to = query.to.map(|time| moment("to", time)).transpose()?;
    let filter = AuditFilter {
        project_id: auditor.project.as_ref().map(|project| project.id),
        action: query.action,
        actor: query.actor,
        target: query.target,
        from: query.from.map(|time| moment("from", time)).transpose()?,
        to: Some(to.map_or(now, |to| to.min(now))),
        after: None,
        limit: PAGE,
    };
    let entry = AuditEntry {
        target: auditor.project.as_ref().map(|project| &*project.name),
        project_id: filter.project_id,
        after: Some(json!({
            "format": "csv", "action": filter.action, "actor": filter.actor,
            "target": filter.target, "from": filter.from, "to": to,
        })),
        ..AuditEntry::new(auditor.caller.origin(), "audit.exported")
    };
    let mut connection = state.pool.acquire().await?;
    record_audit(&mut connection, &entry).await?;
    drop(connection);
    let mut response = Body::from_stream(write(state, filter)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let disposition = HeaderValue::from_static("attachment; filename=\"audit.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

fn write(
    state: AppState,
    filter: AuditFilter,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let head = csv::line(COLUMNS);
    stream::unfold(Some((state, filter, head)), async |next| {
        let (state, mut filter, mut text) = next?;
        let rows = match read_page(&state, &filter).await {
            Ok(rows) => rows,
            // The status is sent: all that is left is to break off, so that nobody takes a part for
            // the whole.
            Err(error) => return Some((Err(std::io::Error::other(error.detail)), None)),
        };
        let full = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
        filter.after = rows.last().map(AuditRow::cursor);
        text.extend(rows.iter().map(line));
        let next = full.then(|| (state, filter, String::new()));
        Some((Ok(Bytes::from(text)), next))
    })
    // Whatever packs it asks again behind the end.
    .fuse()
}

async fn read_page(state: &AppState, filter: &AuditFilter) -> Result<Vec<AuditRow>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    Ok(list_audit(&mut connection, filter).await?)
}

fn line(row: &AuditRow) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let json = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    csv::line([
        row.id.to_string(),
        row.time.to_rfc3339_opts(SecondsFormat::Micros, true),
        row.actor_kind.clone(),
        text(&row.actor),
        row.action.clone(),
        text(&row.target),
        text(&row.project),
        text(&row.address),
        json(&row.before),
        json(&row.after),
    ])
}
