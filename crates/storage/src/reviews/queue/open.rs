//! Open reviews wait like executions that have none.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StorageError, executions::indexed, reviews::NewReview};

/// Takes an execution that is reviewed out of the queue; returns why it waited, lists of reasons. For an open review
/// the item of its own id stays, with whoever works at it: [`place_review`] makes it the review's.
pub(in crate::reviews) async fn take_out(
    connection: &mut PgConnection,
    project_id: i32,
    new: &NewReview<'_>,
) -> Result<Vec<Value>, StorageError> {
    let traces: Vec<Uuid> = new.traces.iter().map(|trace| trace.0).collect();
    let reasons = sqlx::query_scalar!(
        "delete from review_queue
        where project_id = $1 and (execution_id = $2 or trace_id = any($3))
            and not ($4 = 'open' and execution_id = $2)
        returning reasons",
        project_id,
        indexed(new.execution_id),
        &traces,
        new.status,
    )
    .fetch_all(connection)
    .await?;
    Ok(reasons)
}

/// Puts a review where its status says: it waits while it is open, whoever else gave `reasons` for it before.
pub(in crate::reviews) async fn place_review(
    connection: &mut PgConnection,
    id: Uuid,
    reasons: &[Value],
) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from review_queue using reviews
        where review_id = $1 and reviews.id = $1 and status <> 'open'",
        id,
    )
    .execute(&mut *connection)
    .await?;
    let reasons = reasons.iter().filter_map(Value::as_array).flatten().cloned().collect();
    sqlx::query!(
        "insert into review_queue (project_id, trace_id, execution_id, agent_id, agent_name,
            thread_id, user_id, input_preview, output_preview, priority, tags, reasons, queued_at,
            review_id)
        select project_id, trace_id, execution_id, agent_id, agent_name, thread_id, user_id,
            input_preview, output_preview,
            array_position(array['low', 'medium', 'high', 'critical'], priority) - 1, tags,
            $2::jsonb || jsonb_build_object('by', reviewed_by), created_at, id
        from reviews where id = $1 and status = 'open'
        on conflict (project_id, execution_id) do update set priority = excluded.priority,
            tags = excluded.tags, review_id = excluded.review_id,
            reasons = case when review_queue.review_id is null
                then review_queue.reasons || excluded.reasons else review_queue.reasons end",
        id,
        Value::Array(reasons),
    )
    .execute(connection)
    .await?;
    Ok(())
}
