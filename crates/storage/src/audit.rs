//! The audit trail: who did what, to what, and when. Entries are added and never changed.

mod list;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{Connection, PgConnection};

pub use self::list::{AuditCursor, AuditFilter, AuditRow, list_audit};
use crate::StorageError;

/// Days that audit entries are kept at least; the database itself refuses less.
pub const LEAST_AUDIT_DAYS: i64 = 14;

/// Entries that one transaction takes away.
const BATCH: i64 = 5_000;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor<'a> {
    /// Farol by itself.
    System,
    /// Whoever ran a command on the server's machine, by the name of their account.
    Command(&'a str),
    /// A person, by e-mail address.
    User(&'a str),
    /// Whoever has a key, by its label.
    Key(&'a str),
}

/// Who did something, and from which address where it came over the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    pub actor: Actor<'a>,
    pub address: Option<IpAddr>,
}

impl<'a> From<Actor<'a>> for Origin<'a> {
    fn from(actor: Actor<'a>) -> Self {
        Self { actor, address: None }
    }
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct AuditEntry<'a> {
    pub origin: Origin<'a>,
    /// What was done, as `thing.verb`: `key.created`.
    pub action: &'a str,
    /// What it was done to.
    pub target: Option<&'a str>,
    pub project_id: Option<i32>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl<'a> AuditEntry<'a> {
    /// An entry with an origin and an action; the rest is filled in where it is known.
    pub fn new(origin: impl Into<Origin<'a>>, action: &'a str) -> Self {
        let origin = origin.into();
        Self { origin, action, target: None, project_id: None, before: None, after: None }
    }
}

impl<'a> Actor<'a> {
    /// What they are called, where they are.
    pub const fn name(self) -> Option<&'a str> {
        self.parts().1
    }

    pub(crate) const fn parts(self) -> (&'static str, Option<&'a str>) {
        match self {
            Self::System => ("system", None),
            Self::Command(account) => ("command", Some(account)),
            Self::User(email) => ("user", Some(email)),
            Self::Key(label) => ("key", Some(label)),
        }
    }
}

/// Adds an entry, in the transaction of what it tells of.
pub async fn record_audit(
    connection: &mut PgConnection,
    entry: &AuditEntry<'_>,
) -> Result<(), StorageError> {
    let (kind, actor) = entry.origin.actor.parts();
    sqlx::query!(
        "insert into audit_entries
            (actor_kind, actor, action, target, project_id, before, after, source_ip)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::inet)",
        kind,
        actor,
        entry.action,
        entry.target,
        entry.project_id,
        entry.before,
        entry.after,
        entry.origin.address.map(|address| address.to_string()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that a person read a conversation, unless the same was noted in the same hour.
pub async fn record_read(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    target: &str,
    kind: &str,
) -> Result<(), StorageError> {
    let (actor_kind, actor) = origin.actor.parts();
    sqlx::query!(
        "insert into audit_entries
            (actor_kind, actor, action, target, project_id, after, source_ip)
        values ($1, $2, 'conversation.read', $3, $4, jsonb_build_object('kind', $5::text),
            $6::text::inet)
        on conflict do nothing",
        actor_kind,
        actor,
        target,
        project_id,
        kind,
        origin.address.map(|address| address.to_string()),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a batch of entries from before a time; returns how many. Makes its own transaction.
pub async fn sweep_audit(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql("set local farol.audit_retention = 'on'").execute(&mut *transaction).await?;
    let deleted = sqlx::query!(
        "delete from audit_entries where id in
            (select id from audit_entries
            where time < least($1, now() - interval '14 days') order by time limit $2)",
        before,
        BATCH,
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(deleted.rows_affected())
}
