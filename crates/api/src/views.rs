//! `/api/v1/views`: filters of a page, kept under a name by a person or for the project.

mod checks;

use axum::{
    Json as Answer,
    extract::State,
    http::{StatusCode, header},
};
use farol_storage::{
    MadeView, NewView, View, ViewChange, ViewsOf, change_view, create_view, delete_view, find_view,
    list_views,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::checks::{MOST, may_change, name_taken, person_of, read_page, read_query, too_many};
use crate::{
    AppState,
    auth::{Reader, Writer},
    cursor::Cursor,
    error::{ApiError, Problem},
    json::Json,
    name::read_name,
    path::Path,
    query::{NoParameters, Query, limit},
    wire::{Page, SavedView, cut},
};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(read, change, delete))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ViewQuery {
    /// A page of the portal; all unless given.
    page: Option<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// A view to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SavedViewNew {
    /// Up to 64 letters, digits, `-`, `_`, `.` and `/`.
    page: String,
    /// Up to 100 characters; another one than its owner's others on the page have.
    name: String,
    /// Any JSON of at most 8,192 bytes, given back as it came.
    #[schema(value_type = serde_json::Value)]
    query: Box<RawValue>,
    /// Whether it is the project's: for editors, and for keys always.
    #[serde(default)]
    shared: bool,
}

/// What becomes different; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SavedViewChange {
    name: Option<String>,
    #[schema(value_type = Option<serde_json::Value>)]
    query: Option<Box<RawValue>>,
    /// Only its owner can take a view back from the project.
    shared: Option<bool>,
}

/// A place in the list.
struct ViewCursor(i64);

impl Cursor for ViewCursor {
    fn encode(&self) -> String {
        self.0.to_string()
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [id] = parts else { return None };
        id.parse().ok().map(Self)
    }
}

/// Lists the project's views and the person's own, the newest first.
#[utoipa::path(get, path = "/api/v1/views", tag = "views", operation_id = "list_views",
    params(ViewQuery), responses((status = 200, body = Page<SavedView>)))]
async fn list(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<ViewQuery>,
) -> Result<Answer<Page<SavedView>>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = ViewCursor::parse(query.cursor.as_deref())?.map(|cursor| cursor.0);
    let mut connection = state.pool.acquire().await?;
    let of = ViewsOf { project_id: reader.project.id, person: person_of(&reader.caller) };
    let page = query.page.as_deref();
    let mut views = list_views(&mut connection, of, page, after, limit + 1).await?;
    let has_more = cut(&mut views, limit);
    let last = views.last().filter(|_| has_more);
    let next_cursor = last.map(|view| ViewCursor(view.id).encode());
    Ok(Answer(Page { items: views.into_iter().map(SavedView::new).collect(), next_cursor }))
}

/// Keeps a view.
#[utoipa::path(post, path = "/api/v1/views", tag = "views", operation_id = "create_view",
    request_body = SavedViewNew, responses(
    (status = 201, body = SavedView), (status = 403, body = Problem), (status = 409, body = Problem),
    (status = 422, body = Problem)
))]
async fn create(
    State(state): State<AppState>,
    writer: Writer,
    _: Query<NoParameters>,
    Json(told): Json<SavedViewNew>,
) -> Result<(StatusCode, [(header::HeaderName, String); 1], Answer<SavedView>), ApiError> {
    let new = NewView {
        page: read_page(&told.page)?,
        name: read_name(&told.name)?,
        query: read_query(&told.query)?,
        shared: told.shared,
    };
    if told.shared {
        writer.may_share.clone()?;
    } else if person_of(&writer.caller).is_none() {
        return Err(ApiError::invalid("shared", "a key's views are the project's: must be true"));
    }
    let mut connection = state.pool.acquire().await?;
    let (origin, project_id) = (writer.caller.origin(), writer.project.id);
    let made = create_view(&mut connection, origin, project_id, new, MOST).await;
    match made.map_err(|error| name_taken(error, new.name))? {
        MadeView::Made(view) => {
            let place = [(header::LOCATION, format!("/api/v1/views/{}", view.id))];
            Ok((StatusCode::CREATED, place, Answer(SavedView::new(view))))
        }
        MadeView::TooMany => Err(too_many()),
    }
}

/// Tells a view.
#[utoipa::path(get, path = "/api/v1/views/{viewId}", tag = "views", operation_id = "read_view",
    params(("viewId" = String, Path)), responses((status = 200, body = SavedView), (status = 404, body = Problem)))]
async fn read(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Answer<SavedView>, ApiError> {
    let of = ViewsOf { project_id: reader.project.id, person: person_of(&reader.caller) };
    Ok(Answer(SavedView::new(find(&state, of, &id).await?)))
}

/// Changes a view: one's own, or, as an editor, the project's.
#[utoipa::path(patch, path = "/api/v1/views/{viewId}", tag = "views", operation_id = "change_view",
    params(("viewId" = String, Path)), request_body = SavedViewChange, responses(
    (status = 200, body = SavedView), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem)
))]
async fn change(
    State(state): State<AppState>,
    writer: Writer,
    Path(id): Path<String>,
    _: Query<NoParameters>,
    Json(told): Json<SavedViewChange>,
) -> Result<Answer<SavedView>, ApiError> {
    let change = ViewChange {
        name: told.name.as_deref().map(read_name).transpose()?,
        query: told.query.as_deref().map(read_query).transpose()?,
        shared: told.shared,
    };
    let of = ViewsOf { project_id: writer.project.id, person: person_of(&writer.caller) };
    let found = find(&state, of, &id).await?;
    may_change(&writer, &found, change.shared)?;
    let mut connection = state.pool.acquire().await?;
    let origin = writer.caller.origin();
    let changed = change_view(&mut connection, origin, of.project_id, &found, change).await;
    let changed = changed.map_err(|error| name_taken(error, change.name.unwrap_or(&found.name)))?;
    changed.map(|view| Answer(SavedView::new(view))).ok_or_else(|| ApiError::not_found("view"))
}

/// Deletes a view: one's own, or, as an editor, the project's.
#[utoipa::path(delete, path = "/api/v1/views/{viewId}", tag = "views", operation_id = "delete_view",
    params(("viewId" = String, Path)), responses(
    (status = 204), (status = 403, body = Problem), (status = 404, body = Problem)
))]
async fn delete(
    State(state): State<AppState>,
    writer: Writer,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<StatusCode, ApiError> {
    let of = ViewsOf { project_id: writer.project.id, person: person_of(&writer.caller) };
    let found = find(&state, of, &id).await?;
    may_change(&writer, &found, None)?;
    let mut connection = state.pool.acquire().await?;
    let origin = writer.caller.origin();
    let deleted = delete_view(&mut connection, origin, of.project_id, &found).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::not_found("view")) }
}

async fn find(state: &AppState, of: ViewsOf<'_>, id: &str) -> Result<View, ApiError> {
    let absent = || ApiError::not_found("view");
    let id = id.parse().map_err(|_| absent())?;
    let mut connection = state.pool.acquire().await?;
    find_view(&mut connection, of, id).await?.ok_or_else(absent)
}
