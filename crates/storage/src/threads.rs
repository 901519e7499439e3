//! Threads: what executions of one conversation have in common. They are not stored, they are found
//! among the executions.

mod find;
mod latest;
mod list;

pub use latest::{RecordedText, latest_recorded};
pub use list::{ThreadCursor, ThreadFilter, ThreadRow, find_thread, list_threads};
