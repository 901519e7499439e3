//! Executions as they change, over WebSocket: all of a project's (`/ws/live`), and one from the inside
//! (`/ws/executions/{id}`).
//!
//! One task a server, the hub, reads what changed while anybody follows, as soon as ingest tells of a commit
//! and every few seconds besides, for what other servers commit. Nothing is held in memory for a follower who
//! is slow: each is told that it missed something, and looks anew.

mod changes;
mod event;
mod execution;
mod hub;
mod metrics;
mod opening;
mod socket;
mod steps;

use std::{sync::Arc, time::Duration};

use tokio::{sync::Semaphore, time::timeout};
use tokio_util::task::TaskTracker;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::hub::Hub;
pub(crate) use self::metrics::LiveMetrics;
use crate::AppState;

/// How long the end of the server waits for followers to be told.
const GOODBYE: Duration = Duration::from_secs(2);

/// How followers are served.
#[derive(Clone, Copy, Debug)]
pub struct LiveSettings {
    /// How often a client is asked whether it is there.
    pub ping_period: Duration,
    /// How long nothing may come from it, answers to pings included, before it is given up.
    pub read_deadline: Duration,
    /// How long it may take to accept one message.
    pub write_deadline: Duration,
    /// How often it is looked whether a client may still read.
    pub credential_period: Duration,
    /// Clients at once.
    pub max_clients: usize,
    /// How often the database is asked what other servers brought.
    pub poll: Duration,
}

impl Default for LiveSettings {
    fn default() -> Self {
        Self {
            ping_period: Duration::from_secs(15),
            read_deadline: Duration::from_secs(30),
            write_deadline: Duration::from_secs(10),
            credential_period: Duration::from_mins(1),
            max_clients: 256,
            poll: Duration::from_secs(2),
        }
    }
}

/// What all followers share.
pub(crate) struct Live {
    hub: Hub,
    places: Arc<Semaphore>,
    clients: TaskTracker,
}

impl Live {
    pub(crate) fn new(settings: &LiveSettings) -> Self {
        Self {
            hub: Hub::default(),
            places: Arc::new(Semaphore::new(settings.max_clients)),
            clients: TaskTracker::new(),
        }
    }

    /// Waits a moment for the clients to be gone.
    pub(crate) async fn end(&self) {
        self.clients.close();
        if timeout(GOODBYE, self.clients.wait()).await.is_err() {
            tracing::debug!("some live clients were not told that the server stops");
        }
    }
}

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(changes::follow_executions))
        .routes(routes!(execution::follow_execution))
}
