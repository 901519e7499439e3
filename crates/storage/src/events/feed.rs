//! Events one by one, newest first, or an execution's in the order of time.

use std::time::{Duration, Instant};

use farol_model::{TraceId, UnixNano, metrics::Filter, scalars};
use futures_util::TryStreamExt;
use serde_json::value::RawValue;
use sqlx::{FromRow, PgConnection, PgTransaction, Postgres, QueryBuilder, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{StorageError, begin_snapshot, snapshot::limit_time, spans::raw_json};

/// Events of the first slice, and of the largest.
const FIRST: i64 = 4_000;
const LARGEST: i64 = 100_000;

/// What a slice should take.
const AIM: Duration = Duration::from_millis(150);

/// Events that are read at once where some may turn out not to be meant.
const BATCH: usize = 500;

/// Bytes of a page from which on it is full, however few its events.
const MOST_BYTES: usize = 16 << 20;

/// How long a page that is full looks for one event more, to know whether there is another page.
const LOOK_FOR_MORE: Duration = Duration::from_millis(100);

const COLUMNS: &str =
    "time_ns, arrival, name, execution_id, thread_id, agent_id, idempotency_key, properties";

/// Which events to list.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    pub project_id: i32,
    /// One of these; any where there is none.
    pub names: Vec<String>,
    pub agent: Option<String>,
    pub thread: Option<String>,
    pub traces: Option<Vec<TraceId>>,
    pub from: Option<UnixNano>,
    pub to: Option<UnixNano>,
    /// All of them hold.
    pub filters: Vec<Filter>,
    /// In the name, an id or the properties, without case.
    pub search: Option<String>,
}

/// A place in the order of events: time, then arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventCursor {
    pub time: UnixNano,
    pub arrival: i64,
}

/// A stored event.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    pub time: UnixNano,
    pub arrival: i64,
    pub name: String,
    pub execution_id: Option<String>,
    pub thread_id: Option<String>,
    pub agent_id: Option<String>,
    pub idempotency_key: Option<String>,
    pub properties: Option<Box<RawValue>>,
}

/// A page of events.
#[derive(Debug, Default)]
pub struct EventPage {
    pub events: Vec<StoredEvent>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<EventCursor>,
    /// Where time was up: nothing older was looked at.
    pub searched_to: Option<UnixNano>,
}

/// Lists a page of events behind a place, newest first, as far as there is time.
pub async fn list_events(
    connection: &mut PgConnection,
    filter: &EventFilter,
    after: Option<EventCursor>,
    limit: usize,
    deadline: Instant,
) -> Result<EventPage, StorageError> {
    let mut snapshot = begin_snapshot(connection).await?;
    let mut walk = Walk::new(filter, after, limit, deadline);
    let end = walk.run(&mut snapshot).await;
    snapshot.rollback().await?;
    Ok(walk.page(end?))
}

/// Lists a page of the events of some traces behind a place, in the order of time.
pub async fn list_trace_events(
    connection: &mut PgConnection,
    project_id: i32,
    traces: &[TraceId],
    after: Option<EventCursor>,
    limit: usize,
) -> Result<EventPage, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from events where project_id = ").push_bind(project_id);
    push_traces(&mut query, traces);
    if let Some(after) = after {
        query.push(" and (time_ns, arrival) > (").push_bind(after.time.0);
        query.push(", ").push_bind(after.arrival).push(")");
    }
    query.push(" order by time_ns, arrival limit ");
    query.push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let mut page = EventPage::default();
    let (mut rows, mut bytes) = (query.build_query_as().fetch(connection), 0);
    while let Some(event) = rows.try_next().await? {
        if page.events.len() == limit || bytes > MOST_BYTES {
            page.next = page.events.last().map(StoredEvent::cursor);
            break;
        }
        bytes += StoredEvent::weight(&event);
        page.events.push(event);
    }
    Ok(page)
}

/// How a walk ended.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Nothing is left.
    All,
    /// The page is full.
    Full,
    /// There was no more time; nothing behind this place was looked at.
    Late(EventCursor),
}

/// The way from the newest event of a range to its oldest, in slices that are found by an index alone.
struct Walk<'f> {
    filter: &'f EventFilter,
    limit: usize,
    deadline: Instant,
    /// What lies before it in the order of the page has been looked at.
    place: EventCursor,
    size: i64,
    begun: bool,
    found: Vec<StoredEvent>,
    bytes: usize,
}

impl<'f> Walk<'f> {
    fn new(
        filter: &'f EventFilter,
        after: Option<EventCursor>,
        limit: usize,
        deadline: Instant,
    ) -> Self {
        let start = EventCursor::before(filter.to.unwrap_or(UnixNano(i64::MAX)));
        let place = after.filter(|after| after.time < start.time).unwrap_or(start);
        let (found, bytes) = (Vec::new(), 0);
        Self { filter, limit, deadline, place, size: FIRST, begun: false, found, bytes }
    }

    async fn run(&mut self, snapshot: &mut PgTransaction<'_>) -> Result<End, StorageError> {
        let least = self.filter.from.map_or(i64::MIN, |from| from.0);
        loop {
            let begun = Instant::now();
            match self.look_through(snapshot, least).await {
                Ok(from) if self.is_full() || from <= least => {
                    return Ok(if self.is_full() { End::Full } else { End::All });
                }
                Ok(from) => self.place = EventCursor::before(UnixNano(from)),
                // The first slice is looked through however long it takes: an answer gets somewhere.
                Err(StorageError::Deadline) if self.begun => return Ok(End::Late(self.place)),
                Err(error) => return Err(error),
            }
            self.size = resized(self.size, begun.elapsed());
        }
    }

    /// Looks through the next slice, or as much of it as the page takes; returns where it begins.
    async fn look_through(
        &mut self,
        snapshot: &mut PgTransaction<'_>,
        least: i64,
    ) -> Result<i64, StorageError> {
        self.limit_time(snapshot).await?;
        let from = self.find_start(snapshot, least).await?;
        while self.read_batch(snapshot, from).await? && !self.is_full() {
            self.begun = true;
            self.limit_time(snapshot).await?;
        }
        self.begun = true;
        Ok(from)
    }

    async fn limit_time(&self, snapshot: &mut PgTransaction<'_>) -> Result<(), StorageError> {
        if !self.begun {
            return Ok(());
        }
        if self.deadline <= Instant::now() {
            return Err(StorageError::Deadline);
        }
        limit_time(snapshot, self.deadline).await
    }

    /// Where a slice begins that ends at the place. Events of one instant are never parted; those of named
    /// traces are found by another index, all at once.
    async fn find_start(
        &self,
        connection: &mut PgConnection,
        least: i64,
    ) -> Result<i64, StorageError> {
        if self.filter.traces.is_some() {
            return Ok(least);
        }
        let time = |query: &mut QueryBuilder<Postgres>| {
            query.push(" and time_ns >= ").push_bind(least);
            query.push(" and time_ns < ").push_bind(self.place.end());
            query.push(" order by time_ns desc offset ").push_bind(self.size).push(" limit 1");
        };
        let mut query = QueryBuilder::new("");
        if self.filter.names.is_empty() {
            query.push("select time_ns from events where project_id = ");
            query.push_bind(self.filter.project_id);
            time(&mut query);
        } else {
            query.push("select max(time_ns) from unnest(").push_bind(&self.filter.names);
            query.push(") as wanted, lateral (select time_ns from events where project_id = ");
            query.push_bind(self.filter.project_id).push(" and name = wanted");
            time(&mut query);
            query.push(") as each");
        }
        let from: Option<Option<i64>> =
            query.build_query_scalar().persistent(false).fetch_optional(connection).await?;
        Ok(from.flatten().unwrap_or(least))
    }

    /// Reads the next events of a slice; says whether there may be others.
    async fn read_batch(
        &mut self,
        connection: &mut PgConnection,
        from: i64,
    ) -> Result<bool, StorageError> {
        let filter = self.filter;
        let picky = !filter.filters.is_empty() || filter.search.is_some();
        let size = if picky { BATCH } else { self.limit + 1 - self.found.len() };
        let mut query = QueryBuilder::new("select ");
        query.push(COLUMNS).push(" from events where project_id = ").push_bind(filter.project_id);
        query.push(" and time_ns >= ").push_bind(from);
        query.push(" and time_ns < ").push_bind(self.place.end());
        query.push(" and (time_ns, arrival) < (").push_bind(self.place.time.0);
        query.push(", ").push_bind(self.place.arrival).push(")");
        push_conditions(&mut query, filter);
        query.push(" order by time_ns desc, arrival desc limit ");
        query.push_bind(i64::try_from(size).unwrap_or(i64::MAX));
        let (mut rows, mut read) =
            (query.build_query_as::<StoredEvent>().persistent(false).fetch(connection), 0);
        while let Some(event) = rows.try_next().await? {
            read += 1;
            self.place = event.cursor();
            if !filter.holds(&event) {
                continue;
            }
            self.bytes += event.weight();
            self.found.push(event);
            if self.is_full() {
                break;
            }
            if self.found.len() == self.limit {
                self.deadline = self.deadline.min(Instant::now() + LOOK_FOR_MORE);
            }
        }
        Ok(read == size)
    }

    /// Whether there is one event more than the page takes, or as many bytes.
    fn is_full(&self) -> bool {
        self.found.len() > self.limit || self.bytes > MOST_BYTES
    }

    fn page(self, end: End) -> EventPage {
        let mut events = self.found;
        let is_whole = events.len() >= self.limit;
        events.truncate(self.limit);
        let last = events.last().map(StoredEvent::cursor);
        match end {
            End::All => EventPage { events, next: None, searched_to: None },
            End::Late(place) if !is_whole => {
                EventPage { events, next: Some(place), searched_to: Some(place.time) }
            }
            End::Full | End::Late(_) => EventPage { events, next: last, searched_to: None },
        }
    }
}

impl EventFilter {
    /// Whether an event that the database found is meant.
    fn holds(&self, event: &StoredEvent) -> bool {
        let properties = event.properties.as_deref().map(RawValue::get);
        if let Some(search) = &self.search
            && !event.mentions(search, properties.unwrap_or_default())
        {
            return false;
        }
        if self.filters.is_empty() {
            return true;
        }
        let scalars = scalars(properties, event.agent_id.as_deref());
        self.filters.iter().all(|filter| filter.holds(&scalars))
    }
}

impl EventCursor {
    /// The place before everything that is as late as this, or later.
    const fn before(time: UnixNano) -> Self {
        Self { time, arrival: i64::MIN }
    }

    /// The time from which on everything lies behind it.
    const fn end(self) -> i64 {
        if self.arrival == i64::MIN { self.time.0 } else { self.time.0.saturating_add(1) }
    }
}

impl StoredEvent {
    pub const fn cursor(&self) -> EventCursor {
        EventCursor { time: self.time, arrival: self.arrival }
    }

    /// Bytes of what it holds, roughly.
    fn weight(&self) -> usize {
        self.name.len() + self.properties.as_deref().map_or(0, |json| json.get().len())
    }

    /// Whether a text stands in it somewhere, without case; in the properties as JSON writes it.
    fn mentions(&self, search: &str, properties: &str) -> bool {
        let ids = [&self.execution_id, &self.thread_id, &self.agent_id];
        let wanted = search.to_lowercase();
        let mut texts = ids.into_iter().flatten().chain([&self.name]);
        if texts.any(|text| text.to_lowercase().contains(&wanted)) {
            return true;
        }
        let Ok(written) = serde_json::to_string(&wanted) else { return false };
        properties.to_lowercase().contains(&written[1..written.len() - 1])
    }
}

impl FromRow<'_, PgRow> for StoredEvent {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            time: UnixNano(row.try_get(0)?),
            arrival: row.try_get(1)?,
            name: row.try_get(2)?,
            execution_id: row.try_get(3)?,
            thread_id: row.try_get(4)?,
            agent_id: row.try_get(5)?,
            idempotency_key: row.try_get(6)?,
            properties: raw_json(row, 7)?,
        })
    }
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, filter: &EventFilter) {
    if !filter.names.is_empty() {
        query.push(" and name = any(").push_bind(filter.names.clone()).push(")");
    }
    if let Some(agent) = &filter.agent {
        query.push(" and agent_id = ").push_bind(agent.clone());
    }
    if let Some(thread) = &filter.thread {
        query.push(" and thread_id = ").push_bind(thread.clone());
    }
    if let Some(traces) = &filter.traces {
        push_traces(query, traces);
    }
}

fn push_traces(query: &mut QueryBuilder<Postgres>, traces: &[TraceId]) {
    let traces: Vec<Uuid> = traces.iter().map(|trace| trace.0).collect();
    query.push(" and trace_id = any(").push_bind(traces).push(")");
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a size")]
fn resized(size: i64, took: Duration) -> i64 {
    let factor = AIM.as_secs_f64() / took.as_secs_f64().max(1e-3);
    ((size as f64 * factor.clamp(0.25, 8.0)) as i64).clamp(FIRST / 4, LARGEST)
}
