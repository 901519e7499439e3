//! A log record.

use std::collections::HashMap;

use farol_model::{Level, SpanId, TraceId, UnixNano};
use farol_storage::{LogCursor, LogRow};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{LogLevel, as_text, empty};
use crate::cursor::Cursor;

/// A log record.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Log {
    /// Opaque.
    id: String,
    #[schema(value_type = String, format = DateTime)]
    timestamp: UnixNano,
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = String)]
    timestamp_unix_nano: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    observed_timestamp: Option<UnixNano>,
    /// One of OpenTelemetry's six; null where neither number nor word tells.
    #[schema(required, value_type = Option<LogLevel>)]
    level: Option<Level>,
    severity_number: i32,
    /// The producer's own word.
    #[schema(required)]
    severity_text: Option<String>,
    #[schema(required)]
    service: Option<String>,
    #[schema(required)]
    logger: Option<String>,
    #[schema(required, value_type = serde_json::Value)]
    body: Option<Box<RawValue>>,
    #[schema(value_type = Object)]
    attributes: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    attribute_kinds: Option<Box<RawValue>>,
    #[schema(required, value_type = Option<Object>)]
    resource: Option<Box<RawValue>>,
    #[schema(required, value_type = Option<Object>)]
    scope: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    resource_kinds: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    otlp: Option<Box<RawValue>>,
    #[schema(required, value_type = Option<String>)]
    trace_id: Option<TraceId>,
    #[schema(required, value_type = Option<String>)]
    span_id: Option<SpanId>,
    /// The caller's own id of the execution, else the trace id.
    #[schema(required)]
    execution_id: Option<String>,
    #[schema(required)]
    event_name: Option<String>,
}

impl Log {
    /// `own_ids` holds the callers' ids of executions.
    pub(crate) fn new(row: LogRow, own_ids: &HashMap<TraceId, String>) -> Self {
        let id_of =
            |trace: TraceId| own_ids.get(&trace).cloned().unwrap_or_else(|| trace.to_string());
        Self {
            id: LogCursor { time: row.time, arrival: row.arrival }.encode(),
            timestamp: row.time,
            timestamp_unix_nano: row.time.0,
            observed_timestamp: row.observed,
            level: row.level,
            severity_number: row.severity_number,
            severity_text: row.severity_text,
            service: row.service,
            logger: row.logger,
            body: row.body,
            attributes: row.attributes.unwrap_or_else(|| empty("{}")),
            attribute_kinds: row.attribute_kinds,
            resource: row.resource,
            scope: row.scope,
            resource_kinds: row.resource_kinds,
            otlp: row.otlp,
            trace_id: row.trace_id,
            span_id: row.span_id,
            execution_id: row.execution_id.or_else(|| row.trace_id.map(id_of)),
            event_name: row.event_name,
        }
    }
}
