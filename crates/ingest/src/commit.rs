//! Commits groups: once, in as many attempts as it takes, and without what the database refuses.

use std::{
    slice,
    sync::Arc,
    time::{Duration, Instant},
};

use farol_model::PriceTable;
use farol_storage::{InFlight, Partitions, StorageError, WriteRequest, Written, write_requests};
use sqlx::PgPool;
use tokio::{sync::watch, time::timeout};
use uuid::Uuid;

use crate::{
    IngestMetrics,
    group::{Group, part_id},
};

/// How often a transaction is tried: a restarted database has closed the old connection, a dropped
/// day has to be made anew, a deadlock is resolved.
const ATTEMPTS: usize = 3;

/// Writes to the database; cheap to clone.
#[derive(Clone)]
pub(crate) struct Committer {
    pub(crate) pool: PgPool,
    pub(crate) partitions: Arc<Partitions>,
    /// What all of this process's committers are writing.
    pub(crate) in_flight: Arc<InFlight>,
    pub(crate) prices: Arc<PriceTable>,
    pub(crate) metrics: IngestMetrics,
    /// Counts commits that brought spans, for whoever follows executions: it holds nobody up.
    pub(crate) commits: watch::Sender<u64>,
    /// How long a transaction may take, all attempts together.
    pub(crate) limit: Duration,
}

impl Committer {
    /// Commits a group; says how many items of each request the database refused. After an error the
    /// same group may be tried again, here or out of the spool.
    pub(crate) async fn commit(&self, group: &mut Group) -> Result<Vec<usize>, StorageError> {
        if !group.divided {
            let id = group.remembered(&group.requests, group.id);
            match self.write(&group.requests, id.as_slice()).await {
                Ok(_) => return Ok(vec![0; group.requests.len()]),
                Err(StorageError::Data(error)) => {
                    tracing::warn!(%error, requests = group.requests.len(), "a group is split");
                    group.divided = true;
                }
                Err(error) => return Err(error),
            }
        }
        let mut refused = Vec::with_capacity(group.requests.len());
        for (index, request) in group.requests.iter().enumerate() {
            refused.push(self.commit_alone(group, request, group.request_id(index)).await?);
        }
        Ok(refused)
    }

    /// Commits a request by itself; says how many of its items the database refused.
    async fn commit_alone(
        &self,
        group: &Group,
        whole: &WriteRequest,
        id: Uuid,
    ) -> Result<usize, StorageError> {
        let requests = slice::from_ref(whole);
        match self.write(requests, group.remembered(requests, id).as_slice()).await {
            Ok(_) => Ok(0),
            Err(StorageError::Data(error)) if whole.rows() == 1 => Ok(refuse(&error)),
            Err(StorageError::Data(_)) => self.commit_parts(group, whole, id).await,
            Err(error) => Err(error),
        }
    }

    /// Commits what can be of a request, halving it until the refused items stand alone.
    async fn commit_parts(
        &self,
        group: &Group,
        whole: &WriteRequest,
        id: Uuid,
    ) -> Result<usize, StorageError> {
        // A hash stands for the whole request, so its parts cannot carry it.
        let mut to_halve = vec![(0, WriteRequest { hash: None, ..whole.clone() })];
        let mut refused = 0;
        while let Some((start, part)) = to_halve.pop() {
            let Some((one, other)) = part.halve() else { continue };
            let middle = start + one.rows();
            for (first, half) in [(start, one), (middle, other)] {
                let requests = slice::from_ref(&half);
                let id = part_id(whole, id, first, half.rows());
                match self.write(requests, group.remembered(requests, id).as_slice()).await {
                    Ok(_) => {}
                    Err(StorageError::Data(error)) if half.rows() == 1 => refused += refuse(&error),
                    Err(StorageError::Data(_)) => to_halve.push((first, half)),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(refused)
    }

    /// Commits the requests of several spooled groups together; says whether it did. It does not where
    /// one of them was committed before.
    pub(crate) async fn commit_together(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
    ) -> Result<bool, StorageError> {
        Ok(!self.write(requests, ids).await?.known)
    }

    async fn write(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
    ) -> Result<Written, StorageError> {
        let started = Instant::now();
        let mut attempt = 1;
        loop {
            let left = self.limit.saturating_sub(started.elapsed());
            match self.write_once(requests, ids, left).await {
                Ok(done) => {
                    self.metrics.committed(requests, &done, started.elapsed());
                    if done.spans > 0 {
                        self.commits.send_modify(|count| *count += 1);
                    }
                    return Ok(done);
                }
                Err(error) if attempt < ATTEMPTS && may_pass(&error) => {
                    tracing::warn!(%error, attempt, "writing a group is tried again");
                    attempt += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn write_once(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
        left: Duration,
    ) -> Result<Written, StorageError> {
        let mut connection = self.pool.acquire().await?;
        let writing = write_requests(
            &mut connection,
            &self.partitions,
            &self.in_flight,
            &self.prices,
            requests,
            ids,
        );
        if let Ok(written) = timeout(left, writing).await {
            return written;
        }
        // Closed and not given back: nobody knows when it would answer.
        drop(connection.detach());
        Err(StorageError::Deadline)
    }
}

/// Whether trying again at once may help. Where no connection was to be had in all the time that there
/// is for that, it does not.
const fn may_pass(error: &StorageError) -> bool {
    use sqlx::Error::{PoolClosed, PoolTimedOut};
    match error {
        StorageError::Data(_)
        | StorageError::Deadline
        | StorageError::Away(PoolTimedOut | PoolClosed) => false,
        StorageError::Partition(_)
        | StorageError::Duplicate(_)
        | StorageError::Away(_)
        | StorageError::Unavailable(_) => true,
    }
}

/// Notes one item that cannot be stored.
fn refuse(error: &sqlx::Error) -> usize {
    tracing::warn!(%error, "an item is refused");
    1
}

#[cfg(test)]
mod tests;
