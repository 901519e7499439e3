//! Business events.

mod catalog;
mod feed;
mod fold;
mod rollups;
mod rows;
mod scan;

pub use catalog::{EventName, EventNames, EventProperty, list_event_names, list_event_properties};
pub use feed::{EventCursor, EventFilter, EventPage, StoredEvent, list_events, list_trace_events};
pub use fold::{fold_events, projects_with_event_deltas, sweep_event_keys, sweep_event_rollups};
pub use rollups::{RollupAnswer, RollupQuestion, RollupRow, Wanted, read_rollups};
pub(crate) use rows::{ProjectEvent, copy_events};
pub(crate) use scan::{EventScan, read_events};

/// What rollups are stored as cannot be read.
fn damaged() -> crate::StorageError {
    sqlx::Error::Decode("a rollup is damaged, or newer than this Farol".into()).into()
}
