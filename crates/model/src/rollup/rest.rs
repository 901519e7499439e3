//! What is left of a whole without some of its parts, and wholes of parts that others added up.

use std::ops::RangeInclusive;

use super::{Figures, NumberHistogram};

impl Figures {
    /// What so many numbers come to, with their sum, from the smallest to the largest.
    pub fn of_parts(count: u64, sum: f64, bounds: RangeInclusive<f64>) -> Self {
        Self { count, sum, rest: 0.0, min: *bounds.start(), max: *bounds.end() }
    }

    /// How many numbers are left without those of another, and their sum. (Which of them is the smallest or the
    /// largest cannot be told.)
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        if other.count == 0 {
            return *self;
        }
        if self.count <= other.count {
            return Self::default();
        }
        let mut left = *self;
        left.merge(&Self { sum: -other.sum, rest: -other.rest, ..*other });
        left.count = self.count - other.count;
        (left.min, left.max) = (f64::NAN, f64::NAN);
        left
    }
}

impl NumberHistogram {
    /// Counts a number, which is finite, so many times.
    pub fn add_times(&mut self, number: f64, count: u64) {
        if count > 0 {
            self.add_many(Self::bucket(number), count);
        }
    }

    /// The numbers that are left without those of another.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut taken = other.counts.iter().copied().peekable();
        let left = self.counts.iter().map(|&(bucket, count)| {
            while taken.next_if(|(of, _)| *of < bucket).is_some() {}
            let less = taken.next_if(|(of, _)| *of == bucket).map_or(0, |(_, count)| count);
            (bucket, count.saturating_sub(less))
        });
        Self { counts: left.filter(|(_, count)| *count > 0).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_merged_is_taken_out_again() {
        let numbers = [-3.0, 0.0, 0.1, 0.2, 5.0, 5.0, 1e6];
        let (mut figures, mut histogram) = (Figures::default(), NumberHistogram::default());
        let (mut of_part, mut part) = (Figures::default(), NumberHistogram::default());
        for (place, number) in numbers.into_iter().enumerate() {
            figures.add(number);
            histogram.add(number);
            if place % 2 == 1 {
                of_part.add(number);
                part.add(number);
            }
        }
        let left = figures.without(&of_part);
        assert_eq!(left.count, 4);
        assert!((left.sum() - 1_000_002.1).abs() < 1e-9);
        let mut expected = NumberHistogram::default();
        for number in [-3.0, 0.1, 5.0, 1e6] {
            expected.add(number);
        }
        assert_eq!(histogram.without(&part), expected);
        assert!(histogram.without(&histogram).is_empty());
        assert_eq!(figures.without(&figures), Figures::default());
        assert_eq!(figures.without(&Figures::default()), figures);
    }
}
