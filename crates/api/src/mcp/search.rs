//! One text looked for in executions and logs at once.

use axum::{Json, extract::State};
use serde_json::json;

use super::{arguments::Arguments, call::Call, text};
use crate::{error::ApiError, executions, logs};

/// Of each kind.
const FOUND: i64 = 5;

pub(super) async fn search(mut call: Call<'_>) -> Result<String, ApiError> {
    let wanted = call.arguments.take_id("text")?;
    let mut conditions = json!({"search": wanted, "limit": FOUND});
    for bound in ["from", "to"] {
        if call.arguments.has(bound) {
            conditions[bound] = call.arguments.take_id(bound)?.into();
        }
    }
    let of = || Arguments::new(conditions.as_object().cloned().unwrap_or_default());
    let state = || State(call.state.clone());
    let reader = call.permission().await?;
    let Json(runs) = executions::list_executions(state(), reader, of().conditions()?).await?;
    let reader = call.permission().await?;
    let Json(records) = logs::list_logs(state(), reader, of().conditions()?).await?;
    call.arguments.finish()?;
    let more = |cursor: &Option<String>, tool: &str| match cursor {
        Some(_) => format!("There may be more: {tool} with the same search goes on.\n"),
        None => String::new(),
    };
    Ok(format!(
        "{}{}\n{}{}",
        text::list("executions", &runs.items, None).replace(" That is all.", ""),
        more(&runs.next_cursor, "list_executions"),
        text::list("log records", &records.items, None).replace(" That is all.", ""),
        more(&records.next_cursor, "search_logs"),
    ))
}
