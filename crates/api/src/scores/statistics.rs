//! `GET /api/v1/scores/stats`.

use std::collections::HashMap;

use axum::{Json, extract::State};
use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_storage::{ScoreStatistics, ScoreTally, ScoresOf, begin_snapshot, read_score_statistics};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState,
    auth::Reader,
    error::ApiError,
    query::{Interval, Query, Time, bucket_starts, bucket_width},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScoreStatisticsQuery {
    /// Which scores.
    name: String,
    /// An agent's id or name, whose executions were scored; repeatable, as is `source`.
    #[serde(default)]
    agent_id: Vec<String>,
    /// Who or what judged.
    #[serde(default)]
    source: Vec<String>,
    /// The score's own time, inclusive; thirty days before `to` unless given.
    #[param(value_type = Option<String>)]
    from: Option<Time>,
    /// Exclusive; now unless given.
    #[param(value_type = Option<String>)]
    to: Option<Time>,
    /// A number and s, m, h, d or w, such as `6h`; chosen for at most a hundred buckets unless given.
    #[param(value_type = Option<String>)]
    interval: Option<Interval>,
}

/// What the scores of a name come to. Means, bounds and bands are those of numbers, a boolean being 0 or 1.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScoreSummary {
    name: String,
    #[schema(value_type = String, format = DateTime)]
    from: UnixNano,
    #[schema(value_type = String, format = DateTime)]
    to: UnixNano,
    total: ScoreFigures,
    /// Ten equal bands from 0 to 1 where all numbers lie there, else from the least to the greatest.
    bands: Vec<ScoreBandItem>,
    /// The fifty most frequent.
    labels: Vec<ScoreLabelItem>,
    /// The fifty with most scores.
    agents: Vec<ScoreAgentItem>,
    #[serde(rename = "intervalSeconds")]
    interval: u64,
    /// Every bucket in order, also where it is empty.
    series: Vec<ScorePoint>,
}

#[derive(Clone, Copy, Default, Serialize, ToSchema)]
struct ScoreFigures {
    count: i64,
    /// Null where no score has a number, as are the next two.
    #[schema(required)]
    mean: Option<f64>,
    #[schema(required)]
    min: Option<f64>,
    #[schema(required)]
    max: Option<f64>,
}

/// Scores whose numbers lie from one, which is in it, to the other, which is in the last band alone.
#[derive(Serialize, ToSchema)]
struct ScoreBandItem {
    from: f64,
    to: f64,
    count: i64,
}

#[derive(Serialize, ToSchema)]
struct ScoreLabelItem {
    label: String,
    count: i64,
}

#[derive(Serialize, ToSchema)]
struct ScoreAgentItem {
    /// Its name, or its id where it has none; null for executions without one, or that are not there.
    #[schema(required)]
    agent: Option<String>,
    #[serde(flatten)]
    figures: ScoreFigures,
}

#[derive(Serialize, ToSchema)]
struct ScorePoint {
    /// The beginning of the bucket.
    #[schema(value_type = String, format = DateTime)]
    start: UnixNano,
    #[serde(flatten)]
    figures: ScoreFigures,
}

/// Tells what the scores of a name come to: in all, by agent, over time, and how they are distributed.
#[utoipa::path(get, path = "/api/v1/scores/stats", tag = "scores", params(ScoreStatisticsQuery),
    responses((status = 200, body = ScoreSummary)))]
pub(crate) async fn summarise_scores(
    State(state): State<AppState>,
    reader: Reader,
    Query(query): Query<ScoreStatisticsQuery>,
) -> Result<Json<ScoreSummary>, ApiError> {
    let to = query.to.map_or_else(UnixNano::now, |time| time.0);
    let month = UnixNano(to.0.saturating_sub(30 * NANOS_PER_DAY));
    let from = query.from.map_or(month, |time| time.0);
    if from >= to {
        return Err(ApiError::invalid("to", "must be later than `from`"));
    }
    let width = bucket_width(from, to, query.interval)?;
    let of = ScoresOf {
        project_id: reader.project.id,
        name: query.name,
        from,
        to,
        sources: query.source,
        agents: query.agent_id,
    };
    let mut connection = state.pool.acquire().await?;
    let mut snapshot = begin_snapshot(&mut connection).await?;
    let found = read_score_statistics(&mut snapshot, &of, width).await?;
    snapshot.rollback().await?;
    let ScoreStatistics { total, bands, labels, agents, series } = found;
    let known: HashMap<UnixNano, ScoreTally> = series.into_iter().collect();
    let point = |start| {
        let figures = known.get(&start).copied().unwrap_or_default().into();
        ScorePoint { start, figures }
    };
    Ok(Json(ScoreSummary {
        total: total.into(),
        bands: bands
            .into_iter()
            .map(|band| ScoreBandItem { from: band.from, to: band.to, count: band.count })
            .collect(),
        labels: labels
            .into_iter()
            .map(|of| ScoreLabelItem { label: of.label, count: of.count })
            .collect(),
        agents: agents
            .into_iter()
            .map(|of| ScoreAgentItem { agent: of.agent, figures: of.tally.into() })
            .collect(),
        interval: width.as_secs(),
        series: bucket_starts(from, to, width).map(point).collect(),
        name: of.name,
        from,
        to,
    }))
}

impl From<ScoreTally> for ScoreFigures {
    fn from(tally: ScoreTally) -> Self {
        Self { count: tally.count, mean: tally.mean, min: tally.min, max: tally.max }
    }
}
