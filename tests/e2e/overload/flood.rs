//! Senders that never rest, and what they were answered.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use farol_tests::client::Client;
use farol_tests::payload::now_ns;

use super::shapes::Shape;

/// Senders at work.
pub struct Flood {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    shapes: Vec<Shape>,
    next: AtomicU64,
    stop: AtomicBool,
    tally: Mutex<Tally>,
}

/// What became of the requests sent.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Traces that were answered with 200, and the spans of each.
    pub acknowledged: Vec<(u128, u64)>,
    /// Answers by shape and status.
    pub answers: BTreeMap<(&'static str, u16), usize>,
    /// Refusals that did not say when to come again.
    pub without_retry_after: usize,
    /// What the connections said that broke before an answer came.
    pub errors: Vec<String>,
}

impl Flood {
    /// Starts so many senders, each of which sends all shapes in turn.
    pub fn start(client: &Client, shapes: Vec<Shape>, senders: u64) -> Self {
        let (stop, tally) = (AtomicBool::default(), Mutex::default());
        let shared = Arc::new(Shared { shapes, next: AtomicU64::new(0), stop, tally });
        let sender = |_| {
            let (shared, client) = (Arc::clone(&shared), client.clone());
            thread::spawn(move || shared.send_until_stopped(&client))
        };
        let threads = (0..senders).map(sender).collect();
        Self { shared, threads }
    }

    /// Stops the senders and tells what they saw.
    pub fn stop(self) -> Tally {
        self.shared.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().expect("a sender");
        }
        self.shared.tally.lock().expect("tally").clone()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((shape, status), count) in &self.answers {
            writeln!(f, "{shape:>20} {status} {count:>6}")?;
        }
        write!(f, "{} acknowledged", self.acknowledged.len())
    }
}

impl Shared {
    fn send_until_stopped(&self, client: &Client) {
        let first = u128::from(now_ns()) << 32;
        while !self.stop.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let index = usize::try_from(number).expect("few requests") % self.shapes.len();
            self.send(client, &self.shapes[index], first + u128::from(number));
        }
    }

    fn send(&self, client: &Client, shape: &Shape, trace: u128) {
        let headers = [("content-type", shape.content_type)];
        let sent = client.post(shape.path, &headers, &shape.of_trace(trace));
        let mut tally = self.tally.lock().expect("tally");
        match sent {
            Ok(answer) => {
                *tally.answers.entry((shape.name, answer.status)).or_default() += 1;
                match answer.status {
                    200 if shape.spans > 0 => tally.acknowledged.push((trace, shape.spans)),
                    429 | 503 if answer.header("retry-after").is_none() => {
                        tally.without_retry_after += 1;
                    }
                    _ => {}
                }
            }
            Err(error) => tally.errors.push(format!("{}: {error}", shape.name)),
        }
    }
}
