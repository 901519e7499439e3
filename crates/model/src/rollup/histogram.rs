//! Numbers counted in buckets that grow with them, for percentiles.

use std::f64::consts::LN_2;

use crate::BUCKETS_PER_DOUBLING;

/// Beyond the bucket of the smallest number there is, 2^-1074: buckets are counted from 1 on, so that zero
/// has one of its own and those of negative numbers are negative.
const SMALLEST: f64 = 1075.0 * BUCKETS_PER_DOUBLING;

/// Counts of numbers by bucket, as [`crate::Histogram`] counts durations, but of any finite number: a
/// percentile is off by 2.2 % at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberHistogram {
    /// In the order of the buckets, which is that of the numbers; none of them empty.
    pub(super) counts: Vec<(i32, u64)>,
}

impl NumberHistogram {
    /// The bucket of a number, which is finite.
    #[expect(clippy::cast_possible_truncation, reason = "2,100 × 16 at most")]
    pub(super) fn bucket(number: f64) -> i32 {
        if number == 0.0 {
            return 0;
        }
        let bucket = (number.abs().ln() * (BUCKETS_PER_DOUBLING / LN_2)).floor();
        let bucket = (bucket + SMALLEST) as i32;
        if number < 0.0 { -bucket } else { bucket }
    }

    /// Counts a number, which is finite.
    pub fn add(&mut self, number: f64) {
        self.add_many(Self::bucket(number), 1);
    }

    pub(super) fn add_many(&mut self, bucket: i32, count: u64) {
        match self.counts.binary_search_by_key(&bucket, |&(bucket, _)| bucket) {
            Ok(place) => self.counts[place].1 += count,
            Err(place) => self.counts.insert(place, (bucket, count)),
        }
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            self.counts.clone_from(&other.counts);
            return;
        }
        // Both are in order: most buckets of the other are there already, each behind the one before.
        let mut place = 0;
        for &(bucket, count) in &other.counts {
            while self.counts.get(place).is_some_and(|&(known, _)| known < bucket) {
                place += 1;
            }
            match self.counts.get_mut(place).filter(|(known, _)| *known == bucket) {
                Some((_, sum)) => *sum += count,
                None => self.counts.insert(place, (bucket, count)),
            }
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.counts.iter().map(|&(_, count)| count).sum()
    }

    /// The number that a share of the numbers, from 0 to 1, does not exceed: the middle of its bucket.
    /// `None` without numbers.
    #[expect(clippy::cast_precision_loss, reason = "a share of a count")]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let rank = (self.count() as f64 * share).ceil().max(1.0);
        let mut seen = 0.0;
        let reaches = |&&(_, count): &&(i32, u64)| {
            seen += count as f64;
            seen >= rank
        };
        let (bucket, _) = self.counts.iter().find(reaches).or(self.counts.last())?;
        Some(middle(*bucket))
    }
}

/// The middle of a bucket.
fn middle(bucket: i32) -> f64 {
    if bucket == 0 {
        return 0.0;
    }
    let exponent = (f64::from(bucket.abs()) - SMALLEST + 0.5) / BUCKETS_PER_DOUBLING;
    // The largest bucket's may lie beyond the largest number.
    exponent.exp2().min(f64::MAX).copysign(f64::from(bucket))
}
