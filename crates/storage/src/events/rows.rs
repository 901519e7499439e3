//! Events written straight into the day's partition.

use farol_model::Event;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    PartitionedTable, StorageError,
    copy::{RowWriter, copy_rows},
};

/// The columns in the order in which [`encode`] writes them.
const COLUMNS: &str = "shard_key, trace_id, time_ns, arrival, project_id, name, agent_id, thread_id, \
    execution_id, idempotency_key, properties";
const COLUMN_COUNT: i16 = 11;

/// An event, the project that it belongs to, and the id of its request.
#[derive(Clone, Copy)]
pub(crate) struct ProjectEvent<'a> {
    pub(crate) project_id: i32,
    pub(crate) request: Uuid,
    pub(crate) event: &'a Event,
}

/// Copies events of one day.
pub(crate) async fn copy_events(
    connection: &mut PgConnection,
    day: i64,
    events: &[ProjectEvent<'_>],
) -> Result<u64, StorageError> {
    let table = PartitionedTable::Events.partition(day);
    let mut rest = events.iter();
    let write_next = &mut |row: &mut RowWriter| rest.next().map(|of| encode(row, *of)).is_some();
    copy_rows(connection, &table, COLUMNS, write_next).await
}

fn encode(row: &mut RowWriter, of: ProjectEvent<'_>) {
    let ProjectEvent { project_id, request, event } = of;
    row.row(COLUMN_COUNT);
    row.uuid(event.trace_id.map_or(request, |trace| trace.0));
    row.uuid_or_null(event.trace_id.map(|trace| trace.0));
    row.int8(event.time.0);
    row.int8(event.arrival);
    row.int4(project_id);
    row.text(&event.name);
    row.text_or_null(event.agent_id.as_deref());
    row.text_or_null(event.thread_id.as_deref());
    row.text_or_null(event.execution_id.as_deref());
    row.text_or_null(event.idempotency_key.as_deref());
    row.json_or_null(event.properties.as_ref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_columns_is_that_of_their_names() {
        assert_eq!(COLUMNS.split(',').count(), usize::try_from(COLUMN_COUNT).unwrap());
    }
}
