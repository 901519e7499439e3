//! Traces sent from several threads, with a ledger of what was acknowledged.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;

use crate::client::Client;
use crate::payload::{flat_trace, now_ns, trace_request};
use crate::wait::PATIENCE;

/// Spans in each trace, which is one request.
pub const SPANS: u64 = 8;

/// Senders at work.
#[derive(Debug)]
pub struct Load {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    stop: AtomicBool,
    next_trace: AtomicU64,
    ledger: Mutex<Ledger>,
    changed: Condvar,
}

/// What became of the traces sent.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Answered with 200.
    pub acknowledged: Vec<u128>,
    /// Sent, but the connection broke before an answer came: the trace and its request.
    pub unanswered: Vec<(u128, Value)>,
    /// Answers other than 200: status, and whether `Retry-After` came with it.
    pub refusals: Vec<(u16, bool)>,
    /// What the broken connections said.
    pub errors: Vec<String>,
}

impl Load {
    /// Starts one sender for each client. Each sends trace after trace, the same again after a
    /// 503, and stops at the first connection that breaks.
    #[must_use]
    pub fn start(clients: Vec<Client>) -> Self {
        // Numbered from now on, so that a later load has other traces.
        let next_trace = AtomicU64::new(now_ns());
        let shared = Arc::new(Shared { next_trace, ..Shared::default() });
        let sender = |client: Client| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.send_until_stopped(&client))
        };
        let threads = clients.into_iter().map(sender).collect();
        Self { shared, threads }
    }

    /// Waits until `more` traces beyond those of now are acknowledged.
    pub fn wait_for_acknowledged(&self, more: usize) {
        let ledger = self.shared.ledger();
        let goal = ledger.acknowledged.len() + more;
        let missing = |ledger: &mut Ledger| ledger.acknowledged.len() < goal;
        let (ledger, timeout) =
            self.shared.changed.wait_timeout_while(ledger, PATIENCE, missing).expect("ledger");
        assert!(!timeout.timed_out(), "{more} more acknowledged: {:?}", summary(&ledger));
    }

    /// Stops the senders and gives the ledger.
    #[must_use]
    pub fn stop(self) -> Ledger {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.join()
    }

    /// Waits for senders that end by themselves, since their server is gone.
    #[must_use]
    pub fn join(self) -> Ledger {
        for thread in self.threads {
            thread.join().expect("a sender");
        }
        self.shared.ledger().clone()
    }
}

impl Shared {
    fn send_until_stopped(&self, client: &Client) {
        while !self.stop.load(Ordering::Relaxed) {
            let trace = u128::from(self.next_trace.fetch_add(1, Ordering::Relaxed));
            if !self.send(client, trace) {
                return;
            }
        }
    }

    /// Sends one trace until it is answered with 200; `false` when its connection broke.
    fn send(&self, client: &Client, trace: u128) -> bool {
        let body = trace_request(trace, &flat_trace(SPANS, now_ns()));
        loop {
            match client.post_json("/v1/traces", &body) {
                Ok(answer) if answer.status == 200 => {
                    self.note(|ledger| ledger.acknowledged.push(trace));
                    return true;
                }
                Ok(answer) => {
                    let refusal = (answer.status, answer.header("retry-after").is_some());
                    self.note(|ledger| ledger.refusals.push(refusal));
                    if answer.status != 503 || self.stop.load(Ordering::Relaxed) {
                        return answer.status == 503;
                    }
                    thread::sleep(Duration::from_millis(20));
                }
                Err(error) => {
                    self.note(|ledger| {
                        ledger.unanswered.push((trace, body));
                        ledger.errors.push(error.to_string());
                    });
                    return false;
                }
            }
        }
    }

    fn note(&self, change: impl FnOnce(&mut Ledger)) {
        change(&mut self.ledger());
        self.changed.notify_all();
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().expect("ledger")
    }
}

fn summary(ledger: &Ledger) -> (usize, usize, &[(u16, bool)]) {
    let last = ledger.refusals.len().saturating_sub(5);
    (ledger.acknowledged.len(), ledger.unanswered.len(), &ledger.refusals[last..])
}
