//! Days of the partitioned tables, made before they are written to.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use chrono::{Days, NaiveDate};
use farol_model::NANOS_PER_DAY;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::StorageError;

/// A table that is partitioned by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartitionedTable {
    Spans,
    Logs,
}

impl PartitionedTable {
    pub const ALL: [Self; 2] = [Self::Spans, Self::Logs];

    const fn name(self) -> &'static str {
        match self {
            Self::Spans => "spans",
            Self::Logs => "logs",
        }
    }

    /// The table of one day, counted from 1970-01-01: `spans_20261121`.
    pub(crate) fn partition(self, day: i64) -> String {
        let date = u64::try_from(day)
            .ok()
            .and_then(|days| NaiveDate::default().checked_add_days(Days::new(days)))
            .unwrap_or_default();
        format!("{}_{}", self.name(), date.format("%Y%m%d"))
    }
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
    let (parent, partition) = (table.name(), table.partition(day));
    let mut transaction = connection.begin().await?;
    // One maker at a time, also among several Farols; released with the transaction.
    sqlx::query!("select pg_advisory_xact_lock(hashtext('farol partitions'))")
        .execute(&mut *transaction)
        .await?;
    let exists = sqlx::query_scalar!(
        r#"select exists (
            select from pg_inherits where inhparent = $1::text::regclass
                and inhrelid = to_regclass('public.' || $2)
        ) as "exists!""#,
        parent,
        partition,
    )
    .fetch_one(&mut *transaction)
    .await?;
    if !exists {
        let (from, to) = (day * NANOS_PER_DAY, (day + 1) * NANOS_PER_DAY);
        let statement = format!(
            "set local lock_timeout = '5s'; \
             create table if not exists {partition} (like {parent} including defaults including constraints); \
             alter table {parent} attach partition {partition} for values from ({from}) to ({to});"
        );
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}
