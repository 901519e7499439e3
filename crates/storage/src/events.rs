//! Business events.

mod rows;

pub(crate) use rows::{ProjectEvent, copy_events};
