//! The canary tells what it finds, and what it does not.

use std::{sync::Arc, time::Duration};

use farol_ingest::{Ingest, IngestMetrics, IngestSettings, Spool, SpoolSettings, Writers};
use farol_jobs::{Canary, CanaryMetrics, CanarySettings};
use farol_storage::Partitions;
use prometheus_client::{encoding::text::encode, registry::Registry};
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::Home;

/// A canary at work, twenty times a second.
struct Cage {
    home: Home,
    registry: Registry,
    ingest: Ingest,
    stop: CancellationToken,
    running: JoinHandle<()>,
    _writers: Writers,
}

impl Cage {
    async fn new(pool: PgPool, again_after: Duration) -> Self {
        Self::with_spool(pool, again_after, None).await
    }

    async fn with_spool(pool: PgPool, again_after: Duration, directory: Option<&TempDir>) -> Self {
        let home = Home::new(pool).await;
        let settings = IngestSettings {
            writers: 1,
            memory_bytes: 1 << 20,
            group_rows: 100,
            group_bytes: 1 << 20,
            trace_spans: 100_000,
            commit_timeout: Duration::from_secs(15),
            prices: Arc::default(),
        };
        let partitions = Arc::new(Partitions::default());
        let ingest_metrics = IngestMetrics::default();
        let spool = directory.map(|directory| {
            let directory = directory.path().join("spool");
            Spool::open(&SpoolSettings { directory, max_bytes: 1 << 20 }, &ingest_metrics).unwrap()
        });
        let (ingest, writers) =
            Ingest::start(&settings, &home.pool, &partitions, ingest_metrics, spool);
        ingest.open();
        let (metrics, mut registry) = (CanaryMetrics::default(), Registry::with_prefix("farol"));
        metrics.register(&mut registry);
        let canary = Canary {
            settings: CanarySettings { every: Duration::from_millis(50), again_after },
            ingest: ingest.clone(),
            pool: home.pool.clone(),
            metrics,
        };
        let stop = CancellationToken::new();
        let running = tokio::spawn(canary.run(stop.clone()));
        Self { home, registry, ingest, stop, running, _writers: writers }
    }

    fn read(&self, metric: &str) -> f64 {
        let mut text = String::new();
        encode(&mut text, &self.registry).unwrap();
        let line =
            text.lines().find_map(|line| line.strip_prefix(&format!("farol_canary_{metric} ")));
        line.unwrap_or_else(|| panic!("{metric} in {text}")).parse().unwrap()
    }

    async fn until(&self, metric: &str, least: f64) {
        while self.read(metric) < least {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn stop(self) -> Home {
        self.stop.cancel();
        self.running.await.unwrap();
        self.home
    }
}

const LATER: Duration = Duration::from_mins(5);

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_written_is_read_back(pool: PgPool) {
    let cage = Cage::new(pool, Duration::from_millis(200)).await;
    cage.until("read_back_delay_seconds_count", 10.0).await;
    assert!(cage.read("last_success_timestamp_seconds") > 1.7e9);
    for metric in ["lost_total", "doubled_total", "refused_total"] {
        assert!(cage.read(metric) < 0.5, "{metric}");
    }
    let written = cage.read("written_total");
    let home = cage.stop().await;
    let stored =
        home.count("spans join projects on id = project_id where projects.name = 'farol-canary'");
    let stored = u32::try_from(stored.await).unwrap();
    assert!(f64::from(stored) >= written, "{stored} of {written}");
    let limited = "project_retention where kind = 'spans' and days = 1";
    assert_eq!(home.count(limited).await, 1, "its spans are kept for a day");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_lost_late_is_missed(pool: PgPool) {
    let cage = Cage::new(pool, Duration::from_millis(200)).await;
    cage.until("read_back_delay_seconds_count", 3.0).await;
    let table_or_summary = ["delete from spans", "delete from executions"];
    for (turn, statement) in (1..).zip(table_or_summary) {
        let before = cage.read("lost_total");
        cage.until("read_back_delay_seconds_count", f64::from(turn) * 5.0).await;
        cage.home.execute(statement).await;
        cage.until("lost_total", before + 1.0).await;
    }
    cage.stop().await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_second_one_is_told_from_the_first(pool: PgPool) {
    let cage = Cage::new(pool, Duration::from_millis(200)).await;
    cage.until("read_back_delay_seconds_count", 3.0).await;
    cage.home.execute("update executions set span_count = 2").await;
    cage.until("doubled_total", 1.0).await;
    cage.stop().await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn while_the_database_cannot_be_asked_nothing_counts_as_lost(pool: PgPool) {
    let cage = Cage::new(pool, LATER).await;
    cage.until("read_back_delay_seconds_count", 1.0).await;
    cage.home.execute("alter table executions rename to away").await;
    cage.until("refused_total", 3.0).await;
    assert!(cage.read("lost_total") < 0.5);
    cage.home.execute("alter table away rename to executions").await;
    let seen = cage.read("read_back_delay_seconds_count");
    cage.until("read_back_delay_seconds_count", seen + 3.0).await;
    assert!(cage.read("lost_total") < 0.5);
    cage.ingest.close();
    let refused = cage.read("refused_total");
    cage.until("refused_total", refused + 1.0).await;
    cage.stop().await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_waits_in_the_spool_is_not_lost(pool: PgPool) {
    let directory = tempfile::tempdir().unwrap();
    let cage = Cage::with_spool(pool, LATER, Some(&directory)).await;
    cage.until("read_back_delay_seconds_count", 1.0).await;
    // Nothing can be written, and everything read.
    cage.home.execute("alter table spans add constraint away check (arrival < 0) not valid").await;
    let written = cage.read("written_total");
    cage.until("written_total", written + 4.0).await;
    cage.until("waiting", 3.0).await;
    let seen = cage.read("read_back_delay_seconds_count");
    assert!(cage.read("lost_total") < 0.5);
    cage.home.execute("alter table spans drop constraint away").await;
    cage.until("read_back_delay_seconds_count", seen + 5.0).await;
    while cage.read("waiting") > 0.5 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(cage.read("lost_total") + cage.read("refused_total") < 0.5);
    cage.stop().await;
}
