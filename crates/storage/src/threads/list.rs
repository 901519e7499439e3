//! Threads by their last activity.

use farol_model::{SpanStatus, TraceId, UnixNano};
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};

use super::find::Wanted;
use crate::{StorageError, executions::indexed};

/// Which threads to list; every condition must hold, any value of a list will do.
#[derive(Clone, Debug, Default)]
pub struct ThreadFilter {
    pub project_id: i32,
    /// Last activity, inclusive.
    pub from: Option<UnixNano>,
    /// Last activity, exclusive.
    pub to: Option<UnixNano>,
    /// Statuses of the newest execution.
    pub statuses: Vec<SpanStatus>,
    pub threads: Vec<String>,
    /// What some execution of the thread has: an agent's id or name, and so on.
    pub agents: Vec<String>,
    pub users: Vec<String>,
    pub sessions: Vec<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    /// Text in an execution's name, agent, ids, previews or error, compared without case.
    pub search: Option<String>,
    pub after: Option<ThreadCursor>,
    pub limit: i64,
}

/// A place in the order of threads: the newest execution's activity, arrival and trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadCursor {
    pub activity: UnixNano,
    pub arrival: i64,
    pub trace_id: TraceId,
}

/// A thread, summed up from its executions.
#[derive(Clone, Debug)]
pub struct ThreadRow {
    pub thread_id: String,
    pub place: ThreadCursor,
    /// The newest execution's.
    pub status: SpanStatus,
    pub start: UnixNano,
    pub execution_count: i64,
    pub error_count: i64,
    /// Recorded messages.
    pub message_count: i64,
    /// About how many messages calls of models tell.
    pub told_count: i64,
    pub total_tokens: i64,
    pub cost: Option<f64>,
    pub cost_estimated: bool,
    /// Of the newest execution that has one.
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub session_id: Option<String>,
    pub user_id: Option<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    pub input_preview: Option<String>,
    pub output_preview: Option<String>,
}

/// When something last happened in an execution, as the indexes of threads have it.
const ACTIVITY: &str = "greatest(last_start_ns, end_ns)";

/// Executions, the newest of a thread, that are looked through for what the newest one lacks.
const RECENT: i64 = 20;

/// Reads a page of threads, the latest activity first.
pub async fn list_threads(
    connection: &mut PgConnection,
    filter: &ThreadFilter,
) -> Result<Vec<ThreadRow>, StorageError> {
    let wanted = Wanted::find(connection, filter).await?;
    let mut query =
        QueryBuilder::new("with page as materialized (select thread_id, trace_id, arrival, ");
    query.push(ACTIVITY).push(" as activity, status from executions as newest");
    query.push(" where project_id = ").push_bind(filter.project_id);
    query.push(" and thread_id is not null");
    push_conditions(&mut query, filter);
    wanted.push(&mut query, filter);
    // A scalar subquery: as a join, the planner would pair all executions before it takes a page.
    query.push(
        " and (select later.trace_id = newest.trace_id from executions as later \
         where later.project_id = newest.project_id and later.thread_id = newest.thread_id \
         order by greatest(later.last_start_ns, later.end_ns) desc, later.arrival desc, \
         later.trace_id desc limit 1)",
    );
    query.push(format_args!(" order by {ACTIVITY} desc, arrival desc, trace_id desc limit "));
    query.push_bind(filter.limit).push(")");
    push_sums(&mut query, filter.project_id);
    query.push(" order by activity desc, arrival desc, trace_id desc");
    Ok(query.build_query_as().fetch_all(connection).await?)
}

/// Sums up one thread.
pub async fn find_thread(
    connection: &mut PgConnection,
    project_id: i32,
    thread_id: &str,
) -> Result<Option<ThreadRow>, StorageError> {
    let mut query = QueryBuilder::new("with page as (select thread_id, trace_id, arrival, ");
    query.push(ACTIVITY).push(" as activity, status from executions");
    query.push(" where project_id = ").push_bind(project_id);
    query.push(" and thread_id = ").push_bind(indexed(thread_id).to_owned());
    query.push(format_args!(" order by {ACTIVITY} desc, arrival desc, trace_id desc limit 1)"));
    push_sums(&mut query, project_id);
    Ok(query.build_query_as().fetch_optional(connection).await?)
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, filter: &ThreadFilter) {
    if let Some(from) = filter.from {
        query.push(format_args!(" and {ACTIVITY} >= ")).push_bind(from.0);
    }
    if let Some(to) = filter.to {
        query.push(format_args!(" and {ACTIVITY} < ")).push_bind(to.0);
    }
    if !filter.statuses.is_empty() {
        let statuses: Vec<i16> = filter.statuses.iter().map(|status| status.code()).collect();
        query.push(" and status = any(").push_bind(statuses).push(")");
    }
    if let Some(after) = filter.after {
        query.push(format_args!(" and ({ACTIVITY}, arrival, trace_id) < ("));
        query.push_bind(after.activity.0).push(", ").push_bind(after.arrival);
        query.push(", ").push_bind(after.trace_id.0).push(")");
    }
}

/// Reads, for the threads of a page, what their executions have in common.
fn push_sums(query: &mut QueryBuilder<Postgres>, project_id: i32) {
    let newest = |column: &str| {
        format!("(array_agg({column}) filter (where {column} is not null))[1] as {column}")
    };
    // Type and value of an entity belong together.
    let columns = [
        "agent_id",
        "agent_name",
        "session_id",
        "user_id",
        "input_preview",
        "output_preview",
        "entity_value",
    ];
    let columns = columns.map(newest).join(", ");
    query.push(format_args!(
        " select page.*, sums.*, recent.* from page cross join lateral (select \
         min(start_ns) as start_ns, count(distinct coalesce(execution_id, trace_id::text)) as execution_count, \
         sum(error_count)::bigint as error_count, sum(message_count)::bigint as message_count, \
         sum(told_count)::bigint as told_count, sum(total_tokens)::bigint as total_tokens, \
         sum(cost) as cost, bool_or(cost_estimated) as cost_estimated from executions as each \
         where each.thread_id = page.thread_id and project_id = "
    ));
    query.push_bind(project_id);
    query.push(format_args!(
        ") as sums cross join lateral (select {columns}, \
         (array_agg(entity_type) filter (where entity_value is not null))[1] as entity_type \
         from (select * from executions as each where each.thread_id = page.thread_id and project_id = "
    ));
    query.push_bind(project_id);
    query.push(format_args!(
        " order by {ACTIVITY} desc, arrival desc limit {RECENT}) as last) as recent"
    ));
}

impl FromRow<'_, PgRow> for ThreadRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            thread_id: row.try_get("thread_id")?,
            place: ThreadCursor {
                activity: UnixNano(row.try_get("activity")?),
                arrival: row.try_get("arrival")?,
                trace_id: TraceId(row.try_get("trace_id")?),
            },
            status: SpanStatus::from_code(row.try_get("status")?),
            start: UnixNano(row.try_get("start_ns")?),
            execution_count: row.try_get("execution_count")?,
            error_count: row.try_get("error_count")?,
            message_count: row.try_get("message_count")?,
            told_count: row.try_get("told_count")?,
            total_tokens: row.try_get("total_tokens")?,
            cost: row.try_get("cost")?,
            cost_estimated: row.try_get("cost_estimated")?,
            agent_id: row.try_get("agent_id")?,
            agent_name: row.try_get("agent_name")?,
            session_id: row.try_get("session_id")?,
            user_id: row.try_get("user_id")?,
            entity_type: row.try_get("entity_type")?,
            entity_value: row.try_get("entity_value")?,
            input_preview: row.try_get("input_preview")?,
            output_preview: row.try_get("output_preview")?,
        })
    }
}
