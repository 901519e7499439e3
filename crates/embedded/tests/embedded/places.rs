//! Where a cluster and its socket may lie.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

use farol_embedded::{Cluster, Error, Options};

use crate::support::{OtherFarol, Scratch, is_root, query};

#[tokio::test(flavor = "multi_thread")]
async fn a_path_too_long_for_a_socket_gets_a_short_private_one() {
    let scratch = Scratch::new();
    let mut options = scratch.options();
    options.data_dir = scratch.path.join("long".repeat(30)).join("data");
    let cluster = Cluster::start(options).await.unwrap();
    let socket_dir = cluster.connection().socket_dir.clone();
    assert!(socket_dir.as_os_str().len() < 60, "{}", socket_dir.display());
    assert!(cluster.directory().starts_with(&scratch.path), "only the socket moves");
    assert_eq!(fs::metadata(&socket_dir).unwrap().mode() & 0o777, 0o700);
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
    assert!(!socket_dir.exists(), "nothing is left outside the data directory");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_with_spaces_quotes_and_commas_works() {
    let scratch = Scratch::new();
    let mut options = scratch.options();
    options.data_dir = scratch.path.join("Farol's \"data\", here");
    let cluster = Cluster::start(options).await.unwrap();
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_directory_that_was_moved_under_an_orphan_starts() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    other.kill();
    fs::rename(scratch.data_dir(), scratch.path.join("moved")).unwrap();
    let mut options = scratch.options();
    options.data_dir = scratch.path.join("moved");
    let cluster = Cluster::start(options).await.unwrap();
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn something_else_in_the_clusters_place_is_left_alone() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.cluster()).unwrap();
    fs::write(scratch.cluster().join("notes.txt"), "mine").unwrap();
    let error = Cluster::start(scratch.options()).await.unwrap_err().to_string();
    assert!(error.contains("in the way"), "{error}");
    assert_eq!(fs::read_to_string(scratch.cluster().join("notes.txt")).unwrap(), "mine");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_user_cannot_go_the_cluster_lives_elsewhere_and_stays_there() {
    if !is_root() {
        return;
    }
    let scratch = Scratch::below(Path::new("/root"));
    let cluster = scratch.start().await;
    let elsewhere = cluster.directory().to_path_buf();
    assert!(elsewhere.starts_with("/var/lib/farol"), "{}", elsewhere.display());
    query(cluster.connection(), "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    cluster.stop().await.unwrap();

    let moved = scratch.path.join("moved");
    fs::rename(scratch.data_dir(), &moved).unwrap();
    let cluster = Cluster::start(Options { data_dir: moved, ..scratch.options() }).await.unwrap();
    assert_eq!(cluster.directory(), elsewhere, "the data directory keeps its cluster");
    assert_eq!(query(cluster.connection(), "SELECT answer FROM kept").unwrap(), "42");

    let copy = scratch.path.join("copy");
    fs::create_dir(&copy).unwrap();
    std::os::unix::fs::symlink(&elsewhere, copy.join("postgres")).unwrap();
    let copied = Cluster::start(Options { data_dir: copy, ..scratch.options() }).await;
    assert!(matches!(copied, Err(Error::InUse { .. })), "a copied link does not share a cluster");
    cluster.stop().await.unwrap();
    fs::remove_dir_all(elsewhere.parent().unwrap()).unwrap();
    // Only if no one else's cluster is there.
    fs::remove_dir("/var/lib/farol").ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn as_root_the_directorys_owner_runs_a_new_cluster() {
    const NOBODY: u32 = 65534;
    if !is_root() {
        return;
    }
    let scratch = Scratch::new();
    fs::create_dir(scratch.data_dir()).unwrap();
    fs::set_permissions(scratch.data_dir(), fs::Permissions::from_mode(0o700)).unwrap();
    std::os::unix::fs::chown(scratch.data_dir(), Some(NOBODY), None).unwrap();
    let cluster = scratch.start().await;
    assert_eq!(cluster.directory(), scratch.cluster());
    assert_eq!(fs::metadata(scratch.cluster()).unwrap().uid(), NOBODY);
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_restored_as_root_is_given_back() {
    if !is_root() {
        return;
    }
    let scratch = Scratch::new();
    scratch.start().await.stop().await.unwrap();
    let status =
        std::process::Command::new("chown").args(["-R", "0:0"]).arg(scratch.cluster()).status();
    assert!(status.unwrap().success());
    fs::set_permissions(scratch.cluster(), fs::Permissions::from_mode(0o755)).unwrap();
    let cluster = scratch.start().await;
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}
