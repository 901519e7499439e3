//! What was said: the payloads of spans and log records as chat messages, in one shape for all
//! producers.
//!
//! Works on what is stored, when it is read. `part` knows the pieces that a message's content is made
//! of, `message` one message, `shape` the lists, requests and responses that messages come in, `event`
//! those that come as events; `exchange` looks through all the places of a span, and `conversation`
//! puts the spans of an execution together and shows what they repeat once. What none of them
//! understands is a message's content as it is.

mod conversation;
mod event;
mod exchange;
mod indexed;
mod message;
mod part;
mod recorded;
mod shape;

pub use conversation::{Call, Conversation, Said};
pub use exchange::{Exchange, LogTexts, SpanTexts, is_message_event, read_exchange};
pub use message::{Message, ToolCall};
pub use recorded::{Recorded, read_recorded};
