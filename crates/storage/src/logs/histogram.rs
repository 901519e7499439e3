//! Log records counted by time, and by level or service.
//!
//! Where level and service are all that is asked for, what was counted as it came is added up; only the
//! minutes that are cut by the ends of the time are counted anew. Anything else is counted newest first,
//! for as long as there is time.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use farol_model::UnixNano;
use sqlx::{PgConnection, PgTransaction, QueryBuilder};

use super::{
    arrivals::NANOS_PER_MINUTE,
    candidates::each_candidate,
    counts::{Counted, counted_name, is_counted_by, minutes_around, read_counts},
    filter::{LogFilter, level_of},
    windows::{Window, Windows, begin, limit_time},
};
use crate::{
    StorageError,
    buckets::{ORIGIN, bucket_start, nanoseconds},
};

/// What records are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBy {
    Level,
    Service,
}

/// How to count.
#[derive(Clone, Copy, Debug)]
pub struct HistogramOf {
    pub from: UnixNano,
    pub to: UnixNano,
    /// Of a bucket. Buckets begin at multiples of it, those of days at midnight, of weeks on Monday.
    pub width: Duration,
    pub by: CountBy,
    pub deadline: Instant,
}

/// Records by bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// By the start of the bucket, then by level or service; a level that is not known is `unknown`, and
    /// a service that is not an empty name.
    pub buckets: BTreeMap<UnixNano, BTreeMap<String, i64>>,
    /// Where the deadline cut the counting off: nothing older was counted.
    pub searched_to: Option<UnixNano>,
}

/// The times of a project's oldest and newest record.
pub async fn log_bounds(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Option<(UnixNano, UnixNano)>, StorageError> {
    let bounds = sqlx::query!(
        r#"select min(time_ns) as first, max(time_ns) as last from logs where project_id = $1"#,
        project_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(bounds.first.zip(bounds.last).map(|(first, last)| (UnixNano(first), UnixNano(last))))
}

/// Counts log records.
pub async fn count_logs(
    connection: &mut PgConnection,
    filter: &LogFilter,
    of: HistogramOf,
) -> Result<Histogram, StorageError> {
    let mut transaction = begin(connection).await?;
    let mut counting = Counting { filter, of, histogram: Histogram::default() };
    let names = filter.services.iter().chain(&filter.not_services);
    let minutes = nanoseconds(of.width) % NANOS_PER_MINUTE == 0;
    let by_columns = filter.is_countable() && minutes && { names }.all(|name| is_counted_by(name));
    let counted = if by_columns {
        counting.add_up(&mut transaction).await
    } else {
        counting.scan(&mut transaction).await
    };
    let histogram = counting.histogram;
    counted?;
    transaction.rollback().await?;
    Ok(histogram)
}

struct Counting<'f> {
    filter: &'f LogFilter,
    of: HistogramOf,
    histogram: Histogram,
}

impl Counting<'_> {
    /// Adds up what was counted of whole minutes, and counts what is cut off at both ends.
    async fn add_up(&mut self, transaction: &mut PgTransaction<'_>) -> Result<(), StorageError> {
        let HistogramOf { from, to, width, deadline, .. } = self.of;
        let (first, last) = (minutes_around(from).1, minutes_around(to).0);
        if first >= last {
            return self.scan(transaction).await;
        }
        limit_time(transaction, deadline).await?;
        let width = nanoseconds(width) / NANOS_PER_MINUTE;
        let origin = ORIGIN / NANOS_PER_MINUTE;
        let by_level = self.of.by == CountBy::Level;
        let of = (width, origin);
        let counts = read_counts(transaction, self.filter, first..last, of, by_level).await?;
        for counted in counts {
            self.add(&counted);
        }
        let ends = [
            Window { from: last * NANOS_PER_MINUTE, to: to.0 },
            Window { from: from.0, to: first * NANOS_PER_MINUTE },
        ];
        for end in ends.into_iter().filter(|end| end.from < end.to) {
            limit_time(transaction, deadline).await?;
            match self.count(transaction, end).await {
                Err(StorageError::Deadline) => {
                    self.histogram.searched_to = Some(UnixNano(end.to));
                    return Ok(());
                }
                counted => counted?,
            }
        }
        Ok(())
    }

    /// Counts everything, newest first.
    async fn scan(&mut self, transaction: &mut PgTransaction<'_>) -> Result<(), StorageError> {
        let HistogramOf { from, to, deadline, .. } = self.of;
        let time = Window { from: from.0, to: to.0 };
        let project_id = self.filter.project_id;
        let mut windows = Windows::new(transaction, project_id, time, false, deadline).await?;
        loop {
            let started = Instant::now();
            let passed = match windows.next(transaction).await {
                Ok(None) => return Ok(()),
                Ok(Some(window)) => self.count(transaction, window).await.map(|()| window),
                Err(error) => Err(error),
            };
            match passed {
                Ok(window) => windows.passed(window, started.elapsed()),
                Err(StorageError::Deadline) => {}
                Err(error) => return Err(error),
            }
            if windows.is_due() {
                self.histogram.searched_to = Some(windows.reached());
                return Ok(());
            }
        }
    }

    /// Counts a piece; where it fails, nothing of it is counted.
    async fn count(
        &mut self,
        transaction: &mut PgTransaction<'_>,
        window: Window,
    ) -> Result<(), StorageError> {
        let counts = if self.filter.reads_texts() {
            self.count_texts(transaction, window).await?
        } else {
            self.count_columns(transaction, window).await?
        };
        for counted in counts {
            self.add(&counted);
        }
        Ok(())
    }

    async fn count_columns(
        &self,
        connection: &mut PgConnection,
        window: Window,
    ) -> Result<Vec<Counted>, StorageError> {
        let width = nanoseconds(self.of.width);
        let mut query = QueryBuilder::new(format!(
            "select (time_ns - {ORIGIN}) / {width} * {width} + {ORIGIN}, \
             coalesce(level, 0::smallint), coalesce(service, ''), count(*) \
             from logs where project_id = "
        ));
        query.push_bind(self.filter.project_id).push(window.condition(false));
        self.filter.push(&mut query, false);
        query.push(" group by 1, 2, 3");
        let rows: Vec<(i64, i16, String, i64)> =
            query.build_query_as().persistent(false).fetch_all(connection).await?;
        let counted = rows.into_iter().map(|(start, level, service, count)| Counted {
            start,
            level,
            service,
            count,
        });
        Ok(counted.collect())
    }

    async fn count_texts(
        &self,
        connection: &mut PgConnection,
        window: Window,
    ) -> Result<Vec<Counted>, StorageError> {
        let mut counts: BTreeMap<(i64, i16, String), i64> = BTreeMap::new();
        let width = self.of.width;
        each_candidate(connection, self.filter, window, usize::MAX, &mut |row| {
            let start = bucket_start(UnixNano(row.time_ns), width).0;
            *counts.entry((start, row.level, row.service)).or_default() += 1;
        })
        .await?;
        let counted = counts.into_iter().map(|((start, level, service), count)| Counted {
            start,
            level,
            service,
            count,
        });
        Ok(counted.collect())
    }

    fn add(&mut self, counted: &Counted) {
        let key = match self.of.by {
            CountBy::Level => {
                level_of(counted.level).map_or("unknown", |level| level.name()).to_owned()
            }
            CountBy::Service => counted_name(&counted.service).to_owned(),
        };
        let bucket = self.histogram.buckets.entry(UnixNano(counted.start)).or_default();
        *bucket.entry(key).or_default() += counted.count;
    }
}
