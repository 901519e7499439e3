//! What operators see of the way in.

use std::time::Duration;

use farol_storage::{WriteRequest, Written};
use prometheus_client::{
    metrics::{
        counter::Counter,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};

use crate::{Budget, queue::Queue, spool::SpoolMetrics};

/// Counters of the way in; cheap to clone, all clones count together.
#[derive(Clone, Debug)]
pub struct IngestMetrics {
    pub(crate) spans: Counter,
    pub(crate) logs: Counter,
    pub(crate) events: Counter,
    pub(crate) repeated: Counter,
    pub(crate) replayed: Counter,
    pub(crate) unavailable: Counter,
    pub(crate) database_away: Gauge,
    pub(crate) spool: SpoolMetrics,
    waiting: Gauge,
    memory: Gauge,
    group_rows: Histogram,
    commit: Histogram,
}

impl Default for IngestMetrics {
    fn default() -> Self {
        Self {
            spans: Counter::default(),
            logs: Counter::default(),
            events: Counter::default(),
            repeated: Counter::default(),
            replayed: Counter::default(),
            unavailable: Counter::default(),
            database_away: Gauge::default(),
            spool: SpoolMetrics::default(),
            waiting: Gauge::default(),
            memory: Gauge::default(),
            group_rows: Histogram::new(exponential_buckets(1.0, 4.0, 8)),
            commit: Histogram::new(exponential_buckets(0.001, 2.0, 14)),
        }
    }
}

impl IngestMetrics {
    /// Names the metrics in a registry, whose prefix they carry.
    pub fn register(&self, registry: &mut Registry) {
        let all = [
            ("ingest_spans", "Spans committed", &self.spans),
            ("ingest_logs", "Log records committed", &self.logs),
            ("ingest_events", "Events committed", &self.events),
            ("ingest_repeated_requests", "Requests that had been stored before", &self.repeated),
            (
                "ingest_replayed_groups",
                "Groups written again for spans already there",
                &self.replayed,
            ),
            ("ingest_unavailable_requests", "Requests refused for the database", &self.unavailable),
        ];
        for (name, help, counter) in all {
            registry.register(name, help, counter.clone());
        }
        let away = self.database_away.clone();
        registry.register("database_away", "1 while the database is known to be away", away);
        self.spool.register(registry);
        registry.register(
            "ingest_queue_requests",
            "Requests that wait for a writer",
            self.waiting.clone(),
        );
        registry.register_with_unit(
            "ingest_memory",
            "Bytes that requests in flight take",
            Unit::Bytes,
            self.memory.clone(),
        );
        registry.register(
            "ingest_group_rows",
            "Rows of a committed group",
            self.group_rows.clone(),
        );
        registry.register_with_unit(
            "ingest_commit_duration",
            "Time to write and commit a group",
            Unit::Seconds,
            self.commit.clone(),
        );
    }

    pub(crate) fn queued(&self, queue: &Queue, budget: &Budget) {
        self.waiting.set(i64::try_from(queue.len()).unwrap_or(i64::MAX));
        self.memory.set(i64::try_from(budget.used()).unwrap_or(i64::MAX));
    }

    #[expect(clippy::cast_precision_loss, reason = "a group's rows are far below 2^52")]
    pub(crate) fn committed(&self, requests: &[WriteRequest], done: &Written, took: Duration) {
        if done.known {
            return;
        }
        self.spans.inc_by(done.spans as u64);
        self.logs.inc_by(done.logs as u64);
        self.events.inc_by(done.events as u64);
        self.repeated.inc_by(done.repeated as u64);
        self.replayed.inc_by(u64::from(done.replayed));
        let rows: usize = requests.iter().map(WriteRequest::rows).sum();
        self.group_rows.observe(rows as f64);
        self.commit.observe(took.as_secs_f64());
    }
}
