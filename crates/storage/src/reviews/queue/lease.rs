//! Who works at which item.

use std::time::Duration;

use sqlx::{Connection, PgConnection, Postgres, QueryBuilder, postgres::types::PgInterval};
use uuid::Uuid;

use super::{QueueFilter, QueueItem, find_queue_item};
use crate::{Actor, AuditEntry, Origin, StorageError, record_audit};

/// How it went to take an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Leased {
    /// Nobody else gets it for a while.
    Yes(Box<QueueItem>),
    /// Somebody else has it.
    Foreign(Box<QueueItem>),
}

/// Takes what comes next of the queue, skipping what others have or are assigned, and what the caller would not
/// have; `None` where nothing is left. A person who has an item gets it again, so that a page can be opened anew; a key,
/// which may be many programs', gets another one each time.
pub async fn lease_next_item(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    filter: &QueueFilter,
    lease: Duration,
) -> Result<Option<QueueItem>, StorageError> {
    let (kind, name) = actor.parts();
    let name = name.unwrap_or_default();
    let mut query = QueryBuilder::<Postgres>::new(
        "with next as (select id from review_queue where (leased_until is null \
         or leased_until <= now()",
    );
    if matches!(actor, Actor::User(_)) {
        query.push(" or (lease_kind = 'user' and lease_holder = ").push_bind(name).push(")");
    }
    query.push(") and not skipped_by @> array[").push_bind(skipper(actor));
    query
        .push("] and not exists(select from reviews where reviews.id = review_id and assignee <> ");
    query.push_bind(name).push(") and");
    filter.push(&mut query);
    query.push(" order by (leased_until is not null and leased_until > now()) desc, ");
    query.push("priority desc, queued_at, id limit 1 for update skip locked) ");
    query.push("update review_queue set lease_kind = ").push_bind(kind);
    query.push(", lease_holder = ").push_bind(name);
    query.push(", leased_until = now() + ").push_bind(interval(lease));
    query.push(" from next where review_queue.id = next.id returning review_queue.id");
    let id: Option<Uuid> = query.build_query_scalar().fetch_optional(&mut *connection).await?;
    match id {
        Some(id) => find_queue_item(connection, filter.project_id, id).await,
        None => Ok(None),
    }
}

/// Takes an item, or goes on having it; `None` where there is none.
pub async fn lease_queue_item(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    project_id: i32,
    id: Uuid,
    lease: Duration,
) -> Result<Option<Leased>, StorageError> {
    let (kind, name) = actor.parts();
    let leased = sqlx::query!(
        "update review_queue set lease_kind = $3, lease_holder = $4, leased_until = now() + $5
        where project_id = $1 and id = $2 and (leased_until is null or leased_until <= now()
            or (lease_kind = $3 and lease_holder = $4))",
        project_id,
        id,
        kind,
        name.unwrap_or_default(),
        interval(lease),
    )
    .execute(&mut *connection)
    .await?;
    let item = find_queue_item(connection, project_id, id).await?.map(Box::new);
    Ok(item.map(
        |item| {
            if leased.rows_affected() > 0 { Leased::Yes(item) } else { Leased::Foreign(item) }
        },
    ))
}

/// Gives an item back; says whether it was the caller's.
pub async fn release_queue_item(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    project_id: i32,
    id: Uuid,
) -> Result<bool, StorageError> {
    let (kind, name) = actor.parts();
    let released = sqlx::query!(
        "update review_queue set lease_kind = null, lease_holder = null, leased_until = null
        where project_id = $1 and id = $2 and lease_kind = $3 and lease_holder = $4",
        project_id,
        id,
        kind,
        name.unwrap_or_default(),
    )
    .execute(connection)
    .await?;
    Ok(released.rows_affected() > 0)
}

/// Leaves an item to others: whoever asks does not get it again. Says whether there is one.
pub async fn skip_queue_item(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    project_id: i32,
    id: Uuid,
) -> Result<bool, StorageError> {
    release_queue_item(connection, actor, project_id, id).await?;
    let skipped = sqlx::query!(
        "update review_queue
        set skipped_by = array_append(array_remove(skipped_by, $3), $3)
        where project_id = $1 and id = $2",
        project_id,
        id,
        skipper(actor),
    )
    .execute(connection)
    .await?;
    Ok(skipped.rows_affected() > 0)
}

/// How it went to take an item out of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    Yes,
    /// There is none.
    Absent,
    /// Its review is open, and waits for as long as it is.
    Open,
}

/// Takes an item out of the queue for everybody, and says so in the audit trail. Makes its own transaction.
pub async fn remove_queue_item(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    id: Uuid,
) -> Result<Removed, StorageError> {
    let mut transaction = connection.begin().await?;
    let removed = sqlx::query!(
        "delete from review_queue where project_id = $1 and id = $2
        returning execution_id, review_id",
        project_id,
        id,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(item) = removed else { return Ok(Removed::Absent) };
    if item.review_id.is_some() {
        return Ok(Removed::Open);
    }
    let entry = AuditEntry {
        target: Some(&item.execution_id),
        project_id: Some(project_id),
        ..AuditEntry::new(origin, "review.unqueued")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(Removed::Yes)
}

/// Somebody as one text.
fn skipper(actor: Actor<'_>) -> String {
    let (kind, name) = actor.parts();
    format!("{kind}:{}", name.unwrap_or_default())
}

fn interval(duration: Duration) -> PgInterval {
    let microseconds = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
    PgInterval { months: 0, days: 0, microseconds }
}
