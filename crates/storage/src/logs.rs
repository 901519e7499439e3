//! Log records as rows.

mod messages;
mod read;
mod rows;

pub use messages::{MessageLog, list_message_logs};
pub use read::{LogCursor, LogFilter, LogRow, list_logs};
pub(crate) use rows::{ProjectLog, copy_logs};
