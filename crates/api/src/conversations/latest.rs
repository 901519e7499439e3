//! The latest texts of threads.

use std::collections::HashMap;

use farol_model::one_line;
use farol_otlp::read_recorded;
use farol_storage::{ThreadRow, latest_recorded};
use sqlx::PgConnection;

use crate::{error::ApiError, wire::Thread};

/// What a user and an assistant said last, in a line each.
#[derive(Default)]
struct Latest {
    user: Option<String>,
    assistant: Option<String>,
}

/// Makes the threads of a page whole: their latest texts are those that were recorded, else the
/// previews of the newest executions.
pub(super) async fn with_texts(
    connection: &mut PgConnection,
    project_id: i32,
    rows: Vec<ThreadRow>,
) -> Result<Vec<Thread>, ApiError> {
    let recorded = rows.iter().filter(|row| row.message_count > 0);
    let recorded: Vec<String> = recorded.map(|row| row.thread_id.clone()).collect();
    let mut latest: HashMap<String, Latest> = HashMap::new();
    if !recorded.is_empty() {
        for text in latest_recorded(connection, project_id, &recorded).await? {
            let message = read_recorded(text.input.as_deref(), text.attributes.as_deref());
            let latest = latest.entry(text.thread_id).or_default();
            let slot = match message.role.as_str() {
                "user" => &mut latest.user,
                "assistant" => &mut latest.assistant,
                _ => continue,
            };
            if slot.is_none() {
                *slot = message.text().and_then(|text| one_line(&text));
            }
        }
    }
    let threads = rows.into_iter().map(|mut row| {
        let of_recorded = latest.remove(&row.thread_id).unwrap_or_default();
        let user = of_recorded.user.or_else(|| row.input_preview.take());
        let assistant = of_recorded.assistant.or_else(|| row.output_preview.take());
        Thread::new(row, user, assistant)
    });
    Ok(threads.collect())
}
