//! What killed processes leave behind.

use std::{
    fs,
    process::{Command, Stdio},
    time::Duration,
};

use nix::sys::signal::Signal;

use crate::support::{OtherFarol, Scratch, bystander, lives, query, signal, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_postmaster_comes_back() {
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    query(cluster.connection(), "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    for _ in 0..2 {
        signal(scratch.postmaster().unwrap(), Signal::SIGKILL);
        wait_until("the table can be read again", || {
            query(cluster.connection(), "SELECT answer FROM kept").is_ok_and(|text| text == "42")
        });
    }
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_farols_postgres_is_taken_over_watched_and_stopped() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let orphan = scratch.postmaster().unwrap();
    other.kill();
    assert!(lives(orphan), "Postgres outlives Farol");

    let cluster = scratch.start().await;
    assert_eq!(scratch.postmaster(), Some(orphan), "the same Postgres goes on");
    query(cluster.connection(), "SELECT 1").unwrap();
    signal(orphan, Signal::SIGKILL);
    wait_until("another one runs", || {
        scratch.postmaster().is_some_and(|pid| pid != orphan)
            && query(cluster.connection(), "SELECT 1").is_ok()
    });
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_both_were_killed_the_next_start_recovers() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let attached = farol_embedded::attach_or_start(scratch.options()).await.unwrap();
    query(attached.connection(), "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    signal(scratch.postmaster().unwrap(), Signal::SIGKILL);
    other.kill();

    let cluster = scratch.start().await;
    assert_eq!(query(cluster.connection(), "SELECT answer FROM kept").unwrap(), "42");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_process_without_its_postmaster_is_ended() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let attached = farol_embedded::attach_or_start(scratch.options()).await.unwrap();
    let endless = "DO $$ BEGIN LOOP END LOOP; END $$";
    let mut client = Command::new("psql")
        .args(["-X", "-d", &attached.connection().url(), "-c", endless])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let find = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO $$%'";
    wait_until("the query runs", || {
        query(attached.connection(), find).is_ok_and(|pid| !pid.is_empty())
    });
    let busy = query(attached.connection(), find).unwrap().parse().unwrap();
    other.kill();
    signal(scratch.postmaster().unwrap(), Signal::SIGKILL);

    let cluster = scratch.start().await;
    assert!(!lives(busy), "nothing of the old cluster is left");
    cluster.stop().await.unwrap();
    client.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_orphan_that_is_shutting_down_is_waited_for() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let orphan = scratch.postmaster().unwrap();
    other.kill();
    signal(orphan, Signal::SIGINT);

    let cluster = scratch.start().await;
    query(cluster.connection(), "SELECT 1").unwrap();
    assert_ne!(scratch.postmaster(), Some(orphan));
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_name_an_unrelated_process_are_no_obstacle() {
    let scratch = Scratch::new();
    scratch.start().await.stop().await.unwrap();
    let mut stranger = bystander(&scratch.cluster());
    let content = format!(
        "{}\n{}\n1763713000\n5432\n{}\n\n  1 2\nready   \n",
        stranger.id(),
        scratch.cluster().display(),
        scratch.data_dir().join("run").display(),
    );
    fs::write(scratch.cluster().join("postmaster.pid"), &content).unwrap();
    fs::write(scratch.data_dir().join("run/.s.PGSQL.5432.lock"), &content).unwrap();

    let cluster = scratch.start().await;
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
    assert!(stranger.try_wait().unwrap().is_none(), "the unrelated process was left alone");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_initdb_is_begun_anew() {
    let scratch = Scratch::new();
    let other = OtherFarol::begin(&scratch);
    let unfinished = || {
        let entries = fs::read_dir(scratch.data_dir()).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains(".new-"))
    };
    wait_until("initdb is at work", || {
        unfinished().is_some_and(|path| path.join("PG_VERSION").exists())
    });
    other.kill();
    assert!(!scratch.cluster().exists(), "only a whole cluster takes its place");

    let cluster = scratch.start().await;
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_farol_killed_at_any_moment_of_its_start_does_not_hinder_the_next() {
    let scratch = Scratch::new();
    for step in 0..12 {
        let other = OtherFarol::begin(&scratch);
        // Not waiting for anything: the moments themselves are what is tried.
        std::thread::sleep(Duration::from_millis(60 * step));
        other.kill();
    }
    let cluster = scratch.start().await;
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}
