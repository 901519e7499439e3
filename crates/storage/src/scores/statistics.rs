//! What scores of a name come to: in all, by agent, over time, and how they are distributed.

use std::time::Duration;

use farol_model::UnixNano;
use sqlx::{PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};

use crate::{
    StorageError,
    buckets::{ORIGIN, nanoseconds},
    executions::push_any,
};

/// Agents and labels that are told apart.
const GROUPS: i64 = 50;

/// Bands that numbers are counted in.
const BANDS: i32 = 10;

/// Which scores are counted; every condition must hold, any value of a list will do.
#[derive(Clone, Debug)]
pub struct ScoresOf {
    pub project_id: i32,
    pub name: String,
    /// The score's own time, inclusive.
    pub from: UnixNano,
    /// Exclusive.
    pub to: UnixNano,
    pub sources: Vec<String>,
    /// Ids or names of agents whose executions were scored.
    pub agents: Vec<String>,
}

/// What scores come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreStatistics {
    pub total: ScoreTally,
    /// Equal bands from the least number to the greatest; none where no score has a number.
    pub bands: Vec<ScoreBand>,
    /// The most frequent first.
    pub labels: Vec<ScoreLabel>,
    /// Those with most scores first.
    pub agents: Vec<ScoreAgent>,
    /// By the start of the bucket, those alone that have scores.
    pub series: Vec<(UnixNano, ScoreTally)>,
}

/// What some scores come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScoreTally {
    pub count: i64,
    /// Of those that have a number, booleans included; as are the others.
    pub mean: Option<f64>,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// Scores whose numbers lie in a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreBand {
    /// Inclusive.
    pub from: f64,
    /// Exclusive, save that of the last band.
    pub to: f64,
    pub count: i64,
}

/// Scores with one label.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLabel {
    pub label: String,
    pub count: i64,
}

/// An agent's scores.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreAgent {
    /// Its name, or its id where it has none; `None` for executions without one, or that are not there.
    pub agent: Option<String>,
    pub tally: ScoreTally,
}

/// Adds up the scores of a name, over time in buckets of this width.
pub async fn read_score_statistics(
    connection: &mut PgConnection,
    of: &ScoresOf,
    width: Duration,
) -> Result<ScoreStatistics, StorageError> {
    let mut total = of.select(&format!("select {TALLY}"), false);
    let total = tally(&total.build().fetch_one(&mut *connection).await?, 0)?;
    let (origin, width) = (ORIGIN, nanoseconds(width));
    // The remainder of a time before the origin is negative.
    let start = format!("time_ns - ((time_ns - {origin}) % {width} + {width}) % {width}");
    let mut series = of.select(&format!("select {start}, {TALLY}"), false);
    series.push(" group by 1 order by 1");
    let series = series.build().fetch_all(&mut *connection).await?;
    let series = series.iter().map(|row| Ok((UnixNano(row.try_get(0)?), tally(row, 1)?)));
    let mut agents = of.select(&format!("select agent.called, {TALLY}"), true);
    agents.push(" group by 1 order by 2 desc, 1 limit ").push_bind(GROUPS);
    let agents = agents.build().fetch_all(&mut *connection).await?;
    let agents =
        agents.iter().map(|row| Ok(ScoreAgent { agent: row.try_get(0)?, tally: tally(row, 1)? }));
    let mut labels = of.select("select score.label, count(*)", false);
    labels.push(" and score.label is not null group by 1 order by 2 desc, 1 limit ");
    labels.push_bind(GROUPS);
    let labels = labels.build().fetch_all(&mut *connection).await?;
    let labels =
        labels.iter().map(|row| Ok(ScoreLabel { label: row.try_get(0)?, count: row.try_get(1)? }));
    Ok(ScoreStatistics {
        total,
        series: series.collect::<sqlx::Result<_>>()?,
        agents: agents.collect::<sqlx::Result<_>>()?,
        labels: labels.collect::<sqlx::Result<_>>()?,
        bands: read_bands(connection, of, total).await?,
    })
}

const TALLY: &str = "count(*), avg(score.number), min(score.number), max(score.number)";

fn tally(row: &PgRow, first: usize) -> sqlx::Result<ScoreTally> {
    Ok(ScoreTally {
        count: row.try_get(first)?,
        mean: row.try_get(first + 1)?,
        min: row.try_get(first + 2)?,
        max: row.try_get(first + 3)?,
    })
}

async fn read_bands(
    connection: &mut PgConnection,
    of: &ScoresOf,
    total: ScoreTally,
) -> Result<Vec<ScoreBand>, StorageError> {
    let (Some(least), Some(greatest)) = (total.min, total.max) else { return Ok(Vec::new()) };
    // What is a share of one, as most are, is shown as such, whatever was found of it.
    let is_share = least >= 0.0 && greatest <= 1.0;
    let (from, to) = if is_share { (0.0, 1.0) } else { (least, greatest) };
    let step = (to - from) / f64::from(BANDS);
    if step <= 0.0 {
        let mut scored = of.select("select count(score.number)", false);
        let count = scored.build().fetch_one(connection).await?.try_get(0)?;
        return Ok(vec![ScoreBand { from, to, count }]);
    }
    let mut query = QueryBuilder::<Postgres>::new("select least(width_bucket(score.number, ");
    query.push_bind(from).push("::float8, ").push_bind(to).push("::float8, ").push_bind(BANDS);
    query.push("), ").push_bind(BANDS).push("), count(*)");
    of.push(&mut query, false);
    query.push(" and score.number is not null group by 1");
    let rows = query.build().fetch_all(connection).await?;
    let edge = |band: i32| if band == BANDS { to } else { from + step * f64::from(band) };
    let mut bands: Vec<ScoreBand> = (0..BANDS)
        .map(|band| ScoreBand { from: edge(band), to: edge(band + 1), count: 0 })
        .collect();
    for row in rows {
        let (band, count): (i32, i64) = (row.try_get(0)?, row.try_get(1)?);
        let place = usize::try_from(band - 1).unwrap_or_default();
        if let Some(band) = bands.get_mut(place) {
            band.count += count;
        }
    }
    Ok(bands)
}

impl ScoresOf {
    fn select(&self, what: &str, by_agent: bool) -> QueryBuilder<Postgres> {
        let mut query = QueryBuilder::new(what);
        self.push(&mut query, by_agent);
        query
    }

    /// Adds the table and the conditions; executions are looked at only where their agents matter.
    fn push(&self, query: &mut QueryBuilder<Postgres>, by_agent: bool) {
        query.push(" from scores as score");
        if by_agent || !self.agents.is_empty() {
            query.push(AGENT);
        }
        query.push(" where score.project_id = ").push_bind(self.project_id);
        query.push(" and score.name = ").push_bind(self.name.clone());
        query.push(" and score.time_ns >= ").push_bind(self.from.0);
        query.push(" and score.time_ns < ").push_bind(self.to.0);
        push_any(query, "score.source", self.sources.clone());
        if !self.agents.is_empty() {
            query.push(" and (agent.agent_id = any(").push_bind(self.agents.clone());
            query.push(") or agent.agent_name = any(").push_bind(self.agents.clone()).push("))");
        }
    }
}

/// The agent of the execution: found by its trace, or by the caller's own id, whose first will do.
const AGENT: &str = " left join lateral (
    select agent_id, agent_name, coalesce(agent_name, agent_id) as called
    from executions as execution
    where execution.project_id = score.project_id and execution.trace_id in
        (select score.trace_id union all
        select alias.trace_id from execution_aliases as alias
        where alias.project_id = score.project_id and alias.alias = score.execution_id)
    order by start_ns, arrival, trace_id limit 1
) as agent on true";
