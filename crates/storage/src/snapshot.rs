//! Several questions to one state of the database, and how long they may take.

use std::time::Instant;

use sqlx::{AssertSqlSafe, Connection, PgConnection, PgTransaction};

use crate::StorageError;

/// A transaction that reads: whatever it asks, it sees the database as it is now.
pub async fn begin_snapshot(
    connection: &mut PgConnection,
) -> Result<PgTransaction<'_>, StorageError> {
    Ok(connection.begin_with("begin isolation level repeatable read, read only").await?)
}

/// Has the transaction's next statements cancelled at a time.
pub(crate) async fn limit_time(
    transaction: &mut PgTransaction<'_>,
    deadline: Instant,
) -> Result<(), StorageError> {
    let left = deadline.saturating_duration_since(Instant::now()).as_millis().max(1);
    let statement = format!("set local statement_timeout = {}", left.min(3_600_000));
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut **transaction).await?;
    Ok(())
}
