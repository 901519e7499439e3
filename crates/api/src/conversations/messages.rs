//! `GET /api/v1/observability/executions/{id}/messages`.

use axum::{Json, extract::State};
use farol_otlp::Conversation;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Line, derived, recorded};
use crate::{
    AppState,
    audit::tell_read,
    auth::Reader,
    cursor::{Cursor, MessageCursor},
    error::ApiError,
    executions::Found,
    path::Path,
    query::{Query, limit},
    wire::{Message, cut},
};

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MessageQuery {
    /// At most 500; 50 unless given.
    limit: Option<i64>,
    cursor: Option<String>,
}

/// A page of an execution's conversation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessagePage {
    pub(crate) items: Vec<Message>,
    /// Hand it back as `cursor` for the next page; null at the end.
    #[schema(required)]
    pub(crate) next_cursor: Option<String>,
    /// False where there were too many calls to read all of them.
    pub(crate) complete: bool,
}

/// Bytes after which a page ends before its limit.
const PAGE_BYTES: usize = 16 << 20;

/// Lists an execution's messages in the order of time: those that were recorded, else those that its
/// calls of models tell, each once.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/messages", tag = "conversations",
    params(("id" = String, Path), MessageQuery), responses((status = 200, body = MessagePage)))]
pub(crate) async fn list_execution_messages(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>, ApiError> {
    let limit = limit(query.limit, 50, 500)?;
    let after = MessageCursor::parse(query.cursor.as_deref())?;
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let own_id = &found.execution.execution_id;
    tell_read(&state, &mut connection, &reader, "execution", own_id).await?;
    let (mut lines, complete) = if found.has_recorded {
        (recorded::read(&mut connection, &found.scope, after, limit + 1).await?, true)
    } else {
        let mut conversation = Conversation::default();
        let derived = derived::read(&mut connection, &found.scope, &mut conversation).await?;
        let rest = derived.lines.into_iter();
        let rest = rest.skip_while(|line| after.is_some_and(|after| line.place <= after));
        (rest.collect(), derived.complete)
    };
    let has_more = cut(&mut lines, limit) | cut_by_size(&mut lines);
    let last = lines.last().filter(|_| has_more);
    let next_cursor = last.map(|line| line.place.encode());
    let id = &found.execution.execution_id;
    let items = lines.into_iter().map(|line| line.message.of_execution(id)).collect();
    Ok(Json(MessagePage { items, next_cursor, complete }))
}

/// Ends a page where it becomes too large; says whether it did. The first message stays.
fn cut_by_size(lines: &mut Vec<Line>) -> bool {
    let mut size = 0;
    let fits = lines.iter().position(|line| {
        let before = size;
        size += line.message.size();
        before > 0 && size > PAGE_BYTES
    });
    let Some(end) = fits else { return false };
    lines.truncate(end);
    true
}
