//! What every handler shares.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use farol_ingest::Ingest;
use farol_model::UnixNano;
use farol_storage::{Project, RetentionPolicy};
use prometheus_client::registry::Registry;
use sqlx::PgPool;
use tokio::{sync::watch, time::timeout};

use crate::{
    HttpMetrics,
    audit::ToldReads,
    auth::{Attempts, KeyCache, RateLimit, RateLimiter, SignInLimit},
    live::{Live, LiveSettings},
    logs::Tails,
    source::Network,
};

/// From when on an answer of the database is slow enough for somebody to look whether it is there.
const SLOW: Duration = Duration::from_millis(500);

/// The API's settings.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// Bytes that a request's body may have, unpacked.
    pub body_limit: usize,
    /// How long a body may pause, and how long it may take as a whole.
    pub body_pause: Duration,
    pub body_timeout: Duration,
    /// What each key may send, where it has no limits of its own.
    pub rate_limit: RateLimit,
    /// Items that one request may bring.
    pub max_items: usize,
    /// How long no span may have come before an execution whose root has ended has ended itself.
    pub execution_quiet: Duration,
    /// How long a search looks before it answers with what it found until then.
    pub search_deadline: Duration,
    /// How followers of executions are served.
    pub live: LiveSettings,
    /// Spans that the portal's answer holds at most.
    pub trace_span_limit: i64,
    /// Whether the server listens on loopback alone.
    pub loopback: bool,
    /// Whether ingest without a key is taken while it does.
    pub ingest_without_key: bool,
    /// Hosts that may stand in `Host` beside loopback's names.
    pub allowed_hosts: Vec<String>,
    /// Proxies that are believed whom they say that they heard from.
    pub trusted_proxies: Vec<Network>,
    /// How many sign-ins may fail.
    pub sign_in_limit: SignInLimit,
    /// Days that an invitation is good for.
    pub invitation_days: i64,
    /// Origins whose pages may send telemetry.
    pub cors_allowed_origins: Vec<String>,
    /// Whether requests are traced, that is, whether anybody receives Farol's own traces.
    pub traced: bool,
    /// How long each project's data is kept, renewed while the server runs: what is older is rejected.
    pub retention: watch::Receiver<RetentionPolicy>,
    /// Days ahead of now that an item may lie.
    pub future_days: i64,
}

/// How far the server has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for the database, or migrating it.
    Starting,
    Ready,
    /// Taking no more requests.
    Draining,
}

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) inner: Arc<Inner>,
}

#[doc(hidden)]
pub struct Inner {
    pub(crate) settings: ApiSettings,
    pub(crate) pool: PgPool,
    pub(crate) ingest: Ingest,
    pub(crate) keys: KeyCache,
    pub(crate) told_reads: ToldReads,
    pub(crate) rate_limiter: RateLimiter,
    pub(crate) attempts: Attempts,
    pub(crate) default_project: OnceLock<Project>,
    pub(crate) tails: Tails,
    pub(crate) live: Live,
    pub(crate) phase: watch::Receiver<Phase>,
    pub(crate) metrics: HttpMetrics,
    pub(crate) registry: Registry,
    arrivals: AtomicI64,
}

impl AppState {
    pub fn new(
        settings: ApiSettings,
        pool: PgPool,
        ingest: Ingest,
        phase: watch::Receiver<Phase>,
        metrics: HttpMetrics,
        registry: Registry,
    ) -> Self {
        let inner = Inner {
            rate_limiter: RateLimiter::new(settings.rate_limit),
            live: Live::new(&settings.live),
            attempts: Attempts::new(settings.sign_in_limit),
            settings,
            pool,
            ingest,
            keys: KeyCache::default(),
            told_reads: ToldReads::default(),
            default_project: OnceLock::new(),
            tails: Tails::default(),
            phase,
            metrics,
            registry,
            arrivals: AtomicI64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Names the project that takes what comes without a key.
    pub fn set_default_project(&self, project: Project) {
        // It is set once, at the start.
        self.inner.default_project.set(project).ok();
    }

    /// Waits a moment for those who follow executions to be told that the server stops, which they are as soon
    /// as its phase says so.
    pub async fn end_live(&self) {
        self.live.end().await;
    }

    /// Waits for what needs the database. `None` as soon as that is known to be away, which is looked
    /// into where it takes long.
    pub(crate) async fn unless_away<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let database = self.ingest.database();
        let away = async {
            if timeout(SLOW, database.until_away()).await.is_err() {
                database.suspect();
                database.until_away().await;
            }
        };
        tokio::select! {
            biased;
            () = away => None,
            done = work => Some(done),
        }
    }

    /// Has somebody look whether the database is there, after an error; says whether it turns out in
    /// a moment that it is not.
    pub(crate) async fn turns_out_away(&self) -> bool {
        let database = self.ingest.database();
        database.suspect();
        timeout(SLOW, database.until_away()).await.is_ok()
    }

    /// When a search that begins now has to answer.
    pub(crate) fn search_deadline(&self) -> Instant {
        Instant::now() + self.settings.search_deadline
    }

    /// Takes a range of places in the order of arrival, which goes on over restarts: it is the
    /// time in nanoseconds, except that it never repeats.
    pub(crate) fn arrivals(&self, now: UnixNano, count: usize) -> i64 {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let next = |last: i64| Some(last.max(now.0).saturating_add(count));
        let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
        self.inner.arrivals.fetch_update(set, get, next).unwrap_or_default().max(now.0)
    }
}

impl std::ops::Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}
