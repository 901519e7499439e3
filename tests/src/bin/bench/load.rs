//! Requests that were made beforehand, sent over many connections.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use farol_testkit::{corpus::Corpus, event_corpus::EventCorpus, log_corpus::LogCorpus};

use crate::http::{Connection, post_json, post_protobuf};

const CONNECTIONS: usize = 16;

/// Requests, whole as they go over the wire.
pub struct Load {
    pub items: usize,
    requests: Vec<Vec<u8>>,
}

/// How a load went.
pub struct Outcome {
    /// From the first byte sent to the last acknowledgement.
    pub took: Duration,
    /// From when each request was due to its acknowledgement.
    pub latencies: Vec<Duration>,
    /// Answers of 503, after which the request was sent again.
    pub refused: usize,
}

impl Load {
    pub fn of_spans(corpus: Corpus) -> Self {
        let requests = corpus.bodies().map(|body| post_protobuf("/v1/traces", &body)).collect();
        Self { items: corpus.spans, requests }
    }

    pub fn of_logs(corpus: LogCorpus) -> Self {
        let requests = corpus.bodies().map(|body| post_protobuf("/v1/logs", &body)).collect();
        Self { items: corpus.logs, requests }
    }

    pub fn of_events(corpus: EventCorpus) -> Self {
        let requests = corpus.bodies().map(|body| post_json("/api/v1/events", &body, None));
        Self { items: corpus.events, requests: requests.collect() }
    }

    pub fn requests(&self) -> usize {
        self.requests.len()
    }

    /// Bytes of an item on the wire.
    pub fn bytes_per_item(&self) -> usize {
        self.requests.iter().map(Vec::len).sum::<usize>() / self.items
    }

    /// Sends everything as fast as it is taken.
    pub fn send(&self, host: &str) -> Outcome {
        self.send_paced(host, Duration::ZERO)
    }

    /// Sends a request each `pause`, however long the ones before it take.
    pub fn send_paced(&self, host: &str, pause: Duration) -> Outcome {
        let next = AtomicUsize::new(0);
        let mut connections: Vec<Connection> =
            (0..CONNECTIONS).map(|_| Connection::open(host).expect("a connection")).collect();
        let begun = Instant::now();
        let send = |connection| self.send_over(connection, &next, begun, pause);
        let parts: Vec<(Vec<Duration>, usize)> = thread::scope(|scope| {
            let threads: Vec<_> = connections
                .iter_mut()
                .map(|connection| scope.spawn(move || send(connection)))
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("a sender")).collect()
        });
        let took = begun.elapsed();
        let refused = parts.iter().map(|(_, refused)| refused).sum();
        let latencies = parts.into_iter().flat_map(|(latencies, _)| latencies).collect();
        Outcome { took, latencies, refused }
    }

    fn send_over(
        &self,
        connection: &mut Connection,
        next: &AtomicUsize,
        begun: Instant,
        pause: Duration,
    ) -> (Vec<Duration>, usize) {
        let (mut latencies, mut refused) = (Vec::new(), 0);
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = self.requests.get(index) else { return (latencies, refused) };
            let mut due = Instant::now();
            if !pause.is_zero() {
                due = begun + pause * u32::try_from(index).expect("few requests");
                thread::sleep(due.saturating_duration_since(Instant::now()));
            }
            while !is_taken(connection, request) {
                refused += 1;
                thread::sleep(Duration::from_millis(10));
            }
            latencies.push(due.elapsed());
        }
    }
}

/// Sends a request; `false` where it has to be sent again.
fn is_taken(connection: &mut Connection, request: &[u8]) -> bool {
    let (status, body) = connection.send(request).expect("an answer");
    assert!(matches!(status, 200 | 503), "{status}: {}", String::from_utf8_lossy(body));
    // An empty message of protobuf, an empty list in JSON: nothing was rejected.
    let none = body.is_empty() || body.windows(13).any(|part| part == b"\"rejected\":[]");
    assert!(status == 503 || none, "some items were rejected");
    status == 200
}
