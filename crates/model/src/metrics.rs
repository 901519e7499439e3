//! Questions about what happened, and how events are added up to answer them.
//!
//! Whoever reads events, as rows or as rollups of many, brings them into a [`Tally`]: so that an answer is the same
//! from either.

mod calendar;
mod cell;
mod filter;
mod question;
mod tally;

pub use calendar::{Buckets, Interval, TooManyBuckets, Zone};
pub use cell::Cell;
pub use filter::{Condition, Filter};
pub use question::{Figure, Measure, Question};
pub use tally::{Answer, GroupKey, Tally, Told};
