//! Tokens and cost.

use farol_model::Usage;

use super::{field::Field, reading::Reading};

/// The tokens that a span tells, such that totals include their subsets.
pub(super) fn of(reading: &Reading<'_>) -> Usage {
    let cached = reading.count(Field::CachedTokens);
    let cache_write = reading.count(Field::CacheWriteTokens).or_else(|| {
        sum(reading.count(Field::CacheWriteShortTokens), reading.count(Field::CacheWriteLongTokens))
    });
    let subsets = sum(cached, cache_write).unwrap_or(0);
    let input = reading.count(Field::InputTokens);
    Usage {
        // A total smaller than its parts does not include them.
        input: input
            .map(|input| if subsets > input { input.saturating_add(subsets) } else { input }),
        output: reading.count(Field::OutputTokens),
        total: reading.count(Field::TotalTokens),
        cached,
        cache_write,
        reasoning: reading.count(Field::ReasoningTokens),
    }
}

/// The cost that a span tells, whole or in parts.
pub(super) fn cost(reading: &Reading<'_>) -> Option<f64> {
    reading.amount(Field::Cost).or_else(|| {
        match (reading.amount(Field::InputCost), reading.amount(Field::OutputCost)) {
            (None, None) => None,
            (input, output) => Some(input.unwrap_or(0.0) + output.unwrap_or(0.0)),
        }
    })
}

fn sum(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}
