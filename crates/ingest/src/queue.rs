//! Requests that wait for a writer.

use std::{
    collections::VecDeque,
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
    waiting: VecDeque<Waiting>,
    closed: bool,
}

impl Queue {
    /// Appends a request; says whether the queue was open.
    pub(crate) fn push(&self, waiting: Waiting) -> bool {
        let mut state = self.lock();
        if state.closed {
            return false;
        }
        state.waiting.push_back(waiting);
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
    fn take(&mut self, rows: usize, bytes: usize) -> Vec<Waiting> {
        let mut group = Vec::new();
        let (mut taken_rows, mut taken_bytes) = (0, 0);
        while let Some(next) = self.waiting.front() {
            taken_rows += next.rows;
            taken_bytes += next.bytes;
            if !group.is_empty() && (taken_rows > rows || taken_bytes > bytes) {
                break;
            }
            group.extend(self.waiting.pop_front());
        }
        group
    }
}
