//! Business events.

mod catalog;
mod rollups;
mod rows;
mod scan;

pub use catalog::{EventName, EventNames, EventProperty, list_event_names, list_event_properties};
pub use rollups::{RollupAnswer, RollupQuestion, RollupRow, Wanted, read_rollups};
pub(crate) use rows::{ProjectEvent, copy_events};
pub(crate) use scan::{EventScan, Walk};
