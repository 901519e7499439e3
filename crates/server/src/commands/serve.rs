//! `farol serve`: everything put together, and taken apart again.

mod background;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use farol_api::{ApiSettings, AppState, HttpMetrics, Phase, RateLimit, SignInLimit, router};
use farol_ingest::{Ingest, IngestMetrics, IngestSettings, Spool, SpoolSettings};
use farol_storage::{ConnectSettings, Partitions, StorageError, connect, ensure_project, migrate};
use prometheus_client::registry::Registry;
use sqlx::PgPool;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use self::background::Background;
use super::users::welcome;
use crate::{
    config::{Config, unknown_variables},
    database::Database,
    http::Server,
    logging::{self, SlowQueries},
};

/// How long what was taken may need at the end to be spooled, where it could not be committed in the
/// time that a commit has.
const LAST_SPOOLING: Duration = Duration::from_secs(10);

/// How long it may take to close the database's connections.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs the server until SIGTERM or SIGINT.
pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    let slow_queries = SlowQueries::default();
    let telemetry = logging::start(&config, slow_queries.clone())?;
    for name in unknown_variables() {
        tracing::warn!(name, "this variable is not one that Farol reads");
    }
    let stop = stop_signal()?;
    let result = run(&config, slow_queries, stop).await;
    telemetry.stop();
    result
}

async fn run(
    config: &Config,
    slow_queries: SlowQueries,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let server = Server::bind(&config.server).await;
    // Where the port is taken, a Farol on the same directory is the likelier cause, and says so.
    let database = Database::start(config).await?;
    let running =
        server.and_then(|server| Running::start(config, &slow_queries, server, &database));
    let running = match running {
        Ok(running) => running,
        Err(error) => {
            database.stop().await?;
            return Err(error);
        }
    };
    let outcome = tokio::select! {
        ready = running.make_ready(config, &database) => {
            if ready.is_ok() {
                stop.cancelled().await;
            }
            ready
        }
        () = stop.cancelled() => Ok(()),
    };
    running.stop().await;
    database.stop().await?;
    tracing::info!("stopped");
    outcome
}

/// Cancelled by the first SIGTERM or SIGINT.
fn stop_signal() -> anyhow::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be handled")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be handled")?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

/// The server's parts while it runs.
struct Running {
    url: String,
    state: AppState,
    phase: watch::Sender<Phase>,
    queries: PgPool,
    writes: PgPool,
    background: Background,
    ingest: Ingest,
    writers: farol_ingest::Writers,
    stop: CancellationToken,
    last_commits: Duration,
    http: tokio::task::JoinHandle<()>,
}

impl Running {
    /// Answers from now on, though with 503 until the database is ready.
    fn start(
        config: &Config,
        slow_queries: &SlowQueries,
        server: Server,
        database: &Database,
    ) -> anyhow::Result<Self> {
        let milliseconds = Duration::from_millis;
        let mut settings = ConnectSettings {
            max_connections: config.database.max_connections,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: milliseconds(config.database.statement_timeout_ms),
            slow_query: milliseconds(config.database.slow_query_ms),
        };
        let queries = connect(database.options.clone(), &settings);
        // The writers' and the replay's.
        settings.max_connections = u32::try_from(config.ingest.writers + 1).unwrap_or(u32::MAX);
        // Nobody waits for another there: it is all for connecting.
        settings.acquire_timeout = Duration::from_secs(2);
        // A group is allowed its time: cut off, it would only have to be written again.
        settings.statement_timeout = Duration::from_mins(2);
        let write_pool = connect(database.options.clone(), &settings);

        let mut registry = Registry::with_prefix("farol");
        let (http_metrics, ingest_metrics) = (HttpMetrics::default(), IngestMetrics::default());
        http_metrics.register(&mut registry);
        ingest_metrics.register(&mut registry);
        slow_queries.register(&mut registry);
        server.metrics().register(&mut registry);

        let partitions = Arc::new(Partitions::default());
        let spool = open_spool(config, &ingest_metrics)?;
        let ingest_settings = ingest_settings(config)?;
        let (ingest, writers) =
            Ingest::start(&ingest_settings, &write_pool, &partitions, ingest_metrics, spool);
        let (phase, phases) = watch::channel(Phase::Starting);
        let background = Background::new(config, database, &partitions, &mut registry);
        let api_settings = api_settings(config, server.is_loopback(), &background)?;
        let state = AppState::new(
            api_settings,
            queries.clone(),
            ingest.clone(),
            phases,
            http_metrics,
            registry,
        );
        let (url, stop) = (server.url(), CancellationToken::new());
        tracing::info!(url, version = env!("CARGO_PKG_VERSION"), "listening");
        let http = server.serve(config.server.clone(), router(state.clone()), stop.clone());
        let http = tokio::spawn(http);
        Ok(Self {
            url,
            state,
            phase,
            queries,
            writes: write_pool,
            background,
            ingest,
            writers,
            stop,
            last_commits: ingest_settings.commit_timeout + LAST_SPOOLING,
            http,
        })
    }

    /// Migrates, makes what the first start needs, and opens the doors.
    async fn make_ready(&self, config: &Config, database: &Database) -> anyhow::Result<()> {
        let mut pause = Duration::from_millis(250);
        let link = loop {
            match self.prepare(database).await {
                Ok(link) => break link,
                Err(error) if error.is::<StorageError>() || error.is::<sqlx::Error>() => {
                    tracing::error!("the database is not ready yet: {error:#}");
                }
                Err(error) => return Err(error),
            }
            sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(5));
        };
        self.ingest.open();
        self.background.start(config, &self.ingest, &self.stop);
        self.phase.send_replace(Phase::Ready);
        tracing::info!(data_dir = %config.server.data_dir.display(), "ready");
        match link {
            Some(link) => println!("Sign in: {link}"),
            None => println!("Farol: {}", self.url),
        }
        Ok(())
    }

    /// Brings the schema up to date and makes what the first start needs; gives a link to sign in by
    /// where nobody can yet.
    async fn prepare(&self, database: &Database) -> anyhow::Result<Option<String>> {
        migrate(database.options.clone()).await?;
        let mut connection = self.queries.acquire().await?;
        // Before anything is taken in.
        self.ingest.privacy().load(&mut connection).await?;
        self.state.set_default_project(ensure_project(&mut connection, "default").await?);
        welcome(&mut connection, &self.url).await
    }

    /// Takes no more requests, commits what was taken, and closes the database's connections.
    async fn stop(self) {
        self.phase.send_replace(Phase::Draining);
        self.stop.cancel();
        self.http.await.ok();
        self.state.end_live().await;
        self.background.stop().await;
        self.ingest.close();
        if timeout(self.last_commits, self.writers.finish()).await.is_err() {
            tracing::error!("the last groups were not committed in time");
        }
        let closing = async {
            self.queries.close().await;
            self.writes.close().await;
        };
        // A database that hangs does not even hear that it is left.
        timeout(CLOSING, closing).await.ok();
    }
}

/// How telemetry is taken in, as the configuration says.
pub(super) fn ingest_settings(config: &Config) -> anyhow::Result<IngestSettings> {
    Ok(IngestSettings {
        writers: config.ingest.writers,
        memory_bytes: config.ingest.memory_bytes,
        group_rows: config.ingest.group_rows,
        group_bytes: config.ingest.group_bytes,
        trace_spans: config.ingest.max_spans_per_trace,
        commit_timeout: Duration::from_secs(config.ingest.commit_timeout_seconds),
        prices: Arc::new(config.prices.table()?),
    })
}

fn open_spool(config: &Config, metrics: &IngestMetrics) -> anyhow::Result<Option<Spool>> {
    let settings = SpoolSettings {
        directory: config.server.data_dir.join("spool"),
        max_bytes: config.spool.max_bytes,
    };
    if config.spool.enabled {
        let spool = Spool::open(&settings, metrics);
        let directory = settings.directory.display();
        return Ok(Some(spool.with_context(|| format!("the spool {directory} cannot be opened"))?));
    }
    if settings.directory.exists() {
        tracing::warn!("the spool is off; what an earlier run left in it is not committed");
    }
    Ok(None)
}

fn api_settings(
    config: &Config,
    loopback: bool,
    background: &Background,
) -> anyhow::Result<ApiSettings> {
    Ok(ApiSettings {
        body_limit: config.server.request_body_limit_bytes,
        body_pause: Duration::from_secs(config.server.body_pause_seconds),
        body_timeout: Duration::from_secs(config.server.body_timeout_seconds),
        rate_limit: RateLimit {
            bytes_per_second: config.ingest.rate_limit.bytes_per_second,
            items_per_second: config.ingest.rate_limit.items_per_second,
            burst_seconds: config.ingest.rate_limit.burst_seconds,
        },
        max_items: config.ingest.max_items_per_request,
        execution_quiet: Duration::from_secs(config.ingest.execution_quiet_seconds),
        search_deadline: Duration::from_millis(config.search.deadline_ms),
        live: config.live.settings(),
        trace_span_limit: config.server.trace_span_limit,
        loopback,
        ingest_without_key: config.server.loopback_ingest_without_key,
        allowed_hosts: config.server.allowed_hosts.clone(),
        trusted_proxies: config.server.proxies()?,
        sign_in_limit: SignInLimit {
            per_email: config.auth.failures_per_email,
            per_address: config.auth.failures_per_address,
            window: Duration::from_secs(config.auth.failure_window_seconds),
        },
        invitation_days: config.auth.invitation_days,
        cors_allowed_origins: config.server.cors_allowed_origins.clone(),
        traced: config.telemetry.otlp_endpoint.is_some(),
        retention: background.policy(),
        future_days: config.retention.future_days,
    })
}
