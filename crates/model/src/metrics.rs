//! Questions about what happened, and how events are added up to answer them.
//!
//! Whoever reads events, as rows or as rollups of many, brings them into a [`Tally`]: so that an answer is the same
//! from either.

mod calendar;
mod filter;
mod question;

pub use calendar::{Buckets, Interval, TooManyBuckets, Zone};
pub use filter::{Condition, Filter, Value};
pub use question::{Figure, Measure, Question};
