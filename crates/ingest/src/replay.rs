//! Looks whether the database is back, and commits what waits in the spool.

mod segment;

use std::{collections::HashSet, sync::Arc, time::Duration};

use farol_storage::{StorageError, probe};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::{commit::Committer, database::Database, spool::Spool};

/// Between two looks at a database that is away: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(5);

/// How long a look may take.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Replay {
    spool: Option<Spool>,
    committer: Committer,
    database: Arc<Database>,
    /// Records that are committed, of segments that are not put away yet: they are not tried again,
    /// however long the others take.
    committed: HashSet<Uuid>,
}

impl Replay {
    pub(crate) fn new(spool: Option<Spool>, committer: Committer, database: Arc<Database>) -> Self {
        Self { spool, committer, database, committed: HashSet::new() }
    }

    /// Runs for ever; it may be broken off at any time.
    pub(crate) async fn run(mut self) {
        self.database.until_opened().await;
        let mut pause = FIRST_PAUSE;
        loop {
            let done = self.turn().await;
            if let Err(error) = &done {
                if let Some(spool) = &self.spool {
                    spool.pass_over(false);
                }
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
        if let Some(spool) = &self.spool {
            spool.pass_over(!all);
        }
        // Where something is left, only a commit proves that the database takes writes.
        if all {
            self.database.found();
        }
        Ok(all)
    }

    /// Looks whether the database answers questions.
    async fn look(&self) -> Result<(), StorageError> {
        let looked = timeout(PATIENCE, probe(&self.committer.pool)).await;
        let looked = looked.unwrap_or(Err(StorageError::Deadline));
        match &looked {
            Ok(()) => self.database.answers(),
            Err(error) => self.database.lost(error),
        }
        looked
    }
}
