//! Reads of conversations by people, which the audit trail tells once an hour each.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
};

use chrono::Utc;
use farol_storage::{AuditEntry, record_audit, record_read};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    AppState,
    auth::{Reader, Who},
    error::ApiError,
};

/// Reads that are remembered; beyond, the database tells which are there.
const CAPACITY: usize = 100_000;

/// Characters of a thread's id that are told: it may be anything, and an index of the trail holds it.
const TARGET_LENGTH: usize = 200;

/// The reads that were told this hour, so that reading on costs nothing.
#[derive(Default)]
pub struct ToldReads {
    hasher: RandomState,
    told: Mutex<(i64, HashSet<u64>)>,
}

impl ToldReads {
    fn has(&self, hour: i64, read: u64) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.0 == hour && told.1.contains(&read)
    }

    fn add(&self, hour: i64, read: u64) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.0 != hour || told.1.len() >= CAPACITY {
            *told = (hour, HashSet::new());
        }
        told.1.insert(read);
    }
}

/// Tells that a person reads what was said in an execution or a thread. Programs' reads are not told.
pub(crate) async fn tell_read(
    state: &AppState,
    connection: &mut PgConnection,
    reader: &Reader,
    kind: &'static str,
    target: &str,
) -> Result<(), ApiError> {
    let Who::Person(session) = &reader.caller.who else { return Ok(()) };
    let target: String = target.chars().take(TARGET_LENGTH).collect();
    let hour = Utc::now().timestamp().div_euclid(3_600);
    let read = (session.user.id, reader.project.id, &target);
    let read = state.told_reads.hasher.hash_one(read);
    if !state.told_reads.has(hour, read) {
        record_read(connection, reader.caller.origin(), reader.project.id, &target, kind).await?;
        state.told_reads.add(hour, read);
    }
    Ok(())
}

/// Tells that a person takes an execution away as a file.
pub(crate) async fn tell_export(
    connection: &mut PgConnection,
    reader: &Reader,
    target: &str,
    format: &str,
) -> Result<(), ApiError> {
    if let Who::Person(_) = reader.caller.who {
        let entry = AuditEntry {
            target: Some(target),
            project_id: Some(reader.project.id),
            after: Some(json!({"format": format})),
            ..AuditEntry::new(reader.caller.origin(), "execution.exported")
        };
        record_audit(connection, &entry).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ToldReads;

    #[test]
    fn what_was_told_is_forgotten_with_its_hour() {
        let told = ToldReads::default();
        told.add(1, 7);
        assert_eq!((told.has(1, 7), told.has(1, 8), told.has(2, 7)), (true, false, false));
        told.add(2, 8);
        assert_eq!((told.has(2, 8), told.has(2, 7), told.has(1, 7)), (true, false, false));
    }
}
