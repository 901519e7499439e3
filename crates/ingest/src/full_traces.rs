//! Traces that hold as many spans as they may.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use farol_storage::WriteRequest;
use uuid::Uuid;

/// How long a trace counts as full until the database is asked again: retention may have emptied it.
const REMEMBERED: Duration = Duration::from_mins(1);

/// Traces that are remembered at most; beyond them, the database is asked each time.
const MOST: usize = 10_000;

/// A trace, and its project.
type Key = (i32, Uuid);

/// Refuses their spans before they are written: to learn it from the database costs a transaction that
/// is rolled back.
#[derive(Debug, Default)]
pub(crate) struct FullTraces(Mutex<HashMap<Key, Instant>>);

impl FullTraces {
    /// Remembers traces that the database had no room for.
    pub(crate) fn note(&self, traces: &[Key]) {
        let mut full = self.lock();
        full.retain(|_, noted| noted.elapsed() < REMEMBERED);
        for trace in traces {
            if full.len() < MOST && full.insert(*trace, Instant::now()).is_none() {
                tracing::warn!(project_id = trace.0, trace_id = %trace.1.simple(), "a trace is full");
            }
        }
    }

    /// Leaves out what belongs to a full trace; says how many spans.
    pub(crate) fn leave_out(&self, request: &mut WriteRequest) -> usize {
        let full = self.lock();
        if full.is_empty() {
            return 0;
        }
        let is_full = |key: &Key| full.get(key).is_some_and(|noted| noted.elapsed() < REMEMBERED);
        leave_out(request, is_full)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves the spans of some traces out of a request; says how many.
pub(crate) fn leave_out(request: &mut WriteRequest, is_full: impl Fn(&Key) -> bool) -> usize {
    let (project_id, before) = (request.project_id, request.spans.len());
    request.spans.retain(|span| !is_full(&(project_id, span.trace_id.0)));
    before - request.spans.len()
}
