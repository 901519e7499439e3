//! The way in: a queue bounded by bytes, and writers that commit what waits in it as groups.
//!
//! A request is answered when the group that it rode in is committed, never before. Under light
//! load a group is one request and waits for nothing but its own commit; under heavy load groups
//! grow by themselves. When the bytes that are in flight reach the limit, nothing more is taken.
//!
//! While the database is away, groups are appended to the spool instead, answered when they are on
//! disk, and committed when it is back, exactly once.

mod budget;
mod commit;
mod database;
mod full_traces;
mod group;
mod metrics;
mod privacy;
mod queue;
mod replay;
mod spool;
mod writer;

use std::{sync::Arc, time::Duration};

use farol_model::PriceTable;
use farol_storage::{Partitions, WriteRequest, Writing};
use sqlx::PgPool;
use tokio::{
    sync::{oneshot, watch},
    task::JoinSet,
};

pub use budget::{Budget, BudgetError, Reservation};
use commit::Committer;
pub use database::Database;
use full_traces::FullTraces;
pub use metrics::IngestMetrics;
pub use privacy::Privacy;
use queue::{Queue, Waiting};
use replay::Replay;
pub use spool::{Holding, Spool, SpoolError, SpoolSettings, SpoolStatus};
use writer::Writer;

/// Bytes that summing up takes for each row of a group: little, unless a single request is larger
/// than a group should be.
const SUMMED_ROW: usize = 1024;

/// Copies that writing makes of one row at a time: its bytes for the database, and afterwards the
/// texts that its preview is looked for in.
const ROW_COPIES: usize = 2;

/// How groups are made.
#[derive(Clone, Debug)]
pub struct IngestSettings {
    /// Writers, each with a connection of its own.
    pub writers: usize,
    /// Bytes that all requests in flight may take: bodies, and what is decoded from them.
    pub memory_bytes: usize,
    /// Spans and log records that one group may hold.
    pub group_rows: usize,
    /// Bytes that one group may hold.
    pub group_bytes: usize,
    /// How long a group may take to be committed before the database counts as away.
    pub commit_timeout: Duration,
    /// Spans that a trace may hold: more are refused.
    pub trace_spans: usize,
    /// What models cost, for spans that do not tell.
    pub prices: Arc<PriceTable>,
}

/// Why a request was not stored.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum IngestError {
    /// The database is away or the server stops: the same request may succeed later.
    #[error("the data could not be stored for now")]
    Unavailable,
    /// The database is away, and the spool has no room for more.
    #[error("the database is away and the spool is full")]
    SpoolFull,
    /// There is no memory for writing it.
    #[error(transparent)]
    OverBudget(#[from] BudgetError),
}

/// How a request was stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Items that the database refused; all others are committed.
    pub refused: usize,
    /// Spans that were refused since their trace holds as many as it may.
    pub over_limit: usize,
}

impl Stored {
    /// What several parts come to.
    fn sum(parts: Vec<Self>) -> Self {
        parts.into_iter().fold(Self::default(), |sum, part| Self {
            refused: sum.refused + part.refused,
            over_limit: sum.over_limit + part.over_limit,
        })
    }
}

/// Takes requests in and answers them when they are committed, or spooled. Cheap to clone.
#[derive(Clone)]
pub struct Ingest {
    queue: Arc<Queue>,
    budget: Arc<Budget>,
    database: Arc<Database>,
    spool: Option<Spool>,
    metrics: IngestMetrics,
    group_rows: usize,
    full: Arc<FullTraces>,
    trace_spans: usize,
    prices: Arc<PriceTable>,
    privacy: Privacy,
    commits: watch::Sender<u64>,
}

/// A replayed group has several times as long as one that somebody waits for.
const REPLAY_PATIENCE: u32 = 4;

/// The running writers, to be waited for at the end: dropped, they break off, and whoever waits for
/// an answer waits for ever.
#[must_use = "the writers end with it"]
pub struct Writers {
    writers: JoinSet<()>,
    replay: JoinSet<()>,
}

impl Ingest {
    /// Starts the writers, and the replay, which waits for [`Ingest::open`], on a pool that has a
    /// connection for each of them: where none is to be had, the database counts as away.
    pub fn start(
        settings: &IngestSettings,
        pool: &PgPool,
        partitions: &Arc<Partitions>,
        metrics: IngestMetrics,
        spool: Option<Spool>,
    ) -> (Self, Writers) {
        let queue = Arc::new(Queue::default());
        let budget = Arc::new(Budget::new(settings.memory_bytes));
        let database = Arc::new(Database::new(metrics.database_away.clone()));
        let commits = watch::Sender::new(0);
        let (partitions, prices) = (Arc::clone(partitions), Arc::clone(&settings.prices));
        let writing = Arc::new(Writing::new(partitions, prices, Some(settings.trace_spans)));
        let full = Arc::<FullTraces>::default();
        let committer = |limit| Committer {
            pool: pool.clone(),
            writing: Arc::clone(&writing),
            full: Arc::clone(&full),
            metrics: metrics.clone(),
            commits: commits.clone(),
            limit,
        };
        let mut writers = JoinSet::new();
        for _ in 0..settings.writers.max(1) {
            let writer = Writer {
                queue: Arc::clone(&queue),
                committer: committer(settings.commit_timeout),
                spool: spool.clone(),
                database: Arc::clone(&database),
                metrics: metrics.clone(),
                settings: settings.clone(),
            };
            writers.spawn(writer.run());
        }
        let patient = committer(settings.commit_timeout * REPLAY_PATIENCE);
        let mut replay = JoinSet::new();
        replay.spawn(Replay::new(spool.clone(), patient, Arc::clone(&database)).run());
        let IngestSettings { group_rows, trace_spans, .. } = *settings;
        let prices = Arc::clone(&settings.prices);
        let ingest = Self {
            queue,
            budget,
            database,
            spool,
            metrics,
            group_rows,
            full,
            trace_spans,
            prices,
            privacy: Privacy::default(),
            commits,
        };
        (ingest, Writers { writers, replay })
    }

    /// Says that the database's schema is up to date: what waits in the spool may be committed.
    pub fn open(&self) {
        self.database.open();
    }

    /// Changes whenever spans were committed here, out of the spool too.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// What projects do not want stored.
    pub const fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    /// What is known of the database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The spool, unless it is switched off.
    pub const fn spool(&self) -> Option<&Spool> {
        self.spool.as_ref()
    }

    /// The bytes that may be in flight: whoever reads a body takes its share first.
    pub const fn budget(&self) -> &Arc<Budget> {
        &self.budget
    }

    /// Stores a request. Returns once its group is committed, or spooled while the database is away;
    /// the reservation is given back then.
    ///
    /// If the caller goes away meanwhile, the request is stored all the same.
    pub async fn store(
        &self,
        mut request: WriteRequest,
        mut reservation: Reservation,
    ) -> Result<Stored, IngestError> {
        let over_limit = self.full.leave_out(&mut request);
        if over_limit > 0 && request.rows() == 0 {
            return Ok(Stored { refused: 0, over_limit });
        }
        for span in &mut request.spans {
            self.prices.estimate(span);
        }
        let request = self.privacy.apply(request).await.ok_or(IngestError::Unavailable)?;
        let (answer, answered) = oneshot::channel();
        let (rows, bytes) = (request.rows(), request.weight());
        // The body is gone, its rows are there. (Each with its resource, which it is written with:
        // they may be far more than their body.)
        let beyond_a_group = rows.saturating_sub(self.group_rows);
        let copies = beyond_a_group * SUMMED_ROW + request.heaviest() * ROW_COPIES;
        reservation.resize(bytes + copies)?;
        let waiting = Waiting { request, rows, bytes, answer, reservation };
        if !self.queue.push(waiting) {
            return Err(IngestError::Unavailable);
        }
        self.metrics.queued(&self.queue, &self.budget);
        let stored = answered.await.unwrap_or(Err(IngestError::Unavailable))?;
        Ok(Stored { over_limit: stored.over_limit + over_limit, ..stored })
    }

    /// Spans that a trace may hold.
    pub const fn trace_spans(&self) -> usize {
        self.trace_spans
    }

    /// Takes no more requests; the writers end when all that waits is written.
    pub fn close(&self) {
        self.queue.close();
    }
}

impl Writers {
    /// Waits until everything that was taken is committed or spooled, and answered.
    pub async fn finish(mut self) {
        // What it was at is tried again at the next start.
        self.replay.shutdown().await;
        while self.writers.join_next().await.is_some() {}
    }
}
