//! What runs beside the requests: jobs, the retention policy's renewal, the canary.

use std::{sync::Arc, time::Duration};

use farol_ingest::Ingest;
use farol_jobs::{
    Canary, CanaryMetrics, CanarySettings, House, JobMetrics, RetentionSettings, all_jobs,
    follow_policy, follow_privacy, run_jobs,
};
use farol_storage::{ConnectSettings, Partitions, RetentionPolicy, connect};
use prometheus_client::registry::Registry;
use sqlx::PgPool;
use tokio::{sync::watch, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{config::Config, database::Database};

/// Connections for jobs, the canary, and leases beside them.
const CONNECTIONS: u32 = 6;

/// What one statement of a job may take: counting a large day takes minutes.
const STATEMENT: Duration = Duration::from_mins(15);

/// How long one may wait for a connection.
const ACQUIRE: Duration = Duration::from_secs(5);

/// From when on one is told of in the log: what is slow for a reader is not for a job.
const SLOW: Duration = Duration::from_mins(1);

/// How long a stop waits for what runs here; jobs give their leases back within it. A statement that
/// is under way then is left to the database.
const STOP: Duration = Duration::from_secs(3);

/// How long after its acknowledgement the canary looks for a span again.
const LOOK_AGAIN: Duration = Duration::from_mins(5);

/// What runs beside the requests.
pub(super) struct Background {
    house: Arc<House>,
    canary_metrics: CanaryMetrics,
    policy: watch::Sender<RetentionPolicy>,
    pool: PgPool,
    tasks: TaskTracker,
}

impl Background {
    pub(super) fn new(
        config: &Config,
        database: &Database,
        partitions: &Arc<Partitions>,
        registry: &mut Registry,
    ) -> Self {
        let (metrics, canary_metrics) = (JobMetrics::default(), CanaryMetrics::default());
        metrics.register(registry);
        if config.canary.enabled {
            canary_metrics.register(registry);
        }
        let settings = ConnectSettings {
            max_connections: CONNECTIONS,
            acquire_timeout: ACQUIRE,
            statement_timeout: STATEMENT,
            slow_query: SLOW,
        };
        let pool = connect(database.options.clone(), &settings);
        let policy = config.retention.policy();
        let house = House {
            pool: pool.clone(),
            partitions: Arc::clone(partitions),
            retention: RetentionSettings {
                policy: policy.clone(),
                audit_days: config.retention.audit_days,
                rollups_days: config.retention.rollups_days,
                every: Duration::from_secs(config.retention.every_seconds),
            },
            execution_quiet: Duration::from_secs(config.ingest.execution_quiet_seconds),
            index_logs: config.search.index_logs,
            metrics,
        };
        let (policy, _) = watch::channel(policy);
        Self { house: Arc::new(house), canary_metrics, policy, pool, tasks: TaskTracker::new() }
    }

    /// How long data is kept, as projects last said.
    pub(super) fn policy(&self) -> watch::Receiver<RetentionPolicy> {
        self.policy.subscribe()
    }

    /// Starts everything, on a migrated database.
    pub(super) fn start(&self, config: &Config, ingest: &Ingest, stop: &CancellationToken) {
        let (house, pool) = (Arc::clone(&self.house), self.pool.clone());
        self.tasks.spawn(follow_policy(pool.clone(), self.policy.clone(), stop.clone()));
        self.tasks.spawn(follow_privacy(pool.clone(), ingest.privacy().clone(), stop.clone()));
        let jobs = all_jobs(&house);
        self.tasks.spawn(run_jobs(house, jobs, stop.clone()));
        if config.canary.enabled {
            let canary = Canary {
                settings: CanarySettings {
                    every: Duration::from_secs(config.canary.every_seconds),
                    again_after: LOOK_AGAIN,
                },
                ingest: ingest.clone(),
                pool,
                metrics: self.canary_metrics.clone(),
            };
            self.tasks.spawn(canary.run(stop.clone()));
        }
    }

    /// Waits for the end of what was told to stop.
    pub(super) async fn stop(self) {
        self.tasks.close();
        let ended = async {
            self.tasks.wait().await;
            self.pool.close().await;
        };
        if timeout(STOP, ended).await.is_err() {
            tracing::warn!("a job's last statement is left to the database");
        }
    }
}
