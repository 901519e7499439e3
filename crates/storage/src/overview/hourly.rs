//! An overview of a long time: executions counted by indexes, their durations, tokens and cost by the hour.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use farol_model::{Histogram, NANOS_PER_HOUR, OTHER, SpanStatus, Tally, UnixNano};
use futures_util::TryStreamExt;
use sqlx::{PgConnection, PgTransaction};

use super::{
    AgentFigures, ExecutionFigures, Overview, OverviewOf,
    models::{hour, hour_behind},
};
use crate::{
    StorageError,
    buckets::bucket_start,
    executions::{ExecutionFilter, StatusCounts, count_executions},
};

/// Wide enough for all that there is.
const ALL: Duration = Duration::from_hours(24 * 3_650);

/// Reads it; `first` is when the oldest execution that is still stored started.
pub(super) async fn read(
    snapshot: &mut PgTransaction<'_>,
    of: OverviewOf,
    first: UnixNano,
    width: Duration,
    deadline: Instant,
) -> Result<Overview, StorageError> {
    let mut sums = Sums {
        of,
        width,
        buckets: BTreeMap::new(),
        previous: Tally::default(),
        agents: HashMap::new(),
    };
    sums.add_usage(snapshot).await?;
    sums.add_roots(snapshot).await?;
    sums.add_ends(snapshot).await?;
    let current = ExecutionFilter {
        project_id: of.project_id,
        from: Some(of.from),
        to: Some(of.to),
        ..ExecutionFilter::default()
    };
    let counted = count_executions(snapshot, &current, width, deadline).await?;
    let before =
        ExecutionFilter { from: Some(UnixNano(of.before())), to: Some(of.from), ..current };
    let before = count_executions(snapshot, &before, ALL, deadline).await?;
    Ok(sums.finish(counted.buckets, before.buckets.values(), first))
}

/// What is added up by time and agent.
struct Sums {
    of: OverviewOf,
    width: Duration,
    buckets: BTreeMap<UnixNano, Tally>,
    previous: Tally,
    agents: HashMap<String, Tally>,
}

impl Sums {
    /// The hours of both times that are whole: of the time before, and of the time itself.
    fn hours(&self) -> [(i32, i32); 2] {
        let OverviewOf { from, to, .. } = self.of;
        [(hour_behind(self.of.before()), hour(from.0)), (hour_behind(from.0), hour(to.0))]
    }

    /// Adds tokens and cost of whole hours.
    async fn add_usage(&mut self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let [before, current] = self.hours();
        let hours = sqlx::query!(
            r#"select hour as "hour!", sum(cost) as "cost!",
                least(sum(total_tokens), 9223372036854775807)::bigint as "total_tokens!",
                sum(priced)::bigint as "priced!", sum(estimated)::bigint as "estimated!"
            from (
                select hour, total_tokens, cost, priced, estimated from statistics
                where project_id = $1 and hour >= $2 and hour < $3
                union all
                select hour, total_tokens, cost, priced, estimated from statistics_deltas
                where project_id = $1 and hour >= $2 and hour < $3
            ) as known
            group by hour"#,
            self.of.project_id,
            before.0,
            current.1,
        )
        .fetch_all(connection)
        .await?;
        for row in hours {
            let tally = Tally {
                total_tokens: row.total_tokens,
                cost: row.cost,
                priced: row.priced,
                estimated: row.estimated,
                ..Tally::default()
            };
            self.add_hour(row.hour, None, &tally);
        }
        Ok(())
    }

    /// Adds the roots of executions of whole hours.
    async fn add_roots(&mut self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let [before, current] = self.hours();
        let mut rows = sqlx::query!(
            r#"select hour as "hour!", agent as "agent!", spans as "spans!", errors as "errors!",
                durations as "durations!"
            from (
                select hour, agent, spans, errors, durations from statistics
                where project_id = $1 and hour >= $2 and hour < $3 and is_root
                union all
                select hour, agent, spans, errors, durations from statistics_deltas
                where project_id = $1 and hour >= $2 and hour < $3 and is_root
            ) as known"#,
            self.of.project_id,
            before.0,
            current.1,
        )
        .fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let tally = Tally {
                spans: row.spans,
                errors: row.errors,
                durations: Histogram::decode(&row.durations),
                ..Tally::default()
            };
            self.add_hour(row.hour, Some(&row.agent), &tally);
        }
        Ok(())
    }

    /// Adds what lies in the hours that an end cuts, from the executions there.
    async fn add_ends(&mut self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let start = |hour: i32| i64::from(hour).saturating_mul(NANOS_PER_HOUR);
        let (before, from, to) = (self.of.before(), self.of.from.0, self.of.to.0);
        let ends = [
            (before, start(hour_behind(before))),
            (start(hour(from)), start(hour_behind(from))),
            (start(hour(to)), to),
        ];
        let (begin, end): (Vec<i64>, Vec<i64>) = ends.into_iter().unzip();
        let mut rows = sqlx::query!(
            r#"select start_ns as "start_ns!", status as "status!", duration_ns,
                total_tokens as "total_tokens!", cost, cost_estimated as "cost_estimated!",
                coalesce(agent_name, agent_id) as agent
            from unnest($2::bigint[], $3::bigint[]) as piece(begin, until)
            join executions on project_id = $1 and start_ns >= piece.begin and start_ns < piece.until"#,
            self.of.project_id,
            &begin,
            &end,
        )
        .fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let status = SpanStatus::from_code(row.status);
            let mut tally = Tally {
                total_tokens: row.total_tokens,
                cost: row.cost.unwrap_or_default(),
                priced: i64::from(row.cost.is_some()),
                estimated: i64::from(row.cost_estimated),
                ..Tally::default()
            };
            if let Some(duration) = row.duration_ns.filter(|_| status != SpanStatus::Running) {
                tally.spans = 1;
                tally.errors = i64::from(status == SpanStatus::Error);
                tally.durations.add(Histogram::bucket(duration), 1);
            }
            self.add(row.start_ns, row.agent.as_deref(), &tally);
        }
        Ok(())
    }

    /// Adds what was counted in an hour, unless an end cuts it.
    fn add_hour(&mut self, hour: i32, agent: Option<&str>, tally: &Tally) {
        if self.hours().into_iter().any(|(first, behind)| (first..behind).contains(&hour)) {
            self.add(i64::from(hour).saturating_mul(NANOS_PER_HOUR), agent, tally);
        }
    }

    fn add(&mut self, start: i64, agent: Option<&str>, tally: &Tally) {
        if start < self.of.from.0 {
            self.previous.merge(tally);
            return;
        }
        let bucket = bucket_start(UnixNano(start), self.width);
        self.buckets.entry(bucket).or_default().merge(tally);
        let Some(agent) = agent.filter(|agent| !agent.is_empty() && *agent != OTHER) else {
            return;
        };
        match self.agents.get_mut(agent) {
            Some(sum) => sum.merge(tally),
            None => _ = self.agents.insert(agent.to_owned(), tally.clone()),
        }
    }

    /// Puts counts and sums together.
    fn finish<'c>(
        self,
        counted: BTreeMap<UnixNano, StatusCounts>,
        before: impl Iterator<Item = &'c StatusCounts>,
        first: UnixNano,
    ) -> Overview {
        let mut buckets: BTreeMap<UnixNano, (StatusCounts, Tally)> = self
            .buckets
            .into_iter()
            .map(|(start, tally)| (start, (StatusCounts::default(), tally)))
            .collect();
        for (start, counts) in counted {
            buckets.entry(start).or_default().0 = counts;
        }
        let (mut counts, mut sum, mut series) =
            (StatusCounts::default(), Tally::default(), BTreeMap::new());
        for (start, (of_bucket, tally)) in buckets {
            let of_bucket = unless_swept(of_bucket, &tally, start < first);
            counts.merge(&of_bucket);
            sum.merge(&tally);
            series.insert(start, ExecutionFigures::of(of_bucket, &tally));
        }
        let mut of_previous = StatusCounts::default();
        before.for_each(|counts| of_previous.merge(counts));
        let is_old = self.of.before() < first.0;
        let of_previous = unless_swept(of_previous, &self.previous, is_old);
        let agents = self.agents.into_iter().map(|(agent, tally)| AgentFigures {
            agent,
            executions: tally.spans,
            errors: tally.errors,
            p50: tally.durations.quantile(0.5),
            p95: tally.durations.quantile(0.95),
        });
        Overview {
            total: ExecutionFigures::of(counts, &sum),
            previous: ExecutionFigures::of(of_previous, &self.previous),
            series,
            agents: agents.filter(|agent| agent.executions > 0).collect(),
            ..Overview::default()
        }
    }
}

/// Statistics are kept far longer than executions: where those are gone, their roots tell how many there were.
fn unless_swept(counts: StatusCounts, tally: &Tally, is_old: bool) -> StatusCounts {
    if !is_old || tally.spans <= counts.total() {
        return counts;
    }
    let (success, error) = (tally.spans - tally.errors, tally.errors);
    StatusCounts { success, error, ..StatusCounts::default() }
}
