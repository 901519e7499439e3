//! Days dropped while others go on reading and writing.
//!
//! A drop is begun in one transaction and carried out in others, since `DETACH … CONCURRENTLY` waits
//! for everybody who uses the table. Whatever cuts it off, it stays written down as begun and the
//! next call of [`finish_drop`] carries it on.

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{
    PartitionedTable, lock_days, projects_in,
    read::{State, state},
};
use crate::{Actor, AuditEntry, StorageError, record_audit};

/// How often a writer may attach a day again that is just being dropped.
const ATTEMPTS: usize = 3;

/// What went with a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// As they were counted last.
    pub rows: i64,
    pub bytes: i64,
}

/// Decides to drop a day, for good. Makes its own transaction.
///
/// Where only some projects' rows have expired, they are named, and from now on the day takes no
/// others'. Says no where another project's rows turn out to be in it.
pub async fn begin_drop(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
    only: Option<&[i32]>,
) -> Result<bool, StorageError> {
    let mut transaction = connection.begin().await?;
    lock_days(&mut transaction).await?;
    if let Some(projects) = only {
        let (partition, list) = (table.partition(day), format!("{projects:?}"));
        // A writer that meets the constraint is told to come again, and finds the day made anew.
        let statement = format!(
            "set local lock_timeout = '1s'; \
             alter table {partition} drop constraint if exists only_expired; \
             alter table {partition} add constraint only_expired \
                 check (project_id = any (array{list}::integer[])) not valid"
        );
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
        let present = projects_in(&mut transaction, table, day).await?;
        if present.iter().any(|project| !projects.contains(project)) {
            transaction.rollback().await?;
            return Ok(false);
        }
    }
    sqlx::query!(
        "insert into partition_drops (kind, day) values ($1, $2::bigint::integer)
        on conflict do nothing",
        table.name(),
        day,
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// The days whose drop was begun and has not come to its end, oldest first.
pub async fn begun_drops(
    connection: &mut PgConnection,
    table: PartitionedTable,
) -> Result<Vec<i64>, StorageError> {
    let days = sqlx::query_scalar!(
        r#"select day::bigint as "day!" from partition_drops where kind = $1 order by day"#,
        table.name(),
    )
    .fetch_all(connection)
    .await?;
    Ok(days)
}

/// Carries a begun drop out, from wherever it was cut off.
pub async fn finish_drop(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
) -> Result<Dropped, StorageError> {
    for _ in 0..ATTEMPTS {
        let detached = detach(connection, table, &table.partition(day)).await?;
        if let Some(dropped) = drop_table(connection, table, day, !detached).await? {
            return Ok(dropped);
        }
    }
    // Busy days are dropped where they are.
    let dropped = drop_table(connection, table, day, true).await?;
    Ok(dropped.unwrap_or_default())
}

/// Detaches a day, or finalises a detachment that was cut off; says whether it is detached now.
/// Citus refuses that for its tables, and Postgres beside a default partition.
async fn detach(
    connection: &mut PgConnection,
    table: PartitionedTable,
    partition: &str,
) -> Result<bool, StorageError> {
    let how = match state(connection, table, partition).await? {
        State::Absent | State::Detached => return Ok(true),
        State::Pending => "finalize",
        State::Attached => "concurrently",
    };
    sqlx::raw_sql("set lock_timeout = '10s'").execute(&mut *connection).await?;
    let statement = format!("alter table {table} detach partition {partition} {how}");
    let detached = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await;
    sqlx::raw_sql("reset lock_timeout").execute(connection).await?;
    let Err(error) = detached else { return Ok(true) };
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("0A000" | "55000") => Ok(false),
        _ => Err(error.into()),
    }
}

/// Drops the day's table; `None` where a writer has attached it again and `attached` ones are not
/// to be dropped, which would lock everybody out.
async fn drop_table(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
    attached: bool,
) -> Result<Option<Dropped>, StorageError> {
    let partition = table.partition(day);
    let mut transaction = connection.begin().await?;
    lock_days(&mut transaction).await?;
    if !attached && state(&mut transaction, table, &partition).await?.is_attached() {
        transaction.rollback().await?;
        return Ok(None);
    }
    let dropped = sqlx::query_as!(
        Dropped,
        r#"select coalesce(sum(rows), 0)::bigint as "rows!",
            coalesce(pg_total_relation_size(to_regclass('public.' || $3)), 0) as "bytes!"
        from partition_usage where kind = $1 and day = $2::bigint"#,
        table.name(),
        day,
        partition,
    )
    .fetch_one(&mut *transaction)
    .await?;
    let statement = format!("set local lock_timeout = '1s'; drop table if exists {partition}");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    forget(&mut transaction, table, day).await?;
    let (rows, bytes) = (dropped.rows, dropped.bytes);
    let entry = AuditEntry {
        target: Some(&partition),
        before: Some(json!({"rows": rows, "bytes": bytes})),
        ..AuditEntry::new(Actor::System, "partition.dropped")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Some(dropped))
}

async fn forget(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from partition_drops where kind = $1 and day = $2::bigint",
        table.name(),
        day,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "delete from partition_usage where kind = $1 and day = $2::bigint",
        table.name(),
        day,
    )
    .execute(connection)
    .await?;
    Ok(())
}
