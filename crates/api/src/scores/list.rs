//! An execution's scores, and the names that a project's scores have.

use axum::{Json, extract::State};
use farol_model::{SpanId, TraceId, UnixNano};
use farol_storage::{ScoreCursor, ScoreFilter, list_score_names, list_scores};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    executions::Found,
    path::Path,
    query::{Query, limit},
    wire::{Page, Score, ScoreKindName, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExecutionScoreQuery {
    /// Of this span alone, by its own id or by that which its node was sent with.
    span_id: Option<String>,
    /// Repeatable, as is `source`.
    #[serde(default)]
    name: Vec<String>,
    #[serde(default)]
    source: Vec<String>,
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Lists an execution's scores and its spans' in the order of time.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/scores", tag = "scores",
    params(("id" = String, Path), ExecutionScoreQuery), responses((status = 200, body = Page<Score>)))]
pub(crate) async fn list_execution_scores(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ExecutionScoreQuery>,
) -> Result<Json<Page<Score>>, ApiError> {
    let filter = ScoreFilter {
        project_id: reader.project.id,
        traces: Vec::new(),
        span_id: query.span_id.as_deref().map(SpanId::of_text),
        names: query.name,
        sources: query.source,
        after: ScoreCursor::parse(query.cursor.as_deref())?,
        limit: limit(query.limit, 50, 500)?,
    };
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let filter = ScoreFilter { traces: found.log_traces, ..filter };
    Ok(Json(read_page(&mut connection, filter).await?))
}

/// The first scores of these traces, for who shows them beside their execution; says whether there are more.
pub(crate) async fn scores_of(
    connection: &mut PgConnection,
    project_id: i32,
    traces: Vec<TraceId>,
    limit: i64,
) -> Result<(Vec<Score>, bool), ApiError> {
    let filter = ScoreFilter { project_id, traces, limit, ..ScoreFilter::default() };
    let page = read_page(connection, filter).await?;
    Ok((page.items, page.next_cursor.is_some()))
}

async fn read_page(
    connection: &mut PgConnection,
    filter: ScoreFilter,
) -> Result<Page<Score>, ApiError> {
    let limit = filter.limit;
    let mut scores = list_scores(connection, &ScoreFilter { limit: limit + 1, ..filter }).await?;
    let has_more = cut(&mut scores, limit);
    let last = scores.last().filter(|_| has_more);
    let next_cursor = last.map(|score| score.cursor().encode());
    Ok(Page { items: scores.into_iter().map(Score::from).collect(), next_cursor })
}

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScoreNameQuery {
    /// At most 500; 100 unless given.
    limit: Option<i64>,
    /// Names behind this one alone: hand the last one back for the next page.
    after: Option<String>,
}

/// A name that scores have.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScoreNameItem {
    name: String,
    /// What the newest is.
    kind: ScoreKindName,
    count: i64,
    /// That of the newest.
    #[schema(value_type = String, format = DateTime)]
    last_time: UnixNano,
}

/// The names that scores have.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScoreNames {
    items: Vec<ScoreNameItem>,
    has_more: bool,
}

/// Lists the names that the project's scores have, in their order.
#[utoipa::path(get, path = "/api/v1/scores/names", tag = "scores", operation_id = "list_score_names",
    params(ScoreNameQuery), responses((status = 200, body = ScoreNames)))]
pub(crate) async fn list_names(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<ScoreNameQuery>,
) -> Result<Json<ScoreNames>, ApiError> {
    let limit = limit(query.limit, 100, 500)?;
    let mut connection = state.pool.acquire().await?;
    let after = query.after.as_deref();
    let mut names = list_score_names(&mut connection, reader.project.id, after, limit + 1).await?;
    let has_more = cut(&mut names, limit);
    let items = names.into_iter().map(|of| ScoreNameItem {
        name: of.name,
        kind: of.kind.into(),
        count: of.count,
        last_time: of.last_time,
    });
    Ok(Json(ScoreNames { items: items.collect(), has_more }))
}
