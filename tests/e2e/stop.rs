//! Starting and stopping: what a stop under load keeps, and how long starts take.

use farol_tests::data_dir::DataDir;
use farol_tests::executions::{EXECUTIONS, assert_stored_once, assert_whole_or_absent};
use farol_tests::load::{Load, SPANS};
use farol_tests::process::resident_bytes;
use farol_tests::server::{Server, create_key};

#[test]
fn a_stop_while_data_comes_in_keeps_all_that_was_acknowledged() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let mut server = Server::start(&data);
    let load = Load::start(vec![server.client(); 4]);
    load.wait_for_acknowledged(50);
    server.send_terminate();
    let ledger = load.join();
    let exit = server.wait();
    assert_eq!(exit.code(), Some(0), "a clean exit");
    assert_eq!(data.postmaster(), None, "the embedded database stops with the server");
    let refused = ledger.refusals.iter().all(|(status, _)| *status == 503);
    assert!(refused, "refused with 503 alone: {:?}", ledger.refusals);

    let server = Server::start(&data);
    let reader = server.client().with_key(&key);
    assert_stored_once(&reader, &ledger.acknowledged, SPANS);
    for (trace, _) in ledger.unanswered {
        assert_whole_or_absent(&reader, trace, SPANS);
    }
}

#[test]
fn an_idle_connection_does_not_hold_up_a_stop() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let address = server.url.strip_prefix("http://").expect("a plain address");
    let _idle = std::net::TcpStream::connect(address).expect("a connection");
    let client = server.client();
    client.get("/health/live").expect("an answer"); // and one that is kept alive
    let begun = std::time::Instant::now();
    assert_eq!(server.terminate().code(), Some(0));
    assert!(begun.elapsed().as_secs() < 20, "within the drain: {:?}", begun.elapsed());
}

/// Prints the figures of the plan; only the release build's count, so nothing is asserted.
#[test]
fn start_times_and_idle_memory_are_told() {
    let data = DataDir::new();
    let first = Server::start(&data);
    println!("first start: ready after {:?}", first.ready_after);
    assert!(first.sign_in_link().starts_with(&first.url), "the link leads to the server");
    assert_eq!(first.terminate().code(), Some(0));

    let later = Server::start(&data);
    println!("later start: ready after {:?}", later.ready_after);
    println!("idle memory: {} KiB", resident_bytes(later.pid()) / 1024);
    later.kill();

    let after_kill = Server::start(&data);
    println!("start after SIGKILL: ready after {:?}", after_kill.ready_after);
    let refused = after_kill.client().get(EXECUTIONS).expect("an answer");
    assert_eq!(refused.status, 401, "reading is never open");
}
