//! What each project has in each day: its rows, counted, and its share of the bytes.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{PartitionSize, PartitionedTable, StorageError};

/// What a project has in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProjectUsage {
    pub day: i64,
    pub project_id: i32,
    pub rows: i64,
    pub bytes: i64,
}

/// What a project has of a kind in the days that have closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindUsage {
    pub rows: i64,
    pub bytes: i64,
    pub days: i64,
    /// The oldest of them.
    pub oldest_day: Option<i64>,
}

/// Counts a day's rows by project, from an index alone once vacuum has seen the day, and remembers
/// them. Makes its own transaction.
pub async fn count_usage(
    connection: &mut PgConnection,
    table: PartitionedTable,
    partition: PartitionSize,
) -> Result<(), StorageError> {
    let mut transaction = connection.begin().await?;
    let day = partition.day;
    sqlx::query!(
        "delete from partition_usage where kind = $1 and day = $2::bigint",
        table.name(),
        day,
    )
    .execute(&mut *transaction)
    .await?;
    let statement = format!(
        "insert into partition_usage (kind, day, project_id, rows, bytes, partition_bytes) \
         select $1, $2::bigint::integer, project_id, count(*), \
             (count(*) / sum(count(*)) over () * $3::bigint)::bigint, $3::bigint \
         from {} group by project_id",
        table.partition(day),
    );
    sqlx::query(AssertSqlSafe(statement))
        .bind(table.name())
        .bind(day)
        .bind(partition.bytes)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// The sizes that days had when they were counted.
pub async fn usage_sizes(
    connection: &mut PgConnection,
    table: PartitionedTable,
) -> Result<HashMap<i64, i64>, StorageError> {
    let sizes = sqlx::query!(
        r#"select day::bigint as "day!", max(partition_bytes) as "bytes!"
        from partition_usage where kind = $1 group by day"#,
        table.name(),
    )
    .fetch_all(connection)
    .await?;
    Ok(sizes.into_iter().map(|row| (row.day, row.bytes)).collect())
}

/// What was counted of a kind, by day and project.
pub async fn list_usage(
    connection: &mut PgConnection,
    table: PartitionedTable,
) -> Result<Vec<ProjectUsage>, StorageError> {
    let usage = sqlx::query_as!(
        ProjectUsage,
        r#"select day::bigint as "day!", project_id, rows, bytes
        from partition_usage where kind = $1 order by day, project_id"#,
        table.name(),
    )
    .fetch_all(connection)
    .await?;
    Ok(usage)
}

/// What was counted of a project, by kind.
pub async fn project_usage(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<HashMap<PartitionedTable, KindUsage>, StorageError> {
    let rows = sqlx::query!(
        r#"select kind, sum(rows)::bigint as "rows!", sum(bytes)::bigint as "bytes!",
            count(*) as "days!", min(day)::bigint as "oldest_day!"
        from partition_usage where project_id = $1 and rows > 0 group by kind"#,
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        let usage = KindUsage {
            rows: row.rows,
            bytes: row.bytes,
            days: row.days,
            oldest_day: Some(row.oldest_day),
        };
        Some((PartitionedTable::from_name(&row.kind)?, usage))
    });
    Ok(known.collect())
}
