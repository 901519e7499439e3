//! Farol's plain data and pure rules: ids, times, spans, logs, trees and summaries.
//!
//! No I/O, no SQL, no HTTP and no wire format here: every other crate may use this one, and this
//! one uses none of them.

mod codec;
mod event;
mod exact;
mod execution;
mod histogram;
mod ids;
mod json_node;
mod json_text;
mod log;
pub mod metrics;
mod prices;
pub mod rollup;
mod score;
mod span;
mod span_type;
mod summary;
mod tally;
mod time;
mod tree;
mod version;

pub use event::{Event, Scalar, scalars};
pub use execution::{Execution, one_line, preview};
pub use histogram::{BUCKETS_PER_DOUBLING, Histogram, NO_TIME};
pub use ids::{ParseIdError, SpanId, TraceId};
pub use json_node::{JsonNode, Place};
pub use json_text::JsonText;
pub use log::{Level, LogRecord};
pub use prices::{Price, PriceTable, Rate};
pub use score::{Score, ScoreKind, ScoreValue};
pub use span::{Payload, Resource, Span, SpanError, SpanStatus, Usage};
pub use span_type::SpanType;
pub use summary::{
    NANOS_PER_HOUR, OTHER, StatisticsKey, Summary, SummarySpan, Tallies, Trace, fold_versions,
    summarise,
};
pub use tally::Tally;
pub use time::{NANOS_PER_DAY, UnixNano};
pub use tree::{TreeNode, TreeRow, arrange};
