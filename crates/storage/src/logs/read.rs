//! Log records read: a page by time.

use farol_model::{Level, SpanId, TraceId, UnixNano};
use serde_json::value::RawValue;
use sqlx::{FromRow, PgConnection, QueryBuilder, Row, postgres::PgRow};

use crate::{StorageError, spans::raw_json};

/// Which log records to read; every condition must hold, any value of a list will do.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    pub project_id: i32,
    /// Inclusive.
    pub from: Option<UnixNano>,
    /// Exclusive.
    pub to: Option<UnixNano>,
    pub levels: Vec<Level>,
    /// Producers' own words for levels, compared without case.
    pub severity_texts: Vec<String>,
    pub services: Vec<String>,
    /// Records of these traces alone.
    pub traces: Option<Vec<TraceId>>,
    pub span_id: Option<SpanId>,
    /// Oldest first instead of newest first.
    pub ascending: bool,
    pub after: Option<LogCursor>,
    pub limit: i64,
}

/// A place in the order of log records: time, then arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogCursor {
    pub time: UnixNano,
    pub arrival: i64,
}

/// A stored log record.
#[derive(Clone, Debug)]
pub struct LogRow {
    pub trace_id: Option<TraceId>,
    pub span_id: Option<SpanId>,
    pub time: UnixNano,
    pub observed: Option<UnixNano>,
    pub arrival: i64,
    pub severity_number: i32,
    pub level: Option<Level>,
    pub severity_text: Option<String>,
    pub service: Option<String>,
    pub logger: Option<String>,
    pub event_name: Option<String>,
    pub body: Option<Box<RawValue>>,
    pub attributes: Option<Box<RawValue>>,
    pub attribute_kinds: Option<Box<RawValue>>,
    pub otlp: Option<Box<RawValue>>,
    pub resource: Option<Box<RawValue>>,
    pub scope: Option<Box<RawValue>>,
    pub resource_kinds: Option<Box<RawValue>>,
    pub execution_id: Option<String>,
}

const COLUMNS: &str = "trace_id, span_id, time_ns, observed_ns, arrival, severity_number, level, \
    severity_text, service, logger, event_name, body, attributes, attribute_kinds, otlp, resource, \
    scope, resource_kinds, execution_id";

/// Reads a page of log records, newest first unless asked otherwise.
pub async fn list_logs(
    connection: &mut PgConnection,
    filter: &LogFilter,
) -> Result<Vec<LogRow>, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from logs where project_id = ").push_bind(filter.project_id);
    if let Some(from) = filter.from {
        query.push(" and time_ns >= ").push_bind(from.0);
    }
    if let Some(to) = filter.to {
        query.push(" and time_ns < ").push_bind(to.0);
    }
    if !filter.levels.is_empty() || !filter.severity_texts.is_empty() {
        let levels: Vec<i16> = filter.levels.iter().map(|level| *level as i16 + 1).collect();
        query.push(" and (level = any(").push_bind(levels);
        query.push(") or lower(severity_text) = any(").push_bind(&filter.severity_texts).push("))");
    }
    if !filter.services.is_empty() {
        query.push(" and service = any(").push_bind(&filter.services).push(")");
    }
    if let Some(traces) = &filter.traces {
        let traces: Vec<_> = traces.iter().map(|trace| trace.0).collect();
        query.push(" and trace_id = any(").push_bind(traces).push(")");
    }
    if let Some(span_id) = filter.span_id {
        query.push(" and span_id = ").push_bind(span_id.to_i64());
    }
    let (before, direction) = if filter.ascending { (">", "asc") } else { ("<", "desc") };
    if let Some(after) = filter.after {
        // The time alone too: it is what the planner prunes days by.
        query.push(format_args!(" and time_ns {before}= ")).push_bind(after.time.0);
        query.push(format_args!(" and (time_ns, arrival) {before} (")).push_bind(after.time.0);
        query.push(", ").push_bind(after.arrival).push(")");
    }
    query.push(format_args!(" order by time_ns {direction}, arrival {direction} limit "));
    query.push_bind(filter.limit);
    Ok(query.build_query_as().fetch_all(connection).await?)
}

impl FromRow<'_, PgRow> for LogRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let level = row.try_get::<Option<i16>, _>(6)?;
        Ok(Self {
            trace_id: row.try_get::<Option<_>, _>(0)?.map(TraceId),
            span_id: row.try_get::<Option<i64>, _>(1)?.map(SpanId::from_i64),
            time: UnixNano(row.try_get(2)?),
            observed: row.try_get::<Option<i64>, _>(3)?.map(UnixNano),
            arrival: row.try_get(4)?,
            severity_number: row.try_get(5)?,
            level: level
                .and_then(|code| Level::ALL.into_iter().find(|each| *each as i16 + 1 == code)),
            severity_text: row.try_get(7)?,
            service: row.try_get(8)?,
            logger: row.try_get(9)?,
            event_name: row.try_get(10)?,
            body: raw_json(row, 11)?,
            attributes: raw_json(row, 12)?,
            attribute_kinds: raw_json(row, 13)?,
            otlp: raw_json(row, 14)?,
            resource: raw_json(row, 15)?,
            scope: raw_json(row, 16)?,
            resource_kinds: raw_json(row, 17)?,
            execution_id: row.try_get(18)?,
        })
    }
}
