//! Durations counted in buckets that grow with them, so that percentiles of any number of them come
//! out of few numbers, and sums of histograms are histograms.

use std::f64::consts::LN_2;

use crate::codec::{Reader, Writer};

/// Buckets for each doubling: a percentile is off by 2.2 % at most, half a bucket.
pub const BUCKETS_PER_DOUBLING: f64 = 16.0;

/// The bucket of what took no time at all.
pub const NO_TIME: i16 = -1;

/// Counts of durations in nanoseconds by bucket: bucket b holds those from 2^(b/16) on and below
/// 2^((b+1)/16). Counts are signed, since a histogram can be taken out of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// In the order of the buckets, none of them empty.
    counts: Vec<(i16, i64)>,
}

impl Histogram {
    /// The bucket of a duration.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "63 × 16 at most"
    )]
    pub fn bucket(nanoseconds: i64) -> i16 {
        if nanoseconds <= 0 {
            return NO_TIME;
        }
        ((nanoseconds as f64).ln() * (BUCKETS_PER_DOUBLING / LN_2)).floor() as i16
    }

    /// Counts so many durations of a bucket, or takes them out where there are fewer than none.
    pub fn add(&mut self, bucket: i16, count: i64) {
        match self.counts.binary_search_by_key(&bucket, |&(bucket, _)| bucket) {
            Ok(place) => {
                self.counts[place].1 += count;
                if self.counts[place].1 == 0 {
                    self.counts.remove(place);
                }
            }
            Err(place) if count != 0 => self.counts.insert(place, (bucket, count)),
            Err(_) => {}
        }
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            self.counts.clone_from(&other.counts);
            return;
        }
        // Both are in order: most buckets of the other are there already, each behind the one before.
        let (mut place, mut emptied) = (0, false);
        for &(bucket, count) in &other.counts {
            while self.counts.get(place).is_some_and(|&(known, _)| known < bucket) {
                place += 1;
            }
            match self.counts.get_mut(place).filter(|(known, _)| *known == bucket) {
                Some((_, sum)) => {
                    *sum += count;
                    emptied |= *sum == 0;
                }
                None => self.counts.insert(place, (bucket, count)),
            }
        }
        if emptied {
            self.counts.retain(|&(_, count)| count != 0);
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Nanoseconds below which a share of the durations lies, from 0 to 1: the middle of their
    /// bucket. `None` without durations.
    #[expect(clippy::cast_precision_loss, reason = "a share of a count, and a bucket's middle")]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let counted = || self.counts.iter().map(|&(bucket, count)| (bucket, count.max(0)));
        let all: i64 = counted().map(|(_, count)| count).sum();
        let rank = (all as f64 * share).ceil().max(1.0);
        let mut seen = 0.0;
        for (bucket, count) in counted() {
            seen += count as f64;
            if seen >= rank {
                let middle = (f64::from(bucket) + 0.5) / BUCKETS_PER_DOUBLING;
                return Some(if bucket == NO_TIME { 0.0 } else { middle.exp2() });
            }
        }
        None
    }

    /// The histogram in few bytes: for each bucket its distance from the one before and its count.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        let mut last = NO_TIME;
        for &(bucket, count) in &self.counts {
            writer.number(u64::from(bucket.abs_diff(last)));
            writer.signed(count);
            last = bucket;
        }
        writer.0
    }

    /// Reads what [`Histogram::encode`] wrote; nothing beyond what is damaged.
    pub fn decode(bytes: &[u8]) -> Self {
        let (mut histogram, mut reader) = (Self::default(), Reader(bytes));
        let mut bucket = NO_TIME;
        while let Some((distance, count)) = reader.number().zip(reader.signed()) {
            let next =
                i16::try_from(distance).ok().and_then(|distance| bucket.checked_add(distance));
            let Some(next) = next else { break };
            if next > bucket || histogram.counts.is_empty() {
                histogram.counts.push((next, count));
            }
            bucket = next;
        }
        histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(durations: impl IntoIterator<Item = i64>) -> Histogram {
        let mut histogram = Histogram::default();
        durations.into_iter().for_each(|of| histogram.add(Histogram::bucket(of), 1));
        histogram
    }

    #[test]
    fn percentiles_are_within_the_error_that_is_told() {
        let durations = of((1..=10_000).map(|number| number * 1_000_003));
        for (share, exact) in [(0.5, 5e9), (0.95, 9.5e9), (0.99, 9.9e9)] {
            let told = durations.quantile(share).unwrap();
            assert!((told / (exact * 1.000_003) - 1.0).abs() < 0.022, "{share}: {told}");
        }
        for one in [1, 2, 3, 1_000, 86_400_000_000_000, i64::MAX] {
            #[expect(clippy::cast_precision_loss, reason = "within 2 %")]
            let error = of([one]).quantile(0.5).unwrap() / one as f64 - 1.0;
            assert!(error.abs() < 0.022, "{one}: {error}");
        }
        assert_eq!(of([0, -5]).quantile(0.99), Some(0.0));
        assert_eq!(Histogram::default().quantile(0.5), None);
    }

    #[test]
    fn what_was_added_is_taken_out_again() {
        let mut all = of([5, 7, 7_000, 0]);
        let taken = of([7, 7_000]);
        for &(bucket, count) in &taken.counts {
            all.add(bucket, -count);
        }
        assert_eq!(all, of([5, 0]));
        let mut merged = of([5, 7, 7, 9_000]);
        merged.merge(&Histogram { counts: vec![(Histogram::bucket(7), -2), (500, 1)] });
        merged.merge(&of([6, 1_000_000]));
        assert_eq!(merged.counts.len(), 5);
        assert!(merged.counts.is_sorted() && merged.counts.contains(&(500, 1)));
        let mut nothing = of([3]);
        nothing.add(Histogram::bucket(3), -1);
        assert!(nothing.is_empty());
    }

    #[test]
    fn histograms_read_back() {
        let mut histogram = of([0, 1, 90, 1_000_000, i64::MAX]);
        histogram.add(40, -3);
        histogram.add(41, i64::MAX);
        histogram.add(42, i64::MIN);
        assert_eq!(Histogram::decode(&histogram.encode()), histogram);
        assert_eq!(Histogram::decode(&[0xff; 30]), Histogram::default());
        assert_eq!(Histogram::decode(&[]), Histogram::default());
    }
}
