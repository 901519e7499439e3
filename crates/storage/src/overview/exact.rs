//! An overview of a short time, from the executions themselves.

use std::time::Duration;

use farol_model::UnixNano;
use sqlx::PgConnection;

use super::{AgentFigures, ExecutionFigures, Overview, OverviewOf};
use crate::{
    StorageError,
    buckets::{bucket_start, nanoseconds},
    executions::StatusCounts,
};

/// Reads it in one pass over both times: by time, by bucket and by agent.
pub(super) async fn read(
    connection: &mut PgConnection,
    of: OverviewOf,
    (first, last): (UnixNano, UnixNano),
    width: Duration,
) -> Result<Overview, StorageError> {
    // Where nothing is, nothing is asked for: the numbers stay within reach of each other.
    let from = of.before().max(first.0);
    let to = of.to.0.min(last.0.saturating_add(1));
    let middle = of.from.0.max(from);
    let mut overview = Overview::default();
    if from >= to {
        return Ok(overview);
    }
    let (anchor, width) = (bucket_start(UnixNano(middle), width).0, nanoseconds(width));
    let rows = sqlx::query!(
        r#"with picked as materialized (
            select start_ns < $3 as before,
                case when start_ns >= $3 then (start_ns - $5) / $6 * $6 + $5 end as bucket,
                case when start_ns >= $3 then coalesce(agent_name, agent_id) end as agent,
                status, case when status <> 0 then duration_ns end as duration,
                total_tokens, cost, cost_estimated
            from executions where project_id = $1 and start_ns >= $2 and start_ns < $4
        )
        select before as "before!", bucket, agent, grouping(bucket) = 0 as "by_bucket!",
            grouping(agent) = 0 as "by_agent!", count(*) as "all!",
            count(*) filter (where status = 0) as "running!",
            count(*) filter (where status = 2) as "error!",
            count(*) filter (where status = 3) as "skipped!",
            percentile_cont(array[0.5, 0.95]) within group (order by duration) as quantiles,
            least(sum(total_tokens), 9223372036854775807)::bigint as "total_tokens!",
            sum(cost) as cost, bool_or(cost_estimated) as "cost_estimated!"
        from picked group by grouping sets ((before), (before, bucket), (before, agent))"#,
        of.project_id,
        from,
        middle,
        to,
        anchor,
        width,
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let quantiles = row.quantiles.unwrap_or_default();
        let (p50, p95) = (quantiles.first().copied(), quantiles.get(1).copied());
        let (running, error, skipped) = (row.running, row.error, row.skipped);
        let success = row.all - running - error - skipped;
        let figures = ExecutionFigures {
            counts: StatusCounts { running, success, error, skipped },
            p50,
            p95,
            total_tokens: row.total_tokens,
            cost: row.cost,
            cost_estimated: row.cost_estimated,
        };
        match (row.by_bucket, row.by_agent) {
            (false, false) if row.before => overview.previous = figures,
            (false, false) => overview.total = figures,
            (true, _) => {
                if let Some(start) = row.bucket {
                    overview.series.insert(UnixNano(start), figures);
                }
            }
            (false, true) => {
                if let Some(agent) = row.agent.filter(|agent| !agent.is_empty()) {
                    let executions = row.all;
                    overview.agents.push(AgentFigures {
                        agent,
                        executions,
                        errors: error,
                        p50,
                        p95,
                    });
                }
            }
        }
    }
    Ok(overview)
}
