//! Whether the database is there, as far as anybody knows.

use std::mem;

use farol_storage::StorageError;
use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::{Notify, watch};

/// What is known of the database. Writers tell that it is away, the replay that it is back.
#[derive(Debug)]
pub struct Database {
    state: watch::Sender<State>,
    /// Calls the replay, which looks.
    call: Notify,
    away: Gauge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Its schema may not be up to date yet.
    Unopened,
    Here,
    /// It answers questions, but a group was not committed in all the time that it has, or for want of
    /// space: what is written goes to the spool until something is committed, and reads go on.
    Slow,
    Away,
}

impl Database {
    pub(crate) fn new(away: Gauge) -> Self {
        Self { state: watch::Sender::new(State::Unopened), call: Notify::new(), away }
    }

    /// Says whether it is known to be away.
    pub fn is_away(&self) -> bool {
        *self.state.borrow() == State::Away
    }

    /// Whether a writer may try it, as far as is known.
    pub(crate) fn takes_writes(&self) -> bool {
        matches!(*self.state.borrow(), State::Unopened | State::Here)
    }

    /// Whether it answers questions, and takes no writes.
    pub fn is_slow(&self) -> bool {
        *self.state.borrow() == State::Slow
    }

    /// Returns once it is known to be away.
    pub async fn until_away(&self) {
        self.until(|state| state == State::Away).await;
    }

    /// Has somebody look whether it is there: an answer takes longer than it should.
    pub fn suspect(&self) {
        self.call.notify_one();
    }

    pub(crate) fn open(&self) {
        self.state.send_if_modified(|state| replace(state, State::Unopened, State::Here));
    }

    pub(crate) async fn until_opened(&self) {
        self.until(|state| state != State::Unopened).await;
    }

    /// Waits until somebody suspects it, finds it away, or put something into the spool.
    pub(crate) async fn until_called(&self) {
        self.call.notified().await;
    }

    /// Notes that a group was not committed, which may say that it is away. Where it is known to answer
    /// questions, it is not: its disk may be full.
    pub(crate) fn failed(&self, error: &StorageError) {
        match error {
            StorageError::Away(_) if *self.state.borrow() != State::Slow => self.lost(error),
            StorageError::Away(_) | StorageError::Deadline => {
                let slow = |state: &mut State| {
                    replace(state, State::Unopened, State::Slow)
                        || replace(state, State::Here, State::Slow)
                };
                if self.state.send_if_modified(slow) {
                    tracing::error!("the database is too slow for a group: writes go to the spool");
                }
            }
            _ => {}
        }
    }

    /// Notes that it does not answer.
    pub(crate) fn lost(&self, error: &StorageError) {
        let lost = |state: &mut State| mem::replace(state, State::Away) != State::Away;
        if self.state.send_if_modified(lost) {
            tracing::error!(%error, "the database is away");
            self.away.set(1);
        }
        self.call.notify_one();
    }

    /// Notes that it took something.
    pub(crate) fn found(&self) {
        let back = |state: &mut State| {
            replace(state, State::Slow, State::Here) || replace(state, State::Away, State::Here)
        };
        if self.state.send_if_modified(back) {
            tracing::info!("the database is back");
            self.away.set(0);
        }
    }

    /// Notes that it answers questions, whether or not it takes anything.
    pub(crate) fn answers(&self) {
        if self.state.send_if_modified(|state| replace(state, State::Away, State::Slow)) {
            tracing::info!("the database answers again");
            self.away.set(0);
        }
    }

    async fn until(&self, wanted: impl Fn(State) -> bool) {
        // Fails only where the sender is gone, which is this.
        self.state.subscribe().wait_for(|state| wanted(*state)).await.ok();
    }
}

fn replace(state: &mut State, from: State, to: State) -> bool {
    let replaces = *state == from;
    if replaces {
        *state = to;
    }
    replaces
}
