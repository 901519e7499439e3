//! Executions as they change, whoever took their spans in.
//!
//! Each group wrote down which executions it touched (`execution_changes`), in an order that is the same for
//! all who read: whoever has read up to a place finds everything else behind it. The primary key serves all
//! of this; the table holds a quarter of an hour.

use std::collections::BTreeSet;

use farol_model::{SpanStatus, TraceId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Key;
use crate::StorageError;

/// What one group changed in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionChange {
    pub seq: i64,
    pub project_id: i32,
    /// The traces, and whether each was new.
    pub traces: Vec<(TraceId, bool)>,
}

/// What followers are told of an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionState {
    pub trace_id: TraceId,
    /// The caller's own id.
    pub execution_id: Option<String>,
    pub status: SpanStatus,
}

/// Writes down which executions a group touched, last in its transaction.
pub(crate) async fn write_changes(
    connection: &mut PgConnection,
    touched: impl Iterator<Item = Key>,
    new: &BTreeSet<Key>,
) -> Result<(), StorageError> {
    let (mut projects, mut traces, mut are_new) = (Vec::new(), Vec::new(), Vec::new());
    for key in touched {
        projects.push(key.0);
        traces.push(key.1);
        are_new.push(new.contains(&key));
    }
    sqlx::query!(
        "insert into execution_changes (project_id, traces, are_new)
        select project_id, array_agg(trace_id), array_agg(is_new)
        from unnest($1::integer[], $2::uuid[], $3::boolean[]) as touched (project_id, trace_id, is_new)
        group by project_id",
        &projects,
        &traces,
        &are_new,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The place behind all that has changed until now and that nothing can turn up before any more.
pub async fn last_execution_change(connection: &mut PgConnection) -> Result<i64, StorageError> {
    let last = sqlx::query_scalar!(
        r#"with changes as (
            select seq, horizon <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                or written_at < clock_timestamp() - interval '3 seconds' as is_settled
            from execution_changes order by seq desc limit 1000
        )
        select coalesce(max(seq), 0) as "last!"
        from changes where seq < all (select seq from changes where not is_settled)"#,
    );
    Ok(last.fetch_one(connection).await?)
}

/// Whether a place is known still, so that nothing behind it is missing.
pub async fn is_known_execution_change(
    connection: &mut PgConnection,
    seq: i64,
) -> Result<bool, StorageError> {
    let known = sqlx::query_scalar!(
        r#"select exists(select from execution_changes where seq = $1)
            or ($1::bigint >= 0 and $1::bigint + 1 = (select min(seq) from execution_changes))
            or ($1::bigint = 0 and not exists(select from execution_changes)) as "known!""#,
        seq,
    );
    Ok(known.fetch_one(connection).await?)
}

/// What changed behind a place, in order, at most so many groups; and whether there is more, or will be in
/// a moment.
///
/// One that another could still be written before is not told yet, for three seconds at most: some other
/// program's long transaction would hold everything up.
pub async fn execution_changes_after(
    connection: &mut PgConnection,
    seq: i64,
    limit: i64,
) -> Result<(Vec<ExecutionChange>, bool), StorageError> {
    let rows = sqlx::query!(
        r#"select seq, project_id, traces, are_new,
            horizon <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                or written_at < clock_timestamp() - interval '3 seconds' as "is_settled!"
        from execution_changes where seq > $1 order by seq limit $2"#,
        seq,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let has_more = rows.iter().any(|row| !row.is_settled)
        || i64::try_from(rows.len()).is_ok_and(|count| count >= limit);
    let settled = rows.into_iter().take_while(|row| row.is_settled);
    let changes = settled.map(|row| ExecutionChange {
        seq: row.seq,
        project_id: row.project_id,
        traces: row.traces.into_iter().map(TraceId).zip(row.are_new).collect(),
    });
    Ok((changes.collect(), has_more))
}

/// Reads what these executions of a project have come to; those that are gone are left out.
pub async fn execution_states(
    connection: &mut PgConnection,
    project_id: i32,
    traces: &[TraceId],
) -> Result<Vec<ExecutionState>, StorageError> {
    let traces: Vec<Uuid> = traces.iter().map(|trace| trace.0).collect();
    let rows = sqlx::query!(
        "select trace_id, execution_id, status from executions
        where project_id = $1 and trace_id = any($2)",
        project_id,
        &traces,
    )
    .fetch_all(connection)
    .await?;
    let states = rows.into_iter().map(|row| ExecutionState {
        trace_id: TraceId(row.trace_id),
        execution_id: row.execution_id,
        status: SpanStatus::from_code(row.status),
    });
    Ok(states.collect())
}

/// Forgets what changed more than a quarter of an hour ago, save the last change, whose place followers of
/// a quiet server still have; returns how many groups.
pub async fn sweep_execution_changes(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let deleted = sqlx::query!(
        "delete from execution_changes where written_at < now() - interval '15 minutes'
            and seq < (select max(seq) from execution_changes)",
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
