//! Deltas added up into the hours that they belong to, and hours that are old taken away.

use std::collections::{BTreeMap, BTreeSet};

use farol_model::{NANOS_PER_HOUR, Tallies, UnixNano};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::row::StatisticsRow;
use crate::{
    StorageError,
    write::{STATISTICS_COLUMNS, TallyRow, copy_tallies, rows_of},
};

/// Deltas that one transaction adds up.
const BATCH: i64 = 20_000;

/// Hours that one transaction takes away.
const SWEPT: i64 = 5_000;

/// Adds a batch of deltas up into the statistics; returns how many, 0 where there are none left. Makes
/// its own transaction.
///
/// The hours that they belong to are taken out, added to and put back. Rows add up, so it does no harm
/// where another does the same at the same time.
pub async fn fold_statistics(connection: &mut PgConnection) -> Result<u64, StorageError> {
    let mut transaction = connection.begin().await?;
    let statement = format!(
        "delete from statistics_deltas where ctid = any(array( \
             select ctid from statistics_deltas limit {BATCH} for update skip locked)) \
         returning {STATISTICS_COLUMNS}"
    );
    let deltas: Vec<StatisticsRow> =
        sqlx::query_as(AssertSqlSafe(statement)).fetch_all(&mut *transaction).await?;
    if deltas.is_empty() {
        return Ok(0);
    }
    let hours: BTreeSet<(i32, i64)> =
        deltas.iter().map(|of| (of.project_id, of.key.hour)).collect();
    let (projects, hours): (Vec<i32>, Vec<i64>) = hours.into_iter().unzip();
    let statement = format!(
        "delete from statistics where (project_id, hour) in \
             (select * from unnest($1::int[], $2::bigint[]::int[])) \
         returning {STATISTICS_COLUMNS}"
    );
    let stored: Vec<StatisticsRow> = sqlx::query_as(AssertSqlSafe(statement))
        .bind(projects)
        .bind(hours)
        .fetch_all(&mut *transaction)
        .await?;
    let count = deltas.len() as u64;
    // Each hour has a bound of its own. What is stored comes first, so that it keeps its place.
    let mut tallies: BTreeMap<(i32, i64), Tallies<'static>> = BTreeMap::new();
    for of in stored.into_iter().chain(deltas) {
        tallies.entry((of.project_id, of.key.hour)).or_default().add(of.key, &of.tally);
    }
    let rows: Vec<TallyRow<'_>> = tallies
        .iter()
        .flat_map(|((project_id, _), tallies)| rows_of(*project_id, tallies))
        .collect();
    copy_tallies(&mut transaction, "statistics", &rows).await?;
    transaction.commit().await?;
    Ok(count)
}

/// Deletes a batch of a project's statistics of hours before a time; returns how many rows, 0 where none
/// are left.
pub async fn sweep_statistics(
    connection: &mut PgConnection,
    project_id: i32,
    before: UnixNano,
) -> Result<u64, StorageError> {
    let deleted = sqlx::query!(
        "delete from statistics where project_id = $1 and hour < $2::bigint and ctid = any(array(
            select ctid from statistics where project_id = $1 and hour < $2::bigint limit $3))",
        project_id,
        before.0.div_euclid(NANOS_PER_HOUR),
        SWEPT,
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
