//! A writer: takes groups, commits or spools them, answers.

use std::sync::Arc;

use farol_storage::WriteRequest;

use crate::{
    IngestError, IngestMetrics, IngestSettings, Stored,
    commit::Committer,
    database::Database,
    group::Group,
    queue::{Queue, Waiting},
    spool::{Spool, SpoolError},
};

pub(crate) struct Writer {
    pub(crate) queue: Arc<Queue>,
    pub(crate) committer: Committer,
    pub(crate) spool: Option<Spool>,
    pub(crate) database: Arc<Database>,
    pub(crate) metrics: IngestMetrics,
    pub(crate) settings: IngestSettings,
}

impl Writer {
    /// Writes until the queue is closed and empty.
    pub(crate) async fn run(self) {
        let (rows, bytes) = (self.settings.group_rows, self.settings.group_bytes);
        while let Some(group) = self.queue.take_group(rows, bytes).await {
            self.store(group).await;
        }
    }

    /// Commits a group, or spools it where that cannot be, and answers.
    async fn store(&self, waiting: Vec<Waiting>) {
        let (requests, answers): (Vec<_>, Vec<_>) =
            waiting.into_iter().map(|of| (of.request, (of.answer, of.reservation))).unzip();
        let mut group = Group::new(requests);
        let outcomes = match self.commit(&mut group).await {
            Some(stored) => stored.into_iter().map(Ok).collect(),
            None => vec![self.spool(group).await.map(|()| Stored::default()); answers.len()],
        };
        for ((answer, _taken), outcome) in answers.into_iter().zip(outcomes) {
            answer.send(outcome).ok();
        }
    }

    /// Commits a group where the database takes it; says what of each request was left out.
    async fn commit(&self, group: &mut Group) -> Option<Vec<Stored>> {
        if !self.database.takes_writes() || self.comes_after_what_is_spooled(group) {
            return None;
        }
        let committed = self.committer.commit(group).await;
        committed
            .inspect_err(|error| {
                tracing::error!(%error, requests = group.requests.len(), "a group is not committed");
                self.database.failed(error);
            })
            .ok()
    }

    /// Whether the group has nodes whose executions may wait in the spool: committed before those they
    /// would end up elsewhere. The spool keeps the order.
    fn comes_after_what_is_spooled(&self, group: &Group) -> bool {
        self.spool.as_ref().is_some_and(Spool::is_moving)
            && !group.requests.iter().all(WriteRequest::is_placed)
    }

    async fn spool(&self, group: Group) -> Result<(), IngestError> {
        let requests = group.requests.len();
        let spooled = match &self.spool {
            Some(spool) => spool.append(group).await.map_err(|error| match error {
                SpoolError::Full => IngestError::SpoolFull,
                error => {
                    tracing::error!(%error, requests, "a group is not spooled");
                    IngestError::Unavailable
                }
            }),
            None => Err(IngestError::Unavailable),
        };
        if spooled.is_err() {
            self.metrics.unavailable.inc_by(requests as u64);
        }
        // Somebody has to commit it, or to look whether the database is there; not before it is spooled, since
        // nothing to commit is no proof of anything.
        self.database.suspect();
        spooled
    }
}
