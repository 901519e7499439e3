//! Commits groups: once, in as many attempts as it takes, and without what the database refuses.

use std::{
    borrow::Cow,
    panic::AssertUnwindSafe,
    slice,
    sync::Arc,
    time::{Duration, Instant},
};

use farol_storage::{StorageError, WriteRequest, Writing, Written, write_requests};
use futures_util::FutureExt;
use sqlx::PgPool;
use tokio::{sync::watch, time::timeout};
use uuid::Uuid;

use crate::{
    IngestMetrics, Stored,
    full_traces::{FullTraces, leave_out},
    group::{Group, part_id},
};

/// How often a transaction is tried: a restarted database has closed the old connection, a dropped
/// day has to be made anew, a deadlock is resolved.
const ATTEMPTS: usize = 3;

/// Writes to the database; cheap to clone.
#[derive(Clone)]
pub(crate) struct Committer {
    pub(crate) pool: PgPool,
    pub(crate) writing: Arc<Writing>,
    pub(crate) full: Arc<FullTraces>,
    pub(crate) metrics: IngestMetrics,
    /// Counts commits that brought spans, for whoever follows executions: it holds nobody up.
    pub(crate) commits: watch::Sender<u64>,
    /// How long a transaction may take, all attempts together.
    pub(crate) limit: Duration,
}

impl Committer {
    /// Commits a group; says what of each request was left out. After an error the same group may be
    /// tried again, here or out of the spool.
    pub(crate) async fn commit(&self, group: &mut Group) -> Result<Vec<Stored>, StorageError> {
        if !group.divided {
            let id = group.remembered(&group.requests, group.id);
            match self.write(&group.requests, id.as_slice()).await {
                Ok((_, stored)) => return Ok(stored),
                Err(StorageError::Data(error)) => {
                    tracing::warn!(%error, requests = group.requests.len(), "a group is split");
                    group.divided = true;
                }
                Err(error) => return Err(error),
            }
        }
        let mut stored = Vec::with_capacity(group.requests.len());
        for (index, request) in group.requests.iter().enumerate() {
            stored.push(self.commit_alone(group, request, group.request_id(index)).await?);
        }
        Ok(stored)
    }

    /// Commits a request by itself; says what of it was left out.
    async fn commit_alone(
        &self,
        group: &Group,
        whole: &WriteRequest,
        id: Uuid,
    ) -> Result<Stored, StorageError> {
        let requests = slice::from_ref(whole);
        match self.write(requests, group.remembered(requests, id).as_slice()).await {
            Ok((_, stored)) => Ok(Stored::sum(stored)),
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
    ) -> Result<Stored, StorageError> {
        // A hash stands for the whole request, so its parts cannot carry it.
        let mut to_halve = vec![(0, WriteRequest { hash: None, ..whole.clone() })];
        let mut stored = Vec::new();
        while let Some((start, part)) = to_halve.pop() {
            let Some((one, other)) = part.halve() else { continue };
            let middle = start + one.rows();
            for (first, half) in [(start, one), (middle, other)] {
                let requests = slice::from_ref(&half);
                let id = part_id(whole, id, first, half.rows());
                match self.write(requests, group.remembered(requests, id).as_slice()).await {
                    Ok((_, kept)) => stored.extend(kept),
                    Err(StorageError::Data(error)) if half.rows() == 1 => {
                        stored.push(refuse(&error));
                    }
                    Err(StorageError::Data(_)) => to_halve.push((first, half)),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(Stored::sum(stored))
    }

    /// Commits the requests of several spooled groups together, and says what was left out. It does not
    /// where one of them was committed before.
    pub(crate) async fn commit_together(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
    ) -> Result<Option<Stored>, StorageError> {
        let (written, stored) = self.write(requests, ids).await?;
        Ok((!written.known).then(|| Stored::sum(stored)))
    }

    /// Writes requests in one transaction, without the spans that their traces have no room for; says
    /// how many those are of each request.
    async fn write(
        &self,
        requests: &[WriteRequest],
        ids: &[Uuid],
    ) -> Result<(Written, Vec<Stored>), StorageError> {
        let started = Instant::now();
        let mut attempt = 1;
        let (mut requests, mut stored) =
            (Cow::Borrowed(requests), vec![Stored::default(); requests.len()]);
        loop {
            let left = self.limit.saturating_sub(started.elapsed());
            match self.write_once(&requests, ids, left).await {
                Ok(done) => {
                    self.metrics.committed(&requests, &done, started.elapsed());
                    if done.spans > 0 {
                        self.commits.send_modify(|count| *count += 1);
                    }
                    return Ok((done, stored));
                }
                Err(StorageError::TraceFull(traces)) => {
                    self.full.note(&traces);
                    let mut left_out = 0;
                    for (request, stored) in requests.to_mut().iter_mut().zip(&mut stored) {
                        let of_request = leave_out(request, |key| traces.contains(key));
                        stored.over_limit += of_request;
                        left_out += of_request;
                    }
                    if left_out == 0 {
                        // Nobody sent what is full; rather refused than tried for ever.
                        return Err(StorageError::Data(sqlx::Error::Protocol(
                            "a trace is full".to_owned(),
                        )));
                    }
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
        let writing = write_requests(&mut connection, &self.writing, requests, ids);
        match within(left, writing).await {
            Ok(written) => written,
            Err(broken) => {
                // Closed and not given back: nobody knows when it would answer, or what.
                drop(connection.detach());
                Err(broken)
            }
        }
    }
}

/// Waits for work for so long; what breaks it off is told apart from what it ends with. A panic ends this
/// attempt alone: writers go on.
async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, StorageError> {
    match timeout(limit, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) => Err(StorageError::Panic),
        Err(_) => Err(StorageError::Deadline),
    }
}

/// Whether trying again at once may help. Where no connection was to be had in all the time that there
/// is for that, it does not.
const fn may_pass(error: &StorageError) -> bool {
    use sqlx::Error::{PoolClosed, PoolTimedOut};
    match error {
        StorageError::Data(_)
        | StorageError::TraceFull(_)
        | StorageError::Panic
        | StorageError::Deadline
        | StorageError::Away(PoolTimedOut | PoolClosed) => false,
        StorageError::Partition(_)
        | StorageError::Duplicate(_)
        | StorageError::Away(_)
        | StorageError::Unavailable(_) => true,
    }
}

/// Notes one item that cannot be stored.
fn refuse(error: &sqlx::Error) -> Stored {
    tracing::warn!(%error, "an item is refused");
    Stored { refused: 1, over_limit: 0 }
}

#[cfg(test)]
mod tests;
