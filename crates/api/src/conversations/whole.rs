//! A conversation in one piece, for what keeps a copy of it.

use std::collections::VecDeque;

use farol_otlp::Conversation;
use farol_storage::ConversationCopy;
use sqlx::PgConnection;

use super::{derived, recorded};
use crate::{error::ApiError, executions::Found, wire::Message};

/// Bytes of JSON that a copy holds: what begins as system messages, and as much of the end as fits.
const MOST_BYTES: usize = 1 << 20;

/// Recorded messages that are read at a time.
const PAGE: i64 = 50;

/// Copies what was said in an execution, as its messages are listed.
pub(crate) async fn copy_conversation(
    connection: &mut PgConnection,
    found: &Found,
) -> Result<ConversationCopy, ApiError> {
    let mut kept = Kept { complete: true, ..Kept::default() };
    let id = &found.execution.execution_id;
    if found.has_recorded {
        let mut after = None;
        loop {
            let lines = recorded::read(connection, &found.scope, after, PAGE).await?;
            let is_last = i64::try_from(lines.len()).is_ok_and(|count| count < PAGE);
            after = lines.last().map(|line| line.place);
            for line in lines {
                kept.add(&line.message.of_execution(id));
            }
            if is_last {
                break;
            }
        }
    } else {
        let mut conversation = Conversation::default();
        let derived = derived::read(connection, &found.scope, &mut conversation).await?;
        kept.complete = derived.complete;
        for line in derived.lines {
            kept.add(&line.message.of_execution(id));
        }
    }
    Ok(kept.copy())
}

/// What is kept of a conversation that may be too long.
#[derive(Default)]
struct Kept {
    /// System messages that it begins with.
    head: Vec<Piece>,
    tail: VecDeque<Piece>,
    /// Of both.
    bytes: usize,
    complete: bool,
}

struct Piece {
    json: String,
    text: Option<String>,
}

impl Kept {
    fn add(&mut self, message: &Message) {
        let is_head = self.tail.is_empty() && message.role == "system";
        let text = message.text();
        let Ok(json) = serde_json::to_string(message) else { return };
        self.bytes += json.len();
        let piece = Piece { json, text };
        if is_head && self.bytes <= MOST_BYTES / 2 {
            self.head.push(piece);
        } else {
            self.tail.push_back(piece);
        }
        while self.bytes > MOST_BYTES {
            let Some(first) = self.tail.pop_front() else { break };
            self.bytes -= first.json.len();
            self.complete = false;
        }
    }

    fn copy(self) -> ConversationCopy {
        let pieces: Vec<Piece> = self.head.into_iter().chain(self.tail).collect();
        let messages: Vec<&str> = pieces.iter().map(|piece| &*piece.json).collect();
        let texts: Vec<&str> = pieces.iter().filter_map(|piece| piece.text.as_deref()).collect();
        ConversationCopy {
            messages: format!("[{}]", messages.join(",")),
            count: i64::try_from(pieces.len()).unwrap_or(i64::MAX),
            complete: self.complete,
            text: texts.join("\n\n"),
        }
    }
}
