//! The proof of the promise: whatever dies, everything acknowledged is there exactly once, and
//! summaries and counts agree with what is there.
//!
//! Senders of spans, log records, events and scores keep a book of what they sent and what was
//! answered, while processes are killed, answers are lost and disks are full, in an order that a seed
//! tells. In between and in the end the book is compared with the database. `LEDGER_SEEDS` is a number
//! of seeds, or a list (`7,` is the seed 7 alone); `LEDGER_SECONDS` is how long each goes on.

mod audit;
mod book;
mod fault;
mod parcel;
mod readback;
mod report;
mod run;
mod senders;
mod traffic;
mod world;

use std::env;
use std::time::Duration;

use self::report::conclude;
use self::run::run;
use self::world::World;

const SEEDS: &str = "2";
const SECONDS: &str = "20";

#[test]
fn nothing_acknowledged_is_lost_or_doubled_whatever_dies() {
    let outcome = |seed| run(seed, World::external(), length());
    conclude(&seeds().into_iter().map(outcome).collect::<Vec<_>>());
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_by_farols_own_database() {
    conclude(&[run(1, World::embedded(), length())]);
}

fn seeds() -> Vec<u64> {
    let text = variable("LEDGER_SEEDS", SEEDS);
    let number = |text: &str| text.trim().parse().expect("LEDGER_SEEDS: numbers");
    match text.split_once(',') {
        None => (1..=number(&text)).collect(),
        Some(_) => text.split(',').filter(|seed| !seed.is_empty()).map(number).collect(),
    }
}

fn length() -> Duration {
    Duration::from_secs(variable("LEDGER_SECONDS", SECONDS).parse().expect("LEDGER_SECONDS"))
}

fn variable(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_owned())
}
