//! Batch writes: many requests in one transaction.

mod groups;
mod hashes;
mod summaries;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use farol_model::{LogRecord, Span};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

pub use self::{groups::forget_old_groups, hashes::empty_old_request_hashes};
use crate::{
    PartitionedTable, Partitions, StorageError,
    logs::{ProjectLog, Tally, copy_logs},
    spans::{ProjectSpan, copy_spans, replay_spans},
};

/// What one request brought.
#[derive(Clone, Debug, Default)]
pub struct WriteRequest {
    pub project_id: i32,
    pub spans: Vec<Span>,
    pub logs: Vec<LogRecord>,
    /// SHA-256 of the decoded body, where its items have no identity of their own and the contract
    /// lets a repetition be told: a second one within a day stores nothing.
    pub hash: Option<[u8; 32]>,
}

impl WriteRequest {
    /// Spans and log records.
    pub const fn rows(&self) -> usize {
        self.spans.len() + self.logs.len()
    }

    /// Whether every item has an identity, its own or its request's, so that writing it again stores
    /// nothing twice.
    pub const fn is_identified(&self) -> bool {
        self.logs.is_empty() || self.hash.is_some()
    }

    /// Bytes of the items as they are written, roughly.
    pub fn weight(&self) -> usize {
        self.weights().sum()
    }

    /// Bytes of the largest item.
    pub fn heaviest(&self) -> usize {
        self.weights().max().unwrap_or_default()
    }

    fn weights(&self) -> impl Iterator<Item = usize> {
        let logs = self.logs.iter().map(LogRecord::weight);
        self.spans.iter().map(Span::weight).chain(logs)
    }

    /// Parts a request in two of about equal size; `None` where it is a single item.
    pub fn halve(self) -> Option<(Self, Self)> {
        let (mut first, spans, logs) = (self, Vec::new(), Vec::new());
        let mut second = Self { project_id: first.project_id, spans, logs, hash: None };
        let middle = usize::midpoint(first.spans.len(), first.logs.len());
        if middle == 0 {
            return None;
        }
        second.spans = first.spans.split_off(middle.min(first.spans.len()));
        let logs = middle.saturating_sub(first.spans.len());
        second.logs = first.logs.split_off(logs);
        Some((first, second))
    }
}

/// What a group wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub spans: usize,
    pub logs: usize,
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
    partitions: &Partitions,
    requests: &[WriteRequest],
    ids: &[Uuid],
) -> Result<Written, StorageError> {
    let spans = newest_versions(requests);
    let logs = requests.iter().flat_map(|request| &request.logs);
    let log_days = distinct(logs.map(|log| log.time.day()));
    partitions.ensure(connection, PartitionedTable::Spans, &days_of(&spans)).await?;
    partitions.ensure(connection, PartitionedTable::Logs, &log_days).await?;

    let written = write_once(connection, requests, &spans, ids).await;
    if matches!(written, Err(StorageError::Partition(_))) {
        // A day was dropped since; the caller tries again.
        partitions.forget();
    }
    written
}

async fn write_once(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
    spans: &[ProjectSpan<'_>],
    ids: &[Uuid],
) -> Result<Written, StorageError> {
    let mut transaction = connection.begin().await?;
    if !groups::remember(&mut transaction, ids).await? {
        transaction.rollback().await?;
        return Ok(Written { known: true, ..Written::default() });
    }
    let repeated = hashes::remember(&mut transaction, requests).await?;
    let replayed = !spans.is_empty() && write_spans(&mut transaction, spans).await?;
    let logs = write_logs(&mut transaction, requests, &repeated).await?;
    transaction.commit().await?;
    Ok(Written { spans: spans.len(), logs, repeated: repeated.len(), replayed, known: false })
}

/// Copies the spans; where one of them is there already, writes them again the slow way. Says which
/// way it went.
async fn write_spans(
    connection: &mut PgConnection,
    spans: &[ProjectSpan<'_>],
) -> Result<bool, StorageError> {
    let mut copying = connection.begin().await?;
    let in_order = in_order_of_time(spans);
    let copied = copy_by_day(&mut copying, &in_order).await;
    match copied {
        Ok(()) => {
            copying.commit().await?;
            summaries::write(connection, spans, false).await?;
            Ok(false)
        }
        Err(StorageError::Duplicate(_)) => {
            copying.rollback().await?;
            // Locked before the spans are looked at: a retry must not cross another writer's sum.
            summaries::lock(connection, spans).await?;
            replay_spans(connection, &in_order).await?;
            summaries::write(connection, spans, true).await?;
            Ok(true)
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

/// The spans of all requests, each in its newest version, in the order of their keys.
fn newest_versions(requests: &[WriteRequest]) -> Vec<ProjectSpan<'_>> {
    let version = |of: &ProjectSpan<'_>| (of.span.end, of.span.arrival);
    let mut spans = Vec::new();
    for request in requests {
        let project_id = request.project_id;
        spans.extend(request.spans.iter().map(|span| ProjectSpan { project_id, span }));
    }
    spans.sort_unstable_by_key(|of| (of.key(), Reverse(version(of))));
    spans.dedup_by_key(|of| of.key());
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
