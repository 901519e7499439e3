//! `GET /api/v1/observability/logs/fields`.

use axum::{Json, extract::State};
use farol_model::UnixNano;
use farol_storage::{FieldSource, LogField, SampleOf, sample_fields};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::filter::{AskedLogs, LogConditions};
use crate::{AppState, auth::Reader, error::ApiError, query::WithConditions};

/// Records that are looked at.
const SAMPLE: usize = 10_000;

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FieldQuery {
    /// Values that are told of each field: at most 100; 10 unless given.
    values: Option<usize>,
}

/// The fields of a sample of log records.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogFieldList {
    /// The most frequent first.
    items: Vec<Field>,
    /// Records that were looked at: the newest, 10,000 at most.
    sampled: usize,
    /// Whether these are all.
    complete: bool,
    /// Where they are not: the oldest time that was looked at.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
}

/// A field of log records.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Field {
    /// The key of an attribute, with dots before the keys of nested values; or a record's own field.
    name: String,
    /// `record`, `attributes` or `resource`.
    source: &'static str,
    /// The parameter that filters by it, where there is one.
    #[schema(required)]
    parameter: Option<String>,
    /// Records of the sample that have it.
    count: usize,
    /// The most frequent first.
    values: Vec<FieldValue>,
    /// Whether there are more values than these.
    has_more_values: bool,
}

/// A value, and how often it was there.
#[derive(Serialize, ToSchema)]
struct FieldValue {
    value: String,
    count: usize,
}

/// Tells which fields log records have, and their most frequent values.
#[utoipa::path(get, path = "/api/v1/observability/logs/fields", tag = "logs",
    params(LogConditions, FieldQuery), responses((status = 200, body = LogFieldList)))]
pub(super) async fn list_log_fields(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<LogConditions, FieldQuery>,
) -> Result<Json<LogFieldList>, ApiError> {
    let values = query.own.values.unwrap_or(10);
    if !(1..=100).contains(&values) {
        return Err(ApiError::invalid("values", "must be from 1 to 100"));
    }
    let sample = SampleOf { records: SAMPLE, deadline: state.search_deadline() };
    let asked = AskedLogs::new(query, reader.project.id)?;
    let mut connection = state.pool.acquire().await?;
    let filter = asked.resolve(&mut connection).await?;
    let found = sample_fields(&mut connection, &filter, sample).await?;
    Ok(Json(LogFieldList {
        items: found.fields.into_iter().map(|field| Field::new(field, values)).collect(),
        sampled: found.sampled,
        complete: found.searched_to.is_none(),
        searched_to: found.searched_to,
    }))
}

impl Field {
    fn new(field: LogField, values: usize) -> Self {
        let (source, parameter) = match field.source {
            FieldSource::Record => {
                let has_one = ["level", "service"].contains(&&*field.name);
                ("record", has_one.then(|| field.name.clone()))
            }
            FieldSource::Attributes => ("attributes", Some(format!("attr.{}", field.name))),
            FieldSource::Resource => ("resource", Some(format!("attr.{}", field.name))),
        };
        let has_more_values = field.has_others || field.values.len() > values;
        let told = field.values.into_iter().take(values);
        Self {
            name: field.name,
            source,
            parameter,
            count: field.count,
            values: told.map(|(value, count)| FieldValue { value, count }).collect(),
            has_more_values,
        }
    }
}
