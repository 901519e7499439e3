//! What a filter asks of a thread's executions.

use std::collections::BTreeSet;

use sqlx::{PgConnection, Postgres, QueryBuilder};

use super::ThreadFilter;
use crate::{
    StorageError,
    executions::{push_any, push_search},
};

/// Executions that are looked through for their threads.
const MOST: i64 = 1_000;

/// How threads are found of which some execution is what the filter asks for.
pub(super) enum Wanted {
    /// It asks nothing of them.
    Any,
    /// These few.
    Threads(Vec<String>),
    /// Many: looking at the threads one by one, newest first, soon fills a page.
    Common,
}

impl Wanted {
    pub(super) async fn find(
        connection: &mut PgConnection,
        filter: &ThreadFilter,
    ) -> Result<Self, StorageError> {
        if !asks(filter) {
            return Ok(Self::Any);
        }
        let mut query = QueryBuilder::new("select thread_id from executions where project_id = ");
        query.push_bind(filter.project_id).push(" and thread_id is not null");
        push_conditions(&mut query, filter);
        query.push(" limit ").push_bind(MOST + 1);
        let found: Vec<String> = query.build_query_scalar().fetch_all(connection).await?;
        if found.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
            return Ok(Self::Common);
        }
        let distinct: BTreeSet<String> = found.into_iter().collect();
        Ok(Self::Threads(distinct.into_iter().collect()))
    }

    /// The condition on the thread of the row `newest`.
    pub(super) fn push(self, query: &mut QueryBuilder<Postgres>, filter: &ThreadFilter) {
        match self {
            Self::Any => {}
            Self::Threads(threads) => {
                query.push(" and thread_id = any(").push_bind(threads).push(")");
            }
            Self::Common => {
                query.push(
                    " and (select true from executions as each \
                     where each.project_id = newest.project_id \
                     and each.thread_id = newest.thread_id",
                );
                push_conditions(query, filter);
                query.push(" limit 1)");
            }
        }
    }
}

fn asks(filter: &ThreadFilter) -> bool {
    let lists = [&filter.threads, &filter.agents, &filter.users, &filter.sessions];
    let texts = [&filter.entity_type, &filter.entity_value, &filter.search];
    lists.iter().any(|list| !list.is_empty()) || texts.iter().any(|text| text.is_some())
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, filter: &ThreadFilter) {
    push_any(query, "thread_id", filter.threads.clone());
    push_any(query, "session_id", filter.sessions.clone());
    push_any(query, "user_id", filter.users.clone());
    if !filter.agents.is_empty() {
        query.push(" and (agent_id = any(").push_bind(filter.agents.clone());
        query.push(") or agent_name = any(").push_bind(filter.agents.clone()).push("))");
    }
    if let Some(entity_type) = &filter.entity_type {
        query.push(" and entity_type = ").push_bind(entity_type.clone());
    }
    if let Some(entity_value) = &filter.entity_value {
        query.push(" and entity_value = ").push_bind(entity_value.clone());
    }
    if let Some(search) = &filter.search {
        push_search(query, search);
    }
}
