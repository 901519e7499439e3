//! What a producer sends, made up of a seed.

mod records;
mod traces;

use farol_testkit::Random;

use super::parcel::{Format, Parcel};

const MILLISECOND: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;
const DAY: u64 = 86_400_000_000_000;
/// Days back that some of the data tells: their partitions have to be made.
const DAYS: u64 = 12;

/// One producer of a project.
#[derive(Debug)]
pub struct Traffic {
    random: Random,
    project: usize,
    /// Begins the ids of its parcels and the texts of its records.
    number: u64,
    made: u64,
    /// The time that its data tells, a whole number of milliseconds: a little ago, so that what has
    /// ended lies in the past.
    now: u64,
}

impl Traffic {
    /// Producers of the same seed send the same traces, whatever their project.
    pub fn new(seed: u64, project: usize, number: u64, now: u64) -> Self {
        let now = now - SECOND - now % MILLISECOND;
        Self { random: Random::new(seed), project, number, made: 0, now }
    }

    /// Parcels that belong together, to be sent in any order.
    pub fn next(&mut self) -> Vec<Parcel> {
        let several = 2 + self.below(9);
        match self.random.below(24) {
            0..4 => vec![self.whole_trace()],
            4 | 5 => self.spread_trace(),
            6 => twice(self.whole_trace()),
            7 => self.versions(),
            8 => self.begun_and_ended(),
            9 => vec![self.kin()],
            10 | 11 => vec![self.logs(several, 0)],
            12 => twice(self.logs(several, 0)),
            // Only finer than a millisecond can a lone record's repetition be told.
            13 => vec![self.logs(1, 1)],
            14 => twice(named(self.logs(1, 0))),
            // Nothing tells two of these apart but that their sender sent one.
            15 | 16 => vec![self.logs(1, 0)],
            17 => vec![self.events(several, 0)],
            18 => twice(self.events(several, 0)),
            19 => twice(self.events(1, 1)),
            20 => twice(named(self.events(1, 0))),
            21 => twice(self.keyed_events(several)),
            22 => vec![self.events(1, 0)],
            _ => vec![self.scores(several)],
        }
    }

    /// Now, some day before, or just before a midnight, so that a trace has spans in two days.
    fn time(&mut self) -> u64 {
        self.now += MILLISECOND;
        let back = self.random.below(DAYS) * DAY;
        match self.random.below(8) {
            0 => self.now - back,
            1 => self.now - self.now % DAY - back - 3 * MILLISECOND,
            _ => self.now,
        }
    }

    fn id(&mut self) -> u128 {
        u128::from(self.random.next()) << 64 | u128::from(self.random.next() | 1)
    }

    fn next_id(&mut self) -> u64 {
        self.made += 1;
        self.number << 32 | self.made
    }

    fn format(&mut self) -> Format {
        *self.random.choose(&Format::ALL)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random.below(bound as u64)).expect("small")
    }
}

fn twice(parcel: Parcel) -> Vec<Parcel> {
    vec![parcel.clone(), parcel]
}

fn named(parcel: Parcel) -> Parcel {
    let key = format!("named-{}", parcel.id);
    parcel.named(key)
}
