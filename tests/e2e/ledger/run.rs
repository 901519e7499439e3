//! One seed: load, faults in random order, audits in between.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use farol_testkit::Random;
use farol_tests::client::Client;
use farol_tests::payload::now_ns;

use super::audit::{Findings, audit};
use super::book::Book;
use super::fault::{Deck, Fault};
use super::parcel::Items;
use super::readback;
use super::report::{Outcome, story};
use super::senders::Senders;
use super::world::World;

const PROJECTS: [&str; 3] = ["alpha", "beta", "gamma"];
/// As long as an OTLP exporter waits for an answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// A fault lasts up to one of these.
const LONGEST_MILLISECONDS: [u64; 2] = [300, 2_500];

/// A run under way.
struct Run {
    seed: u64,
    begun: Instant,
    random: Random,
    world: World,
    /// Clients with the projects' keys, and the projects' ids.
    clients: Vec<Client>,
    projects: Vec<i32>,
    book: Arc<Book>,
    findings: Findings,
    faults: Vec<(Duration, String)>,
    /// The longest that the spool took to be empty once nothing more came in.
    slowest_replay: Duration,
}

/// Runs a seed for about so long, and ends it at the first difference.
pub fn run(seed: u64, world: World, length: Duration) -> Outcome {
    let (keys, projects): (Vec<_>, Vec<_>) =
        PROJECTS.iter().map(|name| world.make_project(name)).unzip();
    let open = Client::with_timeout(&world.url(), TIMEOUT);
    let clients: Vec<Client> = keys.iter().map(|key| open.with_key(key)).collect();
    let book = Arc::new(Book::default());
    let senders = Senders::start(seed, now_ns(), &clients, &book);
    let mut run = Run {
        seed,
        begun: Instant::now(),
        random: Random::new(seed),
        world,
        clients,
        projects,
        book,
        findings: Findings::default(),
        faults: Vec::new(),
        slowest_replay: Duration::ZERO,
    };
    run.cause_faults(&senders, length);
    run.heal();
    senders.finish();
    run.check();
    println!("{}", story(seed, &run.faults));
    run.outcome()
}

impl Run {
    fn cause_faults(&mut self, senders: &Senders, length: Duration) {
        let mut deck = Deck::new(self.world.faults());
        while self.begun.elapsed() < length && self.is_clean() {
            let more = 50 + self.random.below(350);
            self.book.wait_for_acknowledged(usize::try_from(more).expect("small"));
            let faults = deck.draw(&mut self.random);
            self.cause(&faults);
            if self.random.below(2) == 0 {
                // What is under way has to come to an end first.
                self.heal();
                senders.pause();
                self.check();
                senders.resume();
            }
        }
    }

    /// Has faults happen at once, and ends them after a while.
    fn cause(&mut self, faults: &[Fault]) {
        for fault in faults {
            self.faults.push((self.begun.elapsed(), fault.to_string()));
            self.world.begin(*fault, &mut self.random);
        }
        // How long they last, not a wait for anything: as often short as long.
        let longest = *self.random.choose(&LONGEST_MILLISECONDS);
        thread::sleep(Duration::from_millis(self.random.below(longest)));
        let mut faults = faults.to_vec();
        // Without room on its disk, nothing else of Postgres's can end.
        faults.sort_by_key(|fault| *fault != Fault::FillDatabaseDisk);
        for fault in faults {
            self.world.end(fault, &mut self.random);
        }
    }

    /// Waits until nothing is under way anywhere and compares; the senders rest.
    fn check(&mut self) {
        let begun = Instant::now();
        let settled = self.world.settle();
        self.slowest_replay = self.slowest_replay.max(begun.elapsed());
        if !self.note(settled) {
            // What waits is not lost.
            return;
        }
        let address = self.world.address();
        let pages = self.book.read();
        let mut findings = audit(&pages, &self.projects, &address, &self.clients);
        findings.differences.extend(readback::read_some(&pages, &self.clients, &mut self.random));
        drop(pages);
        // What was missing once was not there when it had to be, though it may have come since.
        if self.findings.differences.is_empty() {
            self.findings = findings;
        }
    }

    fn heal(&mut self) {
        let healed = self.world.heal();
        self.note(healed);
    }

    /// Notes what became of Farol; says whether all is well.
    fn note(&self, farol: Result<(), String>) -> bool {
        farol.map_err(|what| self.book.violation(format!("Farol {what}"))).is_ok()
    }

    fn is_clean(&self) -> bool {
        self.findings.differences.is_empty() && self.book.read().violations.is_empty()
    }

    fn outcome(&self) -> Outcome {
        let answers_lost = self.world.answers_lost();
        let pages = self.book.read();
        let mut differences = pages.violations.clone();
        differences.extend(self.findings.differences.clone());
        Outcome {
            seed: self.seed,
            faults: self.faults.clone(),
            requests: pages.claims.len(),
            spans: pages.items_acknowledged(|items| matches!(items, Items::Spans(_))),
            logs: pages.items_acknowledged(|items| matches!(items, Items::Logs(_))),
            events: pages.items_acknowledged(|items| matches!(items, Items::Events(_))),
            scores: pages.items_acknowledged(|items| matches!(items, Items::Scores(_))),
            refused: pages.refused,
            unanswered: pages.unanswered,
            answers_lost,
            slowest_replay: self.slowest_replay,
            refused_but_stored: self.findings.refused_but_stored,
            lost: self.findings.lost,
            doubled: self.findings.doubled,
            process_logs: (!differences.is_empty()).then(|| self.world.logs()),
            differences,
        }
    }
}

impl Drop for Run {
    /// A wait in vain has no outcome, but a story.
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}", story(self.seed, &self.faults));
        }
    }
}
