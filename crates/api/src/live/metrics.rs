//! What operators see of followers.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

/// Counters of followers; cheap to clone, all clones count together.
#[derive(Clone, Debug, Default)]
pub(crate) struct LiveMetrics {
    clients: Gauge,
    dropped: Family<Reason, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// Why a client was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drop {
    /// It answered no ping.
    Silent,
    /// It did not take what it was sent.
    Slow,
}

/// Counts a client for as long as it is there.
pub(super) struct Counted(Gauge);

impl LiveMetrics {
    pub(crate) fn register(&self, registry: &mut Registry) {
        let clients = self.clients.clone();
        registry.register("live_clients", "Clients that follow executions", clients);
        let dropped = self.dropped.clone();
        registry.register("live_dropped", "Such clients given up, by reason", dropped);
    }

    pub(super) fn count(&self) -> Counted {
        self.clients.inc();
        Counted(self.clients.clone())
    }

    pub(super) fn dropped(&self, why: Drop) {
        let reason = match why {
            Drop::Silent => "silent",
            Drop::Slow => "slow",
        };
        self.dropped.get_or_create(&Reason { reason }).inc();
    }
}

impl std::ops::Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
