//! Whether the database is there, as far as anybody knows.

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

    /// Notes a failure, which may say that it is away.
    pub(crate) fn failed(&self, error: &StorageError) {
        if !matches!(error, StorageError::Away(_) | StorageError::Deadline) {
            return;
        }
        let lost = |state: &mut State| {
            replace(state, State::Unopened, State::Away) || replace(state, State::Here, State::Away)
        };
        if self.state.send_if_modified(lost) {
            tracing::error!(%error, "the database is away");
            self.away.set(1);
        }
        self.call.notify_one();
    }

    pub(crate) fn found(&self) {
        if self.state.send_if_modified(|state| replace(state, State::Away, State::Here)) {
            tracing::info!("the database is back");
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
