//! Requests whose items have no identity, told apart by the hash of their body.

use std::collections::HashSet;

use farol_model::UnixNano;
use sqlx::{AssertSqlSafe, PgConnection};

use super::{GENERATIONS, WriteRequest, empty_generation};
use crate::StorageError;

/// Remembers the requests' hashes until the end of tomorrow. Returns the positions of those that
/// were known, or that stand in the group a second time.
pub(super) async fn remember(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
) -> Result<Vec<usize>, StorageError> {
    let mut told: Vec<(i32, [u8; 32], usize)> = requests
        .iter()
        .enumerate()
        .filter_map(|(index, request)| Some((request.project_id, request.hash?, index)))
        .collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    // In key order, as everything that two writers may both insert.
    told.sort_unstable();
    let projects: Vec<i32> = told.iter().map(|of| of.0).collect();
    let hashes: Vec<Vec<u8>> = told.iter().map(|of| of.1.to_vec()).collect();
    let day = UnixNano::now().day();
    let (today, yesterday) = (day % GENERATIONS, (day - 1) % GENERATIONS);
    let statement = format!(
        "insert into request_hashes_{today} (project_id, hash) \
         select project_id, hash from unnest($1::int[], $2::bytea[]) as new (project_id, hash) \
         where not exists (select from request_hashes_{yesterday} as old \
             where old.project_id = new.project_id and old.hash = new.hash) \
         on conflict do nothing returning project_id, hash"
    );
    let new: Vec<(i32, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(statement))
        .bind(projects)
        .bind(hashes)
        .fetch_all(connection)
        .await?;
    let mut new: HashSet<(i32, Vec<u8>)> = new.into_iter().collect();
    // Of equal requests in the group the first is new: it takes the hash out of the set.
    told.sort_unstable_by_key(|of| of.2);
    let repeated = told.into_iter().filter(|of| !new.remove(&(of.0, of.1.to_vec()))).map(|of| of.2);
    Ok(repeated.collect())
}

/// Empties the generation of hashes that nobody consults today. Makes its own transaction.
pub async fn empty_old_request_hashes(connection: &mut PgConnection) -> Result<(), StorageError> {
    empty_generation(connection, "request_hashes").await
}
