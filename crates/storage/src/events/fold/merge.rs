//! Series of deltas added to those that are stored.

use std::collections::BTreeMap;

use farol_model::rollup::{AgentOf, Catalog, Delta, Kind, Series};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StorageError, events::damaged};

/// A day of a series, by what it is stored under.
type Key = (Uuid, i32);

/// What deltas come to.
#[derive(Default)]
pub(super) struct Merged(BTreeMap<Key, (Kind, Series)>);

impl Merged {
    /// Adds a delta, as far as the catalog knows its agents and properties: of others, there are no rollups.
    pub(super) fn add(
        &mut self,
        name: &str,
        day: i32,
        delta: &Delta<'_>,
        catalog: &Catalog,
    ) -> Result<(), StorageError> {
        for entry in &delta.entries {
            let kind = entry.name.kind;
            let is_known = |property: &str| catalog.properties.contains_key(property);
            if kind.has_property() && !is_known(entry.name.property)
                || kind.is_crossed() && !is_known(entry.name.with)
            {
                continue;
            }
            let series = entry.series().ok_or_else(damaged)?;
            if let AgentOf::Agent(agent) = entry.agent
                && catalog.agents.contains(agent)
            {
                self.merge((entry.name.id(name, Some(agent)), day), kind, series.clone());
            }
            self.merge((entry.name.id(name, None), day), kind, series);
        }
        Ok(())
    }

    fn merge(&mut self, key: Key, kind: Kind, series: Series) {
        match self.0.get_mut(&key) {
            Some((_, known)) => known.merge(&series),
            None => {
                self.0.insert(key, (kind, series));
            }
        }
    }
}

/// Adds what was merged to what is stored.
pub(super) async fn fold_into(
    connection: &mut PgConnection,
    project_id: i32,
    merged: Merged,
) -> Result<(), StorageError> {
    let mut merged = merged.0;
    let mut stored = read(connection, project_id, &merged).await?;
    let mut rows = Rows::default();
    for (key, (kind, series)) in &mut merged {
        if let Some(parts) = stored.remove(key) {
            let mut whole = decode(*kind, &parts).ok_or_else(damaged)?;
            whole.merge(series);
            *series = whole;
        }
        rows.push(*key, 0, series.encode());
        if let Series::Distinct(sketch) = &series {
            for (hour, bytes) in sketch.encode_hours() {
                rows.push(*key, i16::from(hour) + 1, bytes);
            }
        }
    }
    rows.write(connection, project_id).await
}

/// The parts of a day of a series.
type Parts = BTreeMap<i16, Vec<u8>>;

/// Reads what is stored of the same series and days; of hours, those that are added to.
async fn read(
    connection: &mut PgConnection,
    project_id: i32,
    merged: &BTreeMap<Key, (Kind, Series)>,
) -> Result<BTreeMap<Key, Parts>, StorageError> {
    let (mut ids, mut days, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for ((id, day), (_, series)) in merged {
        let hours = match series {
            Series::Distinct(sketch) => sketch.hours(),
            _ => Vec::new(),
        };
        for part in std::iter::once(0).chain(hours.into_iter().map(|hour| i16::from(hour) + 1)) {
            ids.push(*id);
            days.push(*day);
            parts.push(part);
        }
    }
    let rows = sqlx::query!(
        "select series, day, part, data from event_rollups
        where project_id = $1 and (series, day, part) in
            (select * from unnest($2::uuid[], $3::integer[], $4::smallint[]))",
        project_id,
        &ids,
        &days,
        &parts,
    )
    .fetch_all(connection)
    .await?;
    let mut stored: BTreeMap<Key, Parts> = BTreeMap::new();
    for row in rows {
        stored.entry((row.series, row.day)).or_default().insert(row.part, row.data);
    }
    Ok(stored)
}

/// A series put together out of its parts; `None` where one is damaged.
pub(crate) fn decode(kind: Kind, parts: &BTreeMap<i16, Vec<u8>>) -> Option<Series> {
    let mut series = Series::decode(kind, parts.get(&0)?)?;
    if let Series::Distinct(sketch) = &mut series {
        for (part, bytes) in parts.range(1..) {
            if !sketch.decode_hour(u8::try_from(part - 1).ok()?, bytes) {
                return None;
            }
        }
    }
    Some(series)
}

/// Rows to be written.
#[derive(Default)]
struct Rows {
    ids: Vec<Uuid>,
    days: Vec<i32>,
    parts: Vec<i16>,
    data: Vec<Vec<u8>>,
}

impl Rows {
    fn push(&mut self, (id, day): Key, part: i16, bytes: Vec<u8>) {
        self.ids.push(id);
        self.days.push(day);
        self.parts.push(part);
        self.data.push(bytes);
    }

    async fn write(
        self,
        connection: &mut PgConnection,
        project_id: i32,
    ) -> Result<(), StorageError> {
        sqlx::query!(
            "insert into event_rollups (project_id, series, day, part, data)
            select $1, * from unnest($2::uuid[], $3::integer[], $4::smallint[], $5::bytea[])
            on conflict (project_id, series, day, part) do update set data = excluded.data",
            project_id,
            &self.ids,
            &self.days,
            &self.parts,
            &self.data,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}
