//! What is acknowledged while the database is away is in it once it is back, exactly once.

mod disks;
pub mod stage;

use std::fs;
use std::thread;

use farol_tests::client::Client;
use farol_tests::executions::{EXECUTIONS, assert_stored_once};
use farol_tests::proxy::Line;
use farol_tests::wait;

use self::stage::{
    SPANS, Stage, assert_comes_again, send_log, send_trace, send_until_refused, spool_of,
    until_replayed,
};

#[test]
fn what_is_taken_while_the_database_is_away_outlives_a_kill() {
    let stage = Stage::set("");
    let key = stage.key();
    let server = stage.serve();
    let (open, keyed) = (server.client(), server.client().with_key(&key));
    assert_eq!(send_trace(&keyed, 1).status, 200);
    assert_eq!(spool_of(&open)["status"], "healthy");

    stage.take_database_away();
    for number in 2..=6 {
        assert_eq!(send_trace(&keyed, number).status, 200, "a key that is known");
        assert_eq!(send_log(&open).status, 200, "no key on loopback");
    }
    let stranger = open.with_key("fk_unknown");
    assert_comes_again(&send_trace(&stranger, 7));
    assert_comes_again(&keyed.get(EXECUTIONS).expect("an answer"));
    let health = open.get("/health").expect("an answer");
    assert_eq!(health.status, 503);
    let checks = &health.json()["checks"];
    assert_eq!(checks["postgres"]["status"], "unhealthy");
    let detail = checks["postgres"]["detail"].as_str().expect("a detail");
    assert!(detail.contains("ingest goes to the spool"), "{detail}");
    assert_eq!(
        (&checks["spool"]["status"], &checks["spool"]["requests"]),
        (&"degraded".into(), &10.into())
    );
    assert!(server.is_ready(), "ingest goes on");
    assert_eq!(open.metric("farol_database_away"), Some(1.0));
    assert_eq!(open.metric("farol_spool_requests"), Some(10.0));
    server.kill();

    let server = stage.launch();
    assert_eq!(spool_of(&server.client())["requests"], 10);
    stage.bring_database_back();
    wait::until("farol to be ready", || server.is_ready().then_some(()));
    until_replayed(&server.client());
    assert_stored_once(&server.client().with_key(&key), &[1, 2, 3, 4, 5, 6], SPANS);
    assert_eq!((stage.count("logs"), stage.count("spans")), (5, 6 * i64::try_from(SPANS).unwrap()));
    assert_eq!((stage.count("executions"), stage.wrong_summaries()), (6, 0));
    assert_eq!(spool_of(&server.client())["status"], "healthy");
}

#[test]
fn outages_under_load_lose_and_double_nothing() {
    let stage = Stage::set("");
    let server = stage.serve();
    let clients = vec![server.client(); 3];
    for _ in 0..ROUNDS {
        let senders =
            clients.iter().cloned().map(|client| thread::spawn(move || send_logs(&client)));
        let senders: Vec<_> = senders.collect();
        // Answers lost behind commits, and no database to ask then.
        stage.proxy.lose_answers(2);
        let lost = stage.proxy.answers_lost();
        wait::until("an answer to be lost", || (stage.proxy.answers_lost() > lost).then_some(()));
        stage.take_database_away();
        wait::until("the spool to be used", || {
            (spool_of(&clients[0])["records"] != 0).then_some(())
        });
        stage.bring_database_back();
        for sender in senders {
            sender.join().expect("a sender");
        }
        until_replayed(&clients[0]);
    }
    assert_eq!(stage.count("logs"), ROUNDS * 3 * LOGS);
    assert!(clients[0].metric("farol_spool_replayed_requests_total") > Some(0.0));
}

const ROUNDS: i64 = 2;
/// Logs that each of the senders sends in a round.
const LOGS: i64 = 40;

fn send_logs(client: &Client) {
    for _ in 0..LOGS {
        assert_eq!(send_log(client).status, 200);
    }
}

#[test]
fn a_database_that_says_nothing_counts_as_away() {
    let stage = Stage::set("[ingest]\ncommit_timeout_seconds = 1\n");
    let server = stage.serve();
    let client = server.client();
    assert_eq!(send_log(&client).status, 200);
    stage.proxy.set_line(Line::Silent);
    for number in 1..=3 {
        assert_eq!((send_log(&client).status, send_trace(&client, number).status), (200, 200));
    }
    assert_eq!(client.metric("farol_database_away"), Some(1.0));
    stage.bring_database_back();
    until_replayed(&client);
    assert_eq!((stage.count("logs"), stage.count("executions")), (4, 3));
    assert_eq!(stage.wrong_summaries(), 0);
}

#[test]
fn a_stop_while_the_database_is_away_keeps_what_was_taken() {
    let stage = Stage::set("");
    let server = stage.serve();
    stage.take_database_away();
    assert_eq!(send_log(&server.client()).status, 200);
    assert_eq!(server.terminate().code(), Some(0));
    stage.bring_database_back();
    let server = stage.serve();
    until_replayed(&server.client());
    assert_eq!(stage.count("logs"), 1);
}

#[test]
fn with_the_spool_switched_off_clients_are_told_to_come_again() {
    let stage = Stage::set("[spool]\nenabled = false\n");
    let server = stage.serve();
    let client = server.client();
    stage.take_database_away();
    for _ in 0..2 {
        assert_comes_again(&send_log(&client));
    }
    assert_eq!(spool_of(&client)["status"], "disabled");
    stage.bring_database_back();
    wait::until("ingest to go on", || (send_log(&client).status == 200).then_some(()));
    assert_eq!(stage.count("logs"), 1);
}

#[test]
fn a_full_spool_refuses_and_keeps_what_it_took() {
    let stage = Stage::set("[spool]\nmax_bytes = 65536\n");
    let server = stage.serve();
    let client = server.client();
    stage.take_database_away();
    let (taken, refusal) = send_until_refused(&client);
    assert_comes_again(&refusal);
    assert!(taken > 10, "{taken}");
    stage.bring_database_back();
    until_replayed(&client);
    assert_eq!(send_log(&client).status, 200);
    assert_eq!(stage.count("logs"), taken + 1);
}

#[test]
fn a_damaged_record_costs_itself_alone_and_is_kept_for_a_human() {
    let stage = Stage::set("");
    let server = stage.serve();
    stage.take_database_away();
    for number in 1..=3 {
        assert_eq!(send_trace(&server.client(), number).status, 200);
    }
    server.kill();
    let segment = stage.data.path().join("spool/00000000000000000001.spool");
    let mut bytes = fs::read(&segment).expect("a segment");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&segment, bytes).expect("written");
    stage.bring_database_back();
    let server = stage.serve();
    let client = server.client();
    until_replayed(&client);
    assert_eq!((stage.count("executions"), stage.wrong_summaries()), (2, 0));
    assert_eq!(client.metric("farol_spool_corrupt_records_total"), Some(1.0));
    assert_eq!(spool_of(&client)["set_aside"], 1);
    assert_eq!(spool_of(&client)["status"], "degraded");
    fs::remove_file(segment.with_extension("corrupt")).expect("kept");
    assert_eq!(spool_of(&client)["status"], "healthy");
}
