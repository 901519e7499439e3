//! Batch writes: many requests in one transaction.

mod events;
mod generations;
mod groups;
mod hashes;
mod in_flight;
mod nodes;
mod request;
mod statistics;
mod summaries;
mod told;
mod versions;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use farol_model::{PriceTable, Span, SpanId, TraceId};
use sqlx::{Connection, PgConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

use self::generations::{GENERATIONS, empty_generation};
use self::in_flight::{Flight, InFlight};
pub(crate) use self::statistics::{
    COLUMNS as STATISTICS_COLUMNS, Change, Deltas, TallyRow, copy_tallies, rows_of,
};
pub use self::{
    groups::forget_old_groups, hashes::empty_old_request_hashes, nodes::empty_old_nodes,
    request::WriteRequest,
};
use crate::{
    PartitionedTable, Partitions, StorageError,
    logs::{ProjectLog, Tally, copy_logs},
    scores::write_scores,
    spans::{ProjectSpan, copy_spans, replay_spans},
};

/// What all writers of a process share.
#[derive(Debug, Default)]
pub struct Writing {
    pub partitions: Arc<Partitions>,
    /// For nodes that know model and usage only when their versions are merged.
    pub prices: Arc<PriceTable>,
    /// Spans that a trace may hold: it is summed up anew whenever some are added. No bound where absent.
    pub trace_spans: Option<usize>,
    in_flight: InFlight,
    /// Held while a large trace is summed up, which takes memory: one at a time.
    large_sum: Mutex<()>,
}

impl Writing {
    pub fn new(
        partitions: Arc<Partitions>,
        prices: Arc<PriceTable>,
        trace_spans: Option<usize>,
    ) -> Self {
        Self { partitions, prices, trace_spans, ..Self::default() }
    }
}

/// What a group wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub spans: usize,
    pub logs: usize,
    pub events: usize,
    /// Requests that had been stored before.
    pub repeated: usize,
    /// Whether some span was there already, so that the group went the slow way.
    pub replayed: bool,
    /// Whether one of the ids was known, so that nothing was written.
    pub known: bool,
}

/// Writes requests in one transaction of its own: all of them or, on an error, nothing.
///
/// Days that are missing are made first. Every span ends up stored once, in its newest version, and
/// every touched execution is summed up. Requests with an id are written once: where it is known, an
/// earlier attempt was committed, and nothing is written. Several groups may be written together, each
/// with its id; then nothing is where one of them is known.
pub async fn write_requests(
    connection: &mut PgConnection,
    writing: &Writing,
    requests: &[WriteRequest],
    ids: &[Uuid],
) -> Result<Written, StorageError> {
    let partitions = &writing.partitions;
    let span_days = distinct(all_spans(requests).map(|of| of.span.start.day()));
    let logs = requests.iter().flat_map(|request| &request.logs);
    let log_days = distinct(logs.map(|log| log.time.day()));
    partitions.ensure(connection, PartitionedTable::Spans, &span_days).await?;
    partitions.ensure(connection, PartitionedTable::Logs, &log_days).await?;
    let events = requests.iter().flat_map(|request| &request.events);
    let event_days = distinct(events.map(|event| event.time.day()));
    partitions.ensure(connection, PartitionedTable::Events, &event_days).await?;

    let written = write_once(connection, writing, requests, ids).await;
    if matches!(written, Err(StorageError::Partition(_))) {
        // A day was dropped since; the caller tries again.
        partitions.forget();
    }
    written
}

async fn write_once(
    connection: &mut PgConnection,
    writing: &Writing,
    requests: &[WriteRequest],
    ids: &[Uuid],
) -> Result<Written, StorageError> {
    // Outlives the transaction.
    let mut flight = writing.in_flight.begin();
    let mut transaction = connection.begin().await?;
    if !groups::remember(&mut transaction, ids).await? {
        transaction.rollback().await?;
        return Ok(Written { known: true, ..Written::default() });
    }
    let repeated = hashes::remember(&mut transaction, requests).await?;
    let (spans, replayed) =
        write_all_spans(&mut transaction, writing, &mut flight, requests).await?;
    let logs = write_logs(&mut transaction, requests, &repeated).await?;
    let events = events::write(&mut transaction, requests, &repeated).await?;
    write_scores(&mut transaction, requests).await?;
    told::write(&mut transaction, requests).await?;
    transaction.commit().await?;
    Ok(Written { spans, logs, events, repeated: repeated.len(), replayed, known: false })
}

/// Writes the spans of all requests, each once; says how many they are, and whether some were there.
async fn write_all_spans(
    connection: &mut PgConnection,
    writing: &Writing,
    flight: &mut Flight<'_>,
    requests: &[WriteRequest],
) -> Result<(usize, bool), StorageError> {
    let mut all: Vec<ProjectSpan<'_>> = all_spans(requests).collect();
    if all.is_empty() {
        return Ok((0, false));
    }
    let moved = nodes::place(connection, &all).await?;
    for (index, span) in &moved {
        all[*index].span = span;
    }
    nodes::remember(connection, &all).await?;
    let merged = sort_and_merge(&mut all, &writing.prices);
    let spans = newest_versions(&all, &merged);
    match write_spans(connection, writing, flight, &spans).await {
        Ok(replayed) => Ok((spans.len(), replayed)),
        Err(StorageError::TraceFull(mut full)) => {
            // The caller knows them by the traces that they came with.
            let told: Vec<ProjectSpan<'_>> = all_spans(requests).collect();
            let refused = moved.iter().map(|(index, span)| (told[*index], span.trace_id));
            let refused = refused.filter(|(of, to)| full.contains(&(of.project_id, to.0)));
            let came_with: Vec<_> =
                refused.map(|(of, _)| (of.project_id, of.span.trace_id.0)).collect();
            full.extend(came_with);
            Err(StorageError::TraceFull(full))
        }
        Err(error) => Err(error),
    }
}

/// Copies the spans; where one of them is there already, writes them again the slow way. Nodes with
/// versions of their own are merged with what is stored of them. Says whether some were there.
async fn write_spans(
    connection: &mut PgConnection,
    writing: &Writing,
    flight: &mut Flight<'_>,
    spans: &[ProjectSpan<'_>],
) -> Result<bool, StorageError> {
    let (nodes, plain): (Vec<ProjectSpan<'_>>, Vec<ProjectSpan<'_>>) =
        spans.iter().copied().partition(|of| of.span.node.is_some());
    let in_order = in_order_of_time(&plain);
    let mut replayed = !copy_new(connection, &in_order).await?;
    // Locked before the spans are looked at: a retry must not cross another writer's sum.
    let mut claimed = summaries::claim(connection, flight, spans, replayed).await?;
    claimed.check_room(connection, spans, writing.trace_spans, !replayed).await?;
    let _alone = if claimed.is_large() { Some(writing.large_sum.lock().await) } else { None };
    if replayed {
        claimed.count_out(connection, Change::default()).await?;
        replay_spans(connection, &in_order).await?;
    }
    let settled = versions::settle(connection, &writing.prices, &nodes, claimed.scopes()).await?;
    let mut written = plain;
    let nodes = settled.apply(&nodes);
    let in_order = in_order_of_time(&nodes);
    if !copy_new(connection, &in_order).await? {
        let change = Change { written: &written, gone: &settled.gone };
        claimed.count_out(connection, change).await?;
        replay_spans(connection, &in_order).await?;
        replayed = true;
    }
    written.extend(nodes);
    let change = Change { written: &written, gone: &settled.gone };
    let stands = !replayed && !settled.replaces();
    summaries::write(connection, spans, &mut claimed, !stands, change).await?;
    statistics::write(connection, &claimed.deltas).await?;
    claimed.tell(connection).await?;
    Ok(replayed)
}

/// Copies spans that are new; says whether all of them are, and else leaves none.
async fn copy_new(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<bool, StorageError> {
    if spans.is_empty() {
        return Ok(true);
    }
    let mut copying = connection.begin().await?;
    match copy_by_day(&mut copying, spans).await {
        Ok(()) => {
            copying.commit().await?;
            Ok(true)
        }
        Err(StorageError::Duplicate(_)) => {
            copying.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

async fn copy_by_day(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<(), StorageError> {
    for day in days_of(spans) {
        copy_spans(connection, day, spans).await?;
    }
    Ok(())
}

async fn write_logs(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
    repeated: &[usize],
) -> Result<usize, StorageError> {
    let mut days: HashMap<i64, Vec<ProjectLog<'_>>> = HashMap::new();
    let mut tally = Tally::default();
    for (index, request) in requests.iter().enumerate() {
        if repeated.contains(&index) {
            continue;
        }
        let (project_id, id) = (request.project_id, Uuid::new_v4());
        tally.add(project_id, &request.logs);
        for log in &request.logs {
            let row = ProjectLog { project_id, request: id, log };
            days.entry(log.time.day()).or_default().push(row);
        }
    }
    let mut written = 0;
    for (day, logs) in days {
        written += logs.len();
        copy_logs(connection, day, &logs).await?;
    }
    tally.write(connection).await?;
    Ok(written)
}

fn days_of(spans: &[ProjectSpan<'_>]) -> Vec<i64> {
    distinct(spans.iter().map(|of| of.span.start.day()))
}

fn distinct(days: impl Iterator<Item = i64>) -> Vec<i64> {
    days.collect::<BTreeSet<i64>>().into_iter().collect()
}

/// The spans of all requests, in their order.
fn all_spans(requests: &[WriteRequest]) -> impl Iterator<Item = ProjectSpan<'_>> {
    requests.iter().flat_map(|request| {
        let project_id = request.project_id;
        request.spans.iter().map(move |span| ProjectSpan { project_id, span })
    })
}

/// Sorts spans by their keys, and makes one of those nodes that come more than once.
fn sort_and_merge(
    spans: &mut [ProjectSpan<'_>],
    prices: &PriceTable,
) -> HashMap<(i32, TraceId, SpanId), Span> {
    // Of the same span the newest version first.
    spans.sort_unstable_by(|one, next| {
        one.key().cmp(&next.key()).then_with(|| next.span.version().cmp(&one.span.version()))
    });
    let repeated = spans.chunk_by(|one, next| one.key() == next.key()).filter(|of| of.len() > 1);
    let nodes = repeated.filter(|of| of.iter().any(|of| of.span.node.is_some()));
    let merge = |versions: &[ProjectSpan<'_>]| {
        let mut merged = versions.iter().map(|of| of.span.clone()).reduce(Span::merge)?;
        prices.estimate(&mut merged);
        Some((versions[0].key(), merged))
    };
    nodes.filter_map(merge).collect()
}

/// Each span in its newest version, in the order of their keys.
fn newest_versions<'s>(
    sorted: &[ProjectSpan<'s>],
    merged: &'s HashMap<(i32, TraceId, SpanId), Span>,
) -> Vec<ProjectSpan<'s>> {
    let mut spans = sorted.to_vec();
    spans.dedup_by_key(|of| of.key());
    if !merged.is_empty() {
        for of in &mut spans {
            of.span = merged.get(&of.key()).unwrap_or(of.span);
        }
    }
    spans
}

/// The same in the order in which they are copied, which is that of both indexes' growth: by time.
/// Two writers that bring the same spans wait for each other in one direction only.
fn in_order_of_time<'s>(spans: &[ProjectSpan<'s>]) -> Vec<ProjectSpan<'s>> {
    let mut spans = spans.to_vec();
    spans.sort_unstable_by_key(|of| {
        (of.project_id, of.span.start, of.span.trace_id, of.span.span_id)
    });
    spans
}
