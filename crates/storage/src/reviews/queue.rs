//! What waits for a reviewer: executions that were put up, and open reviews. Whoever takes one has it for a while:
//! nobody else gets it until then.

mod feed;
mod lease;
mod open;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

pub(super) use self::{
    feed::begin_rules,
    open::{place_review, take_out},
};
pub use self::{
    feed::{Fed, feed_review_queue},
    lease::{
        Leased, Removed, lease_next_item, lease_queue_item, release_queue_item, remove_queue_item,
        skip_queue_item,
    },
};
use super::NewReview;
use crate::{
    AuditEntry, Origin, StorageError,
    executions::{indexed, push_any},
    record_audit,
};

/// Executions without a review that wait in a project at most.
const MOST_ITEMS: i64 = 100_000;

/// An execution that waits, or whose review does.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct QueueItem {
    pub id: Uuid,
    pub trace_id: Uuid,
    pub execution_id: String,
    /// The open review, and what it says.
    pub review_id: Option<Uuid>,
    pub rating: Option<String>,
    /// Who alone is given it, by e-mail address.
    pub assignee: Option<String>,
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub thread_id: Option<String>,
    pub user_id: Option<String>,
    pub input_preview: Option<String>,
    pub output_preview: Option<String>,
    /// 0 to 3, from low to critical.
    pub priority: i16,
    pub tags: Vec<String>,
    /// A list of `{rule}` or `{by}`.
    pub reasons: Value,
    pub queued_at: DateTime<Utc>,
    /// Who has it, an e-mail address or a key's label, and until when.
    pub leased_by: Option<String>,
    pub leased_until: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, trace_id, execution_id, review_id, \
    (select rating from reviews where reviews.id = review_id) as rating, \
    (select assignee from reviews where reviews.id = review_id) as assignee, agent_id, agent_name, thread_id, user_id, \
    input_preview, output_preview, priority, tags, reasons, queued_at, \
    case when leased_until > now() then lease_holder end as leased_by, \
    case when leased_until > now() then leased_until end as leased_until";

/// Which items are meant; any value of a list will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    pub project_id: i32,
    /// Agents' ids or names.
    pub agents: Vec<String>,
    pub priorities: Vec<i16>,
    /// What an open review says.
    pub ratings: Vec<String>,
    /// Whom the open review is assigned to.
    pub assignees: Vec<String>,
    pub tags: Vec<String>,
    /// Names of rules.
    pub rules: Vec<String>,
    /// Whether somebody has it.
    pub leased: Option<bool>,
}

/// A place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    pub priority: i16,
    pub queued_at: DateTime<Utc>,
    pub id: Uuid,
}

impl QueueItem {
    /// Its place in the queue.
    pub const fn cursor(&self) -> QueueCursor {
        QueueCursor { priority: self.priority, queued_at: self.queued_at, id: self.id }
    }
}

impl QueueFilter {
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(" project_id = ").push_bind(self.project_id);
        if !self.agents.is_empty() {
            query.push(" and (agent_id = any(").push_bind(self.agents.clone());
            query.push(") or agent_name = any(").push_bind(self.agents.clone()).push("))");
        }
        push_any(query, "priority", self.priorities.clone());
        if !self.ratings.is_empty() || !self.assignees.is_empty() {
            query.push(" and exists(select from reviews where reviews.id = review_id");
            push_any(query, "rating", self.ratings.clone());
            push_any(query, "assignee", self.assignees.clone());
            query.push(")");
        }
        if !self.tags.is_empty() {
            query.push(" and tags && ").push_bind(self.tags.clone());
        }
        if !self.rules.is_empty() {
            query.push(" and exists(select from jsonb_array_elements(reasons) as reason ");
            query.push("where reason ->> 'rule' = any(").push_bind(self.rules.clone()).push("))");
        }
        match self.leased {
            Some(true) => {
                query.push(" and leased_until > now()");
            }
            Some(false) => {
                query.push(" and (leased_until is null or leased_until <= now())");
            }
            None => {}
        }
    }
}

/// Lists items: what matters most first, of the same priority what waits longest.
pub async fn list_queue_items(
    connection: &mut PgConnection,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: i64,
) -> Result<Vec<QueueItem>, StorageError> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS).push(" from review_queue where");
    filter.push(&mut query);
    if let Some(QueueCursor { priority, queued_at, id }) = after {
        query.push(" and (-priority, queued_at, id) > (").push_bind(-priority);
        query.push(", ").push_bind(queued_at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by priority desc, queued_at, id limit ").push_bind(limit);
    Ok(query.build_query_as().fetch_all(connection).await?)
}

/// Counts items by priority, from low to critical.
pub async fn count_queue_items(
    connection: &mut PgConnection,
    filter: &QueueFilter,
) -> Result<[i64; 4], StorageError> {
    let mut query =
        QueryBuilder::<Postgres>::new("select priority, count(*) from review_queue where");
    filter.push(&mut query);
    query.push(" group by priority");
    let mut counts = [0; 4];
    for (priority, count) in query.build_query_as::<(i16, i64)>().fetch_all(connection).await? {
        if let Some(of) = usize::try_from(priority).ok().and_then(|place| counts.get_mut(place)) {
            *of = count;
        }
    }
    Ok(counts)
}

/// Puts an execution up by hand, and says so in the audit trail; one that waits already is given as it is, with
/// the higher of both priorities. `None` where as many wait as may. Makes its own transaction.
pub async fn queue_execution(
    connection: &mut PgConnection,
    origin: Origin<'_>,
    project_id: i32,
    new: &NewReview<'_>,
    priority: i16,
) -> Result<Option<QueueItem>, StorageError> {
    let mut transaction = connection.begin().await?;
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from review_queue where project_id = $1 and review_id is null"#,
        project_id,
    );
    if waiting.fetch_one(&mut *transaction).await? >= MOST_ITEMS {
        return Ok(None);
    }
    let reasons = json!([{"by": origin.actor.name()}]);
    let id = sqlx::query_scalar!(
        "insert into review_queue (project_id, trace_id, execution_id, agent_id, agent_name,
            thread_id, user_id, input_preview, output_preview, priority, tags, reasons)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (project_id, execution_id) do update set
            priority = greatest(review_queue.priority, excluded.priority),
            tags = array(select distinct unnest(review_queue.tags || excluded.tags)),
            reasons = case when review_queue.reasons @> excluded.reasons then review_queue.reasons
                else review_queue.reasons || excluded.reasons end
        returning id",
        project_id,
        new.traces.first().copied().unwrap_or_default().0,
        indexed(new.execution_id),
        new.agent_id,
        new.agent_name,
        new.thread_id,
        new.user_id,
        new.input_preview,
        new.output_preview,
        priority,
        new.tags,
        reasons,
    )
    .fetch_one(&mut *transaction)
    .await?;
    let entry = AuditEntry {
        target: Some(new.execution_id),
        project_id: Some(project_id),
        after: Some(json!({"itemId": id})),
        ..AuditEntry::new(origin, "review.queued")
    };
    record_audit(&mut transaction, &entry).await?;
    let item = find_queue_item(&mut transaction, project_id, id).await?;
    transaction.commit().await?;
    Ok(item)
}

/// Finds an item.
pub async fn find_queue_item(
    connection: &mut PgConnection,
    project_id: i32,
    id: Uuid,
) -> Result<Option<QueueItem>, StorageError> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS).push(" from review_queue where project_id = ").push_bind(project_id);
    query.push(" and id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(connection).await?)
}
