//! A conversation as it reads.

use std::fmt::Write;

use axum::{Json, extract::State};
use serde_json::Value;

use super::{call::Call, text};
use crate::{conversations, error::ApiError, path::Path};

pub(super) async fn read(mut call: Call<'_>) -> Result<String, ApiError> {
    let id = call.arguments.take_id("executionId")?;
    let reader = call.permission().await?;
    let (state, query) = (State(call.state.clone()), call.usual().query()?);
    let Json(page) = conversations::list_execution_messages(state, reader, Path(id), query).await?;
    let mut told = match &page.next_cursor {
        Some(cursor) => format!(
            "There are more messages: call this tool again with the same arguments and cursor=\"{cursor}\".\n"
        ),
        None => String::new(),
    };
    if page.items.is_empty() {
        told.push_str(
            "Nothing was said in this execution: no message was recorded, and no call of a model tells one. \
             get_execution shows what it did.\n",
        );
    }
    if !page.complete {
        told.push_str("There were too many calls of models to read all of them.\n");
    }
    for message in &page.items {
        told.push_str(&worded(&text::json(message)));
    }
    Ok(told)
}

/// Who said it and when, then what.
fn worded(message: &Value) -> String {
    let field = |name: &str| message[name].as_str().unwrap_or_default();
    let name = Some(field("name")).filter(|name| !name.is_empty());
    let who =
        name.map_or_else(|| field("role").to_owned(), |name| format!("{} ({name})", field("role")));
    let mut told = format!("--- {who}, {} [span {}]\n", field("timestamp"), field("spanId"));
    match &message["content"] {
        Value::Null => {}
        Value::String(text) => told.push_str(text),
        content => told.push_str(&content.to_string()),
    }
    if !told.ends_with('\n') {
        told.push('\n');
    }
    for call in message["toolCalls"].as_array().into_iter().flatten() {
        let name = call["name"].as_str().unwrap_or("a tool");
        // Writing to a text does not fail.
        writeln!(told, "calls {name} with {}", call["arguments"]).ok();
    }
    told
}
