//! Spans as rows.

mod breakdown;
mod filter;
mod outcome;
mod read;
mod rows;
mod search;
mod slices;
mod versions;

pub use breakdown::{Breakdown, BreakdownGroup, SpanField, break_down_spans};
pub use filter::SpanFilter;
pub use outcome::{SpanOutcome, span_outcomes};
pub(crate) use read::{LIGHT, PAYLOAD, raw_json};
pub use read::{
    SpanCursor, SpanPage, SpanPayload, SpanRow, SpanScope, each_span, find_span, list_spans,
    missing_spans,
};
pub(crate) use rows::{ProjectSpan, copy_spans, replay_spans};
pub use search::{SpanSearch, search_spans};
pub use slices::Patience;
pub(crate) use versions::{SpanKey, delete_versions, read_versions};
