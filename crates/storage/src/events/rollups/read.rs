//! What is stored of a question, in one statement: so that a delta that is folded meanwhile is seen
//! once.

use std::collections::{BTreeMap, BTreeSet};

use farol_model::rollup::{
    AgentOf, Catalog, Delta, Flags, Kind, QUARTERS_PER_DAY, Series, SeriesName, rolled_up,
};
use sqlx::PgConnection;

use super::RollupQuestion;
use crate::{
    StorageError,
    events::{damaged, fold::decode_parts},
};

/// The days of a question's series.
#[derive(Default)]
pub(in crate::events) struct Stored {
    /// Folded and not, put together.
    pub(in crate::events) days: BTreeMap<i64, Series>,
    pub(super) flags: BTreeMap<i64, Flags>,
    /// Whether the events' name, agent or properties may be among those that are not rolled up.
    pub(super) beyond_bounds: bool,
}

/// What of each part there is in the answer to the statement.
const ROLLUP: i32 = 0;
const DELTA: i32 = 1;
const NAME: i32 = 2;

pub(super) async fn read_stored(
    connection: &mut PgConnection,
    question: &RollupQuestion<'_>,
) -> Result<Stored, StorageError> {
    let wanted = question.wanted.series();
    let id = wanted.id(question.name, question.agent);
    let flags_name = SeriesName { kind: Kind::Flags, property: "", with: "" };
    let flags_id = flags_name.id(question.name, None);
    let (first, last) = days_of(question);
    let rows = sqlx::query!(
        r#"select 0 as "source!", series as id, day, part, data as "data!" from event_rollups
        where project_id = $1 and series = any ($2) and day between $4::bigint and $5::bigint
            and (part = 0 or day = any ($6::bigint[]::integer[]))
        union all
        select 1, null, day, null, data from event_deltas
        where project_id = $1 and name = $3 and day between $4::bigint and $5::bigint
        union all
        select 2, null, null, null, data from event_names where project_id = $1 and name = $3
        union all
        select 3, null, null, null, '' from event_catalogs
        where project_id = $1 and names_overflowed"#,
        question.project_id,
        &[id, flags_id],
        question.name,
        first,
        last,
        &cut_days(question),
    )
    .fetch_all(connection)
    .await?;
    let mut stored = Stored::default();
    let (mut catalog, mut names_overflowed) = (None, false);
    let mut parts: BTreeMap<i64, BTreeMap<i16, Vec<u8>>> = BTreeMap::new();
    let mut deltas: BTreeMap<i64, Vec<Vec<u8>>> = BTreeMap::new();
    for row in rows {
        let day = row.day.map_or(0, i64::from);
        match row.source {
            ROLLUP if row.id == Some(flags_id) => {
                stored.flag(day, &Series::decode(Kind::Flags, &row.data).ok_or_else(damaged)?);
            }
            ROLLUP => {
                let part = row.part.unwrap_or_default();
                parts.entry(day).or_default().insert(part, row.data);
            }
            DELTA => deltas.entry(day).or_default().push(row.data),
            NAME => catalog = Some(Catalog::decode(&row.data).ok_or_else(damaged)?),
            _ => names_overflowed = true,
        }
    }
    stored.beyond_bounds = match &catalog {
        Some(catalog) => !is_rolled_up(catalog, question, wanted),
        None => names_overflowed,
    };
    for (day, parts) in parts {
        let series = decode_parts(wanted.kind, &parts).ok_or_else(damaged)?;
        stored.days.insert(day, series);
    }
    for (day, deltas) in &deltas {
        let of_day = rolled_up(deltas.iter().map(Vec::as_slice)).ok_or_else(damaged)?;
        for bytes in &of_day {
            stored.add(*day, &Delta::decode(bytes).ok_or_else(damaged)?, question.agent, wanted)?;
        }
    }
    Ok(stored)
}

impl Stored {
    /// Adds what a delta tells of a series.
    pub(in crate::events) fn add(
        &mut self,
        day: i64,
        delta: &Delta<'_>,
        agent: Option<&str>,
        wanted: SeriesName<'_>,
    ) -> Result<(), StorageError> {
        for entry in &delta.entries {
            if entry.name.kind == Kind::Flags {
                self.flag(day, &entry.series().ok_or_else(damaged)?);
            }
            let is_of = |agent| entry.agent == AgentOf::Agent(agent);
            if entry.name != wanted || !agent.is_none_or(is_of) {
                continue;
            }
            let series = entry.series().ok_or_else(damaged)?;
            match self.days.get_mut(&day) {
                Some(known) => known.merge(&series),
                None => {
                    self.days.insert(day, series);
                }
            }
        }
        Ok(())
    }

    fn flag(&mut self, day: i64, flags: &Series) {
        if let Series::Flags(flags) = flags {
            self.flags.entry(day).or_default().merge(*flags);
        }
    }
}

/// Whether all events of the question's agent and properties are rolled up.
fn is_rolled_up(catalog: &Catalog, question: &RollupQuestion<'_>, wanted: SeriesName<'_>) -> bool {
    let property =
        |name: &str| !catalog.properties_overflowed || catalog.properties.contains_key(name);
    let agent = |name: &str| !catalog.agents_overflowed || catalog.agents.contains(name);
    question.agent.is_none_or(agent)
        && (!wanted.kind.has_property() || property(wanted.property))
        && (!wanted.kind.is_crossed() || property(wanted.with))
}

/// The first and the last day of a question.
fn days_of(question: &RollupQuestion<'_>) -> (i64, i64) {
    let day = |quarter: i64| quarter.div_euclid(QUARTERS_PER_DAY);
    (day(question.quarters.start), day(question.quarters.end - 1))
}

/// The days that the question parts or takes only some of.
fn cut_days(question: &RollupQuestion<'_>) -> Vec<i64> {
    let ends = [question.quarters.start, question.quarters.end];
    let cuts = question.cuts.iter().copied().filter(|cut| question.quarters.contains(cut));
    let inside = |quarter: &i64| quarter.rem_euclid(QUARTERS_PER_DAY) != 0;
    let days = cuts.chain(ends).filter(inside).map(|quarter| quarter.div_euclid(QUARTERS_PER_DAY));
    days.collect::<BTreeSet<i64>>().into_iter().collect()
}
