//! How long data is kept, and what takes away what is not.

mod policy;
mod report;
mod sweep;
mod usage;

pub use policy::{
    Limits, RetentionPolicy, load_policy, project_ids, project_limits, set_project_limits,
};
pub use report::{BoundNotMet, CollectionReport, RetentionReport};
pub use sweep::{delete_rows, sweep_executions};
pub use usage::{KindUsage, ProjectUsage, count_usage, list_usage, project_usage, usage_sizes};
