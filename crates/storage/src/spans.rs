//! Spans as rows.

mod read;
mod rows;
mod versions;

pub(crate) use read::raw_json;
pub use read::{
    SpanCursor, SpanPage, SpanPayload, SpanRow, SpanScope, each_span, find_span, list_spans,
    missing_spans,
};
pub(crate) use rows::{ProjectSpan, copy_spans, replay_spans};
pub(crate) use versions::{SpanKey, delete_versions, read_versions};
