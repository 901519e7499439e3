//! The way in: a queue bounded by bytes, and writers that commit what waits in it as groups.
//!
//! A request is answered when the group that it rode in is committed, never before. Under light
//! load a group is one request and waits for nothing but its own commit; under heavy load groups
//! grow by themselves. When the bytes that are in flight reach the limit, nothing more is taken.

mod budget;
mod metrics;
mod queue;
mod writer;

use std::sync::Arc;

use farol_storage::{Partitions, WriteRequest};
use sqlx::PgPool;
use tokio::{sync::oneshot, task::JoinSet};

pub use budget::{Budget, BudgetError, Reservation};
pub use metrics::IngestMetrics;
use queue::{Queue, Waiting};

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
}

/// Why a request was not stored.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum IngestError {
    /// The database is away or the server stops: the same request may succeed later.
    #[error("the data could not be stored for now")]
    Unavailable,
    /// There is no memory for writing it.
    #[error(transparent)]
    OverBudget(#[from] BudgetError),
}

/// How a request was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Items that the database refused; all others are committed.
    pub refused: usize,
}

/// Takes requests in and answers them when they are committed. Cheap to clone.
#[derive(Clone)]
pub struct Ingest {
    queue: Arc<Queue>,
    budget: Arc<Budget>,
    metrics: IngestMetrics,
    group_rows: usize,
}

/// The running writers, to be waited for at the end: dropped, they break off, and whoever waits for
/// an answer waits for ever.
#[must_use = "the writers end with it"]
pub struct Writers(JoinSet<()>);

impl Ingest {
    /// Starts the writers on a pool that has a connection for each of them.
    pub fn start(
        settings: &IngestSettings,
        pool: &PgPool,
        partitions: &Arc<Partitions>,
        metrics: IngestMetrics,
    ) -> (Self, Writers) {
        let queue = Arc::new(Queue::default());
        let budget = Arc::new(Budget::new(settings.memory_bytes));
        let mut writers = JoinSet::new();
        for _ in 0..settings.writers.max(1) {
            let writer = writer::Writer {
                pool: pool.clone(),
                partitions: Arc::clone(partitions),
                queue: Arc::clone(&queue),
                metrics: metrics.clone(),
                settings: settings.clone(),
            };
            writers.spawn(writer.run());
        }
        (Self { queue, budget, metrics, group_rows: settings.group_rows }, Writers(writers))
    }

    /// The bytes that may be in flight: whoever reads a body takes its share first.
    pub const fn budget(&self) -> &Arc<Budget> {
        &self.budget
    }

    /// Stores a request. Returns once its group is committed; the reservation is given back then.
    ///
    /// If the caller goes away meanwhile, the request is stored all the same.
    pub async fn store(
        &self,
        request: WriteRequest,
        mut reservation: Reservation,
    ) -> Result<Stored, IngestError> {
        let (answer, answered) = oneshot::channel();
        let (rows, bytes) = (request.spans.len() + request.logs.len(), request.weight());
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
        answered.await.unwrap_or(Err(IngestError::Unavailable))
    }

    /// Takes no more requests; the writers end when all that waits is written.
    pub fn close(&self) {
        self.queue.close();
    }
}

impl Writers {
    /// Waits until everything that was taken is written and answered.
    pub async fn finish(mut self) {
        while self.0.join_next().await.is_some() {}
    }
}
