//! What there is of a kind of data: its days, and what each project has in them.

use farol_storage::{
    PartitionSize, PartitionedTable, ProjectUsage, StorageError, count_usage, list_partitions,
    list_usage, usage_sizes,
};
use sqlx::PgConnection;

/// The days of a kind and what was counted in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    pub(crate) today: i64,
    pub(crate) partitions: Vec<PartitionSize>,
    pub(crate) usage: Vec<ProjectUsage>,
}

impl Survey {
    pub(crate) async fn take(
        connection: &mut PgConnection,
        table: PartitionedTable,
        today: i64,
    ) -> Result<Self, StorageError> {
        let partitions = list_partitions(connection, table).await?;
        let usage = list_usage(connection, table).await?;
        Ok(Self { today, partitions, usage })
    }

    /// Each day's bytes, oldest first.
    pub(crate) fn sizes(&self) -> Vec<(i64, i64)> {
        self.partitions.iter().map(|of| (of.day, of.bytes)).collect()
    }

    /// A project's bytes of each day, oldest first.
    pub(crate) fn shares(&self, project_id: i32) -> Vec<(i64, i64)> {
        let own = self.usage.iter().filter(|of| of.project_id == project_id);
        own.map(|of| (of.day, of.bytes)).collect()
    }

    /// Rows that were counted in a day, of some projects or of all.
    pub(crate) fn rows(&self, day: i64, only: Option<&[i32]>) -> i64 {
        let counted = |of: &&ProjectUsage| {
            of.day == day && only.is_none_or(|projects| projects.contains(&of.project_id))
        };
        self.usage.iter().filter(counted).map(|of| of.rows).sum()
    }
}

/// Counts those of the wanted days that never were, or whose size has changed by a tenth since;
/// returns how many.
pub(crate) async fn refresh_usage(
    connection: &mut PgConnection,
    table: PartitionedTable,
    wanted: impl Fn(i64) -> bool,
) -> Result<usize, StorageError> {
    let counted = usage_sizes(connection, table).await?;
    let partitions = list_partitions(connection, table).await?;
    let is_stale = |of: &PartitionSize| {
        let known = counted.get(&of.day);
        known.is_none_or(|known| of.bytes.abs_diff(*known) > known.unsigned_abs() / 10)
    };
    let stale: Vec<_> =
        partitions.into_iter().filter(|of| wanted(of.day) && is_stale(of)).collect();
    for partition in &stale {
        count_usage(connection, table, *partition).await?;
    }
    Ok(stale.len())
}
