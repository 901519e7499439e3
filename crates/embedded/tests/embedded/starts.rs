//! The first start, later ones, and stopping.

use std::{fs, os::unix::fs::MetadataExt, process::Command, time::Duration};

use farol_embedded::Error;
use nix::sys::signal::Signal;
use tokio::time::{sleep, timeout};

use crate::support::{Scratch, is_root, lives, query, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn the_second_start_finds_what_the_first_stored() {
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    query(cluster.connection(), "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    let pid = scratch.postmaster().unwrap();
    cluster.stop().await.unwrap();
    assert!(!lives(pid), "stop waits for Postgres to end");

    let cluster = scratch.start().await;
    assert_eq!(query(cluster.connection(), "SELECT answer FROM kept").unwrap(), "42");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_cluster_is_durable_private_and_sorts_by_bytes() {
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    let show = |name: &str| query(cluster.connection(), &format!("SHOW {name}")).unwrap();
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        assert_eq!(show(name), "on", "{name}");
    }
    assert_eq!(show("listen_addresses"), "");
    assert_eq!(show("server_encoding"), "UTF8");
    let sorted = "SELECT string_agg(x, '' ORDER BY x) FROM unnest('{b,B,a,é}'::text[]) AS x";
    assert_eq!(query(cluster.connection(), sorted).unwrap(), "Babé");
    assert_eq!(query(cluster.connection(), "SELECT upper('é')").unwrap(), "É");
    let socket_dir = fs::metadata(&cluster.connection().socket_dir).unwrap();
    assert_eq!(socket_dir.mode() & 0o777, 0o700, "nobody else enters the socket's directory");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn as_root_postgres_has_an_unprivileged_user_and_no_group_of_roots() {
    if !is_root() {
        return;
    }
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    let status =
        fs::read_to_string(format!("/proc/{}/status", scratch.postmaster().unwrap())).unwrap();
    let field =
        |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim();
    assert!(!field("Uid:").split_whitespace().any(|uid| uid == "0"), "{}", field("Uid:"));
    assert!(!field("Gid:").split_whitespace().any(|gid| gid == "0"), "{}", field("Gid:"));
    assert_eq!(field("Groups:"), "");
    let stranger = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "psql", "-c", "SELECT 1", "-d"])
        .arg(cluster.connection().url())
        .output()
        .unwrap();
    assert!(!stranger.status.success(), "no other user may connect");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operators_own_file_wins_and_stays() {
    let scratch = Scratch::new();
    scratch.start().await.stop().await.unwrap();
    let own = scratch.cluster().join("postgresql.local.conf");
    fs::write(&own, "work_mem = '7MB'\n").unwrap();
    std::os::unix::fs::chown(&own, Some(fs::metadata(scratch.cluster()).unwrap().uid()), None)
        .unwrap();

    let cluster = scratch.start().await;
    assert_eq!(query(cluster.connection(), "SHOW work_mem").unwrap(), "7MB");
    assert_eq!(fs::read_to_string(&own).unwrap(), "work_mem = '7MB'\n");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_that_postgres_refuses_is_told_in_its_words() {
    let scratch = Scratch::new();
    let mut options = scratch.options();
    options.settings.push(("work_mem".to_owned(), "much".to_owned()));
    let error = farol_embedded::Cluster::start(options).await.unwrap_err();
    assert!(matches!(&error, Error::Postgres(said) if said.contains("work_mem")), "{error}");
    scratch.start().await.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn binaries_of_another_version_are_refused_with_the_command_to_install_the_right_ones() {
    let scratch = Scratch::new();
    scratch.start().await.stop().await.unwrap();
    fs::write(scratch.cluster().join("PG_VERSION"), "9\n").unwrap();
    let error = farol_embedded::Cluster::start(scratch.options()).await.unwrap_err();
    let said = error.to_string();
    assert!(matches!(error, Error::Binaries(_)), "{said}");
    assert!(said.contains("made by PostgreSQL 9") && said.contains("install"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_is_dropped_shuts_down_by_itself() {
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    let pid = scratch.postmaster().unwrap();
    drop(cluster);
    wait_until("Postgres has shut down", || !lives(pid));
    // Its owner gives the directory back as soon as it learns of that.
    let again = timeout(Duration::from_mins(1), async {
        loop {
            match farol_embedded::Cluster::start(scratch.options()).await {
                Err(Error::InUse { .. }) => sleep(Duration::from_millis(10)).await,
                started => break started.unwrap(),
            }
        }
    });
    let again = again.await.expect("the directory given back");
    again.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_process_is_stopped_the_hard_way_after_a_bound() {
    let scratch = Scratch::new();
    let mut options = scratch.options();
    options.stop_patience = Duration::from_millis(50);
    let cluster = farol_embedded::Cluster::start(options).await.unwrap();
    // A frozen checkpointer keeps a polite shutdown from ending.
    let pid = scratch.postmaster().unwrap();
    let checkpointer = query(
        cluster.connection(),
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'",
    );
    crate::support::signal(checkpointer.unwrap().parse().unwrap(), Signal::SIGSTOP);
    cluster.stop().await.unwrap();
    assert!(!lives(pid), "Postgres has ended");
    scratch.start().await.stop().await.unwrap();
}
