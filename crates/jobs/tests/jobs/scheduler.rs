//! Of several schedulers one runs a job; what died or failed is run again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use farol_jobs::{Failure, Job, all_jobs, run_jobs};
use farol_storage::{
    JobEnd, JobRow, JobStatus, StorageError, claim_job, finish_job, list_jobs, register_job,
    release_job, renew_job, request_job,
};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::{sync::Notify, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::support::{Home, days};

const HOUR: Duration = Duration::from_hours(1);

async fn find(pool: &PgPool, name: &str) -> Option<JobRow> {
    let mut connection = pool.acquire().await.unwrap();
    let jobs = list_jobs(&mut connection).await.unwrap();
    jobs.into_iter().find(|job| job.name == name)
}

/// Waits until a job's row is as it should be.
async fn until(pool: &PgPool, name: &str, holds: impl Fn(&JobRow) -> bool) -> JobRow {
    loop {
        if let Some(job) = find(pool, name).await.filter(&holds) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn counting(count: &Arc<AtomicUsize>) -> Job {
    let count = Arc::clone(count);
    Job::new("count", HOUR, move |_| {
        let turn = count.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Ok(json!({"turn": turn})) }
    })
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_two_schedulers_one_runs_a_job(pool: PgPool) {
    let home = Home::new(pool.clone()).await;
    let (count, stop) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
    let mut schedulers = JoinSet::new();
    for _ in 0..2 {
        let house = home.house(days(90), days(90));
        schedulers.spawn(run_jobs(house, vec![counting(&count)], stop.clone()));
    }
    for turn in 1..=4 {
        let ran = until(&pool, "count", |job| job.runs == turn).await;
        assert_eq!((ran.last_status, ran.failures), (Some(JobStatus::Done), 0));
        assert_eq!(ran.last_detail, Some(json!({"turn": turn})));
        assert!(ran.next_run > ran.last_run.unwrap() + HOUR / 2);
        let mut connection = pool.acquire().await.unwrap();
        assert!(request_job(&mut connection, "count").await.unwrap());
    }
    until(&pool, "count", |job| job.runs == 5).await;
    stop.cancel();
    schedulers.join_all().await;
    assert_eq!(count.load(Ordering::Relaxed), 5, "each turn was one's");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_holder_that_died_is_taken_over_from(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    register_job(&mut connection, "work", HOUR).await.unwrap();
    let lease = Duration::from_mins(1);
    let dead = claim_job(&mut connection, "work", lease).await.unwrap().expect("due at once");
    assert_eq!(claim_job(&mut connection, "work", lease).await.unwrap(), None, "it is held");
    assert!(renew_job(&mut connection, "work", dead, lease).await.unwrap());
    assert_eq!(find(&pool, "work").await.unwrap().last_status, Some(JobStatus::Running));

    let pass = "update jobs set locked_until = now() - interval '1 second'";
    sqlx::raw_sql(pass).execute(&pool).await.unwrap();
    let next = claim_job(&mut connection, "work", lease).await.unwrap().expect("taken over");
    assert!(!renew_job(&mut connection, "work", dead, lease).await.unwrap());
    let end = |detail: Value| JobEnd { failed: false, duration: lease, detail };
    finish_job(&mut connection, "work", dead, &end(json!("dead"))).await.unwrap();
    assert_eq!(find(&pool, "work").await.unwrap().runs, 0, "it has nothing to report any more");
    finish_job(&mut connection, "work", next, &end(json!("next"))).await.unwrap();
    let done = find(&pool, "work").await.unwrap();
    assert_eq!((done.runs, done.last_detail), (1, Some(json!("next"))));
    assert_eq!(claim_job(&mut connection, "work", lease).await.unwrap(), None, "not due");
    release_job(&mut connection, "work", next).await.unwrap();
    assert_eq!(claim_job(&mut connection, "work", lease).await.unwrap(), None, "not its to give");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_shorter_schedule_holds_at_once(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let lease = Duration::from_mins(1);
    register_job(&mut connection, "work", HOUR).await.unwrap();
    claim_job(&mut connection, "work", lease).await.unwrap().expect("due at once");
    let before = find(&pool, "work").await.unwrap();
    register_job(&mut connection, "work", lease).await.unwrap();
    let after = find(&pool, "work").await.unwrap();
    assert!(after.next_run < before.next_run && after.every == lease);
    register_job(&mut connection, "work", HOUR).await.unwrap();
    assert_eq!(find(&pool, "work").await.unwrap().next_run, after.next_run);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_job_that_fails_stops_no_other(pool: PgPool) {
    let home = Home::new(pool.clone()).await;
    let (count, stop) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
    let failing = Job::new("failing", HOUR, async |_| {
        Err(Failure { error: StorageError::Deadline, detail: json!({"half": true}) })
    });
    let panicking = Job::new("panicking", HOUR, async |_| panic!("on purpose"));
    let house = home.house(days(90), days(90));
    let jobs = vec![failing, panicking, counting(&count)];
    let running = tokio::spawn(run_jobs(Arc::clone(&house), jobs, stop.clone()));
    let failed = until(&pool, "failing", |job| job.runs == 1).await;
    assert_eq!((failed.last_status, failed.failures), (Some(JobStatus::Failed), 1));
    assert_eq!(failed.last_detail, Some(json!({"half": true})));
    let panicked = until(&pool, "panicking", |job| job.runs == 1).await;
    assert_eq!(panicked.last_status, Some(JobStatus::Failed));
    until(&pool, "count", |job| job.runs == 1).await;
    stop.cancel();
    running.await.unwrap();
    let mut registry = prometheus_client::registry::Registry::with_prefix("farol");
    house.metrics.register(&mut registry);
    let mut text = String::new();
    prometheus_client::encoding::text::encode(&mut text, &registry).unwrap();
    for line in [
        r#"farol_scheduler_runs_total{job="failing",status="failure"} 1"#,
        r#"farol_scheduler_runs_total{job="count",status="success"} 1"#,
        r#"farol_scheduler_run_duration_seconds_count{job="count"} 1"#,
        r#"farol_scheduler_next_run_timestamp_seconds{job="count"} "#,
    ] {
        assert!(text.lines().any(|own| own.starts_with(line)), "{line} in {text}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_stop_cuts_a_run_off_and_it_is_run_again(pool: PgPool) {
    let home = Home::new(pool.clone()).await;
    let begun = Arc::new(Notify::new());
    let endless = || {
        let begun = Arc::clone(&begun);
        Job::new("endless", HOUR, move |_| {
            begun.notify_one();
            std::future::pending()
        })
    };
    for _ in 0..2 {
        let stop = CancellationToken::new();
        let house = home.house(days(90), days(90));
        let running = tokio::spawn(run_jobs(house, vec![endless()], stop.clone()));
        begun.notified().await;
        stop.cancel();
        running.await.unwrap();
        let job = find(&pool, "endless").await.unwrap();
        assert_eq!((job.runs, job.last_status), (0, None), "it did not come to its end");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn farols_own_jobs_all_run(pool: PgPool) {
    let home = Home::new(pool.clone()).await;
    let (house, stop) = (home.house(days(90), days(90)), CancellationToken::new());
    let jobs = all_jobs(&house);
    let count = jobs.len();
    let running = tokio::spawn(run_jobs(house, jobs, stop.clone()));
    until(&pool, "partitions", |job| job.runs > 0).await;
    let names = sqlx::query_scalar::<_, String>("select name from jobs");
    let names = names.fetch_all(&pool).await.unwrap();
    assert_eq!(names.len(), count);
    for name in names {
        let job = until(&pool, &name, |job| job.runs > 0).await;
        assert_eq!(job.last_status, Some(JobStatus::Done), "{name}");
    }
    stop.cancel();
    running.await.unwrap();
    let days_made = "pg_inherits where inhparent = 'logs'::regclass";
    assert_eq!(home.count(days_made).await, 8, "today and a week ahead");
}
