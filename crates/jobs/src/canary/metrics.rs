//! What operators see of the canary.

use std::time::Duration;

use chrono::Utc;
use prometheus_client::{
    metrics::{
        counter::Counter,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};

use super::Found;

/// Counters of the canary; cheap to clone, all clones count together.
#[derive(Clone, Debug)]
pub struct CanaryMetrics {
    written: Counter,
    lost: Counter,
    doubled: Counter,
    pub(super) refused: Counter,
    waiting: Gauge,
    write: Histogram,
    read_back: Histogram,
    last_success: Gauge,
}

impl Default for CanaryMetrics {
    fn default() -> Self {
        // From a millisecond to an hour: what waited in a spool is read back late.
        let delays = || Histogram::new(exponential_buckets(0.001, 3.0, 15));
        Self {
            written: Counter::default(),
            lost: Counter::default(),
            doubled: Counter::default(),
            refused: Counter::default(),
            waiting: Gauge::default(),
            write: delays(),
            read_back: delays(),
            last_success: Gauge::default(),
        }
    }
}

impl CanaryMetrics {
    /// Names the metrics in a registry, whose prefix they carry.
    pub fn register(&self, registry: &mut Registry) {
        let all = [
            ("canary_written", "Spans of the canary that were acknowledged", &self.written),
            ("canary_lost", "Acknowledged spans of the canary that are not there", &self.lost),
            ("canary_doubled", "Spans of the canary that are there twice", &self.doubled),
            ("canary_refused", "Spans of the canary that were not taken", &self.refused),
        ];
        for (name, help, counter) in all {
            registry.register(name, help, counter.clone());
        }
        let waiting = self.waiting.clone();
        registry.register("canary_waiting", "Acknowledged spans not looked for yet", waiting);
        let seconds = |registry: &mut Registry, name, help, histogram: &Histogram| {
            registry.register_with_unit(name, help, Unit::Seconds, histogram.clone());
        };
        seconds(registry, "canary_write_delay", "Time to an acknowledgement", &self.write);
        let help = "Time from an acknowledgement until the span was read back";
        seconds(registry, "canary_read_back_delay", help, &self.read_back);
        registry.register_with_unit(
            "canary_last_success_timestamp",
            "When a span was last read back",
            Unit::Seconds,
            self.last_success.clone(),
        );
    }

    pub(super) fn written(&self, took: Duration) {
        self.written.inc();
        self.write.observe(took.as_secs_f64());
    }

    pub(super) fn waiting(&self, spans: usize) {
        self.waiting.set(i64::try_from(spans).unwrap_or(i64::MAX));
    }

    /// Counts what was found; at the first look also how long it took to be there.
    pub(super) fn looked(&self, found: Found, first_after: Option<Duration>) {
        match found {
            Found::Nothing => _ = self.lost.inc(),
            Found::Twice => _ = self.doubled.inc(),
            Found::Once => {
                self.last_success.set(Utc::now().timestamp());
                if let Some(delay) = first_after {
                    self.read_back.observe(delay.as_secs_f64());
                }
            }
        }
    }
}
