//! What is acknowledged while the database is away is there once it is back, exactly once.

use std::{fs, path::PathBuf, time::Duration};

use farol_ingest::{IngestError, Stored};
use sqlx::{Connection, PgConnection, PgPool};
use tempfile::TempDir;

use crate::support::{Farol, Plan, child, log, span};

fn directory() -> TempDir {
    TempDir::new().unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_comes_while_the_database_is_away_is_committed_when_it_is_back(pool: PgPool) {
    let directory = directory();
    let farol = Farol::start(&pool, &directory, Plan { here: false, ..Plan::default() }).await;
    for number in 1..=3 {
        assert_eq!(farol.store(span(number, "away")).await, Ok(Stored::default()));
        assert_eq!(farol.store(log()).await, Ok(Stored::default()));
        assert!(farol.ingest.database().is_away());
    }
    let waiting = farol.spool().await.waiting;
    assert_eq!((waiting.requests, farol.metric("spool_requests")), (6, 6));
    assert_eq!((farol.metric("database_away"), farol.count("spans").await), (1, 0));
    farol.database_comes_back();
    farol.until_replayed().await;
    assert_eq!((farol.count("spans").await, farol.count("logs").await), (3, 3));
    assert_eq!((farol.count("executions").await, farol.metric("database_away")), (3, 0));
    assert_eq!(farol.metric("spool_appended_requests_total"), 6);
    assert_eq!(farol.metric("spool_replayed_requests_total"), 6);
    assert_eq!((farol.spool().await.waiting.bytes, farol.metric("spool_bytes")), (0, 0));
    farol.store(span(4, "back")).await.unwrap();
    assert_eq!(farol.count("spans").await, 4);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_spool_outlives_the_server_and_waits_for_the_schema(pool: PgPool) {
    let directory = directory();
    let farol = Farol::start(&pool, &directory, Plan { here: false, ..Plan::default() }).await;
    farol.store(log()).await.unwrap();
    farol.store(log()).await.unwrap();
    farol.stop().await;

    let farol = Farol::start(&pool, &directory, Plan::default()).await;
    farol.store(log()).await.unwrap();
    assert_eq!(farol.count("logs").await, 1, "nothing is replayed before the schema is said to be");
    farol.ingest.open();
    farol.until_replayed().await;
    assert_eq!(farol.count("logs").await, 3);
    farol.stop().await;

    let farol = Farol::start(&pool, &directory, Plan::default()).await;
    assert_eq!(farol.spool().await.waiting.records, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn records_that_were_committed_before_are_passed_over(pool: PgPool) {
    let directory = directory();
    let spool_logs = async |count: usize| {
        let farol = Farol::start(&pool, &directory, Plan { here: false, ..Plan::default() }).await;
        for _ in 0..count {
            farol.store(log()).await.unwrap();
        }
        farol.stop().await;
        let segment = only_segment(&directory);
        (fs::read(&segment).unwrap(), segment)
    };
    let replay = async || {
        let farol = Farol::start(&pool, &directory, Plan::default()).await;
        farol.ingest.open();
        farol.until_replayed().await;
        let count = farol.count("logs").await;
        farol.stop().await;
        count
    };
    let (first, _) = spool_logs(3).await;
    assert_eq!(replay().await, 3);
    // As after a power cut right behind the commit of some: known and new ones in one segment.
    let (second, segment) = spool_logs(2).await;
    let file_header = 16;
    fs::write(segment, [&first[..], &second[file_header..]].concat()).unwrap();
    assert_eq!(replay().await, 5);
}

fn only_segment(directory: &TempDir) -> PathBuf {
    let files = fs::read_dir(directory.path().join("spool")).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    files.find(|path| path.extension().is_some_and(|of| of == "spool")).unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_database_that_hangs_when_it_writes_is_not_away(pool: PgPool) {
    let directory = directory();
    let commit_timeout = Duration::from_millis(500);
    let farol = Farol::start(&pool, &directory, Plan { commit_timeout, ..Plan::default() }).await;
    let mut other = PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    let mut holding = other.begin().await.unwrap();
    sqlx::query("lock table executions").execute(&mut *holding).await.unwrap();
    farol.store(span(1, "stuck")).await.unwrap();
    assert!(farol.ingest.database().is_slow() && !farol.ingest.database().is_away());
    farol.store(log()).await.unwrap();
    assert!(farol.metric("spool_appended_requests_total") >= 1);
    assert_eq!(farol.count("spans").await, 0);
    // Once something was committed, it takes writes; what may belong to something that is still in the
    // spool goes behind that.
    while farol.ingest.database().is_slow() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let before = farol.metric("spool_appended_requests_total");
    farol.store(child(2, "stuck")).await.unwrap();
    assert_eq!(farol.metric("spool_appended_requests_total"), before + 1);
    holding.rollback().await.unwrap();
    farol.until_replayed().await;
    assert_eq!((farol.count("spans").await, farol.count("logs").await), (2, 1));
    assert!(!farol.ingest.database().is_slow());
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_spooled_item_that_the_database_refuses_spoils_no_other(pool: PgPool) {
    let directory = directory();
    let farol = Farol::start(&pool, &directory, Plan { here: false, ..Plan::default() }).await;
    for (number, name) in [(1, "good"), (2, "a\0b"), (3, "good")] {
        farol.store(span(number, name)).await.unwrap();
    }
    farol.database_comes_back();
    farol.until_replayed().await;
    assert_eq!((farol.count("spans").await, farol.metric("spool_refused_items_total")), (2, 1));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_full_spool_refuses_and_keeps_what_it_took(pool: PgPool) {
    let directory = directory();
    let plan = Plan { here: false, spool_bytes: Some(4_000), ..Plan::default() };
    let farol = Farol::start(&pool, &directory, plan).await;
    let mut taken = 0;
    let refused = loop {
        match farol.store(log()).await {
            Ok(_) => taken += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((refused, farol.metric("spool_full_requests_total")), (IngestError::SpoolFull, 1));
    assert!(taken > 2 && farol.spool().await.waiting.bytes <= 4_000);
    farol.database_comes_back();
    farol.until_replayed().await;
    assert_eq!(farol.count("logs").await, taken);
    farol.store(log()).await.unwrap();
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn without_a_spool_requests_are_refused_until_the_database_is_back(pool: PgPool) {
    let directory = directory();
    let plan = Plan { here: false, spool_bytes: None, ..Plan::default() };
    let farol = Farol::start(&pool, &directory, plan).await;
    for _ in 0..2 {
        assert_eq!(farol.store(log()).await, Err(IngestError::Unavailable));
    }
    farol.database_comes_back();
    while farol.store(log()).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(farol.count("logs").await, 1);
}
