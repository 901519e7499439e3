//! Nodes of JSON ingest whose requests do not tell where they belong.
//!
//! They are placed within the transaction that writes them, so that it makes no difference whether they
//! came straight or out of the spool.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use farol_model::{JsonNode, Place, Span, SpanStatus, TraceId, UnixNano};
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use uuid::Uuid;

use super::{GENERATIONS, empty_generation};
use crate::{StorageError, spans::ProjectSpan};

/// Where a node was seen.
#[derive(Clone, Debug)]
struct Seen {
    trace_id: Uuid,
    execution_id: Option<String>,
    arrival: i64,
    has_run: bool,
}

/// A node's own id within its project.
type Name = (i32, String);

/// Finds the executions of nodes among those that came within the last day and those that stand before
/// them in the group. Returns the spans that belong elsewhere than they say, with their positions.
pub(super) async fn place(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<Vec<(usize, Span)>, StorageError> {
    let wanted = spans.iter().flat_map(|of| names(of.project_id, of.span));
    let wanted: BTreeSet<Name> = wanted.collect();
    let mut moved = Vec::new();
    if wanted.is_empty() {
        return Ok(moved);
    }
    let mut seen = read(connection, &wanted).await?;
    for (index, of) in spans.iter().enumerate() {
        let Some(node) = &of.span.node else { continue };
        let mut span = of.span;
        let found = node.place.as_ref().and_then(|place| find(&seen, of.project_id, place));
        if let Some(found) = found.filter(|found| found.trace_id != span.trace_id.0) {
            let trace_id = TraceId(found.trace_id);
            let execution_id = found.execution_id.clone();
            moved.push((index, Span { trace_id, execution_id, ..span.clone() }));
            span = &moved[moved.len() - 1].1;
        }
        if let Some((name, new)) = sighting(of.project_id, span) {
            note(&mut seen, name, new);
        }
    }
    Ok(moved)
}

/// The names that a node's place depends on.
fn names(project_id: i32, span: &Span) -> impl Iterator<Item = Name> {
    let place = span.node.as_ref().and_then(|node| node.place.as_ref());
    let names = place.map(|place| [&place.top, &place.parent]);
    names.into_iter().flatten().flatten().map(move |name| (project_id, name.clone()))
}

fn find<'s>(seen: &'s HashMap<Name, Seen>, project_id: i32, place: &Place) -> Option<&'s Seen> {
    let get = |name: &Option<String>| seen.get(&(project_id, name.clone()?));
    let top = get(&place.top);
    if place.parent.is_none() {
        // It ran elsewhere, and this is its end.
        return top.filter(|top| top.has_run);
    }
    let named = place.trace_id(project_id);
    // It came before its parent, and stays where it was then.
    top.filter(|top| Some(TraceId(top.trace_id)) == named).or_else(|| get(&place.parent))
}

fn sighting(project_id: i32, span: &Span) -> Option<(Name, Seen)> {
    let JsonNode { id: Some(id), .. } = span.node.as_deref()? else { return None };
    let seen = Seen {
        trace_id: span.trace_id.0,
        execution_id: span.execution_id.clone(),
        arrival: span.arrival,
        has_run: span.status == SpanStatus::Running,
    };
    Some(((project_id, id.clone()), seen))
}

/// Takes the newer of two sightings. A node that has run has done so ever after.
fn note(seen: &mut HashMap<Name, Seen>, name: Name, new: Seen) {
    match seen.get_mut(&name) {
        None => drop(seen.insert(name, new)),
        Some(old) => {
            let has_run = (old.has_run || new.has_run) && old.trace_id == new.trace_id;
            if new.arrival >= old.arrival {
                *old = new;
            }
            old.has_run |= has_run;
        }
    }
}

#[derive(FromRow)]
struct Row {
    project_id: i32,
    node_id: String,
    trace_id: Uuid,
    execution_id: Option<String>,
    arrival: i64,
    has_run: bool,
}

async fn read(
    connection: &mut PgConnection,
    names: &BTreeSet<Name>,
) -> Result<HashMap<Name, Seen>, StorageError> {
    let (projects, ids): (Vec<i32>, Vec<String>) = names.iter().cloned().unzip();
    let day = UnixNano::now().day();
    let select = |generation: i64| {
        format!(
            "select project_id, node_id, trace_id, execution_id, arrival, has_run \
             from recent_nodes_{generation} \
             where (project_id, node_id) in (select * from unnest($1::int[], $2::text[]))"
        )
    };
    let both = [day % GENERATIONS, (day - 1) % GENERATIONS].map(select).join(" union all ");
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(both)).bind(projects).bind(ids).fetch_all(connection).await?;
    let mut seen = HashMap::new();
    for row in rows {
        let Row { project_id, node_id, trace_id, execution_id, arrival, has_run } = row;
        note(&mut seen, (project_id, node_id), Seen { trace_id, execution_id, arrival, has_run });
    }
    Ok(seen)
}

/// Remembers the nodes that have ids of their own until the end of tomorrow.
pub(super) async fn remember(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<(), StorageError> {
    let mut seen = HashMap::new();
    for (name, new) in spans.iter().filter_map(|of| sighting(of.project_id, of.span)) {
        note(&mut seen, name, new);
    }
    if seen.is_empty() {
        return Ok(());
    }
    // In key order, as everything that two writers may both insert.
    let seen: BTreeMap<Name, Seen> = seen.into_iter().collect();
    let (mut projects, mut ids, mut traces) = (Vec::new(), Vec::new(), Vec::new());
    let (mut executions, mut arrivals, mut runs) = (Vec::new(), Vec::new(), Vec::new());
    for ((project_id, id), seen) in seen {
        projects.push(project_id);
        ids.push(id);
        traces.push(seen.trace_id);
        executions.push(seen.execution_id);
        arrivals.push(seen.arrival);
        runs.push(seen.has_run);
    }
    let statement = format!(
        "insert into recent_nodes_{today} as old \
             (project_id, node_id, trace_id, execution_id, arrival, has_run) \
         select * from unnest($1::int[], $2::text[], $3::uuid[], $4::text[], $5::bigint[], \
             $6::bool[]) \
         on conflict (project_id, node_id) do update set \
             trace_id = excluded.trace_id, execution_id = excluded.execution_id, \
             arrival = excluded.arrival, \
             has_run = excluded.has_run or (old.has_run and old.trace_id = excluded.trace_id) \
         where excluded.arrival > old.arrival and (old.trace_id, old.execution_id, old.has_run) \
             is distinct from (excluded.trace_id, excluded.execution_id, \
                 excluded.has_run or old.has_run)",
        today = UnixNano::now().day() % GENERATIONS,
    );
    sqlx::query(AssertSqlSafe(statement))
        .bind(projects)
        .bind(ids)
        .bind(traces)
        .bind(executions)
        .bind(arrivals)
        .bind(runs)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the nodes of the generation that nobody consults today. Makes its own transaction.
pub async fn empty_old_nodes(connection: &mut PgConnection) -> Result<(), StorageError> {
    empty_generation(connection, "recent_nodes").await
}
