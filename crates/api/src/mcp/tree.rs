//! An execution as a compact tree, a span a line.

use std::fmt::Write;

use axum::{body::to_bytes, extract::State};
use farol_model::{SpanStatus, TreeRow, UnixNano, arrange, one_line};
use farol_storage::{SpanPage, SpanRow, each_span};
use serde_json::Value;

use super::{call::Call, text};
use crate::{
    auth::Reader,
    error::{ApiError, ErrorCode},
    executions::{self, Found},
    path::Path,
    scores::scores_of,
    wire::{Execution, Score, milliseconds},
};

/// Steps below the root that are shown by indentation; deeper ones by their number.
const DEEPEST: usize = 20;

/// Scores that are told beside the tree.
const MOST_SCORES: i64 = 50;

pub(super) async fn execution(mut call: Call<'_>) -> Result<String, ApiError> {
    let id = call.arguments.take_id("executionId")?;
    let span =
        if call.arguments.has("spanId") { Some(call.arguments.take_id("spanId")?) } else { None };
    let reader: Reader = call.permission().await?;
    let state = call.state;
    if let Some(span) = span {
        let (state, query) = (State(state.clone()), call.arguments.query()?);
        let found = executions::find_span(state, reader, Path((id, span)), query).await?;
        let unreadable = |_| ApiError::new(ErrorCode::Internal, "The span could not be read.");
        let json = to_bytes(found.into_body(), usize::MAX).await.map_err(unreadable)?;
        return Ok(text::whole(&serde_json::from_slice::<Value>(&json).unwrap_or_default()));
    }
    call.arguments.finish()?;
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let page =
        SpanPage { limit: state.settings.trace_span_limit, payloads: false, ..SpanPage::default() };
    let mut rows = Vec::new();
    each_span(&mut connection, &found.scope, page, &mut |row| rows.push(row)).await?;
    let project_id = reader.project.id;
    let (scores, _) = scores_of(&mut connection, project_id, found.log_traces, MOST_SCORES).await?;
    let mut told = summary(&found.execution);
    for score in &scores {
        told.push_str(&scored(score));
    }
    if found.span_count > i64::try_from(rows.len()).unwrap_or(i64::MAX) {
        let _ = writeln!(told, "Of {} spans, the first {}:", found.span_count, rows.len());
    } else {
        let _ = writeln!(told, "{} spans:", rows.len());
    }
    tree(&rows, &mut told);
    Ok(told)
}

fn summary(execution: &Execution) -> String {
    let mut told = text::whole(execution);
    told.insert_str(0, "An execution. get_conversation tells what was said in it.\n");
    told
}

fn scored(score: &Score) -> String {
    let of = score.span_id.map_or_else(String::new, |span| format!(" of span {span}"));
    let score_json = text::json(score);
    let comment = score.comment.as_deref().and_then(one_line).unwrap_or_default();
    format!("Score {}{of} by {}: {} {comment}\n", score.name, score.source, score_json["value"])
}

fn tree(rows: &[SpanRow], told: &mut String) {
    let shape: Vec<TreeRow> =
        rows.iter().map(|row| TreeRow { id: row.span_id, parent: row.parent_span_id }).collect();
    let start = rows.iter().map(|row| row.start).min().unwrap_or(UnixNano(0));
    for place in arrange(&shape) {
        let depth = place.depth.min(DEEPEST);
        let _ = write!(told, "{}- ", "  ".repeat(depth));
        if place.depth > DEEPEST {
            let _ = write!(told, "(depth {}) ", place.depth);
        }
        span(&rows[place.index], start, told);
    }
}

/// Type, name, when it began in the execution, how long it took, and what else there is to say.
fn span(row: &SpanRow, start: UnixNano, told: &mut String) {
    let line = |text: &str| one_line(text).unwrap_or_default();
    let since = milliseconds(row.start.0.saturating_sub(start.0));
    let _ = write!(told, "{} \"{}\" +{since} ms", row.span_type.name(), line(&row.name));
    if row.status == SpanStatus::Running {
        told.push_str(", running");
    } else {
        let took = milliseconds(row.end.0.saturating_sub(row.start.0).max(0));
        let _ = write!(told, ", took {took} ms");
    }
    for (name, value) in
        [("model", &row.model), ("tool", &row.tool_name), ("agent", &row.agent_name)]
    {
        if let Some(value) = value.as_deref().filter(|value| *value != row.name) {
            let _ = write!(told, ", {name} {}", line(value));
        }
    }
    if let Some(tokens) = row.usage.total_tokens() {
        let _ = write!(told, ", {tokens} tokens");
    }
    if let Some(cost) = row.cost {
        let _ = write!(told, ", ${cost}");
    }
    if row.status == SpanStatus::Error {
        let error: Value = row
            .error
            .as_ref()
            .and_then(|error| serde_json::from_str(error.get()).ok())
            .unwrap_or_default();
        let message =
            error["message"].as_str().or(row.status_message.as_deref()).unwrap_or_default();
        let _ = write!(told, ", FAILED: {}", line(message));
    }
    let _ = writeln!(told, " [{}]", row.span_id);
}
