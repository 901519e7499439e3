//! Reading the audit trail, newest first.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};

use crate::StorageError;

/// What is asked of the trail; what is not named may be anything.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub project_id: Option<i32>,
    /// What was done; with a `*` at its end, what begins so.
    pub action: Option<String>,
    /// Who did it, by name, in any case.
    pub actor: Option<String>,
    pub target: Option<String>,
    pub from: Option<DateTime<Utc>>,
    /// Exclusive.
    pub to: Option<DateTime<Utc>>,
    pub after: Option<AuditCursor>,
    pub limit: i64,
}

/// A place in the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditCursor {
    pub time: DateTime<Utc>,
    pub id: i64,
}

/// An entry as it is read.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    pub id: i64,
    pub time: DateTime<Utc>,
    /// `system`, `command`, `user` or `key`.
    pub actor_kind: String,
    pub actor: Option<String>,
    pub action: String,
    pub target: Option<String>,
    /// The project's name, unless it is gone.
    pub project: Option<String>,
    pub address: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl AuditRow {
    /// Its place in the trail.
    pub const fn cursor(&self) -> AuditCursor {
        AuditCursor { time: self.time, id: self.id }
    }
}

/// Lists entries, newest first.
pub async fn list_audit(
    connection: &mut PgConnection,
    filter: &AuditFilter,
) -> Result<Vec<AuditRow>, StorageError> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select entries.id, entries.time, actor_kind, actor, action, target, name as project, \
         host(source_ip) as address, before, after \
         from audit_entries as entries left join projects on projects.id = project_id where true",
    );
    if let Some(project_id) = filter.project_id {
        query.push(" and project_id = ").push_bind(project_id);
    }
    match filter.action.as_deref().map(|action| (action, action.strip_suffix('*'))) {
        Some((_, Some(beginning))) => {
            query.push(" and starts_with(action, ").push_bind(beginning).push(")");
        }
        Some((whole, None)) => {
            query.push(" and action = ").push_bind(whole);
        }
        None => {}
    }
    if let Some(actor) = &filter.actor {
        query.push(" and lower(actor) = lower(").push_bind(actor).push(")");
    }
    if let Some(target) = &filter.target {
        query.push(" and target = ").push_bind(target);
    }
    if let Some(from) = filter.from {
        query.push(" and entries.time >= ").push_bind(from);
    }
    if let Some(to) = filter.to {
        query.push(" and entries.time < ").push_bind(to);
    }
    if let Some(AuditCursor { time, id }) = filter.after {
        query.push(" and (entries.time, entries.id) < (").push_bind(time);
        query.push(", ").push_bind(id).push(")");
    }
    query.push(" order by entries.time desc, entries.id desc limit ").push_bind(filter.limit);
    Ok(query.build_query_as().fetch_all(connection).await?)
}
