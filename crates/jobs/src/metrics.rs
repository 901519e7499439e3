//! What operators see of the jobs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use farol_storage::CollectionReport;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfJob {
    job: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Run {
    job: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfCollection {
    collection: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Cleanup {
    collection: String,
    status: &'static str,
}

/// Counters of the jobs that this Farol ran; cheap to clone, all clones count together.
#[derive(Clone, Debug)]
pub struct JobMetrics {
    runs: Family<Run, Counter>,
    duration: Family<OfJob, Histogram>,
    next_run: Family<OfJob, Gauge>,
    cleanup: Family<Cleanup, Histogram>,
    deleted: Family<OfCollection, Counter>,
    dropped: Family<OfCollection, Counter>,
}

impl Default for JobMetrics {
    fn default() -> Self {
        // From a millisecond to four and a half minutes.
        let durations = || Histogram::new(exponential_buckets(0.001, 4.0, 10));
        Self {
            runs: Family::default(),
            duration: Family::new_with_constructor(durations),
            next_run: Family::default(),
            cleanup: Family::new_with_constructor(durations),
            deleted: Family::default(),
            dropped: Family::default(),
        }
    }
}

impl JobMetrics {
    /// Names the metrics in a registry, whose prefix they carry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("scheduler_runs", "Runs of jobs by outcome", self.runs.clone());
        registry.register_with_unit(
            "scheduler_run_duration",
            "Time that a job took",
            Unit::Seconds,
            self.duration.clone(),
        );
        registry.register_with_unit(
            "scheduler_next_run_timestamp",
            "When a job is to run next",
            Unit::Seconds,
            self.next_run.clone(),
        );
        registry.register_with_unit(
            "retention_cleanup_duration",
            "Time that retention took for a kind of data",
            Unit::Seconds,
            self.cleanup.clone(),
        );
        let deleted = self.deleted.clone();
        registry.register("retention_entries_deleted", "Rows that retention took away", deleted);
        let dropped = self.dropped.clone();
        registry.register("retention_partitions_dropped", "Days that retention dropped", dropped);
    }

    pub(crate) fn ended(&self, job: &str, failed: bool, took: Duration) {
        let job = job.to_owned();
        self.duration.get_or_create(&OfJob { job: job.clone() }).observe(took.as_secs_f64());
        self.runs.get_or_create(&Run { job, status: status(failed) }).inc();
    }

    pub(crate) fn next_run(&self, job: &str, at: DateTime<Utc>) {
        self.next_run.get_or_create(&OfJob { job: job.to_owned() }).set(at.timestamp());
    }

    pub(crate) fn cleaned(&self, report: &CollectionReport, took: Duration) {
        let collection = report.collection.clone();
        let of = Cleanup { collection: collection.clone(), status: status(report.failed) };
        self.cleanup.get_or_create(&of).observe(took.as_secs_f64());
        let of = OfCollection { collection };
        self.deleted.get_or_create(&of).inc_by(report.entries_deleted);
        self.dropped.get_or_create(&of).inc_by(report.partitions_dropped);
    }
}

const fn status(failed: bool) -> &'static str {
    if failed { "failure" } else { "success" }
}
