//! What operators see of the spool.

use prometheus_client::{
    metrics::{counter::Counter, gauge::Gauge},
    registry::{Registry, Unit},
};

use super::{Holding, SpoolError};

#[derive(Clone, Debug, Default)]
pub(crate) struct SpoolMetrics {
    bytes: Gauge,
    limit: Gauge,
    records: Gauge,
    requests: Gauge,
    appended: Counter,
    full: Counter,
    failed: Counter,
    pub(crate) replayed: Counter,
    pub(crate) refused: Counter,
    pub(crate) corrupt: Counter,
}

impl SpoolMetrics {
    pub(crate) fn register(&self, registry: &mut Registry) {
        let gauges = [
            ("spool_records", "Groups that wait in the spool", &self.records),
            ("spool_requests", "Requests that wait in the spool", &self.requests),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        let sizes = [
            ("spool", "Bytes of the spool's segments", &self.bytes),
            ("spool_limit", "Bytes that the spool may take; 0 where it is off", &self.limit),
        ];
        for (name, help, gauge) in sizes {
            registry.register_with_unit(name, help, Unit::Bytes, gauge.clone());
        }
        let counters = [
            ("spool_appended_requests", "Requests acknowledged from the spool", &self.appended),
            ("spool_replayed_requests", "Requests committed out of the spool", &self.replayed),
            (
                "spool_refused_items",
                "Spooled items that were refused when they were to be committed",
                &self.refused,
            ),
            ("spool_corrupt_records", "Spooled records that could not be read", &self.corrupt),
            ("spool_full_requests", "Requests refused because the spool was full", &self.full),
            ("spool_failed_requests", "Requests refused because its disk failed", &self.failed),
        ];
        for (name, help, counter) in counters {
            registry.register(name, help, counter.clone());
        }
    }

    pub(crate) fn limit(&self, bytes: u64) {
        self.limit.set(bytes.cast_signed());
    }

    pub(crate) fn holds(&self, waiting: &Holding) {
        self.bytes.set(waiting.bytes.cast_signed());
        self.records.set(waiting.records.cast_signed());
        self.requests.set(waiting.requests.cast_signed());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.records.get() == 0
    }

    pub(crate) fn appended(&self, outcome: &Result<(), SpoolError>, requests: u32) {
        let counter = match outcome {
            Ok(()) => &self.appended,
            Err(SpoolError::Full) => &self.full,
            Err(_) => &self.failed,
        };
        counter.inc_by(u64::from(requests));
    }
}
