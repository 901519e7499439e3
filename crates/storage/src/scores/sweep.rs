//! Scores that go with their executions.

use farol_model::NANOS_PER_DAY;
use sqlx::PgConnection;

use crate::StorageError;

/// Scores that one statement takes away.
const BATCH: i64 = 5_000;

/// Deletes a batch of a project's scores that came before a day and whose execution is not there, or no
/// longer; returns how many. Those of executions that retention takes away go with these.
pub async fn sweep_scores(
    connection: &mut PgConnection,
    project_id: i32,
    first_kept_day: i64,
) -> Result<u64, StorageError> {
    let deleted = sqlx::query!(
        "delete from scores
        where project_id = $1 and (trace_id, id) in
            (select trace_id, id from scores as score
            where project_id = $1 and arrival < $2
                and not exists (select from executions as execution
                    where execution.project_id = $1 and execution.trace_id = score.trace_id)
                and not exists (select from execution_aliases as alias
                    where alias.project_id = $1 and alias.alias = score.execution_id)
            limit $3)",
        project_id,
        first_kept_day.saturating_mul(NANOS_PER_DAY),
        BATCH,
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
