//! Nothing that was acknowledged is lost or doubled when processes die.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::{EXECUTIONS, assert_stored_once, assert_whole_or_absent};
use farol_tests::load::{Load, SPANS};
use farol_tests::process::send_signal;
use farol_tests::server::{Server, create_key};
use farol_tests::wait;
use rustix::process::Signal;

use crate::spool::stage::until_replayed;

#[test]
fn sigkill_of_the_server_loses_nothing_acknowledged() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let mut server = Server::start(&data);
    let mut acknowledged = Vec::new();
    let mut unanswered = Vec::new();
    for _ in 0..2 {
        let load = Load::start(vec![server.client(); 4]);
        load.wait_for_acknowledged(100);
        server.kill();
        let ledger = load.join();
        acknowledged.extend(ledger.acknowledged);
        unanswered.extend(ledger.unanswered);
        server = Server::start(&data);
    }
    let reader = server.client().with_key(&key);
    assert_stored_once(&reader, &acknowledged, SPANS);
    for (trace, request) in &unanswered {
        assert_whole_or_absent(&reader, *trace, SPANS);
        // What an SDK does when no answer came: the same request again.
        reader.must_post("/v1/traces", request);
        assert_stored_once(&reader, &[*trace], SPANS);
    }
}

#[test]
fn sigkill_of_the_server_and_its_database_loses_nothing_acknowledged() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let server = Server::start(&data);
    let load = Load::start(vec![server.client(); 4]);
    load.wait_for_acknowledged(100);
    let postmaster = data.postmaster().expect("Postgres runs");
    send_signal(postmaster, Signal::KILL);
    server.kill();
    let ledger = load.join();

    let server = Server::start(&data);
    let reader = server.client().with_key(&key);
    assert_stored_once(&reader, &ledger.acknowledged, SPANS);
    for (trace, _) in ledger.unanswered {
        assert_whole_or_absent(&reader, trace, SPANS);
    }
}

#[test]
fn sigkill_of_the_database_is_survived_under_load() {
    let data = DataDir::new();
    let key = create_key(&data, "default", "ingest,read");
    let server = Server::start(&data);
    let open = server.client();
    let keyed = open.with_key(&key);
    let readings = Readings::start(keyed.clone());
    let load = Load::start(vec![open.clone(), open, keyed.clone(), keyed.clone()]);
    load.wait_for_acknowledged(50);

    let first = data.postmaster().expect("Postgres runs");
    send_signal(first, Signal::KILL);
    let second = wait::until("Postgres to be started again", || {
        data.postmaster().filter(|pid| *pid != first)
    });
    load.wait_for_acknowledged(50);
    send_signal(second, Signal::KILL);
    load.wait_for_acknowledged(50);

    let ledger = load.stop();
    assert_eq!(ledger.errors, Vec::<String>::new(), "every request gets an answer");
    let told_to_retry = ledger.refusals.iter().all(|refusal| *refusal == (503, true));
    assert!(told_to_retry, "503 with Retry-After alone: {:?}", ledger.refusals);
    let statuses = readings.stop();
    until_replayed(&keyed);
    assert!(statuses.is_subset(&BTreeSet::from([200, 503])), "reads: {statuses:?}");
    assert_stored_once(&keyed, &ledger.acknowledged, SPANS);
}

/// A reader at work, and the statuses that it saw.
struct Readings {
    stop: std::sync::Arc<AtomicBool>,
    thread: thread::JoinHandle<BTreeSet<u16>>,
}

impl Readings {
    fn start(client: Client) -> Self {
        let stop = std::sync::Arc::new(AtomicBool::new(false));
        let stopped = std::sync::Arc::clone(&stop);
        let read = move || client.get(EXECUTIONS).expect("an answer").status;
        let thread = thread::spawn(move || {
            std::iter::repeat_with(read).take_while(|_| !stopped.load(Ordering::Relaxed)).collect()
        });
        Self { stop, thread }
    }

    fn stop(self) -> BTreeSet<u16> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().expect("a reader")
    }
}
