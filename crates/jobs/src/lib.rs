//! What runs by the clock.
//!
//! Jobs are leased: of several Farols on one database exactly one runs a job. [`run_jobs`] looks
//! after them; [`all_jobs`] is the list that a new one is added to.

mod canary;
mod events;
mod house;
mod logs;
mod metrics;
mod policy;
mod retention;
mod scheduler;
mod statistics;

pub use canary::{Canary, CanaryMetrics, CanarySettings};
pub use house::{House, RetentionSettings, all_jobs};
pub use metrics::JobMetrics;
pub use policy::{follow_policy, follow_privacy};
pub use retention::{DayPreview, Fate, keep_retention, preview};
pub use scheduler::{Failure, Job, Outcome, run_jobs};
