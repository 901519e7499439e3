//! What the catalogue says of days, and whose rows are in one.

use sqlx::{AssertSqlSafe, PgConnection};

use super::PartitionedTable;
use crate::StorageError;

/// A day's partition and what it takes on disk, with its indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartitionSize {
    pub day: i64,
    pub bytes: i64,
}

/// How far a day's table is part of its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Absent,
    /// Being detached, or a detachment was cut off: readers do not see it any more.
    Pending,
    Detached,
    Attached,
}

impl State {
    /// Whether the parent holds it still, so that it can neither be attached nor made.
    pub(super) const fn is_attached(self) -> bool {
        matches!(self, Self::Attached | Self::Pending)
    }
}

pub(super) async fn state(
    connection: &mut PgConnection,
    table: PartitionedTable,
    partition: &str,
) -> Result<State, StorageError> {
    let found = sqlx::query!(
        r#"select to_regclass('public.' || $2) is not null as "exists!",
            (select inhdetachpending from pg_inherits where inhparent = $1::text::regclass
                and inhrelid = to_regclass('public.' || $2)) as pending"#,
        table.name(),
        partition,
    )
    .fetch_one(connection)
    .await?;
    Ok(match (found.exists, found.pending) {
        (false, _) => State::Absent,
        (true, None) => State::Detached,
        (true, Some(true)) => State::Pending,
        (true, Some(false)) => State::Attached,
    })
}

/// Lists the days of a table with their sizes, oldest first.
pub async fn list_partitions(
    connection: &mut PgConnection,
    table: PartitionedTable,
) -> Result<Vec<PartitionSize>, StorageError> {
    let days = sqlx::query_as!(
        PartitionSize,
        r#"select (to_date(right(relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint as "day!",
            coalesce(pg_total_relation_size(pg_class.oid), 0) as "bytes!"
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = $1::text::regclass and not inhdetachpending
            and relname ~ ('^' || $1 || '_\d{8}$')
        order by 1"#,
        table.name(),
    )
    .fetch_all(connection)
    .await?;
    Ok(days)
}

/// Lists the days of a table alone, oldest first.
pub(crate) async fn list_days(
    connection: &mut PgConnection,
    table: PartitionedTable,
) -> Result<Vec<i64>, StorageError> {
    let days = sqlx::query_scalar!(
        r#"select (to_date(right(relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint as "day!"
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = $1::text::regclass and not inhdetachpending
            and relname ~ ('^' || $1 || '_\d{8}$')
        order by 1"#,
        table.name(),
    )
    .fetch_all(connection)
    .await?;
    Ok(days)
}

/// The projects that have rows in a day: one look into the index for each of them.
pub async fn projects_in(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
) -> Result<Vec<i32>, StorageError> {
    let partition = table.partition(day);
    let statement = format!(
        "with recursive present as ( \
             (select project_id from {partition} order by project_id limit 1) \
             union all \
             select (select next.project_id from {partition} as next \
                 where next.project_id > present.project_id order by project_id limit 1) \
             from present where present.project_id is not null) \
         select project_id from present where project_id is not null"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(statement)).fetch_all(connection).await?)
}
