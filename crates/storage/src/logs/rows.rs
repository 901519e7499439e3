//! Log records written straight into the day's partition.

use farol_model::{LogRecord, SpanId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    PartitionedTable, StorageError,
    copy::{RowWriter, copy_rows},
};

/// The columns in the order in which [`encode`] writes them.
const COLUMNS: &str = "shard_key, trace_id, span_id, time_ns, observed_ns, arrival, project_id, \
    severity_number, level, severity_text, service, logger, event_name, body, attributes, \
    attribute_kinds, otlp, resource, scope, resource_kinds, execution_id";
const COLUMN_COUNT: i16 = 21;

/// A log record, the project that it belongs to, and the id of its request.
#[derive(Clone, Copy)]
pub(crate) struct ProjectLog<'a> {
    pub(crate) project_id: i32,
    pub(crate) request: Uuid,
    pub(crate) log: &'a LogRecord,
}

/// Copies log records of one day.
pub(crate) async fn copy_logs(
    connection: &mut PgConnection,
    day: i64,
    logs: &[ProjectLog<'_>],
) -> Result<u64, StorageError> {
    let table = PartitionedTable::Logs.partition(day);
    let mut rest = logs.iter();
    let write_next = &mut |row: &mut RowWriter| rest.next().map(|of| encode(row, *of)).is_some();
    copy_rows(connection, &table, COLUMNS, write_next).await
}

fn encode(row: &mut RowWriter, of: ProjectLog<'_>) {
    let ProjectLog { project_id, request, log } = of;
    row.row(COLUMN_COUNT);
    row.uuid(log.trace_id.map_or(request, |trace| trace.0));
    row.uuid_or_null(log.trace_id.map(|trace| trace.0));
    row.int8_or_null(log.span_id.map(SpanId::to_i64));
    row.int8(log.time.0);
    row.int8_or_null(log.observed.map(|time| time.0));
    row.int8(log.arrival);
    row.int4(project_id);
    row.int4(log.severity_number);
    row.int2_or_null(log.level().map(|level| level as i16 + 1));
    row.text_or_null(log.severity_text.as_deref());
    row.text_or_null(log.resource.service.as_deref());
    row.text_or_null(log.resource.scope_name.as_deref());
    row.text_or_null(log.event_name.as_deref());
    row.json_or_null(log.body.as_ref());
    row.json_or_null(log.attributes.as_ref());
    row.json_or_null(log.attribute_kinds.as_ref());
    row.json_or_null(log.otlp.as_ref());
    row.json_or_null(log.resource.resource.as_ref());
    row.json_or_null(log.resource.scope.as_ref());
    row.json_or_null(log.resource.kinds.as_ref());
    row.text_or_null(log.execution_id.as_deref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_columns_is_that_of_their_names() {
        assert_eq!(COLUMNS.split(',').count(), usize::try_from(COLUMN_COUNT).unwrap());
    }
}
