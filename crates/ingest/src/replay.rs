//! Looks whether the database is back, and commits what waits in the spool.

use std::{mem, sync::Arc, time::Duration};

use farol_storage::{StorageError, probe};
use tokio::time::{sleep, timeout};

use crate::{
    commit::Committer,
    database::Database,
    spool::{Holding, Record, Segment, Spool},
};

/// Between two looks at a database that is away: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(5);

/// How long a look may take.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Replay {
    spool: Option<Spool>,
    committer: Committer,
    database: Arc<Database>,
    /// The segment under way, and how many of its first records are committed.
    progress: Option<(u64, usize)>,
}

impl Replay {
    pub(crate) const fn new(
        spool: Option<Spool>,
        committer: Committer,
        database: Arc<Database>,
    ) -> Self {
        Self { spool, committer, database, progress: None }
    }

    /// Runs for ever; it may be broken off at any time.
    pub(crate) async fn run(mut self) {
        self.database.until_opened().await;
        let mut pause = FIRST_PAUSE;
        loop {
            let done = self.turn().await;
            if let Err(error) = &done {
                tracing::debug!(%error, "the database is not there");
                self.database.failed(error);
            }
            sleep(pause).await;
            pause = match done {
                Ok(true) => {
                    self.database.until_called().await;
                    FIRST_PAUSE
                }
                Ok(false) => LAST_PAUSE,
                Err(_) => (pause * 2).min(LAST_PAUSE),
            };
        }
    }

    /// Looks at the database, then commits what waits; says whether nothing is left. An error tells
    /// that the database is away.
    async fn turn(&mut self) -> Result<bool, StorageError> {
        self.look().await?;
        let mut all = true;
        if let Some(spool) = self.spool.clone() {
            let mut after = None;
            while let Some(number) = spool.next_segment(after).await {
                all &= match spool.read(number).await {
                    Ok(segment) => self.replay(&spool, segment).await?,
                    Err(error) => {
                        tracing::error!(%error, number, "a segment of the spool cannot be read");
                        false
                    }
                };
                after = Some(number);
            }
        }
        // Where something is left, only a commit proves that the database is there: one that hangs
        // when it writes may well answer questions.
        if all {
            self.database.found();
        }
        Ok(all)
    }

    async fn look(&self) -> Result<(), StorageError> {
        let looked = timeout(PATIENCE, probe(&self.committer.pool)).await;
        looked.unwrap_or(Err(StorageError::Deadline))
    }

    /// Commits a segment's groups in order; says whether all are. One that fails without the database
    /// being away does not hold up those behind it: it is tried again in the next turn.
    async fn replay(&mut self, spool: &Spool, mut segment: Segment) -> Result<bool, StorageError> {
        let mut left = Holding::default();
        let done = self.progress.filter(|of| of.0 == segment.number).map_or(0, |of| of.1);
        let records = mem::take(&mut segment.records);
        for (index, record) in records.iter().enumerate().skip(done) {
            match self.replay_record(spool, &mut segment, record).await {
                Ok(()) => self.database.found(),
                Err(error) => {
                    if matches!(error, StorageError::Away(_)) {
                        return Err(error);
                    }
                    // Slow, or too much for the database: then the next ones may do.
                    self.look().await?;
                    tracing::error!(%error, id = %record.id, "a spooled group was not committed");
                    left.add(record.at, record.requests);
                }
            }
            if left.records == 0 && segment.corrupt == 0 {
                self.progress = Some((segment.number, index + 1));
            }
        }
        if let Err(error) = spool.settle(&segment, left).await {
            tracing::error!(%error, "a segment of the spool cannot be put away");
            return Ok(false);
        }
        Ok(left.records == 0)
    }

    async fn replay_record(
        &self,
        spool: &Spool,
        segment: &mut Segment,
        record: &Record,
    ) -> Result<(), StorageError> {
        let mut group = match segment.group(record).await {
            Ok(group) => group,
            Err(error) => {
                tracing::error!(%error, id = %record.id, "a spooled group cannot be read");
                segment.corrupt += 1;
                return Ok(());
            }
        };
        let refused = self.committer.commit(&mut group).await?;
        spool.metrics().replayed.inc_by(u64::from(record.requests));
        spool.metrics().refused.inc_by(refused.iter().sum::<usize>() as u64);
        Ok(())
    }
}
