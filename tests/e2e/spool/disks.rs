//! Disks that are full: the database's, and the spool's own.

use farol_tests::small_disk::SmallDisk;

use super::stage::{
    Stage, assert_comes_again, scratch, send_log, send_trace, send_until_refused, until_replayed,
};

#[test]
fn a_full_disk_of_the_database_sends_all_to_the_spool() {
    let scratch = scratch();
    let place = scratch.path().join("disk");
    let Some(disk) = SmallDisk::mount(&place, 160) else {
        println!("no disk can be mounted here: left out");
        return;
    };
    let stage = Stage::set_on(&place.join("pg"), "");
    let server = stage.serve();
    let client = server.client();
    assert_eq!((send_log(&client).status, send_trace(&client, 1).status), (200, 200));
    disk.fill(0);
    // Rows find room for a while in pages that are there already.
    let mut sent = 0;
    while client.metric("farol_spool_appended_requests_total") < Some(10.0) {
        assert_eq!(send_log(&client).status, 200);
        assert_eq!(send_trace(&client, 2 + sent).status, 200);
        sent += 1;
    }
    disk.free();
    until_replayed(&client);
    let sent = i64::try_from(sent).expect("a small number");
    assert_eq!((stage.count("logs"), stage.count("executions")), (1 + sent, 1 + sent));
    assert_eq!(stage.wrong_summaries(), 0);
}

#[test]
fn a_full_disk_of_the_spool_refuses_and_loses_nothing() {
    let stage = Stage::set("");
    let Some(disk) = SmallDisk::mount(&stage.data.path().join("spool"), 1) else {
        println!("no disk can be mounted here: left out");
        return;
    };
    let server = stage.serve();
    let client = server.client();
    stage.take_database_away();
    assert_eq!(send_log(&client).status, 200);
    disk.fill(2);
    let (more, refusal) = send_until_refused(&client);
    assert_comes_again(&refusal);
    assert!(client.metric("farol_spool_failed_requests_total") > Some(0.0));
    disk.free();
    assert_eq!(send_log(&client).status, 200, "room again");
    server.kill();
    stage.bring_database_back();
    let server = stage.serve();
    until_replayed(&server.client());
    assert_eq!(stage.count("logs"), 1 + more + 1);
}
