//! What spans come to by the hour, kept far longer than they are.

mod fold;
mod read;
mod row;

pub use fold::{fold_statistics, sweep_statistics};
pub use read::{
    Counted, Interval, Statistics, StatisticsBy, StatisticsFilter, StatisticsGroup,
    interval_starts, read_statistics,
};
