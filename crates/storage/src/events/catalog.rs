//! Which names of events there are, and which properties they have.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use farol_model::{
    UnixNano,
    rollup::{Catalog, CatalogProperty, Delta, RollupValue, TypeCounts},
};
use futures_util::TryStreamExt;
use sqlx::PgConnection;

use super::{RollupQuestion, Wanted, damaged, read_rollups};
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
/// a range of quarters of an hour since 1970, cut where another count begins. The connection is in a
/// snapshot.
pub async fn list_event_names(
    connection: &mut PgConnection,
    project_id: i32,
    quarters: Range<i64>,
    cuts: &[i64],
    search: Option<&str>,
) -> Result<EventNames, StorageError> {
    let overflowed = names_overflowed(connection, project_id).await?;
    let mut seen = read_names(connection, project_id).await?;
    if !overflowed {
        add_deltas(connection, project_id, &mut seen).await?;
    }
    let search = search.map(str::to_lowercase);
    let is_wanted =
        |name: &str| search.as_ref().is_none_or(|search| name.to_lowercase().contains(search));
    seen.retain(|name, _| is_wanted(name));
    let names: Vec<&str> = seen.keys().map(String::as_str).collect();
    let mut series = count_names(connection, project_id, &names, &quarters, cuts).await?;
    let name = |(name, (first, last)): (String, (i64, i64))| {
        let series = series.remove(&name).unwrap_or_default();
        EventName {
            count: series.iter().map(|(_, count)| count).sum(),
            first_seen: UnixNano(first),
            last_seen: UnixNano(last),
            series,
            name,
        }
    };
    let mut names: Vec<EventName> = seen.clone().into_iter().map(name).collect();
    names.sort_by(|one, next| next.count.cmp(&one.count).then_with(|| one.name.cmp(&next.name)));
    Ok(EventNames { names, complete: !overflowed })
}

async fn names_overflowed(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<bool, StorageError> {
    let overflowed = sqlx::query_scalar!(
        "select names_overflowed from event_catalogs where project_id = $1",
        project_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(overflowed.unwrap_or_default())
}

/// Names, each with its least and largest time.
type Seen = BTreeMap<String, (i64, i64)>;

async fn read_names(connection: &mut PgConnection, project_id: i32) -> Result<Seen, StorageError> {
    let rows = sqlx::query!(
        "select name, first_ns, last_ns from event_names where project_id = $1",
        project_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, (row.first_ns, row.last_ns))).collect())
}

/// Adds the names of deltas that are not folded yet.
async fn add_deltas(
    connection: &mut PgConnection,
    project_id: i32,
    seen: &mut Seen,
) -> Result<(), StorageError> {
    let mut rows =
        sqlx::query!("select name, data from event_deltas where project_id = $1", project_id)
            .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let delta = Delta::decode(&row.data).ok_or_else(damaged)?;
        let catalog = delta.catalog().ok_or_else(damaged)?;
        let (first, last) = seen.entry(row.name).or_insert((catalog.first, catalog.last));
        *first = (*first).min(catalog.first);
        *last = (*last).max(catalog.last);
    }
    Ok(())
}

/// How many events of each name there are between each two cuts.
async fn count_names(
    connection: &mut PgConnection,
    project_id: i32,
    names: &[&str],
    quarters: &Range<i64>,
    cuts: &[i64],
) -> Result<HashMap<String, Vec<(i64, u64)>>, StorageError> {
    let mut counted = HashMap::new();
    for name in names {
        let question = RollupQuestion {
            project_id,
            name,
            agent: None,
            quarters: quarters.clone(),
            cuts,
            wanted: Wanted::Count,
        };
        let answer = read_rollups(connection, &question).await?;
        let series = answer.rows.into_iter().map(|row| (row.quarter, row.count)).collect();
        counted.insert((*name).to_owned(), series);
    }
    Ok(counted)
}

/// Lists the properties that events of a name have, in the order of their names; `None` where there is no
/// such name, or one beyond the bound.
pub async fn list_event_properties(
    connection: &mut PgConnection,
    project_id: i32,
    name: &str,
) -> Result<Option<Vec<EventProperty>>, StorageError> {
    let rows = sqlx::query!(
        r#"select false as "is_delta!", data as "data!" from event_names
        where project_id = $1 and name = $2
        union all
        select true, data from event_deltas where project_id = $1 and name = $2"#,
        project_id,
        name,
    )
    .fetch_all(connection)
    .await?;
    let mut catalog: Option<Catalog> = None;
    // What is folded comes first: it is what the bounds have let in.
    for of_deltas in [false, true] {
        for row in rows.iter().filter(|row| row.is_delta == of_deltas) {
            let found = if of_deltas {
                Delta::decode(&row.data).and_then(|delta| delta.catalog())
            } else {
                Catalog::decode(&row.data)
            };
            catalog.get_or_insert_default().merge(&found.ok_or_else(damaged)?);
        }
    }
    Ok(catalog.map(|catalog| catalog.properties.into_iter().map(property).collect()))
}

fn property((name, of): (String, CatalogProperty)) -> EventProperty {
    let mut values = of.values;
    if of.values_complete {
        values.sort_by(|one, next| next.1.cmp(&one.1).then_with(|| one.0.cmp(&next.0)));
    }
    let counted = |count| of.values_complete.then_some(count);
    EventProperty {
        name,
        types: of.types,
        first_seen: UnixNano(of.first),
        last_seen: UnixNano(of.last),
        values: values.into_iter().map(|(value, count)| (value, counted(count))).collect(),
        values_complete: of.values_complete,
    }
}
