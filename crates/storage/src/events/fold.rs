//! Deltas folded into the rollups of their days, and rollups that are old taken away.

mod merge;

use std::collections::BTreeMap;

use farol_model::rollup::{Catalog, Delta, rolled_up};
use sqlx::{Connection, PgConnection};

pub(super) use self::merge::decode as decode_parts;
use self::merge::{Merged, fold_into};
use super::damaged;
use crate::StorageError;

/// Deltas that one transaction folds, and their bytes.
const BATCH: i64 = 1_000;
const BATCH_BYTES: i64 = 8 << 20;

/// Names of a project that are rolled up.
const MOST_NAMES: i64 = 5_000;

/// Rows that one statement takes away.
const SWEPT: i64 = 5_000;

/// Deltas of one name, by day.
type OfName = BTreeMap<i32, Vec<Vec<u8>>>;

/// The projects whose events have come to something that is not folded yet.
pub async fn projects_with_event_deltas(
    connection: &mut PgConnection,
) -> Result<Vec<i32>, StorageError> {
    let projects = sqlx::query_scalar!("select distinct project_id from event_deltas")
        .fetch_all(connection)
        .await?;
    Ok(projects)
}

/// Folds a batch of a project's deltas; returns how many, 0 where none are left. Makes its own transaction.
///
/// A project is folded by one at a time: another waits for the end of its transaction.
pub async fn fold_events(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<u64, StorageError> {
    let mut transaction = connection.begin().await?;
    let mut overflowed = lock_project(&mut transaction, project_id).await?;
    let (count, deltas) = take_deltas(&mut transaction, project_id).await?;
    if deltas.is_empty() {
        return Ok(0);
    }
    let was_overflowed = overflowed;
    let mut catalogs = read_catalogs(&mut transaction, project_id, &deltas).await?;
    let mut names = count_names(&mut transaction, project_id).await?;
    for (name, days) in &deltas {
        let known = catalogs.remove(name);
        if known.is_none() {
            overflowed |= names >= MOST_NAMES;
            if overflowed {
                continue;
            }
            names += 1;
        }
        fold_name(&mut transaction, project_id, name, known.unwrap_or_default(), days).await?;
    }
    if overflowed && !was_overflowed {
        sqlx::query!(
            "update event_catalogs set names_overflowed = true where project_id = $1",
            project_id,
        )
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await?;
    Ok(count)
}

/// Keeps others from folding the project; says whether it has more names than are rolled up.
async fn lock_project(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<bool, StorageError> {
    sqlx::query!(
        "insert into event_catalogs (project_id) values ($1) on conflict do nothing",
        project_id,
    )
    .execute(&mut *connection)
    .await?;
    let overflowed = sqlx::query_scalar!(
        "select names_overflowed from event_catalogs where project_id = $1 for update",
        project_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(overflowed)
}

/// Takes deltas out, those of the same name and day together; says how many.
async fn take_deltas(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<(u64, BTreeMap<String, OfName>), StorageError> {
    let rows = sqlx::query!(
        "delete from event_deltas where ctid = any (array(
            select ctid from (
                select ctid, sum(octet_length(data)) over places - octet_length(data) as before
                from (
                    select ctid, name, day, data from event_deltas where project_id = $1
                    order by name, day limit $2
                ) as first
                window places as (order by name, day, ctid rows unbounded preceding)
            ) as sized where before < $3))
        returning name, day, data",
        project_id,
        BATCH,
        BATCH_BYTES,
    )
    .fetch_all(connection)
    .await?;
    let count = rows.len() as u64;
    let mut deltas: BTreeMap<String, OfName> = BTreeMap::new();
    for row in rows {
        deltas.entry(row.name).or_default().entry(row.day).or_default().push(row.data);
    }
    Ok((count, deltas))
}

async fn read_catalogs(
    connection: &mut PgConnection,
    project_id: i32,
    deltas: &BTreeMap<String, OfName>,
) -> Result<BTreeMap<String, Catalog>, StorageError> {
    let names: Vec<String> = deltas.keys().cloned().collect();
    let rows = sqlx::query!(
        "select name, data from event_names where project_id = $1 and name = any ($2)",
        project_id,
        &names,
    )
    .fetch_all(connection)
    .await?;
    let catalog = |data: &[u8]| Catalog::decode(data).ok_or_else(damaged);
    rows.into_iter().map(|row| Ok((row.name, catalog(&row.data)?))).collect()
}

async fn count_names(connection: &mut PgConnection, project_id: i32) -> Result<i64, StorageError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from event_names where project_id = $1"#,
        project_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Folds the deltas of one name.
async fn fold_name(
    connection: &mut PgConnection,
    project_id: i32,
    name: &str,
    mut catalog: Catalog,
    days: &OfName,
) -> Result<(), StorageError> {
    let mut rolled = Vec::new();
    for (day, deltas) in days {
        let of_day = rolled_up(deltas.iter().map(Vec::as_slice)).ok_or_else(damaged)?;
        rolled.extend(of_day.into_iter().map(|bytes| (*day, bytes)));
    }
    let mut read = Vec::new();
    for (day, bytes) in &rolled {
        let delta = Delta::decode(bytes).ok_or_else(damaged)?;
        catalog.merge(&delta.catalog().ok_or_else(damaged)?);
        read.push((*day, delta));
    }
    let mut merged = Merged::default();
    for (day, delta) in &read {
        merged.add(name, *day, delta, &catalog)?;
    }
    fold_into(connection, project_id, merged).await?;
    write_catalog(connection, project_id, name, &catalog).await
}

async fn write_catalog(
    connection: &mut PgConnection,
    project_id: i32,
    name: &str,
    catalog: &Catalog,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into event_names (project_id, name, first_ns, last_ns, count, data)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (project_id, name) do update set first_ns = excluded.first_ns,
            last_ns = excluded.last_ns, count = excluded.count, data = excluded.data",
        project_id,
        name,
        catalog.first,
        catalog.last,
        catalog.count.cast_signed(),
        catalog.encode(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a batch of a project's rollups of days before one; returns how many rows, 0 where none are left.
pub async fn sweep_event_rollups(
    connection: &mut PgConnection,
    project_id: i32,
    first_kept_day: i64,
) -> Result<u64, StorageError> {
    let deleted = sqlx::query!(
        "delete from event_rollups where project_id = $1 and day < $2::bigint and ctid = any (array(
            select ctid from event_rollups where project_id = $1 and day < $2::bigint limit $3))",
        project_id,
        first_kept_day,
        SWEPT,
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}

/// Forgets a batch of a project's keys whose events were of days before one; returns how many, 0 where none
/// are left.
pub async fn sweep_event_keys(
    connection: &mut PgConnection,
    project_id: i32,
    first_kept_day: i64,
) -> Result<u64, StorageError> {
    let deleted = sqlx::query!(
        "delete from event_keys where project_id = $1 and day < $2::bigint and ctid = any (array(
            select ctid from event_keys where project_id = $1 and day < $2::bigint limit $3))",
        project_id,
        first_kept_day,
        SWEPT,
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
