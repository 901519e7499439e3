//! `/api/v1/dashboards`: cards that a project keeps together. What is read can be sent again, to another
//! project or under another name.

mod card;
mod checks;
mod wire;

use axum::{
    Json as Answer,
    extract::State,
    http::{StatusCode, header},
};
use farol_storage::{
    ChangedDashboard, MadeDashboard, NewDashboard, change_dashboard, create_dashboard,
    delete_dashboard, find_dashboard, list_dashboards,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::{
    checks::{Checked, MOST, name_taken, other_version, too_many},
    wire::{Dashboard, DashboardChange, DashboardNew, DashboardSummary},
};
use crate::{
    AppState,
    auth::{Editor, Reader},
    cursor::Cursor,
    error::{ApiError, Problem},
    json::Json,
    path::Path,
    query::{NoParameters, Query, limit},
    wire::{Page, cut},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, replace, change, delete))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DashboardQuery {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DashboardVersion {
    /// The version to delete; any unless given.
    version: Option<i64>,
}

/// A place in the list.
struct DashboardCursor(i64);

impl Cursor for DashboardCursor {
    fn encode(&self) -> String {
        self.0.to_string()
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [id] = parts else { return None };
        id.parse().ok().map(Self)
    }
}

/// Lists the project's dashboards, the newest first.
#[utoipa::path(get, path = "/api/v1/dashboards", tag = "dashboards", operation_id = "list_dashboards",
    params(DashboardQuery), responses((status = 200, body = Page<DashboardSummary>)))]
async fn list(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<DashboardQuery>,
) -> Result<Answer<Page<DashboardSummary>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = DashboardCursor::parse(query.cursor.as_deref())?.map(|cursor| cursor.0);
    let mut connection = state.pool.acquire().await?;
    let project_id = reader.project.id;
    let mut rows = list_dashboards(&mut connection, project_id, after, limit + 1).await?;
    let has_more = cut(&mut rows, limit);
    let next_cursor = rows.last().filter(|_| has_more).map(|row| DashboardCursor(row.id).encode());
    Ok(Answer(Page { items: rows.into_iter().map(DashboardSummary::from).collect(), next_cursor }))
}

/// Makes a dashboard: new, or of what was read of one.
#[utoipa::path(post, path = "/api/v1/dashboards", tag = "dashboards", operation_id = "create_dashboard",
    request_body = DashboardNew, responses(
    (status = 201, body = Dashboard), (status = 403, body = Problem),
    (status = 409, description = "`name_taken`, or the project has 200", body = Problem),
    (status = 422, body = Problem)
))]
async fn create(
    State(state): State<AppState>,
    editor: Editor,
    _: Query<NoParameters>,
    Json(told): Json<DashboardNew>,
) -> Result<(StatusCode, [(header::HeaderName, String); 1], Answer<Dashboard>), ApiError> {
    let checked = Checked::new(&told)?;
    let new = NewDashboard {
        name: checked.name,
        description: checked.description,
        cards: &checked.cards,
        settings: &checked.settings,
    };
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let made = create_dashboard(&mut connection, origin, project_id, new, MOST).await;
    match made.map_err(|error| name_taken(error, new.name))? {
        MadeDashboard::Made(dashboard) => {
            let place = [(header::LOCATION, format!("/api/v1/dashboards/{}", dashboard.id))];
            Ok((StatusCode::CREATED, place, Answer(Dashboard::from(dashboard))))
        }
        MadeDashboard::TooMany => Err(too_many()),
    }
}

/// Tells a dashboard, whole.
#[utoipa::path(get, path = "/api/v1/dashboards/{dashboardId}", tag = "dashboards",
    operation_id = "read_dashboard", params(("dashboardId" = String, Path)),
    responses((status = 200, body = Dashboard), (status = 404, body = Problem)))]
async fn read(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Answer<Dashboard>, ApiError> {
    let id = number(&id)?;
    let mut connection = state.pool.acquire().await?;
    let found = find_dashboard(&mut connection, reader.project.id, id).await?;
    found.map(|dashboard| Answer(dashboard.into())).ok_or_else(absent)
}

/// Changes a dashboard of the version that is named: what is absent stays. With another version than the stored
/// one nothing is changed, and `current` is what is there.
#[utoipa::path(patch, path = "/api/v1/dashboards/{dashboardId}", tag = "dashboards",
    operation_id = "change_dashboard", params(("dashboardId" = String, Path)),
    request_body = DashboardChange, responses(
    (status = 200, body = Dashboard), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, description = "`version_conflict` or `name_taken`", body = Problem),
    (status = 422, body = Problem)
))]
async fn change(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<DashboardChange>,
) -> Result<Answer<Dashboard>, ApiError> {
    store(&state, &editor, &id, &told).await
}

/// The same as `PATCH`, for whoever sends all of it.
#[utoipa::path(put, path = "/api/v1/dashboards/{dashboardId}", tag = "dashboards",
    operation_id = "replace_dashboard", params(("dashboardId" = String, Path)),
    request_body = DashboardChange, responses(
    (status = 200, body = Dashboard), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, description = "`version_conflict` or `name_taken`", body = Problem),
    (status = 422, body = Problem)
))]
async fn replace(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<DashboardChange>,
) -> Result<Answer<Dashboard>, ApiError> {
    store(&state, &editor, &id, &told).await
}

/// Deletes a dashboard.
#[utoipa::path(delete, path = "/api/v1/dashboards/{dashboardId}", tag = "dashboards",
    operation_id = "delete_dashboard", params(("dashboardId" = String, Path), DashboardVersion), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, description = "`version_conflict`", body = Problem)
))]
async fn delete(
    State(state): State<AppState>,
    editor: Editor,
    Path(id): Path<String>,
    Query(query): Query<DashboardVersion>,
) -> Result<StatusCode, ApiError> {
    let id = number(&id)?;
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    match delete_dashboard(&mut connection, origin, project_id, id, query.version).await? {
        Some(ChangedDashboard::Done(_)) => Ok(StatusCode::NO_CONTENT),
        Some(ChangedDashboard::OtherVersion(current)) => Err(other_version(current)),
        None => Err(absent()),
    }
}

async fn store(
    state: &AppState,
    editor: &Editor,
    id: &str,
    told: &DashboardChange,
) -> Result<Answer<Dashboard>, ApiError> {
    let id = number(id)?;
    let change = checks::Change::new(told)?;
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (editor.caller.origin(), editor.project.id);
    let changed = change_dashboard(&mut connection, origin, project_id, id, change.stored()).await;
    let name = change.name.unwrap_or_default();
    match changed.map_err(|error| name_taken(error, name))? {
        Some(ChangedDashboard::Done(dashboard)) => Ok(Answer(dashboard.into())),
        Some(ChangedDashboard::OtherVersion(current)) => Err(other_version(current)),
        None => Err(absent()),
    }
}

/// Whatever is no number names none.
fn number(id: &str) -> Result<i64, ApiError> {
    id.parse().map_err(|_| absent())
}

fn absent() -> ApiError {
    ApiError::not_found("dashboard")
}
