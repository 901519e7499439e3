//! Which names of events there are, and which properties they have.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use farol_model::{
    UnixNano,
    rollup::{
        Catalog, CatalogProperty, Delta, QUARTERS_PER_DAY, RollupValue, Series, TypeCounts,
        rolled_up,
    },
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    RollupQuestion, Wanted, damaged,
    rollups::{Stored, answer},
};
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
    let search = search.map(str::to_lowercase);
    let is_wanted =
        |name: &str| search.as_ref().is_none_or(|search| name.to_lowercase().contains(search));
    let overflowed = names_overflowed(connection, project_id).await?;
    let mut names = read_names(connection, project_id).await?;
    names.retain(|name, _| is_wanted(name));
    read_counts(connection, project_id, &quarters, &mut names).await?;
    for of_name in read_deltas(connection, project_id).await?.chunk_by(|one, next| one.0 == next.0)
    {
        let name = &of_name[0].0;
        if is_wanted(name) && (!overflowed || names.contains_key(name)) {
            names.entry(name.clone()).or_default().add(of_name)?;
        }
    }
    let listed = names.into_iter().map(|(name, of)| {
        let question = RollupQuestion {
            project_id,
            name: &name,
            agent: None,
            quarters: quarters.clone(),
            cuts,
            wanted: Wanted::Count,
        };
        let rows = answer(&question, &of.counts).rows;
        let series: Vec<(i64, u64)> =
            rows.into_iter().map(|row| (row.quarter, row.count)).collect();
        let count = series.iter().map(|(_, count)| count).sum();
        let (first_seen, last_seen) = (UnixNano(of.first), UnixNano(of.last));
        EventName { name, first_seen, last_seen, count, series }
    });
    let mut names: Vec<EventName> = listed.collect();
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

/// What is known of a name.
struct Known {
    first: i64,
    last: i64,
    counts: Stored,
}

impl Default for Known {
    fn default() -> Self {
        Self { first: i64::MAX, last: i64::MIN, counts: Stored::default() }
    }
}

impl Known {
    /// Adds deltas of the name.
    fn add(&mut self, deltas: &[NameDelta]) -> Result<(), StorageError> {
        for of_day in deltas.chunk_by(|one, next| one.1 == next.1) {
            let bytes = of_day.iter().map(|(_, _, data)| data.as_slice());
            for bytes in rolled_up(bytes).ok_or_else(damaged)? {
                let delta = Delta::decode(&bytes).ok_or_else(damaged)?;
                let catalog = delta.catalog().ok_or_else(damaged)?;
                self.first = self.first.min(catalog.first);
                self.last = self.last.max(catalog.last);
                self.counts.add(of_day[0].1, &delta, None, Wanted::Count.series())?;
            }
        }
        Ok(())
    }
}

async fn read_names(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<BTreeMap<String, Known>, StorageError> {
    let rows = sqlx::query!(
        "select name, first_ns, last_ns from event_names where project_id = $1",
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let known = |first, last| Known { first, last, ..Known::default() };
    Ok(rows.into_iter().map(|row| (row.name, known(row.first_ns, row.last_ns))).collect())
}

/// Reads how many events of each name there are by quarter.
async fn read_counts(
    connection: &mut PgConnection,
    project_id: i32,
    quarters: &Range<i64>,
    names: &mut BTreeMap<String, Known>,
) -> Result<(), StorageError> {
    let count = Wanted::Count.series();
    let mut places: HashMap<Uuid, &mut Known> =
        names.iter_mut().map(|(name, known)| (count.id(name, None), known)).collect();
    let ids: Vec<Uuid> = places.keys().copied().collect();
    let rows = sqlx::query!(
        "select series, day, data from event_rollups
        where project_id = $1 and series = any ($2) and day between $3::bigint and $4::bigint",
        project_id,
        &ids,
        quarters.start.div_euclid(QUARTERS_PER_DAY),
        (quarters.end - 1).div_euclid(QUARTERS_PER_DAY),
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let series = Series::decode(count.kind, &row.data).ok_or_else(damaged)?;
        if let Some(known) = places.get_mut(&row.series) {
            known.counts.days.insert(row.day.into(), series);
        }
    }
    Ok(())
}

/// A delta's name, day and bytes.
type NameDelta = (String, i64, Vec<u8>);

async fn read_deltas(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Vec<NameDelta>, StorageError> {
    let rows = sqlx::query!(
        "select name, day, data from event_deltas where project_id = $1 order by name, day",
        project_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.day.into(), row.data)).collect())
}

/// What deltas of one name tell of it.
fn catalog_of<'d>(deltas: impl Iterator<Item = &'d [u8]>) -> Result<Catalog, StorageError> {
    let mut catalog = Catalog::default();
    for bytes in rolled_up(deltas).ok_or_else(damaged)? {
        let delta = Delta::decode(&bytes).ok_or_else(damaged)?;
        catalog.merge(&delta.catalog().ok_or_else(damaged)?);
    }
    Ok(catalog)
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
    if rows.is_empty() {
        return Ok(None);
    }
    let (deltas, folded): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.is_delta);
    let mut catalog = match folded.first() {
        Some(row) => Catalog::decode(&row.data).ok_or_else(damaged)?,
        None => Catalog::default(),
    };
    catalog.merge(&catalog_of(deltas.into_iter().map(|row| row.data.as_slice()))?);
    Ok(Some(catalog.properties.into_iter().map(property).collect()))
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
