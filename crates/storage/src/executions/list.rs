//! Executions read: the list with its filters, and one with all of its traces.

use std::collections::HashMap;

use farol_model::{Execution, SpanId, SpanStatus, SpanType, Summary, TraceId, UnixNano};
use sqlx::{PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};
use uuid::Uuid;

use super::filter::ExecutionFilter;
use crate::StorageError;

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExecutionSort {
    #[default]
    StartTime,
    Duration,
    TotalTokens,
    Cost,
}

/// A place in the order of a list: the value that it is sorted by, then arrival, then trace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExecutionCursor {
    /// Nanoseconds, tokens, or a cost; what has none counts as −1.
    pub value: f64,
    /// The same where it is whole: a cost aside, it is compared exactly.
    pub whole: i64,
    pub arrival: i64,
    pub trace_id: TraceId,
}

impl ExecutionSort {
    const fn expression(self) -> &'static str {
        match self {
            Self::StartTime => "start_ns",
            Self::Duration => "coalesce(duration_ns, -1)",
            Self::TotalTokens => "total_tokens",
            Self::Cost => "coalesce(cost, -1)",
        }
    }

    /// The place of an execution in a list sorted so.
    pub fn cursor(self, execution: &Execution) -> ExecutionCursor {
        let summary = &execution.summary;
        let whole = match self {
            Self::StartTime => summary.start.0,
            Self::Duration => summary.duration().unwrap_or(-1),
            Self::TotalTokens => summary.total_tokens,
            Self::Cost => 0,
        };
        let value = if self == Self::Cost { summary.cost.unwrap_or(-1.0) } else { 0.0 };
        ExecutionCursor { value, whole, arrival: summary.arrival, trace_id: execution.trace_id }
    }
}

const COLUMNS: &str = "trace_id, start_ns, last_start_ns, end_ns, arrival, root_span_id, \
    span_count, error_count, message_count, input_tokens, output_tokens, total_tokens, cost, type, \
    status, cost_estimated, has_versions, name, execution_id, agent_id, agent_name, thread_id, \
    session_id, user_id, company_id, entity_type, entity_value, service, model, models, \
    input_preview, output_preview, error, last_arrival, told_count";

/// Reads a page of executions.
pub async fn list_executions(
    connection: &mut PgConnection,
    filter: &ExecutionFilter,
) -> Result<Vec<Execution>, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from executions where project_id = ").push_bind(filter.project_id);
    filter.push(&mut query);
    let expression = filter.sort.expression();
    let (before, direction) = if filter.ascending { (">", "asc") } else { ("<", "desc") };
    if let Some(after) = &filter.after {
        query.push(format_args!(" and ({expression}, arrival, trace_id) {before} ("));
        match filter.sort {
            ExecutionSort::Cost => query.push_bind(after.value),
            _ => query.push_bind(after.whole),
        };
        query.push(", ").push_bind(after.arrival).push(", ").push_bind(after.trace_id.0).push(")");
    }
    query.push(format_args!(
        " order by {expression} {direction}, arrival {direction}, trace_id {direction} limit "
    ));
    query.push_bind(filter.limit);
    fetch(connection, query).await
}

/// Finds an execution by its trace id or by a caller's own id, which may cover several traces;
/// in the order of their start.
pub async fn find_executions(
    connection: &mut PgConnection,
    project_id: i32,
    id: &str,
) -> Result<Vec<Execution>, StorageError> {
    let trace: Option<Uuid> = id.parse::<TraceId>().ok().map(|trace| trace.0);
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from executions where project_id = ").push_bind(project_id);
    query.push(" and trace_id in (select trace_id from execution_aliases where project_id = ");
    query.push_bind(project_id).push(" and alias = ").push_bind(super::indexed(id).to_owned());
    query.push(" union all select ").push_bind(trace);
    query.push(") order by start_ns, arrival, trace_id limit 1000");
    fetch(connection, query).await
}

/// The callers' own ids of these traces' executions, for those that have one.
pub async fn execution_ids(
    connection: &mut PgConnection,
    project_id: i32,
    traces: &[TraceId],
) -> Result<HashMap<TraceId, String>, StorageError> {
    let traces: Vec<Uuid> = traces.iter().map(|trace| trace.0).collect();
    let named = sqlx::query!(
        r#"select trace_id, execution_id as "execution_id!" from executions
        where project_id = $1 and trace_id = any($2) and execution_id is not null"#,
        project_id,
        &traces,
    )
    .fetch_all(connection)
    .await?;
    Ok(named.into_iter().map(|row| (TraceId(row.trace_id), row.execution_id)).collect())
}

async fn fetch(
    connection: &mut PgConnection,
    mut query: QueryBuilder<Postgres>,
) -> Result<Vec<Execution>, StorageError> {
    let rows = query.build().fetch_all(connection).await?;
    let executions: sqlx::Result<Vec<Execution>> = rows.iter().map(execution).collect();
    Ok(executions?)
}

fn execution(row: &PgRow) -> sqlx::Result<Execution> {
    Ok(Execution {
        trace_id: TraceId(row.try_get(0)?),
        summary: Summary {
            start: UnixNano(row.try_get(1)?),
            last_start: UnixNano(row.try_get(2)?),
            end: row.try_get::<Option<i64>, _>(3)?.map(UnixNano),
            arrival: row.try_get(4)?,
            root_span_id: row.try_get::<Option<i64>, _>(5)?.map(SpanId::from_i64),
            span_count: row.try_get(6)?,
            error_count: row.try_get(7)?,
            message_count: row.try_get(8)?,
            told_count: row.try_get(34)?,
            input_tokens: row.try_get(9)?,
            output_tokens: row.try_get(10)?,
            total_tokens: row.try_get(11)?,
            cost: row.try_get(12)?,
            cost_estimated: row.try_get(15)?,
            span_type: SpanType::from_code(row.try_get(13)?),
            status: SpanStatus::from_code(row.try_get(14)?),
            has_versions: row.try_get(16)?,
            name: row.try_get(17)?,
            execution_id: row.try_get(18)?,
            agent_id: row.try_get(19)?,
            agent_name: row.try_get(20)?,
            thread_id: row.try_get(21)?,
            session_id: row.try_get(22)?,
            user_id: row.try_get(23)?,
            company_id: row.try_get(24)?,
            entity_type: row.try_get(25)?,
            entity_value: row.try_get(26)?,
            service: row.try_get(27)?,
            model: row.try_get(28)?,
            models: row.try_get(29)?,
            error: row.try_get(32)?,
            last_arrival: row.try_get(33)?,
            ..Summary::default()
        },
        input_preview: row.try_get(30)?,
        output_preview: row.try_get(31)?,
    })
}
