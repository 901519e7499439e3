//! One segment of the spool, committed.

use std::{io, mem};

use farol_storage::{StorageError, WriteRequest};
use uuid::Uuid;

use super::Replay;
use crate::spool::{Holding, Record, Segment, Spool};

/// Bytes that small groups may take in memory to be committed together: a commit each would take
/// longer than it took to bring them. A group of that many bytes on disk is not even looked at.
const TOGETHER_BYTES: usize = 4 << 20;
const TOGETHER_BYTES_ON_DISK: usize = 256 << 10;

impl Replay {
    /// Commits a segment's groups in order; says whether all are. One that fails without the database
    /// being away does not hold up those behind it: it is tried again in the next turn.
    pub(super) async fn replay(
        &mut self,
        spool: &Spool,
        mut segment: Segment,
    ) -> Result<bool, StorageError> {
        let mut left = Holding::default();
        let mut records = mem::take(&mut segment.records);
        let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
        records.retain(|record| !self.committed.contains(&record.id));
        let mut next = 0;
        while next < records.len() {
            let (count, committed) =
                self.replay_together(spool, &segment, &records[next..]).await?;
            let batch = &records[next..next + count];
            if committed {
                self.done(spool, batch);
            } else {
                for record in batch {
                    self.replay_alone(spool, &mut segment, record, &mut left).await?;
                }
            }
            next += count;
        }
        if let Err(error) = spool.settle(&segment, left).await {
            tracing::error!(%error, "a segment of the spool cannot be put away");
            return Ok(false);
        }
        if left.records == 0 {
            for id in &ids {
                self.committed.remove(id);
            }
        }
        Ok(left.records == 0)
    }

    /// Commits the first of these records in one transaction. Returns how many, at least one, and
    /// whether they are committed; if not, each has to stand for itself.
    async fn replay_together(
        &self,
        spool: &Spool,
        segment: &Segment,
        records: &[Record],
    ) -> Result<(usize, bool), StorageError> {
        let (mut ids, mut requests) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for record in records.iter().take_while(|of| of.payload.len() < TOGETHER_BYTES_ON_DISK) {
            let Ok(group) = segment.group(record).await else { break };
            bytes += group.requests.iter().map(WriteRequest::weight).sum::<usize>();
            if group.divided || bytes > TOGETHER_BYTES {
                break;
            }
            ids.push(group.id);
            requests.extend(group.requests);
        }
        if ids.len() < 2 {
            return Ok((1, false));
        }
        match self.committer.commit_together(&requests, &ids).await {
            Ok(stored) => {
                let left_out = stored.unwrap_or_default().over_limit;
                spool.metrics().refused.inc_by(left_out as u64);
                Ok((ids.len(), stored.is_some()))
            }
            Err(error @ StorageError::Away(_)) => Err(error),
            Err(error) => {
                tracing::warn!(%error, groups = ids.len(), "spooled groups are committed one by one");
                self.look().await?;
                Ok((ids.len(), false))
            }
        }
    }

    async fn replay_alone(
        &mut self,
        spool: &Spool,
        segment: &mut Segment,
        record: &Record,
        left: &mut Holding,
    ) -> Result<(), StorageError> {
        let committed = match segment.group(record).await {
            Ok(mut group) => self.committer.commit(&mut group).await,
            Err(error) => {
                count_unreadable(segment, record, &error);
                return Ok(());
            }
        };
        match committed {
            Ok(stored) => {
                let left_out = stored.iter().map(|of| of.refused + of.over_limit);
                spool.metrics().refused.inc_by(left_out.sum::<usize>() as u64);
                self.done(spool, std::slice::from_ref(record));
            }
            Err(error @ StorageError::Away(_)) => return Err(error),
            Err(error) => {
                // Slow, or too much for the database: then the next ones may do.
                self.look().await?;
                tracing::error!(%error, id = %record.id, "a spooled group was not committed");
                left.add(record.at, record.requests);
            }
        }
        Ok(())
    }

    /// Notes that records are committed, which proves that the database is there.
    fn done(&mut self, spool: &Spool, records: &[Record]) {
        self.committed.extend(records.iter().map(|record| record.id));
        self.database.found();
        let requests = records.iter().map(|record| u64::from(record.requests)).sum();
        spool.metrics().replayed.inc_by(requests);
    }
}

fn count_unreadable(segment: &mut Segment, record: &Record, error: &io::Error) {
    tracing::error!(%error, id = %record.id, "a spooled group cannot be read");
    segment.corrupt += 1;
}
