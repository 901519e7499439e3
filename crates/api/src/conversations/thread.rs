//! `GET /api/v1/observability/threads/{threadId}`: one long conversation over its executions.

use std::collections::HashMap;

use axum::{Json, extract::State};
use farol_model::{Execution as Summed, TraceId, UnixNano};
use farol_otlp::Conversation;
use farol_storage::{ExecutionCursor, ExecutionFilter, ExecutionSort, SpanScope, list_executions};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::{derived, latest, recorded};
use crate::{
    AppState,
    audit::tell_read,
    auth::Reader,
    cursor::Cursor,
    error::ApiError,
    path::Path,
    query::{Query, limit},
    wire::{Execution, Message, Thread, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ThreadPageQuery {
    /// Executions, at most 500; 20 unless given. Fewer come where they are large.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// A thread with a page of its executions and what was said in them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ThreadDetails {
    #[serde(flatten)]
    thread: Thread,
    /// The messages of these executions in the order of time, each once.
    messages: Vec<Message>,
    /// Newest first.
    executions: Vec<Execution>,
    /// False where some of these executions said too much to read all of it.
    complete: bool,
    /// Hand it back as `cursor` for what was said before; null where that is the beginning.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// Recorded messages that an answer holds at most.
const MOST_MESSAGES: i64 = 5_000;

/// Spans that the executions of an answer have at most, unless it is one alone.
const MOST_SPANS: i64 = 10_000;

/// Finds a thread, with its newest executions and their messages.
#[utoipa::path(get, path = "/api/v1/observability/threads/{threadId}", tag = "conversations",
    params(("threadId" = String, Path), ThreadPageQuery),
    responses((status = 200, body = ThreadDetails)))]
pub(crate) async fn find_thread(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ThreadPageQuery>,
) -> Result<Json<ThreadDetails>, ApiError> {
    let limit = limit(query.limit, 20, 500)?;
    let after = ExecutionCursor::parse(query.cursor.as_deref())?;
    let mut connection = state.pool.acquire().await?;
    let project_id = reader.project.id;
    let row = farol_storage::find_thread(&mut connection, project_id, &id).await?;
    let row = row.ok_or_else(|| ApiError::not_found("thread"))?;
    tell_read(&state, &mut connection, &reader, "thread", &row.thread_id).await?;
    let filter = ExecutionFilter {
        project_id,
        threads: vec![row.thread_id.clone()],
        after,
        limit: limit + 1,
        ..ExecutionFilter::default()
    };
    let mut page = list_executions(&mut connection, &filter).await?;
    let has_more = cut(&mut page, limit) | cut_by_spans(&mut page);
    let next_cursor =
        page.last().filter(|_| has_more).map(|last| ExecutionSort::StartTime.cursor(last).encode());
    let said = if row.message_count > 0 {
        read_recorded(&mut connection, project_id, &page).await?
    } else {
        let past = if has_more { Conversation::with_past() } else { Conversation::default() };
        read_derived(&mut connection, project_id, &page, past).await?
    };
    let rows = vec![row];
    let thread = latest::with_texts(&mut connection, project_id, rows).await?.pop();
    let thread = thread.ok_or_else(|| ApiError::not_found("thread"))?;
    let quiet = state.settings.execution_quiet;
    let executions = page.into_iter().map(|each| Execution::new(each, quiet)).collect();
    let (messages, complete) = said;
    Ok(Json(ThreadDetails { thread, messages, executions, complete, next_cursor }))
}

/// Ends a page where its executions have too many spans to look through; says whether it did.
fn cut_by_spans(page: &mut Vec<Summed>) -> bool {
    let mut spans = 0;
    let end = page.iter().position(|execution| {
        let before = spans;
        spans += execution.summary.span_count;
        before > 0 && spans > MOST_SPANS
    });
    let Some(end) = end else { return false };
    page.truncate(end);
    true
}

/// The messages that were recorded in these executions; says whether these are all.
async fn read_recorded(
    connection: &mut PgConnection,
    project_id: i32,
    page: &[Summed],
) -> Result<(Vec<Message>, bool), ApiError> {
    let mut lines = match scope(project_id, page) {
        Some(scope) => recorded::read(connection, &scope, None, MOST_MESSAGES + 1).await?,
        None => Vec::new(),
    };
    let complete = !cut(&mut lines, MOST_MESSAGES);
    let ids: HashMap<TraceId, String> = page.iter().map(|of| (of.trace_id, own_id(of))).collect();
    let messages = lines.into_iter().map(|line| match ids.get(&line.place.trace_id) {
        Some(id) => line.message.of_execution(id),
        None => line.message,
    });
    Ok((messages.collect(), complete))
}

/// The messages that calls of models tell in these executions, the oldest first.
async fn read_derived(
    connection: &mut PgConnection,
    project_id: i32,
    page: &[Summed],
    mut conversation: Conversation,
) -> Result<(Vec<Message>, bool), ApiError> {
    let (mut messages, mut complete) = (Vec::new(), true);
    for execution in page.iter().rev() {
        let Some(scope) = scope(project_id, std::slice::from_ref(execution)) else { continue };
        let derived = derived::read(connection, &scope, &mut conversation).await?;
        complete &= derived.complete;
        let id = own_id(execution);
        messages.extend(derived.lines.into_iter().map(|line| line.message.of_execution(&id)));
    }
    Ok((messages, complete))
}

/// The caller's own id, else the trace id.
fn own_id(execution: &Summed) -> String {
    let own = execution.summary.execution_id.clone();
    own.unwrap_or_else(|| execution.trace_id.to_string())
}

/// Where the spans of these executions are.
fn scope(project_id: i32, page: &[Summed]) -> Option<SpanScope> {
    let summaries = || page.iter().map(|execution| &execution.summary);
    let first_start: UnixNano = summaries().map(|summary| summary.start).min()?;
    Some(SpanScope {
        project_id,
        traces: page.iter().map(|execution| execution.trace_id).collect(),
        first_start,
        last_start: summaries().map(|summary| summary.last_start).max()?,
        has_versions: summaries().any(|summary| summary.has_versions),
    })
}
