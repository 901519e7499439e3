//! A log record as it is read.

use farol_model::{Level, SpanId, TraceId, UnixNano};
use serde_json::value::RawValue;
use sqlx::{FromRow, Row, postgres::PgRow};

use super::filter::{AttributeCondition, Texts, level_of};
use crate::spans::raw_json;

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

pub(crate) const COLUMNS: &str = "trace_id, span_id, time_ns, observed_ns, arrival, severity_number, level, \
    severity_text, service, logger, event_name, body, attributes, attribute_kinds, otlp, resource, \
    scope, resource_kinds, execution_id";

impl LogRow {
    pub const fn cursor(&self) -> LogCursor {
        LogCursor { time: self.time, arrival: self.arrival }
    }

    pub(super) fn texts(&self) -> Texts<'_> {
        Texts {
            body: self.body.as_deref().map(RawValue::get),
            attributes: self.attributes.as_deref().map(RawValue::get),
            resource: self.resource.as_deref().map(RawValue::get),
        }
    }

    /// What others have to meet to have an attribute in common with this one; `None` where it has none of
    /// that key.
    pub fn condition_on(&self, key: &str) -> Option<AttributeCondition> {
        let Texts { attributes, resource, .. } = self.texts();
        AttributeCondition::of(key, attributes, resource)
    }

    /// Bytes of what it holds, roughly.
    pub(super) fn weight(&self) -> usize {
        let Texts { body, attributes, resource } = self.texts();
        [body, attributes, resource].into_iter().flatten().map(str::len).sum()
    }
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
            level: level.and_then(level_of),
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
