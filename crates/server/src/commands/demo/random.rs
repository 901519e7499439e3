//! Seeded randomness that no library's next version changes.

/// `SplitMix64`: small, quick, and good enough to make data up.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// A sequence of its own for these numbers, whatever others draw.
    pub(super) fn of(parts: &[u64]) -> Self {
        let mut random = Self(0);
        for part in parts {
            random.0 ^= *part;
            random.0 = random.next();
        }
        random
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, the bound, which must be positive.
    pub(super) const fn below(&mut self, bound: i64) -> i64 {
        (self.next() >> 1).cast_signed() % bound
    }

    pub(super) const fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low)
    }

    /// Whether something happens that does so this often in a thousand.
    pub(super) const fn chance(&mut self, permille: i64) -> bool {
        self.below(1000) < permille
    }

    /// One of the choices, of which there must be one.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let count = i64::try_from(choices.len()).unwrap_or(i64::MAX);
        choices[usize::try_from(self.below(count)).unwrap_or_default()]
    }

    /// One of the choices, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(i64, T)]) -> T {
        let mut left = self.below(choices.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in choices {
            left -= weight;
            if left < 0 {
                return *choice;
            }
        }
        choices[choices.len() - 1].1
    }

    /// A duration about as long as this one: most are near it, a few take several times as long, as
    /// the answers of other systems do.
    pub(super) const fn around(&mut self, usual: i64) -> i64 {
        let mut permille = 620 + self.below(420) + self.below(280);
        if self.chance(90) {
            permille += self.below(900);
        }
        if self.chance(12) {
            permille += self.below(3_200);
        }
        usual * permille / 1000
    }

    /// How often something happens in a while in which it does so this many thousandths on average.
    pub(super) fn count(&mut self, thousandths: i64) -> i64 {
        // A Poisson draw, in two parts: what is sure to spread about its mean, and the rest of it.
        let (whole, rest) = (thousandths / 1000, thousandths % 1000);
        let spread: i64 =
            (0..whole).map(|_| self.weighted(&[(368, 0), (368, 1), (184, 2), (80, 3)])).sum();
        spread + i64::from(self.chance(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_numbers_give_the_same_sequence_and_others_another() {
        let mut one = Random::of(&[6, 1, 2]);
        let drawn: Vec<u64> = (0..5).map(|_| one.next()).collect();
        let mut same = Random::of(&[6, 1, 2]);
        assert!(drawn.iter().all(|number| *number == same.next()));
        assert_ne!(Random::of(&[6, 2, 1]).next(), drawn[0]);
    }

    #[test]
    fn averages_are_about_what_was_asked_for() {
        let mut random = Random::of(&[1]);
        let counted: i64 = (0..2_000).map(|_| random.count(4_500)).sum();
        assert!((8_400..9_600).contains(&counted), "{counted} instead of 9,000");
        let durations: i64 = (0..2_000).map(|_| random.around(1_000)).sum();
        assert!((1_800_000..2_300_000).contains(&durations), "{durations}");
    }
}
