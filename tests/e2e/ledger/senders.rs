//! Senders that behave as an OTLP exporter does, whatever they send: the same bytes again after 429,
//! 502, 503, 504 and after a broken connection.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use farol_testkit::Random;
use farol_tests::client::{Answer, Client};
use farol_tests::wait::PATIENCE;

use super::book::Book;
use super::parcel::Parcel;
use super::traffic::Traffic;

const IN_EACH_PROJECT: usize = 4;
/// `Retry-After` is honoured up to this, to keep the test quick.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// After a broken connection, and at most between two requests.
const PAUSE: Duration = Duration::from_millis(20);

/// All senders of a run.
#[derive(Debug)]
pub struct Senders {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    book: Arc<Book>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Parcels that any sender of their project may take.
    waiting: Vec<Parcel>,
    paused: bool,
    stopping: bool,
    /// Senders that stand at the gate or have gone home.
    resting: usize,
}

struct Sender {
    client: Client,
    project: usize,
    traffic: Traffic,
    random: Random,
    shared: Arc<Shared>,
}

impl Senders {
    /// Starts some senders for each project's client, which has its key.
    pub fn start(seed: u64, now: u64, clients: &[Client], book: &Arc<Book>) -> Self {
        let shared = Arc::new(Shared { book: Arc::clone(book), ..Shared::default() });
        let sender = |number: usize| {
            let (project, place) = (number / IN_EACH_PROJECT, number % IN_EACH_PROJECT);
            let mut sender = Sender {
                client: clients[project].clone(),
                project,
                // Two projects with the same ids: nobody may mistake one for the other.
                traffic: Traffic::new(seed << 8 | place as u64, project, number as u64, now),
                random: Random::new(seed << 16 | number as u64),
                shared: Arc::clone(&shared),
            };
            thread::spawn(move || sender.run())
        };
        let threads = (0..clients.len() * IN_EACH_PROJECT).map(sender).collect();
        Self { shared, threads }
    }

    /// Waits until every sender has its last request answered, and keeps them from more.
    pub fn pause(&self) {
        self.shared.change(|state| state.paused = true);
        let working = |state: &mut State| state.resting < self.threads.len();
        let state = self.shared.state();
        let waited = self.shared.changed.wait_timeout_while(state, 2 * PATIENCE, working);
        let (state, timeout) = waited.expect("senders");
        drop(state);
        assert!(!timeout.timed_out(), "every sender comes to an end of its request");
    }

    pub fn resume(&self) {
        self.shared.change(|state| state.paused = false);
    }

    /// Has what waits sent, and ends.
    pub fn finish(self) {
        self.shared.change(|state| {
            state.stopping = true;
            state.paused = false;
        });
        for thread in self.threads {
            thread.join().expect("a sender");
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("senders")
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Stands still while the senders are paused.
    fn rest_while_paused(&self) {
        self.change(|state| state.resting += 1);
        let state = self.state();
        let mut state = self.changed.wait_while(state, |state| state.paused).expect("senders");
        state.resting -= 1;
    }
}

impl Sender {
    fn run(&mut self) {
        while let Some(parcel) = self.next() {
            self.deliver(&parcel);
            self.shared.rest_while_paused();
            thread::sleep(PAUSE / 20 * u32::try_from(self.random.below(20)).expect("small"));
        }
        self.shared.change(|state| state.resting += 1);
    }

    /// A parcel that waits, else one of a new kind; at the end only what waits.
    fn next(&mut self) -> Option<Parcel> {
        let mut state = self.shared.state();
        let stopping = state.stopping;
        if stopping || self.random.below(2) == 0 {
            let ours = |parcel: &Parcel| parcel.project == self.project;
            let places: Vec<usize> =
                (0..state.waiting.len()).filter(|&place| ours(&state.waiting[place])).collect();
            if !places.is_empty() {
                return Some(state.waiting.swap_remove(*self.random.choose(&places)));
            }
        }
        if stopping {
            return None;
        }
        let mut parcels = self.traffic.next();
        let first = parcels.pop();
        state.waiting.append(&mut parcels);
        first
    }

    fn deliver(&self, parcel: &Parcel) {
        self.shared.book.opened(parcel);
        let book = &self.shared.book;
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let pause = match self.send(parcel) {
                Ok(answer) if answer.status == 200 => return self.take_receipt(parcel, &answer),
                Ok(answer) if matches!(answer.status, 429 | 502 | 503 | 504) => {
                    book.refused(parcel);
                    self.pause_told(&answer)
                }
                Ok(answer) => return book.violation(describe("refused for ever", parcel, &answer)),
                Err(()) => {
                    book.unanswered(parcel);
                    PAUSE
                }
            };
            if !parcel.repeatable {
                return;
            }
            thread::sleep(pause);
        }
        book.violation(format!("{} {} not acknowledged in {PATIENCE:?}", parcel.path, parcel.id));
    }

    fn send(&self, parcel: &Parcel) -> Result<Answer, ()> {
        let mut headers = vec![("content-type", parcel.content_type)];
        if let Some(key) = &parcel.idempotency_key {
            headers.push(("idempotency-key", key));
        }
        self.client.post(parcel.path, &headers, &parcel.body).map_err(drop)
    }

    /// Anything but the receipt names items that were rejected.
    fn take_receipt(&self, parcel: &Parcel, answer: &Answer) {
        self.shared.book.acknowledged(parcel);
        self.shared.change(|state| state.waiting.extend(parcel.then.clone()));
        if answer.body != parcel.receipt.as_bytes() {
            self.shared.book.violation(describe("good data rejected", parcel, answer));
        }
    }

    fn pause_told(&self, answer: &Answer) -> Duration {
        let told = answer.header("retry-after").and_then(|seconds| seconds.parse().ok());
        if told.is_none() {
            self.shared.book.violation(format!("{} without Retry-After", answer.status));
        }
        Duration::from_secs(told.unwrap_or(0)).min(LONGEST_PAUSE)
    }
}

fn describe(what: &str, parcel: &Parcel, answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    format!("{what}: {} {} of {}: {body}", answer.status, parcel.path, parcel.id)
}
