//! `GET /api/v1/observability/spans/breakdown`.

use axum::{Json, extract::State};
use farol_model::UnixNano;
use farol_storage::{Breakdown, Patience, SpanField};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{PATIENCE, filter::SpanConditions};
use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{WithConditions, limit},
    wire::Figures,
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct BreakdownQuery {
    /// `name` (the default), `type`, `status`, `service`, `model`, `provider`, `agent`, `tool`, `user`,
    /// `session` or `attr.<key>`.
    by: Option<String>,
    /// Groups, at most 500; 50 unless given. The spans of all others are in `other`.
    limit: Option<i64>,
}

/// Spans counted by a field. Tokens and cost are what the spans of a group say themselves: a span
/// that repeats its children's is in its own group. (The statistics count such tokens once.)
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpanBreakdown {
    /// The groups with most spans first.
    items: Vec<Group>,
    /// Groups beyond the limit, together.
    #[schema(required, inline)]
    other: Option<OtherGroups>,
    /// False where time was up: only spans that start at `searchedTo` or later are counted.
    complete: bool,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
}

/// The spans that have one value.
#[derive(Serialize, ToSchema)]
struct Group {
    /// Null: the spans that have none.
    #[schema(required)]
    value: Option<String>,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize, ToSchema)]
struct OtherGroups {
    /// How many values they have, as far as they were told apart: up to 10,000.
    values: usize,
    #[serde(flatten)]
    figures: Figures,
}

/// Breaks spans down by a field: how many, how many failed, how long they took, what they used.
#[utoipa::path(get, path = "/api/v1/observability/spans/breakdown", tag = "spans",
    params(BreakdownQuery, SpanConditions), responses((status = 200, body = SpanBreakdown)))]
pub(super) async fn break_down_spans(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<SpanConditions, BreakdownQuery>,
) -> Result<Json<SpanBreakdown>, ApiError> {
    let field = field(query.own.by.as_deref().unwrap_or("name"))?;
    let limit = usize::try_from(limit(query.own.limit, 50, 500)?).unwrap_or(usize::MAX);
    let mut connection = state.pool.acquire().await?;
    let filter = query.resolve(&mut connection, reader.project.id).await?;
    let found = match filter {
        None => Breakdown::default(),
        Some(filter) => {
            let patience = Patience::of(PATIENCE);
            farol_storage::break_down_spans(&mut connection, &filter, &field, limit, patience)
                .await?
        }
    };
    let items = found.groups.iter();
    let items =
        items.map(|group| Group { value: group.value.clone(), figures: Figures::of(&group.tally) });
    let other = (found.other.spans > 0)
        .then(|| OtherGroups { values: found.others, figures: Figures::of(&found.other) });
    Ok(Json(SpanBreakdown {
        items: items.collect(),
        other,
        complete: found.searched_to.is_none(),
        searched_to: found.searched_to,
    }))
}

fn field(name: &str) -> Result<SpanField, ApiError> {
    Ok(match name {
        "name" => SpanField::Name,
        "type" => SpanField::Type,
        "status" => SpanField::Status,
        "service" => SpanField::Service,
        "model" => SpanField::Model,
        "provider" => SpanField::Provider,
        "agent" => SpanField::Agent,
        "tool" => SpanField::Tool,
        "user" => SpanField::User,
        "session" => SpanField::Session,
        _ => match name.strip_prefix("attr.") {
            Some(key) if !key.is_empty() && key.len() <= 1_024 => {
                SpanField::Attribute(key.to_owned())
            }
            _ => {
                let detail = "must be name, type, status, service, model, provider, agent, tool, \
                              user, session or attr.<key>";
                return Err(ApiError::invalid("by", detail));
            }
        },
    })
}
