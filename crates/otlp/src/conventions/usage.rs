//! Tokens and cost.

use farol_model::Usage;

use super::{field::Field, reading::Reading};

/// The tokens that a span tells, such that totals include their subsets.
pub(super) fn of(reading: &Reading<'_>) -> Usage {
    let cached = reading.count(Field::CachedTokens);
    let cache_write = reading.count(Field::CacheWriteTokens).or_else(|| {
        sum(reading.count(Field::CacheWriteShortTokens), reading.count(Field::CacheWriteLongTokens))
    });
    let reasoning = reading.count(Field::ReasoningTokens);
    let told_total = reading.count(Field::TotalTokens);

    let subsets = sum(cached, cache_write).unwrap_or(0);
    let input_field = reading.better(Field::InputTokens, Field::ExclusiveInputTokens);
    let told_input = reading.count(input_field).or_else(|| {
        sum(reading.count(Field::InputTextTokens), reading.count(Field::InputAudioTokens))
    });
    let input = told_input.map(|input| {
        // A total smaller than its parts does not include them.
        let excludes = input_field == Field::ExclusiveInputTokens || subsets > input;
        if excludes { input.saturating_add(subsets) } else { input }
    });
    let output_field = reading.better(Field::OutputTokens, Field::ExclusiveOutputTokens);
    let told_output = reading.count(output_field).or_else(|| {
        sum(reading.count(Field::OutputTextTokens), reading.count(Field::OutputAudioTokens))
    });
    let output = told_output.map(|output| {
        let whole = output.saturating_add(reasoning.unwrap_or(0));
        let told = told_total == Some(whole.saturating_add(input.unwrap_or(0)));
        let excludes = output_field == Field::ExclusiveOutputTokens && told;
        if excludes { whole } else { output }
    });
    // A total of parts that exclude their subsets does so, too.
    let total = told_total.map(|total| total.max(sum(input, output).unwrap_or(0)));
    Usage { input, output, total, cached, cache_write, reasoning }
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
