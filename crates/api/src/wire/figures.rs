//! What many spans come to.

use farol_model::Tally;
use serde::Serialize;
use utoipa::ToSchema;

/// Counts, durations, tokens and cost of many spans.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Figures {
    count: i64,
    error_count: i64,
    /// A percentage of the count; null without spans.
    #[schema(required)]
    error_rate: Option<f64>,
    /// Half of the spans that have ended took less; within 2.2 %, as are the next two.
    #[schema(required)]
    p50_ms: Option<f64>,
    #[schema(required)]
    p95_ms: Option<f64>,
    #[schema(required)]
    p99_ms: Option<f64>,
    input_tokens: i64,
    output_tokens: i64,
    total_tokens: i64,
    /// In US dollars; null where none of it is known.
    #[schema(required)]
    cost: Option<f64>,
    /// Whether some of the cost is estimated.
    cost_estimated: bool,
}

impl Figures {
    pub(crate) fn of(tally: &Tally) -> Self {
        let quantile = |share| tally.durations.quantile(share).map(rounded_milliseconds);
        Self {
            count: tally.spans,
            error_count: tally.errors,
            error_rate: tally.error_rate(),
            p50_ms: quantile(0.5),
            p95_ms: quantile(0.95),
            p99_ms: quantile(0.99),
            input_tokens: tally.input_tokens,
            output_tokens: tally.output_tokens,
            total_tokens: tally.total_tokens,
            cost: tally.known_cost(),
            cost_estimated: tally.estimated > 0,
        }
    }
}

/// Executions by status.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatusCounts {
    success: i64,
    error: i64,
    running: i64,
    skipped: i64,
}

impl From<farol_storage::StatusCounts> for StatusCounts {
    fn from(counts: farol_storage::StatusCounts) -> Self {
        let farol_storage::StatusCounts { running, success, error, skipped } = counts;
        Self { success, error, running, skipped }
    }
}

/// To the microsecond: the figure is not that exact anyway.
pub(super) fn rounded_milliseconds(nanoseconds: f64) -> f64 {
    (nanoseconds / 1e3).round() / 1e3
}
