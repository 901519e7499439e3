//! Executions that events and scores tell of: for whoever follows them, they have changed.

use std::collections::BTreeSet;

use sqlx::PgConnection;
use uuid::Uuid;

use super::WriteRequest;
use crate::{StorageError, executions::indexed};

/// Writes down which executions are told of, by their traces or by their callers' own ids.
pub(super) async fn write(
    connection: &mut PgConnection,
    requests: &[WriteRequest],
) -> Result<(), StorageError> {
    let (mut by_trace, mut by_id) = (BTreeSet::new(), BTreeSet::new());
    for request in requests {
        let events = request.events.iter().filter_map(|of| Some((of.trace_id?, &of.execution_id)));
        let scores = request.scores.iter().map(|of| (of.trace_id, &of.execution_id));
        for (trace, id) in events.chain(scores) {
            by_trace.insert((request.project_id, trace.0));
            by_id.extend(id.as_deref().map(|id| (request.project_id, indexed(id).to_owned())));
        }
    }
    if by_trace.is_empty() {
        return Ok(());
    }
    let (projects, traces): (Vec<i32>, Vec<Uuid>) = by_trace.into_iter().unzip();
    let (id_projects, ids): (Vec<i32>, Vec<String>) = by_id.into_iter().unzip();
    sqlx::query!(
        "insert into execution_changes (project_id, traces, are_new)
        select project_id, array_agg(trace_id), array_agg(false)
        from (select * from unnest($1::integer[], $2::uuid[]) as told (project_id, trace_id)
            union
            select aliases.project_id, aliases.trace_id
            from unnest($3::integer[], $4::text[]) as told (project_id, alias)
                join execution_aliases as aliases using (project_id, alias)) as touched
        group by project_id",
        &projects,
        &traces,
        &id_projects,
        &ids,
    )
    .execute(connection)
    .await?;
    Ok(())
}
