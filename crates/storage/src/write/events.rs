//! Events written: each key once, and what they come to beside them.

use std::collections::{BTreeMap, HashSet};

use farol_model::{Event, rollup::deltas_of};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::WriteRequest;
use crate::{
    StorageError,
    copy::copy_rows,
    events::{ProjectEvent, copy_events},
};

/// Writes the events of all requests but those that were stored before; says how many they are.
pub(super) async fn write(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
    repeated: &[usize],
) -> Result<usize, StorageError> {
    let mut events = Vec::new();
    for (index, request) in requests.iter().enumerate() {
        if !repeated.contains(&index) {
            let (project_id, id) = (request.project_id, Uuid::new_v4());
            let row = |event| ProjectEvent { project_id, request: id, event };
            events.extend(request.events.iter().map(row));
        }
    }
    if events.is_empty() {
        return Ok(0);
    }
    keep_new(connection, &mut events).await?;
    // As the indexes by time grow.
    events.sort_by_key(|of| (of.event.time.day(), of.project_id, of.event.time));
    for of_day in events.chunk_by(|one, next| one.event.time.day() == next.event.time.day()) {
        copy_events(connection, of_day[0].event.time.day(), of_day).await?;
    }
    write_deltas(connection, &events).await?;
    Ok(events.len())
}

/// Remembers the events' keys, and keeps of those with the same one the first that ever came.
async fn keep_new(
    connection: &mut PgConnection,
    events: &mut Vec<ProjectEvent<'_>>,
) -> Result<(), StorageError> {
    let mut told: Vec<(i32, Uuid, i64)> = events
        .iter()
        .filter_map(|of| Some((of.project_id, key_of(of.event)?, of.event.time.day())))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    // In key order, as everything that two writers may both insert; of equal keys the first event's day.
    told.sort_by_key(|of| (of.0, of.1));
    told.dedup_by_key(|of| (of.0, of.1));
    let projects: Vec<i32> = told.iter().map(|of| of.0).collect();
    let keys: Vec<Uuid> = told.iter().map(|of| of.1).collect();
    let days: Vec<i64> = told.iter().map(|of| of.2).collect();
    let new = sqlx::query!(
        "insert into event_keys (project_id, key_hash, day)
        select * from unnest($1::integer[], $2::uuid[], $3::bigint[]::integer[])
        on conflict do nothing returning project_id, key_hash",
        &projects,
        &keys,
        &days,
    )
    .fetch_all(connection)
    .await?;
    let mut new: HashSet<(i32, Uuid)> =
        new.into_iter().map(|row| (row.project_id, row.key_hash)).collect();
    events.retain(|of| key_of(of.event).is_none_or(|key| new.remove(&(of.project_id, key))));
    Ok(())
}

/// An event's key as it is remembered.
fn key_of(event: &Event) -> Option<Uuid> {
    let hash = Sha256::digest(event.idempotency_key.as_ref()?);
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    Some(Uuid::from_bytes(key))
}

/// Writes what the events come to, by name and day.
async fn write_deltas(
    connection: &mut PgConnection,
    events: &[ProjectEvent<'_>],
) -> Result<(), StorageError> {
    let mut groups: BTreeMap<(i32, &str, i64), Vec<&Event>> = BTreeMap::new();
    for of in events {
        let key = (of.project_id, of.event.name.as_str(), of.event.time.day());
        groups.entry(key).or_default().push(of.event);
    }
    let deltas = groups
        .into_iter()
        .flat_map(|(key, events)| deltas_of(&events).into_iter().map(move |delta| (key, delta)));
    let mut deltas = deltas.collect::<Vec<_>>().into_iter();
    copy_rows(connection, "event_deltas", "project_id, name, day, data", &mut |row| {
        let Some(((project_id, name, day), delta)) = deltas.next() else { return false };
        row.row(4);
        row.int4(project_id);
        row.text(name);
        // Times of 64 bits in nanoseconds are within 110,000 days.
        row.int4(i32::try_from(day).unwrap_or_default());
        row.bytea(&delta);
        true
    })
    .await?;
    Ok(())
}
