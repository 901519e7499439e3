//! Days of the partitioned tables: made before they are written to, looked at, dropped.

mod drop;
mod read;

use std::{
    collections::HashSet,
    fmt,
    sync::{Mutex, PoisonError},
};

use chrono::{Days, NaiveDate};
use farol_model::NANOS_PER_DAY;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

pub(crate) use self::read::list_days;
use self::read::state;
pub use self::{
    drop::{Dropped, begin_drop, begun_drops, finish_drop},
    read::{PartitionSize, list_partitions, projects_in},
};
use crate::StorageError;

/// A table that is partitioned by day: a kind of data that is kept for a time of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartitionedTable {
    Spans,
    Logs,
    Events,
}

impl PartitionedTable {
    pub const ALL: [Self; 3] = [Self::Spans, Self::Logs, Self::Events];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Spans => "spans",
            Self::Logs => "logs",
            Self::Events => "events",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The column that it is partitioned by.
    pub(crate) const fn time_column(self) -> &'static str {
        match self {
            Self::Spans => "start_ns",
            Self::Logs | Self::Events => "time_ns",
        }
    }

    /// The table of one day, counted from 1970-01-01: `spans_20261121`.
    pub(crate) fn partition(self, day: i64) -> String {
        format!("{}_{}", self.name(), date(day).format("%Y%m%d"))
    }
}

impl fmt::Display for PartitionedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The date of a day counted from 1970-01-01.
pub fn date(day: i64) -> NaiveDate {
    let since = u64::try_from(day).ok();
    since
        .and_then(|days| NaiveDate::default().checked_add_days(Days::new(days)))
        .unwrap_or_default()
}

/// Remembers which days are known to exist, so that a group asks the catalogue for none of them.
#[derive(Debug, Default)]
pub struct Partitions {
    known: Mutex<HashSet<(PartitionedTable, i64)>>,
}

impl Partitions {
    /// Makes the days that are missing, each in a transaction of its own.
    pub async fn ensure(
        &self,
        connection: &mut PgConnection,
        table: PartitionedTable,
        days: &[i64],
    ) -> Result<(), StorageError> {
        for &day in days {
            if self.lock().contains(&(table, day)) {
                continue;
            }
            create_day(connection, table, day).await?;
            self.lock().insert((table, day));
        }
        Ok(())
    }

    /// Forgets all days: one of them turned out to be gone.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<(PartitionedTable, i64)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `CREATE … LIKE` and `ATTACH` instead of `PARTITION OF`: attaching takes a lock that lets others
/// go on writing to the parent.
async fn create_day(
    connection: &mut PgConnection,
    table: PartitionedTable,
    day: i64,
) -> Result<(), StorageError> {
    let partition = table.partition(day);
    let mut transaction = connection.begin().await?;
    lock_days(&mut transaction).await?;
    if !state(&mut transaction, table, &partition).await?.is_attached() {
        let (from, to) = (day * NANOS_PER_DAY, (day + 1) * NANOS_PER_DAY);
        let statement = format!(
            "set local lock_timeout = '5s'; \
             create table if not exists {partition} (like {table} including defaults including constraints); \
             alter table {table} attach partition {partition} for values from ({from}) to ({to});"
        );
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Lets one at a time make or drop days, also among several Farols; released with the transaction.
async fn lock_days(connection: &mut PgConnection) -> Result<(), StorageError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('farol partitions'))")
        .execute(connection)
        .await?;
    Ok(())
}
