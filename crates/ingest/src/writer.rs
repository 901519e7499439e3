//! A writer: takes groups, commits them, answers.

use std::{sync::Arc, time::Instant};

use farol_storage::{Partitions, StorageError, WriteRequest, Written, write_requests};
use sqlx::PgPool;

use crate::{
    IngestError, IngestMetrics, IngestSettings, Stored,
    queue::{Queue, Waiting},
};

/// How often a group is tried before its requests are told to come again: a restarted database has
/// closed the old connection, a dropped day has to be made anew, a deadlock is resolved.
const ATTEMPTS: usize = 3;

pub(crate) struct Writer {
    pub(crate) pool: PgPool,
    pub(crate) partitions: Arc<Partitions>,
    pub(crate) queue: Arc<Queue>,
    pub(crate) metrics: IngestMetrics,
    pub(crate) settings: IngestSettings,
}

impl Writer {
    /// Writes until the queue is closed and empty.
    pub(crate) async fn run(self) {
        let (rows, bytes) = (self.settings.group_rows, self.settings.group_bytes);
        while let Some(group) = self.queue.take_group(rows, bytes).await {
            self.write_group(group).await;
        }
    }

    async fn write_group(&self, group: Vec<Waiting>) {
        let (requests, answers): (Vec<_>, Vec<_>) =
            group.into_iter().map(|of| (of.request, (of.answer, of.reservation))).unzip();
        match self.write(&requests).await {
            Ok(_) => {
                for (answer, _taken) in answers {
                    answer.send(Ok(Stored::default())).ok();
                }
            }
            // Something in the group cannot be stored: each request stands for itself.
            Err(StorageError::Data(error)) => {
                tracing::warn!(%error, requests = requests.len(), "a group is split");
                for (request, (answer, _taken)) in requests.into_iter().zip(answers) {
                    answer.send(self.write_divided(request).await).ok();
                }
            }
            Err(error) => {
                tracing::error!(%error, requests = requests.len(), "a group was not stored");
                self.metrics.unavailable.inc_by(requests.len() as u64);
                for (answer, _taken) in answers {
                    answer.send(Err(IngestError::Unavailable)).ok();
                }
            }
        }
    }

    /// Writes one request, halving it until the items that the database refuses stand alone.
    async fn write_divided(&self, request: WriteRequest) -> Result<Stored, IngestError> {
        let mut refused = 0;
        // A hash stands for the whole request, so its halves cannot carry it.
        let mut parts = vec![WriteRequest { hash: None, ..request }];
        while let Some(part) = parts.pop() {
            match self.write(std::slice::from_ref(&part)).await {
                Ok(_) => {}
                Err(StorageError::Data(error)) => {
                    if let Some((first, second)) = part.halve() {
                        parts.extend([second, first]);
                    } else {
                        tracing::warn!(%error, "an item is refused");
                        refused += 1;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "a part of a request was not stored");
                    return Err(IngestError::Unavailable);
                }
            }
        }
        Ok(Stored { refused })
    }

    async fn write(&self, requests: &[WriteRequest]) -> Result<Written, StorageError> {
        let started = Instant::now();
        let mut attempt = 1;
        loop {
            let written = self.write_once(requests).await;
            match &written {
                Err(StorageError::Data(_)) => return written,
                Err(error) if attempt < ATTEMPTS => {
                    tracing::warn!(%error, attempt, "writing a group is tried again");
                    attempt += 1;
                }
                Err(_) => return written,
                Ok(done) => {
                    self.metrics.committed(requests, done, started.elapsed());
                    return written;
                }
            }
        }
    }

    async fn write_once(&self, requests: &[WriteRequest]) -> Result<Written, StorageError> {
        let mut connection = self.pool.acquire().await?;
        write_requests(&mut connection, &self.partitions, requests).await
    }
}
