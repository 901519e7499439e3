//! What numbers come to.

/// Numbers added up: how many, their sum, the smallest and the largest.
///
/// The sum is two numbers, the second of which holds what the first has no digits for (Neumaier): so it
/// does not depend on the order in which numbers come, as far as anybody can see, and 0.1 ten times is 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub count: u64,
    pub(super) sum: f64,
    pub(super) rest: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Figures {
    /// Adds a number, which is finite.
    pub fn add(&mut self, number: f64) {
        self.merge(&Self { count: 1, sum: number, rest: 0.0, min: number, max: number });
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        self.count += other.count;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        let sum = self.sum + other.sum;
        if sum.is_finite() {
            let lost = if self.sum.abs() >= other.sum.abs() {
                (self.sum - sum) + other.sum
            } else {
                (other.sum - sum) + self.sum
            };
            self.rest += other.rest + lost;
        } else {
            self.rest = 0.0;
        }
        self.sum = sum;
    }

    /// 0 of nothing. Infinite where no number is large enough.
    pub fn sum(&self) -> f64 {
        // Nothing but zeros of one sign comes to a zero of that sign; here, zero has one sign.
        self.sum + self.rest + 0.0
    }

    /// `None` of nothing.
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum() / self.count as f64)
    }

    /// The smallest; `None` of nothing.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// The largest; `None` of nothing.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }
}

/// How many values of a property are of each type. What is absent or null is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeCounts {
    pub numbers: u64,
    pub texts: u64,
    pub booleans: u64,
    /// Lists and objects.
    pub others: u64,
}

impl TypeCounts {
    /// Adds all of another.
    pub const fn merge(&mut self, other: &Self) {
        self.numbers += other.numbers;
        self.texts += other.texts;
        self.booleans += other.booleans;
        self.others += other.others;
    }

    /// Of all types together.
    pub const fn total(&self) -> u64 {
        self.numbers + self.texts + self.booleans + self.others
    }
}
