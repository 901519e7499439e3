//! `GET /api/v1/events/{name}/properties`: what events of a name tell.

use axum::{Json, extract::State};
use farol_model::{UnixNano, rollup::TypeCounts};
use farol_storage::{EventProperty, begin_snapshot};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    metrics_query::json_of,
    path::Path,
    query::{NoParameters, Query},
    wire::Items,
};

/// Values that are told of a property.
const MOST_VALUES: usize = 50;

/// A property that events of a name have.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventPropertyInfo {
    name: String,
    /// The most frequent first; more than one where it comes as this and that.
    types: Vec<TypeCount>,
    /// Events that have it.
    count: u64,
    #[schema(value_type = String, format = DateTime)]
    first_seen: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    last_seen: UnixNano,
    /// At most 50, the most frequent first.
    values: Vec<ValueCount>,
    /// False where there are more: then these are samples, and their counts are null.
    values_complete: bool,
}

#[derive(Serialize, ToSchema)]
struct TypeCount {
    #[serde(rename = "type")]
    kind: PropertyType,
    count: u64,
}

#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum PropertyType {
    Number,
    Text,
    Boolean,
    /// A list or an object: kept, and not counted by.
    Other,
}

#[derive(Serialize, ToSchema)]
struct ValueCount {
    /// A text, a number or a boolean.
    value: Value,
    #[schema(required)]
    count: Option<u64>,
}

/// Lists the properties that events of a name have, in the order of their names.
#[utoipa::path(get, path = "/api/v1/events/{name}/properties", tag = "events",
    params(("name" = String, Path, description = "Any text, `/` as `%2F`")),
    responses((status = 200, body = Items<EventPropertyInfo>), (status = 404, body = Problem)))]
pub(crate) async fn list_event_properties(
    State(state): State<AppState>,
    reader: Reader,
    Path(name): Path<String>,
    _: Query<NoParameters>,
) -> Result<Json<Items<EventPropertyInfo>>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let project_id = reader.project.id;
    let found = farol_storage::list_event_properties(&mut snapshot, project_id, &name).await?;
    let found = found.ok_or_else(|| ApiError::not_found("event"))?;
    Ok(Json(found.into_iter().map(EventPropertyInfo::from).collect()))
}

impl From<EventProperty> for EventPropertyInfo {
    fn from(property: EventProperty) -> Self {
        let EventProperty { name, types, first_seen, last_seen, values, values_complete } =
            property;
        let types = counts(types);
        let count = types.iter().map(|of| of.count).sum();
        let values_complete = values_complete && values.len() <= MOST_VALUES;
        let values = values.into_iter().take(MOST_VALUES).map(|(value, count)| ValueCount {
            value: json_of(&value),
            count: count.filter(|_| values_complete),
        });
        let values = values.collect();
        Self { name, types, count, first_seen, last_seen, values, values_complete }
    }
}

fn counts(types: TypeCounts) -> Vec<TypeCount> {
    let mut counts = vec![
        TypeCount { kind: PropertyType::Number, count: types.numbers },
        TypeCount { kind: PropertyType::Text, count: types.texts },
        TypeCount { kind: PropertyType::Boolean, count: types.booleans },
        TypeCount { kind: PropertyType::Other, count: types.others },
    ];
    counts.retain(|of| of.count > 0);
    counts.sort_by_key(|of| std::cmp::Reverse(of.count));
    counts
}
