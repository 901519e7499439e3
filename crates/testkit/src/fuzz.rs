//! Fuzzing: cases by the thousand, each out of a seed and a number.
//!
//! A test makes [`Cases`] and tries each. In the ordinary run they are few and always the same;
//! `FUZZ_SECONDS` has a test go on for so long, from `FUZZ_SEED` or the clock. A case that fails is
//! told with what runs it again.

mod bytes;
mod json;
mod protobuf;
mod sample;
mod wire;

use std::{
    env, thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

pub use self::{
    bytes::{mutate_bytes, noise},
    json::mutate_json,
    protobuf::mutate_protobuf,
    sample::{sample_logs, sample_traces},
};
use crate::Random;

/// Seed of the ordinary run.
const SEED: u64 = 20_261_121;

/// Cases to try, one after the other; tells how many there were, or which one failed.
#[derive(Debug)]
pub struct Cases {
    name: &'static str,
    seed: u64,
    next: u64,
    first: u64,
    end: End,
}

#[derive(Clone, Copy, Debug)]
enum End {
    At(Instant),
    Before(u64),
}

impl Cases {
    /// So many cases, or as many as the environment says.
    pub fn new(name: &'static str, count: u64) -> Self {
        let seconds = number("FUZZ_SECONDS");
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let seed = number("FUZZ_SEED").unwrap_or_else(|| seconds.map_or(SEED, |_| clock()));
        let only = number("FUZZ_CASE");
        let end = match (only, seconds) {
            (Some(only), _) => End::Before(only + 1),
            (None, Some(seconds)) => End::At(Instant::now() + Duration::from_secs(seconds)),
            (None, None) => End::Before(count),
        };
        let first = only.unwrap_or(0);
        Self { name, seed, next: first, first, end }
    }
}

impl Iterator for Cases {
    type Item = Random;

    fn next(&mut self) -> Option<Random> {
        let over = match self.end {
            End::At(deadline) => Instant::now() >= deadline,
            End::Before(end) => self.next >= end,
        };
        if over {
            return None;
        }
        self.next += 1;
        // Apart from those of the seeds beside it.
        Some(Random::new(Random::new(self.seed).next() ^ self.next))
    }
}

impl Drop for Cases {
    fn drop(&mut self) {
        let Self { name, seed, .. } = self;
        if thread::panicking() {
            let case = self.next.saturating_sub(1);
            eprintln!("{name} failed; again: FUZZ_SEED={seed} FUZZ_CASE={case}");
        } else {
            println!("{name}: {} cases of seed {seed}", self.next - self.first);
        }
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

/// A number below the bound, which must not be 0.
fn below(random: &mut Random, bound: usize) -> usize {
    usize::try_from(random.below(bound as u64)).unwrap_or_default()
}
