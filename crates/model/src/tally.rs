//! What many spans come to.

use crate::Histogram;

/// Counts and sums over spans. Signed, since one can be taken out of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub spans: i64,
    pub errors: i64,
    /// Of spans that have ended.
    pub durations: Histogram,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub total_tokens: i64,
    /// In US dollars.
    pub cost: f64,
    /// Spans whose cost is known, and those of them where it is Farol's own estimate.
    pub priced: i64,
    pub estimated: i64,
}

impl Tally {
    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        self.spans += other.spans;
        self.errors += other.errors;
        self.durations.merge(&other.durations);
        self.input_tokens = self.input_tokens.saturating_add(other.input_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
        self.total_tokens = self.total_tokens.saturating_add(other.total_tokens);
        self.cost += other.cost;
        self.priced += other.priced;
        self.estimated += other.estimated;
    }

    /// Whether nothing is left in it.
    pub fn is_empty(&self) -> bool {
        let counts = [self.spans, self.errors, self.priced, self.estimated];
        let tokens = [self.input_tokens, self.output_tokens, self.total_tokens];
        counts.into_iter().chain(tokens).all(|count| count == 0) && self.durations.is_empty()
    }

    /// The share of the spans that failed, as a percentage; `None` without spans.
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    pub fn error_rate(&self) -> Option<f64> {
        (self.spans > 0).then(|| self.errors as f64 * 100.0 / self.spans as f64)
    }

    /// What is known of the cost.
    pub fn known_cost(&self) -> Option<f64> {
        (self.priced > 0).then_some(self.cost)
    }
}
