//! Conversations: the messages of an execution, threads, and one thread over its executions.
//!
//! What a program records as `conversation_message` spans is its conversation; where it records
//! none, the messages of its models' calls stand in.

mod derived;
mod latest;
mod messages;
mod recorded;
mod thread;
mod threads;
mod whole;

use farol_storage::SpanRow;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{messages::list_execution_messages, whole::copy_conversation};
use crate::{AppState, cursor::MessageCursor, wire::Message};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(messages::list_execution_messages))
        .routes(routes!(threads::list_threads))
        .routes(routes!(thread::find_thread))
}

/// A message and its place in the order of its conversation.
struct Line {
    place: MessageCursor,
    message: Message,
}

/// The place of what a span tells: its time, then that of the span among the others.
const fn place(span: &SpanRow, time: farol_model::UnixNano, index: usize) -> MessageCursor {
    MessageCursor {
        time,
        start: span.start,
        arrival: span.arrival,
        trace_id: span.trace_id,
        span_id: span.span_id,
        index,
    }
}
