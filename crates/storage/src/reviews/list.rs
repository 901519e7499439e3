//! Reviews in pages, newest first.

use chrono::{DateTime, Utc};
use farol_model::TraceId;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{
    row::{COLUMNS, Review},
    words::{fold, split},
};
use crate::{
    StorageError,
    executions::{indexed, push_any},
};

/// Reviews that a search finds which are looked at one by one, rather than all in their order.
const FEW: i64 = 2_000;

/// Which reviews are meant; every condition must hold, any value of a list will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewFilter {
    pub project_id: i32,
    /// Agents' ids or names.
    pub agents: Vec<String>,
    pub statuses: Vec<String>,
    pub ratings: Vec<String>,
    pub priorities: Vec<String>,
    pub tags: Vec<String>,
    pub assignees: Vec<String>,
    /// The traces of an execution, and its id.
    pub execution: Option<(Vec<TraceId>, String)>,
    /// Made at or after.
    pub from: Option<DateTime<Utc>>,
    /// Made before.
    pub to: Option<DateTime<Utc>>,
    /// Changed at or after.
    pub since: Option<DateTime<Utc>>,
    /// Words as people write them into a search box.
    pub search: Option<String>,
}

/// A place in the order of reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewCursor {
    pub created_at: DateTime<Utc>,
    pub id: Uuid,
}

impl Review {
    /// Its place in the order of reviews.
    pub const fn cursor(&self) -> ReviewCursor {
        ReviewCursor { created_at: self.created_at, id: self.id }
    }
}

impl ReviewFilter {
    /// The reviews that a search finds, where these are few: it is known only afterwards whether to begin with
    /// them or with the newest, and estimates take words that hardly any review has for ten times as many.
    pub(super) async fn find_few(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Option<Vec<Uuid>>, StorageError> {
        let Some(search) = &self.search else { return Ok(None) };
        let mut query = QueryBuilder::<Postgres>::new("");
        push_search(&mut query, search);
        query.push(" limit ").push_bind(FEW + 1);
        // How frequent its words are decides how they are looked for.
        let query = query.build_query_scalar().persistent(false);
        let found: Vec<Uuid> = query.fetch_all(connection).await?;
        Ok(i64::try_from(found.len()).is_ok_and(|count| count <= FEW).then_some(found))
    }

    /// Adds the conditions to a statement that reads `reviews`, of which those that a search finds may be known.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>, few: Option<Vec<Uuid>>) {
        query.push(" project_id = ").push_bind(self.project_id);
        if !self.agents.is_empty() {
            let ids: Vec<String> = self.agents.iter().map(|id| indexed(id).to_owned()).collect();
            query.push(" and (agent_id = any(").push_bind(ids.clone());
            query.push(") or agent_name = any(").push_bind(ids).push("))");
        }
        push_any(query, "status", self.statuses.clone());
        push_any(query, "rating", self.ratings.clone());
        push_any(query, "priority", self.priorities.clone());
        push_any(query, "assignee", self.assignees.clone());
        if !self.tags.is_empty() {
            query.push(" and tags && ").push_bind(self.tags.clone());
        }
        if let Some((traces, execution_id)) = &self.execution {
            let traces: Vec<Uuid> = traces.iter().map(|trace| trace.0).collect();
            query.push(" and (trace_id = any(").push_bind(traces);
            query
                .push(") or execution_id = ")
                .push_bind(indexed(execution_id).to_owned())
                .push(")");
        }
        if let Some(from) = self.from {
            query.push(" and created_at >= ").push_bind(from);
        }
        if let Some(to) = self.to {
            query.push(" and created_at < ").push_bind(to);
        }
        if let Some(since) = self.since {
            query.push(" and updated_at >= ").push_bind(since);
        }
        match (few, &self.search) {
            (Some(few), _) => {
                query.push(" and id = any(").push_bind(few).push(")");
            }
            (None, Some(search)) => {
                query.push(" and id in (");
                push_search(query, search);
                query.push(")");
            }
            (None, None) => {}
        }
    }
}

/// Adds the statement that finds reviews by their words.
fn push_search(query: &mut QueryBuilder<Postgres>, search: &str) {
    query.push("select review_id from review_conversations where true");
    let (wanted, unwanted) = split(search);
    if !wanted.is_empty() {
        push_match(query, " and words @@ ", &wanted);
    }
    if !unwanted.is_empty() {
        push_match(query, " and not words @@ ", &unwanted);
    }
}

/// Adds that words are found in either language.
fn push_match(query: &mut QueryBuilder<Postgres>, condition: &str, search: &str) {
    let folded = fold(search);
    query.push(condition).push("(websearch_to_tsquery('english', ").push_bind(folded.english);
    query.push(") || websearch_to_tsquery('portuguese', ").push_bind(folded.portuguese).push("))");
}

/// Lists reviews, the newest first, from behind the place that is named.
pub async fn list_reviews(
    connection: &mut PgConnection,
    filter: &ReviewFilter,
    after: Option<ReviewCursor>,
    limit: i64,
) -> Result<Vec<Review>, StorageError> {
    let few = filter.find_few(connection).await?;
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS).push(" from reviews where");
    filter.push(&mut query, few);
    if let Some(ReviewCursor { created_at, id }) = after {
        query.push(" and (created_at, id) < (").push_bind(created_at);
        query.push(", ").push_bind(id).push(")");
    }
    query.push(" order by created_at desc, id desc limit ").push_bind(limit);
    Ok(query.build_query_as().fetch_all(connection).await?)
}

/// Finds the review of an execution, by its traces or its id.
pub async fn find_review_of(
    connection: &mut PgConnection,
    project_id: i32,
    traces: &[TraceId],
    execution_id: &str,
) -> Result<Option<Uuid>, StorageError> {
    let traces: Vec<Uuid> = traces.iter().map(|trace| trace.0).collect();
    let found = sqlx::query_scalar!(
        "select id from reviews
        where project_id = $1 and (trace_id = any($2) or execution_id = $3)
        order by created_at, id limit 1",
        project_id,
        &traces,
        indexed(execution_id),
    )
    .fetch_optional(connection)
    .await?;
    Ok(found)
}
