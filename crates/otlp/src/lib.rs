//! OTLP as it comes over the wire, turned into Farol's spans and log records.
//!
//! Synchronous and without I/O. The way of a request:
//!
//! 1. `protobuf` or `json` reads the envelope: resources, scopes, how many items there are.
//! 2. It then reads item by item into a `raw` one, borrowed from the body and reused.
//! 3. `assemble` checks the item, lets `conventions` understand it and `write`s what is stored.
//!
//! A bad item is rejected alone, with a reason; bad text is mended; only a body that cannot be
//! read at all, or one beyond its limits, is an error.

mod answer;
mod assemble;
mod conventions;
mod decode;
mod export;
mod json;
mod messages;
mod meter;
mod notes;
mod protobuf;
mod raw;
mod request;
mod session;
mod text;
mod value;
mod write;

pub use answer::{Signal, status, success};
pub use decode::{count_metrics, decode_logs, decode_traces};
pub use export::{ExportNode, ExportSpan, resource_spans};
pub use messages::{
    Call, Conversation, Exchange, LogTexts, Message, Recorded, Said, SpanTexts, ToolCall,
    is_message_event, read_exchange, read_recorded,
};
pub use request::{Context, DecodeError, Decoded, Encoding, Limits, Rejected};
pub use text::owned_text as mend_text;
pub use write::push_string as push_json_string;
