//! What events come to: figures that add up, so that the answer to a question costs no more than the
//! quarters of an hour that it asks for.
//!
//! All of it is computed here; the database keeps bytes. Whatever is merged in whichever order comes to the
//! same.

mod build;
mod catalog;
mod cells;
mod delta;
mod distinct;
mod figures;
mod histogram;
mod plain;
mod rest;
mod series;
mod sketch;
mod value;

#[cfg(test)]
mod tests;

pub use self::{
    catalog::{Catalog, CatalogProperty},
    cells::{Cells, Part, Place},
    delta::{AgentOf, Delta, DeltaEntry},
    distinct::Distinct,
    figures::{Figures, TypeCounts},
    histogram::NumberHistogram,
    plain::{deltas_of, rolled_up},
    series::{Flags, Kind, Series, SeriesName},
    sketch::{DaySketch, HourSketch},
    value::RollupValue,
};
use crate::NANOS_PER_DAY;

/// Quarters of an hour of a day.
pub const QUARTERS_PER_DAY: i64 = 96;

/// The width of the smallest bucket: a quarter of an hour, which the days of every time zone are made of.
pub const NANOS_PER_QUARTER: i64 = NANOS_PER_DAY / QUARTERS_PER_DAY;

/// Values of a property that are told apart on a day.
pub const MOST_VALUES: usize = 50;

/// Pairs of values of two properties, on a day.
const MOST_PAIRS: usize = 500;

/// Properties of a name, beyond which new ones are stored, but not rolled up.
pub const MOST_PROPERTIES: usize = 200;

/// The same of agents that send events of a name.
pub const MOST_AGENTS: usize = 50;
