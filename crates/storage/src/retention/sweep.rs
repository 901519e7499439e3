//! Rows that go one by one: those of a day that others still need, and what stood beside them.

use farol_model::NANOS_PER_DAY;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use crate::{PartitionedTable, StorageError};

/// Rows that one transaction takes away, or a few more where their times are equal.
const BATCH: i64 = 5_000;

/// Summaries that one transaction takes away: their rows are locked meanwhile.
const EXECUTIONS_BATCH: i64 = 1_000;

/// Deletes a batch of a project's rows of a day, oldest first; returns how many, 0 where none are
/// left. Makes its own transaction.
pub async fn delete_rows(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
    project_id: i32,
) -> Result<u64, StorageError> {
    let (partition, time) = (table.partition(day), table.time_column());
    let mut transaction = connection.begin().await?;
    let statement = format!(
        "delete from {partition} where project_id = $1 and {time} <= coalesce( \
             (select {time} from {partition} where project_id = $1 \
              order by {time} offset $2 limit 1), $3)"
    );
    let deleted = sqlx::query(AssertSqlSafe(statement))
        .bind(project_id)
        .bind(BATCH - 1)
        .bind((day + 1) * NANOS_PER_DAY)
        .execute(&mut *transaction)
        .await?
        .rows_affected();
    sqlx::query!(
        "update partition_usage set
            rows = greatest(rows - $4, 0),
            bytes = case when rows > $4 then (bytes::numeric / rows * (rows - $4))::bigint else 0 end
        where kind = $1 and day = $2::bigint and project_id = $3",
        table.name(),
        day,
        project_id,
        i64::try_from(deleted).unwrap_or(i64::MAX),
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(deleted)
}

/// Deletes a batch of a project's executions whose last span started before a day, their aliases and
/// scores; returns how many. Makes its own transaction.
///
/// One that meanwhile gets a newer span stays: the condition is looked at again under its lock.
pub async fn sweep_executions(
    connection: &mut PgConnection,
    project_id: i32,
    first_kept_day: i64,
) -> Result<u64, StorageError> {
    let mut transaction = connection.begin().await?;
    let gone = sqlx::query!(
        "delete from executions
        where project_id = $1 and last_start_ns < $2 and trace_id in
            (select trace_id from executions
            where project_id = $1 and start_ns < $2 and last_start_ns < $2
            order by start_ns limit $3)
        returning trace_id, execution_id",
        project_id,
        first_kept_day.saturating_mul(NANOS_PER_DAY),
        EXECUTIONS_BATCH,
    )
    .fetch_all(&mut *transaction)
    .await?;
    let (aliases, traces): (Vec<String>, Vec<Uuid>) =
        gone.iter().filter_map(|row| Some((row.execution_id.clone()?, row.trace_id))).unzip();
    if !aliases.is_empty() {
        sqlx::query!(
            "delete from execution_aliases
            where project_id = $1 and (alias, trace_id) in
                (select * from unnest($2::text[], $3::uuid[]))",
            project_id,
            &aliases,
            &traces,
        )
        .execute(&mut *transaction)
        .await?;
    }
    let traces: Vec<Uuid> = gone.iter().map(|row| row.trace_id).collect();
    sqlx::query!(
        "delete from scores where project_id = $1 and trace_id = any($2)",
        project_id,
        &traces
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(gone.len() as u64)
}
