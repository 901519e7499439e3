//! Executions as rows: one summary for each trace.

mod changes;
mod count;
mod filter;
mod list;
mod rows;
mod sum;

pub(crate) use changes::write_changes;
pub use changes::{
    ExecutionChange, ExecutionState, execution_changes_after, execution_states,
    is_known_execution_change, last_execution_change, sweep_execution_changes,
};
pub use count::{ExecutionCounts, StatusCounts, count_executions, execution_bounds};
pub use filter::{ExecutionFilter, ScoreBounds};
pub(crate) use filter::{contains, literally, push_any, push_search};
pub use list::{ExecutionCursor, ExecutionSort, execution_ids, find_executions, list_executions};
pub(crate) use rows::{
    ProjectExecution, copy_executions, indexed, insert_aliases, insert_executions,
    update_executions,
};
pub(crate) use sum::{
    LARGE_TRACE, StoredScope, as_summary, count_known, count_out_stored, lock_executions,
    preview_of, sum_stored,
};

/// One execution's key: project and trace.
pub(crate) type Key = (i32, uuid::Uuid);
