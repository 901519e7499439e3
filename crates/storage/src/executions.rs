//! Executions as rows: one summary for each trace.

mod count;
mod filter;
mod list;
mod rows;
mod sum;

pub use count::{ExecutionCounts, StatusCounts, count_executions, execution_bounds};
pub use filter::ExecutionFilter;
pub(crate) use filter::{contains, literally, push_any, push_search};
pub use list::{ExecutionCursor, ExecutionSort, execution_ids, find_executions, list_executions};
pub(crate) use rows::{indexed, insert_aliases, insert_executions, update_executions};
pub(crate) use sum::{
    StoredScope, as_summary, count_out_stored, lock_executions, preview_of, sum_stored,
};

/// One execution's key: project and trace.
pub(crate) type Key = (i32, uuid::Uuid);
