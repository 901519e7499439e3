//! Requests that wait for a writer, in an order that is fair between projects.
//!
//! Start-time fair queueing: all projects share one clock that counts bytes. A request's turn is
//! where its project's last one ends, or now where the project has nothing waiting; the least turn
//! is taken first. A project's requests so keep their order, a request of an idle project goes
//! before another's backlog, and projects that all have a backlog share the writers alike.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use farol_storage::WriteRequest;
use tokio::sync::{Notify, oneshot};

use crate::{IngestError, Reservation, Stored};

/// A request, and who waits for its answer.
pub(crate) struct Waiting {
    pub(crate) request: WriteRequest,
    /// Rows and bytes, counted before the queue is locked.
    pub(crate) rows: usize,
    pub(crate) bytes: usize,
    pub(crate) answer: oneshot::Sender<Result<Stored, IngestError>>,
    /// Given back when the request is answered.
    pub(crate) reservation: Reservation,
}

/// A queue that several writers take groups from. Its length is bounded by the budget alone.
#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    pushed: Notify,
}

#[derive(Default)]
struct State {
    /// By turn; of equal turns, in the order in which they came.
    waiting: BTreeMap<(u64, u64), Waiting>,
    /// The turn of the request that was taken last.
    clock: u64,
    /// Where each project's next turn is, if that is later than the clock.
    turns: HashMap<i32, u64>,
    pushed: u64,
    closed: bool,
}

impl Queue {
    /// Adds a request; says whether the queue was open.
    pub(crate) fn push(&self, waiting: Waiting) -> bool {
        let mut state = self.lock();
        if state.closed {
            return false;
        }
        state.push(waiting);
        drop(state);
        self.pushed.notify_one();
        true
    }

    /// Takes all that waits, up to the limits, at least one request; waits until there is one.
    /// `None` when the queue is closed and empty.
    pub(crate) async fn take_group(&self, rows: usize, bytes: usize) -> Option<Vec<Waiting>> {
        loop {
            // Made before looking, so that a push in between is not missed.
            let pushed = self.pushed.notified();
            {
                let mut state = self.lock();
                let group = state.take(rows, bytes);
                if !group.is_empty() {
                    if !state.waiting.is_empty() {
                        self.pushed.notify_one();
                    }
                    return Some(group);
                }
                if state.closed {
                    return None;
                }
            }
            pushed.await;
        }
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.pushed.notify_waiters();
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn push(&mut self, waiting: Waiting) {
        let next = self.turns.entry(waiting.request.project_id).or_default();
        let turn = self.clock.max(*next);
        *next = turn.saturating_add(waiting.bytes as u64);
        self.pushed += 1;
        self.waiting.insert((turn, self.pushed), waiting);
    }

    fn take(&mut self, rows: usize, bytes: usize) -> Vec<Waiting> {
        let mut group = Vec::new();
        let (mut taken_rows, mut taken_bytes) = (0, 0);
        while let Some(next) = self.waiting.first_entry() {
            taken_rows += next.get().rows;
            taken_bytes += next.get().bytes;
            if !group.is_empty() && (taken_rows > rows || taken_bytes > bytes) {
                break;
            }
            self.clock = next.key().0;
            group.push(next.remove());
        }
        if self.waiting.is_empty() {
            // Nobody was kept waiting: nobody owes anything.
            self.turns.clear();
        }
        group
    }
}

#[cfg(test)]
mod tests;
