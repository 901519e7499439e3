//! Spans searched, newest first.

use std::collections::HashMap;

use farol_model::{SpanId, TraceId, UnixNano};
use sqlx::{PgConnection, QueryBuilder};
use uuid::Uuid;

use super::{
    SpanCursor, SpanFilter, SpanRow,
    filter::push_conditions,
    read::LIGHT,
    slices::{Patience, Slice, Walk, push_bounds},
};
use crate::StorageError;

/// A page of a search.
#[derive(Debug, Default)]
pub struct SpanSearch {
    pub spans: Vec<SpanRow>,
    /// Where the next page begins; `None` where there is none.
    pub next: Option<SpanCursor>,
    /// Where time was up: nothing older was looked at.
    pub searched_to: Option<UnixNano>,
}

/// Searches for a page of spans, without their payloads, behind a place.
pub async fn search_spans(
    connection: &mut PgConnection,
    filter: &SpanFilter,
    after: Option<SpanCursor>,
    limit: i64,
    patience: Patience,
) -> Result<SpanSearch, StorageError> {
    let mut spans: Vec<SpanRow> = Vec::new();
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let before = after.map(|after| UnixNano(after.start.0.saturating_add(1)));
    let mut walk = Walk::new(filter, before, patience);
    let mut more = false;
    while !more && let Some(mut turn) = walk.turn(connection).await? {
        let limit = wanted.saturating_add(1) - spans.len();
        let found = read(&mut turn.transaction, filter, turn.slice, after, limit).await;
        let Some(found) = walk.end(turn, found).await? else { break };
        spans.extend(found);
        more = spans.len() > wanted;
    }
    spans.truncate(wanted);
    let next = spans.last().filter(|_| more).map(SpanCursor::of);
    let searched_to = walk.searched_to().filter(|_| !more);
    let next = next.or_else(|| searched_to.map(SpanCursor::before));
    drop_older_versions(connection, filter.project_id, &mut spans).await?;
    Ok(SpanSearch { spans, next, searched_to })
}

impl SpanCursor {
    /// The place before everything that starts earlier than this.
    fn before(time: UnixNano) -> Self {
        Self {
            start: UnixNano(time.0.saturating_sub(1)),
            arrival: i64::MAX,
            trace_id: TraceId(Uuid::max()),
            span_id: SpanId(u64::MAX),
        }
    }
}

async fn read(
    connection: &mut PgConnection,
    filter: &SpanFilter,
    slice: Slice,
    after: Option<SpanCursor>,
    limit: usize,
) -> Result<Vec<SpanRow>, StorageError> {
    let mut query = QueryBuilder::new("select ");
    query.push(LIGHT).push(" from spans where true");
    push_bounds(&mut query, slice);
    push_conditions(&mut query, filter);
    if let Some(after) = after {
        query.push(" and (start_ns, arrival, trace_id, span_id) < (");
        query.push_bind(after.start.0).push(", ").push_bind(after.arrival);
        query.push(", ").push_bind(after.trace_id.0).push(", ");
        query.push_bind(after.span_id.to_i64()).push(")");
    }
    query.push(" order by start_ns desc, arrival desc, trace_id desc, span_id desc limit ");
    query.push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
    Ok(query.build_query_as().fetch_all(connection).await?)
}

/// Takes away rows of which their span has a newer version, with another start.
async fn drop_older_versions(
    connection: &mut PgConnection,
    project_id: i32,
    spans: &mut Vec<SpanRow>,
) -> Result<(), StorageError> {
    let traces: Vec<Uuid> = spans.iter().map(|span| span.trace_id.0).collect();
    let versioned = sqlx::query!(
        "select trace_id, start_ns, last_start_ns from executions
        where project_id = $1 and trace_id = any($2) and has_versions",
        project_id,
        &traces,
    )
    .fetch_all(&mut *connection)
    .await?;
    if versioned.is_empty() {
        return Ok(());
    }
    let traces: Vec<Uuid> = versioned.iter().map(|of| of.trace_id).collect();
    let ids: Vec<i64> = spans.iter().map(|span| span.span_id.to_i64()).collect();
    let newest = sqlx::query!(
        "select distinct on (trace_id, span_id) trace_id, span_id, start_ns from spans
        where project_id = $1 and trace_id = any($2) and span_id = any($3)
            and start_ns between $4 and $5
        order by trace_id, span_id, end_ns desc, arrival desc",
        project_id,
        &traces,
        &ids,
        versioned.iter().map(|of| of.start_ns).min().unwrap_or_default(),
        versioned.iter().map(|of| of.last_start_ns).max().unwrap_or_default(),
    )
    .fetch_all(connection)
    .await?;
    let newest: HashMap<(Uuid, i64), i64> =
        newest.into_iter().map(|of| ((of.trace_id, of.span_id), of.start_ns)).collect();
    spans.retain(|span| {
        let start = newest.get(&(span.trace_id.0, span.span_id.to_i64()));
        start.is_none_or(|start| *start == span.start.0)
    });
    Ok(())
}
