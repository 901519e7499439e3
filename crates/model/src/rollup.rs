//! What events come to: figures that add up, so that the answer to a question costs no more than the
//! quarters of an hour that it asks for.
//!
//! All of it is computed here; the database keeps bytes. Whatever is merged in whichever order comes to the
//! same.

mod distinct;
mod figures;
mod histogram;
mod value;

pub use self::{
    distinct::Distinct,
    figures::{Figures, TypeCounts},
    histogram::NumberHistogram,
    value::RollupValue,
};
use crate::NANOS_PER_DAY;

/// Quarters of an hour of a day.
pub const QUARTERS_PER_DAY: i64 = 96;

/// The width of the smallest bucket: a quarter of an hour, which the days of every time zone are made of.
pub const NANOS_PER_QUARTER: i64 = NANOS_PER_DAY / QUARTERS_PER_DAY;
