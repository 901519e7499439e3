//! `GET /api/v1/observability/spans`.

use std::collections::BTreeSet;

use axum::{Json, extract::State};
use farol_model::{TraceId, UnixNano};
use farol_storage::{Patience, SpanCursor, SpanSearch, execution_ids};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{PATIENCE, filter::SpanConditions};
use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    query::{WithConditions, limit},
    wire::Node,
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchPage {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// A page of spans, as far as there was time to look for them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpanPage {
    items: Vec<Node>,
    /// Hand it back as `cursor` for the next page; null at the end.
    #[schema(required)]
    next_cursor: Option<String>,
    /// False where time was up: the page is what was found until then, and the cursor goes on.
    complete: bool,
    /// Where time was up: nothing that starts earlier was looked at.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    searched_to: Option<UnixNano>,
}

/// Searches spans, newest first, without input, output and attributes.
#[utoipa::path(get, path = "/api/v1/observability/spans", tag = "spans",
    params(SpanConditions, SearchPage), responses((status = 200, body = SpanPage)))]
pub(super) async fn search_spans(
    State(state): State<AppState>,
    reader: Reader,
    query: WithConditions<SpanConditions, SearchPage>,
) -> Result<Json<SpanPage>, ApiError> {
    let limit = limit(query.own.limit, 50, 500)?;
    let after = SpanCursor::parse(query.own.cursor.as_deref())?;
    let project_id = reader.project.id;
    let mut connection = state.pool.acquire().await?;
    let filter = query.resolve(&mut connection, project_id).await?;
    let found = match filter {
        None => SpanSearch::default(),
        Some(filter) => {
            let patience = Patience::of(PATIENCE);
            farol_storage::search_spans(&mut connection, &filter, after, limit, patience).await?
        }
    };
    let traces: BTreeSet<TraceId> = found.spans.iter().map(|span| span.trace_id).collect();
    let traces: Vec<TraceId> = traces.into_iter().collect();
    let own_ids = execution_ids(&mut connection, project_id, &traces).await?;
    let items = found.spans.into_iter().map(|row| {
        let trace_id = row.trace_id;
        let execution_id = own_ids.get(&trace_id).cloned();
        Node::alone(row, execution_id.unwrap_or_else(|| trace_id.to_string()))
    });
    Ok(Json(SpanPage {
        items: items.collect(),
        next_cursor: found.next.map(|next| next.encode()),
        complete: found.searched_to.is_none(),
        searched_to: found.searched_to,
    }))
}
