//! Log records as rows.

mod read;
mod rows;

pub use read::{LogCursor, LogFilter, LogRow, list_logs};
pub(crate) use rows::{ProjectLog, copy_logs};
