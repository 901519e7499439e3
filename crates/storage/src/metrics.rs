//! Answers to questions about what happened.

mod events;
mod fields;
mod log_counts;
mod pieces;
mod plan;
mod rollups;
mod rows;
mod walk;

pub use self::{events::measure_events, fields::MetricsDataset, rows::measure_rows};
use std::{ops::Range, time::Instant};

use farol_model::{
    UnixNano,
    metrics::{Answer, Buckets, Question},
};

/// A question to a project, about a time.
#[derive(Clone, Debug)]
pub struct MetricsQuery<'q> {
    pub project_id: i32,
    pub question: &'q Question,
    /// Of one agent; `None`: of all.
    pub agent: Option<&'q str>,
    pub buckets: &'q Buckets,
    /// When the answer has to be there, as far as it has come.
    pub deadline: Instant,
}

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsSource {
    /// What was added up when it was written; at the ends of the range rows, too.
    Rollup,
    Raw,
}

/// An answer, and how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricsAnswer {
    pub answer: Answer,
    pub source: MetricsSource,
    /// Where the deadline cut it off: nothing older is in it.
    pub searched_to: Option<UnixNano>,
}

/// What lies from one time to another.
type Times = Range<UnixNano>;
