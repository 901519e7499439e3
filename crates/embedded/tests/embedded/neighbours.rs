//! More than one Farol on one data directory.

use farol_embedded::{Attached, Cluster, Error, attach_or_start};

use crate::support::{OtherFarol, Scratch, lives, query};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_is_told_who_the_first_is() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let error = Cluster::start(scratch.options()).await.unwrap_err();
    let said = error.to_string();
    assert!(matches!(error, Error::InUse { pid, .. } if pid == other.pid()), "{said}");
    assert!(said.contains(&*scratch.data_dir().to_string_lossy()), "{said}");
    other.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_uses_the_running_servers_cluster_and_leaves_it_alone() {
    let scratch = Scratch::new();
    let cluster = scratch.start().await;
    let attached = attach_or_start(scratch.options()).await.unwrap();
    assert!(matches!(attached, Attached::Running(_)));
    assert_eq!(attached.connection(), cluster.connection());
    attached.finish().await.unwrap();
    query(cluster.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_waits_for_a_server_that_is_starting() {
    let scratch = Scratch::new();
    let (cluster, attached) =
        tokio::join!(Cluster::start(scratch.options()), attach_or_start(scratch.options()));
    let (cluster, attached) = (cluster.unwrap(), attached.unwrap());
    assert!(matches!(attached, Attached::Running(_)));
    query(attached.connection(), "SELECT 1").unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_commands_start_the_cluster_one_after_the_other() {
    let scratch = Scratch::new();
    let command = async |number: u32| {
        let attached = attach_or_start(scratch.options()).await.unwrap();
        assert!(matches!(attached, Attached::Started(_)));
        let statement = format!("CREATE TABLE made_by_{number} ()");
        query(attached.connection(), &statement).unwrap();
        attached.finish().await.unwrap();
    };
    let server = async {
        // Comes second, and must not mistake the command for a server.
        tokio::task::yield_now().await;
        Cluster::start(scratch.options()).await.unwrap()
    };
    let ((), cluster) = tokio::join!(command(1), server);
    cluster.stop().await.unwrap();
    command(2).await;

    let cluster = scratch.start().await;
    let count = "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'made_by_%'";
    assert_eq!(query(cluster.connection(), count).unwrap(), "2");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_cleans_up_after_a_killed_server() {
    let scratch = Scratch::new();
    let other = OtherFarol::start(&scratch);
    let orphan = scratch.postmaster().unwrap();
    other.kill();
    let attached = attach_or_start(scratch.options()).await.unwrap();
    query(attached.connection(), "SELECT 1").unwrap();
    attached.finish().await.unwrap();
    assert!(!lives(orphan));
}
