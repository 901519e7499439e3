//! What projects do not want stored, as they told it.

mod recent;

use serde_json::Value;
use sqlx::{Connection, PgConnection};

pub use self::recent::{recent_events, recent_logs, recent_spans};
use crate::{AuditEntry, Origin, Project, StorageError, record_audit};

/// A project's policy, and the secret that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectPrivacy {
    pub project_id: i32,
    pub policy: Value,
    pub salt: Vec<u8>,
}

/// Reads the policies of all projects that have one.
pub async fn list_privacy(
    connection: &mut PgConnection,
) -> Result<Vec<ProjectPrivacy>, StorageError> {
    let all = sqlx::query_as!(
        ProjectPrivacy,
        "select project_id, policy, salt from project_privacy order by project_id",
    )
    .fetch_all(connection)
    .await?;
    Ok(all)
}

/// Reads a project's policy; `None` where it never told one.
pub async fn find_privacy(
    connection: &mut PgConnection,
    project_id: i32,
) -> Result<Option<ProjectPrivacy>, StorageError> {
    let found = sqlx::query_as!(
        ProjectPrivacy,
        "select project_id, policy, salt from project_privacy where project_id = $1",
        project_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(found)
}

/// Changes a project's policy, and says so in the audit trail. Makes its own transaction.
pub async fn set_privacy(
    connection: &mut PgConnection,
    origin: impl Into<Origin<'_>>,
    project: &Project,
    policy: &Value,
) -> Result<(), StorageError> {
    let mut transaction = connection.begin().await?;
    let before = sqlx::query_scalar!(
        "select policy from project_privacy where project_id = $1 for update",
        project.id,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    sqlx::query!(
        "insert into project_privacy (project_id, policy) values ($1, $2)
        on conflict (project_id) do update set policy = excluded.policy",
        project.id,
        policy,
    )
    .execute(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(&project.name),
        project_id: Some(project.id),
        before,
        after: Some(policy.clone()),
        ..AuditEntry::new(origin, "privacy.changed")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(())
}
