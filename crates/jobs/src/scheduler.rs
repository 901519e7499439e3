//! Runs jobs when they are due, each under a lease.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use farol_storage::{
    JobEnd, StorageError, claim_job, finish_job, job_turns, register_job, release_job, renew_job,
};
use futures_util::{FutureExt, future::BoxFuture};
use serde_json::Value;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::House;

/// How often the scheduler looks for what is due.
const EVERY: Duration = Duration::from_secs(1);

/// How long a job is held by a Farol that died.
const LEASE: Duration = Duration::from_mins(1);

/// How long reporting a run may take: a stop is prompt.
const REPORT: Duration = Duration::from_secs(2);

/// What a run tells of itself.
pub type Outcome = Result<Value, Failure>;

/// A run that failed, and what it did all the same.
#[derive(Debug)]
pub struct Failure {
    pub error: StorageError,
    pub detail: Value,
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self { error, detail: Value::Null }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        StorageError::from(error).into()
    }
}

/// Something that is done every so often, by one Farol at a time.
#[derive(Clone)]
pub struct Job {
    name: &'static str,
    every: Duration,
    run: Arc<dyn Fn(Arc<House>) -> BoxFuture<'static, Outcome> + Send + Sync>,
}

impl Job {
    /// A job of a name. A run may be cut off at any point where it waits, and is then run again.
    pub fn new<R>(
        name: &'static str,
        every: Duration,
        run: impl Fn(Arc<House>) -> R + Send + Sync + 'static,
    ) -> Self
    where
        R: Future<Output = Outcome> + Send + 'static,
    {
        Self { name, every, run: Arc::new(move |house| Box::pin(run(house))) }
    }
}

/// Runs the jobs as they become due, until told to stop: what runs then is cut off and given back.
pub async fn run_jobs(house: Arc<House>, jobs: Vec<Job>, stop: CancellationToken) {
    let mut scheduler = Scheduler { house, jobs, registered: false, runs: JoinSet::new() };
    let mut turns = interval(EVERY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut works = true;
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = scheduler.runs.join_next() => continue,
            _ = turns.tick() => {}
        }
        match stop.run_until_cancelled(scheduler.start_due(&stop)).await {
            Some(Err(error)) if works => {
                tracing::warn!(%error, "jobs wait for the database");
                works = false;
            }
            Some(Err(_)) => {}
            Some(Ok(())) | None => works = true,
        }
    }
    while scheduler.runs.join_next().await.is_some() {}
}

struct Scheduler {
    house: Arc<House>,
    jobs: Vec<Job>,
    registered: bool,
    runs: JoinSet<()>,
}

impl Scheduler {
    /// Claims what is due and starts it.
    async fn start_due(&mut self, stop: &CancellationToken) -> Result<(), StorageError> {
        let mut connection = self.house.pool.acquire().await?;
        if !self.registered {
            for job in &self.jobs {
                register_job(&mut connection, job.name, job.every).await?;
            }
            self.registered = true;
        }
        let names: Vec<String> = self.jobs.iter().map(|job| job.name.to_owned()).collect();
        for turn in job_turns(&mut connection, &names).await? {
            self.house.metrics.next_run(&turn.name, turn.next_run);
            let Some(job) = self.jobs.iter().find(|job| turn.due && job.name == turn.name) else {
                continue;
            };
            if let Some(id) = claim_job(&mut connection, job.name, LEASE).await? {
                let run = Run { house: Arc::clone(&self.house), job: job.clone(), id };
                self.runs.spawn(run.run(stop.clone()));
            }
        }
        Ok(())
    }
}

/// A job that was claimed.
struct Run {
    house: Arc<House>,
    job: Job,
    id: Uuid,
}

impl Run {
    async fn run(self, stop: CancellationToken) {
        let (name, started) = (self.job.name, Instant::now());
        let work = AssertUnwindSafe((self.job.run)(Arc::clone(&self.house))).catch_unwind();
        let outcome = tokio::select! {
            outcome = work => Some(outcome.unwrap_or_else(|_| Err(StorageError::Panic.into()))),
            () = self.hold() => None,
            () = stop.cancelled() => None,
        };
        let reported = timeout(REPORT, self.report(outcome, started.elapsed())).await;
        if !matches!(reported, Ok(Ok(()))) {
            tracing::warn!(job = name, "a run could not be reported; it is run again");
        }
    }

    /// Keeps the lease; ends when it is lost.
    async fn hold(&self) {
        let mut held = Instant::now();
        while held.elapsed() < LEASE {
            sleep(LEASE / 4).await;
            let begun = Instant::now();
            let renewed = timeout(LEASE / 4, self.renew()).await;
            match renewed.unwrap_or(Err(StorageError::Deadline)) {
                Ok(true) => held = begun,
                Ok(false) => break,
                Err(error) => tracing::warn!(job = self.job.name, %error, "a lease is not renewed"),
            }
        }
        tracing::warn!(job = self.job.name, "a lease was lost; its run is cut off");
    }

    async fn renew(&self) -> Result<bool, StorageError> {
        let mut connection = self.house.pool.acquire().await?;
        renew_job(&mut connection, self.job.name, self.id, LEASE).await
    }

    async fn report(
        &self,
        outcome: Option<Outcome>,
        duration: Duration,
    ) -> Result<(), StorageError> {
        let name = self.job.name;
        let (failed, detail) = match outcome {
            None => {
                let mut connection = self.house.pool.acquire().await?;
                return release_job(&mut connection, name, self.id).await;
            }
            Some(Ok(detail)) => (false, detail),
            Some(Err(Failure { error, detail })) => {
                tracing::warn!(job = name, %error, "a job failed; its next turn tries again");
                (true, detail)
            }
        };
        self.house.metrics.ended(name, failed, duration);
        let end = JobEnd { failed, duration, detail };
        let mut connection = self.house.pool.acquire().await?;
        finish_job(&mut connection, name, self.id, &end).await
    }
}
