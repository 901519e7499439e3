//! For how long, and up to which size, each project's data of each kind is kept.

use std::collections::HashMap;

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::{AuditEntry, Origin, PartitionedTable, Project, StorageError, record_audit};

/// Bounds of what is kept of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Days; of a project, `None` means the server's.
    pub days: Option<i64>,
    /// Bytes on disk; `None` means no bound.
    pub max_bytes: Option<i64>,
}

/// The server's limits and those of the projects that have their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetentionPolicy {
    server: HashMap<PartitionedTable, Limits>,
    projects: HashMap<(i32, PartitionedTable), Limits>,
}

impl RetentionPolicy {
    /// A policy for the server alone.
    pub fn new(server: impl IntoIterator<Item = (PartitionedTable, Limits)>) -> Self {
        Self { server: server.into_iter().collect(), projects: HashMap::new() }
    }

    /// The server's limits for a kind.
    pub fn server(&self, table: PartitionedTable) -> Limits {
        self.server.get(&table).copied().unwrap_or_default()
    }

    /// A project's own limits for a kind.
    pub fn project(&self, project_id: i32, table: PartitionedTable) -> Limits {
        self.projects.get(&(project_id, table)).copied().unwrap_or_default()
    }

    /// Days that a project's data of a kind is kept: for ever, as it were, where nobody says.
    pub fn days(&self, project_id: i32, table: PartitionedTable) -> i64 {
        let own = self.project(project_id, table).days;
        own.or(self.server(table).days).unwrap_or(i64::from(u16::MAX))
    }

    /// Gives a project limits of its own.
    pub fn set(&mut self, project_id: i32, table: PartitionedTable, limits: Limits) {
        self.projects.insert((project_id, table), limits);
    }

    /// The projects that have limits of their own for a kind.
    pub fn own_limits(&self, table: PartitionedTable) -> impl Iterator<Item = (i32, Limits)> {
        let of_kind = self.projects.iter().filter(move |((_, kind), _)| *kind == table);
        of_kind.map(|((project_id, _), limits)| (*project_id, *limits))
    }
}

/// Reads the projects' own limits into a policy that has the server's.
pub async fn load_policy(
    connection: &mut PgConnection,
    server: &RetentionPolicy,
) -> Result<RetentionPolicy, StorageError> {
    let rows = sqlx::query!("select project_id, kind, days, max_bytes from project_retention")
        .fetch_all(connection)
        .await?;
    let mut policy = RetentionPolicy { projects: HashMap::new(), ..server.clone() };
    for row in rows {
        // A kind of a later version is none of ours.
        if let Some(table) = PartitionedTable::from_name(&row.kind) {
            let limits = Limits { days: row.days.map(i64::from), max_bytes: row.max_bytes };
            policy.set(row.project_id, table, limits);
        }
    }
    Ok(policy)
}

/// Changes a project's own limits for a kind, and says so in the audit trail. Makes its own
/// transaction.
pub async fn set_project_limits(
    connection: &mut PgConnection,
    origin: impl Into<Origin<'_>>,
    project: &Project,
    table: PartitionedTable,
    limits: Limits,
) -> Result<(), StorageError> {
    let mut transaction = connection.begin().await?;
    let before = sqlx::query!(
        "select days, max_bytes from project_retention where project_id = $1 and kind = $2
        for update",
        project.id,
        table.name(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    sqlx::query!(
        "insert into project_retention (project_id, kind, days, max_bytes)
        values ($1, $2, $3::bigint::integer, $4)
        on conflict (project_id, kind) do update set
            days = excluded.days, max_bytes = excluded.max_bytes",
        project.id,
        table.name(),
        limits.days,
        limits.max_bytes,
    )
    .execute(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(&project.name),
        project_id: Some(project.id),
        before: before.map(|row| told(table, row.days.map(i64::from), row.max_bytes)),
        after: Some(told(table, limits.days, limits.max_bytes)),
        ..AuditEntry::new(origin, "retention.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(())
}

/// A project's own limits of each kind.
pub async fn project_limits(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<HashMap<PartitionedTable, Limits>, StorageError> {
    let rows = sqlx::query!(
        "select kind, days, max_bytes from project_retention where project_id = $1",
        project_id,
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        let limits = Limits { days: row.days.map(i64::from), max_bytes: row.max_bytes };
        Some((PartitionedTable::from_name(&row.kind)?, limits))
    });
    Ok(known.collect())
}

fn told(table: PartitionedTable, days: Option<i64>, max_bytes: Option<i64>) -> Value {
    json!({"kind": table.name(), "days": days, "max_bytes": max_bytes})
}

/// The ids of all projects.
pub async fn project_ids(connection: &mut PgConnection) -> Result<Vec<i32>, StorageError> {
    Ok(sqlx::query_scalar!("select id from projects order by id").fetch_all(connection).await?)
}
