//! A page of log records by time.

use std::time::{Duration, Instant};

use farol_model::UnixNano;
use futures_util::TryStreamExt;
use sqlx::{Connection, PgConnection, PgTransaction, QueryBuilder};

use super::{
    filter::{LogFilter, TextSearch},
    read::{COLUMNS, LogCursor, LogRow},
    text_index::indexed_days,
    windows::{Window, Windows, begin, limit_time},
};
use crate::{PartitionedTable, StorageError};

/// How long a page that is full looks for one record more, to know whether there is another page.
const LOOK_FOR_MORE: Duration = Duration::from_millis(100);

/// Rows that are read at once where some may turn out not to be meant.
const BATCH: usize = 200;

/// Bytes of a page from which on it is full, however few its records.
const MOST_BYTES: usize = 16 << 20;

/// Pieces that are looked through before a text counts as rare, and its index is asked: at least one, so that
/// every search comes some way.
const PIECES: usize = 1;

/// Which page to read.
#[derive(Clone, Copy, Debug)]
pub struct PageOf {
    /// Oldest first instead of newest first.
    pub ascending: bool,
    pub after: Option<LogCursor>,
    pub limit: usize,
    /// When to stop looking.
    pub deadline: Instant,
}

/// A page of log records.
#[derive(Debug, Default)]
pub struct LogPage {
    pub rows: Vec<LogRow>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<LogCursor>,
    /// Where the deadline cut the search off: behind this time nothing was looked at.
    pub searched_to: Option<UnixNano>,
}

/// Reads a page of log records. Where the deadline comes first, it holds what was found until then.
pub async fn find_logs(
    connection: &mut PgConnection,
    filter: &LogFilter,
    page: PageOf,
) -> Result<LogPage, StorageError> {
    let time = time_of(filter, page);
    let mut transaction = begin(connection).await?;
    let mut finder = Finder::new(filter, page);
    let end = if filter.is_indexed() {
        finder.read_along_index(&mut transaction, time).await?
    } else {
        finder.search(&mut transaction, time).await?
    };
    let rows = finder.rows;
    transaction.rollback().await?;
    Ok(finish(rows, page, end))
}

/// Finds one record by its place; `None` where it is not there.
pub async fn find_log(
    connection: &mut PgConnection,
    project_id: i32,
    place: LogCursor,
) -> Result<Option<LogRow>, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from logs where project_id = ").push_bind(project_id);
    query.push(" and time_ns = ").push_bind(place.time.0);
    query.push(" and arrival = ").push_bind(place.arrival).push(" limit 1");
    Ok(query.build_query_as().fetch_optional(connection).await?)
}

/// Reads what a group brought in a stretch of time.
pub(super) async fn read_arrival_in(
    connection: &mut PgConnection,
    filter: &LogFilter,
    seq: i64,
    time: Window,
    page: PageOf,
) -> Result<Vec<LogRow>, StorageError> {
    let mut transaction = begin(connection).await?;
    let mut finder = Finder { arrival: Some(seq), ..Finder::new(filter, page) };
    limit_time(&mut transaction, page.deadline).await?;
    finder.read_along_index(&mut transaction, time).await?;
    let rows = finder.rows;
    transaction.rollback().await?;
    Ok(rows)
}

/// How the reading ended.
#[derive(Clone, Copy)]
enum End {
    /// Nothing is left.
    All,
    /// There are enough, and maybe more.
    Full,
    /// There was no more time; nothing behind this place was looked at.
    Late(LogCursor),
}

fn finish(mut rows: Vec<LogRow>, page: PageOf, end: End) -> LogPage {
    rows.truncate(page.limit);
    let last = rows.last().map(LogRow::cursor);
    match end {
        End::All => LogPage { rows, next: None, searched_to: None },
        End::Late(place) if rows.len() < page.limit => {
            LogPage { rows, next: Some(place), searched_to: Some(reached(place, page)) }
        }
        End::Full | End::Late(_) => LogPage { rows, next: last, searched_to: None },
    }
}

/// The time up to which everything was looked at.
const fn reached(place: LogCursor, page: PageOf) -> UnixNano {
    let is_border = place.arrival == i64::MAX;
    UnixNano(if page.ascending && is_border {
        place.time.0.saturating_add(1)
    } else {
        place.time.0
    })
}

/// The time that a page may lie in.
fn time_of(filter: &LogFilter, page: PageOf) -> Window {
    let from = filter.from.map_or(i64::MIN, |time| time.0);
    let to = filter.to.map_or(i64::MAX, |time| time.0);
    match page.after {
        Some(after) if page.ascending => Window { from: from.max(after.time.0), to },
        Some(after) => Window { from, to: to.min(after.time.0.saturating_add(1)) },
        None => Window { from, to },
    }
}

struct Finder<'f> {
    filter: &'f LogFilter,
    page: PageOf,
    /// Only what this group brought.
    arrival: Option<i64>,
    rows: Vec<LogRow>,
    bytes: usize,
    begun: Instant,
}

impl<'f> Finder<'f> {
    fn new(filter: &'f LogFilter, page: PageOf) -> Self {
        Self { filter, page, arrival: None, rows: Vec::new(), bytes: 0, begun: Instant::now() }
    }

    /// Reads along an index of time, which leads from one record that may be meant to the next.
    async fn read_along_index(
        &mut self,
        transaction: &mut PgTransaction<'_>,
        time: Window,
    ) -> Result<End, StorageError> {
        let mut after = self.page.after;
        loop {
            if self.filter.reads_texts() {
                limit_time(transaction, self.page.deadline).await?;
            }
            let (last, is_all) = match self.read(transaction, time, after, Way::InOrder).await {
                Ok(read) => read,
                Err(StorageError::Deadline) if after != self.page.after => {
                    return Ok(after.map_or(End::Full, End::Late));
                }
                Err(error) => return Err(error),
            };
            if self.is_full() {
                return Ok(End::Full);
            }
            if is_all {
                return Ok(End::All);
            }
            after = last;
        }
    }

    /// Looks through everything, piece by piece.
    async fn search(
        &mut self,
        transaction: &mut PgTransaction<'_>,
        time: Window,
    ) -> Result<End, StorageError> {
        let (project_id, PageOf { ascending, deadline, .. }) = (self.filter.project_id, self.page);
        let mut windows = Windows::new(transaction, project_id, time, ascending, deadline).await?;
        let is_indexed = self.filter.search.as_ref().is_some_and(TextSearch::is_indexed);
        let mut indexed = if is_indexed { indexed_days(transaction).await? } else { Vec::new() };
        loop {
            let next = windows.next(transaction).await;
            let Some(mut window) = (match next {
                Err(StorageError::Deadline) => return Ok(self.late(&windows)),
                next => next?,
            }) else {
                return Ok(End::All);
            };
            let started = Instant::now();
            let mut way = Way::Sorted;
            if windows.done >= PIECES && indexed.contains(&window.day()) {
                way = Way::ByIndex;
                window = windows.rest_of_day(window);
            }
            match self.look_through(transaction, window, way).await {
                Ok(()) => {}
                // What the index finds is too much, or the day is just being dropped: it is looked through
                // after all.
                Err(StorageError::Deadline | StorageError::Partition(_))
                    if way == Way::ByIndex && !windows.is_due() =>
                {
                    indexed.retain(|day| *day != window.day());
                    continue;
                }
                Err(StorageError::Deadline) => return Ok(self.late(&windows)),
                Err(error) => return Err(error),
            }
            if self.is_full() {
                return Ok(End::Full);
            }
            windows.passed(window, started.elapsed());
            if self.rows.len() == self.page.limit && self.begun.elapsed() > LOOK_FOR_MORE {
                return Ok(End::Full);
            }
            if windows.is_due() {
                return Ok(self.late(&windows));
            }
        }
    }

    /// Reads what is meant in a piece, until there is one record more than the page takes.
    async fn look_through(
        &mut self,
        transaction: &mut PgTransaction<'_>,
        window: Window,
        way: Way,
    ) -> Result<(), StorageError> {
        let kept = self.rows.len();
        let mut part = transaction.begin().await?;
        if way == Way::ByIndex {
            let left = self.page.deadline.saturating_duration_since(Instant::now());
            limit_time(&mut part, Instant::now() + left / 3).await?;
            sqlx::raw_sql("set local enable_seqscan = off").execute(&mut *part).await?;
        }
        let mut after = self.page.after;
        loop {
            match self.read(&mut part, window, after, way).await {
                Ok((_, is_all)) if is_all || self.is_full() => break,
                Ok((last, _)) => after = last,
                Err(error) => {
                    // Where all time is up, what was found stands; else the piece is read again.
                    part.rollback().await.ok();
                    self.rows.truncate(kept);
                    return Err(error);
                }
            }
        }
        // Undoes the settings, too.
        part.rollback().await?;
        Ok(())
    }

    /// Reads rows in the page's order and keeps those that are meant. Gives the place of the last one that
    /// was read, and whether there are no more.
    async fn read(
        &mut self,
        connection: &mut PgConnection,
        time: Window,
        after: Option<LogCursor>,
        way: Way,
    ) -> Result<(Option<LogCursor>, bool), StorageError> {
        let wanted = self.page.limit + 1 - self.rows.len();
        let asked = if self.filter.reads_texts() { wanted.max(BATCH) } else { wanted };
        let mut query = self.query(time, after, way, asked);
        let mut rows = query.build_query_as::<LogRow>().persistent(false).fetch(connection);
        let (mut last, mut count) = (after, 0);
        while let Some(row) = rows.try_next().await? {
            last = Some(row.cursor());
            count += 1;
            if self.filter.accepts(row.texts()) {
                self.bytes += row.weight();
                self.rows.push(row);
            }
            if self.is_full() {
                return Ok((last, false));
            }
        }
        Ok((last, count < asked))
    }

    fn query(
        &self,
        time: Window,
        after: Option<LogCursor>,
        way: Way,
        limit: usize,
    ) -> QueryBuilder<sqlx::Postgres> {
        let by_index = way == Way::ByIndex;
        let mut query = QueryBuilder::new("select ");
        query.push(COLUMNS);
        if by_index {
            // In these words, no other index serves: the planner cannot know how rare a text is.
            let day = PartitionedTable::Logs.partition(time.day());
            query.push(format_args!(" from {day} where project_id + 0 = "));
        } else {
            query.push(" from logs where project_id = ");
        }
        query.push_bind(self.filter.project_id).push(time.condition(by_index));
        self.filter.push(&mut query, by_index);
        if let Some(seq) = self.arrival {
            query.push(" and arrival <@ (select arrivals from log_arrivals where seq = ");
            query.push_bind(seq).push(")");
        }
        let (before, direction) = if self.page.ascending { (">", "asc") } else { ("<", "desc") };
        if let Some(after) = after {
            query.push(format_args!(" and (time_ns, arrival) {before} ({}, ", after.time.0));
            query.push_bind(after.arrival).push(")");
        }
        // In these words, everything is read before it is sorted, by several processes if need be.
        let time = if way == Way::InOrder { "time_ns" } else { "time_ns + 0" };
        query.push(format_args!(" order by {time} {direction}, arrival {direction} limit "));
        query.push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        query
    }

    fn is_full(&self) -> bool {
        self.rows.len() > self.page.limit || self.bytes > MOST_BYTES
    }

    fn late(&self, windows: &Windows) -> End {
        let reached = windows.reached();
        End::Late(if self.page.ascending {
            LogCursor { time: UnixNano(reached.0.saturating_sub(1)), arrival: i64::MAX }
        } else {
            LogCursor { time: reached, arrival: i64::MIN }
        })
    }
}

/// How rows are come by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Along the index of time.
    InOrder,
    /// All of a piece, then sorted.
    Sorted,
    /// By the text index.
    ByIndex,
}
