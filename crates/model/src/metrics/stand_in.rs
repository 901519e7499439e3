//! Until rollups have theirs.

use std::collections::BTreeSet;

use crate::Scalar;

#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub count: u64,
    sum: f64,
    compensation: f64,
    least: Option<f64>,
    most: Option<f64>,
}

impl Figures {
    pub fn add(&mut self, value: f64) {
        self.merge(&Self {
            count: 1,
            sum: value,
            compensation: 0.0,
            least: Some(value),
            most: Some(value),
        });
    }

    pub fn merge(&mut self, other: &Self) {
        let sum = self.sum + other.sum;
        self.compensation += other.compensation
            + if self.sum.abs() >= other.sum.abs() {
                (self.sum - sum) + other.sum
            } else {
                (other.sum - sum) + self.sum
            };
        self.sum = sum;
        self.count += other.count;
        let least = self.least.into_iter().chain(other.least).reduce(f64::min);
        let most = self.most.into_iter().chain(other.most).reduce(f64::max);
        (self.least, self.most) = (least, most);
    }

    pub fn sum(&self) -> f64 {
        self.sum + self.compensation
    }

    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum() / self.count as f64)
    }

    pub fn least(&self) -> Option<f64> {
        self.least
    }

    pub fn most(&self) -> Option<f64> {
        self.most
    }
}

#[derive(Clone, Debug, Default)]
pub struct NumberHistogram(Vec<f64>);

impl NumberHistogram {
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    pub fn merge(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank"
    )]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let mut values = self.0.clone();
        values.sort_by(f64::total_cmp);
        let rank = (values.len() as f64 * share).ceil().max(1.0) as usize;
        values.get(rank - 1).copied()
    }
}

#[derive(Clone, Debug, Default)]
pub struct Distinct(BTreeSet<String>);

impl Distinct {
    pub fn add(&mut self, value: &Scalar) {
        self.0.insert(format!("{value:?}"));
    }

    pub fn merge(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    #[expect(clippy::cast_precision_loss, reason = "a count")]
    pub fn count(&self) -> (f64, bool) {
        (self.0.len() as f64, true)
    }
}
