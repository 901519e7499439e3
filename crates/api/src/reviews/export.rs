//! `GET /api/v1/reviews/export` and `…/export/preview`: examples for training, streamed.

pub(super) mod preview;

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use farol_storage::{
    AuditEntry, ReviewCursor, ReviewFilter, TrainingRow, TrainingState, read_training,
    record_audit, training_state,
};
use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    list::{Day, ReviewConditions},
    training::{Unfit, write_example},
};
use crate::{
    AppState,
    auth::Reader,
    error::{ApiError, Problem},
    query::{Conditions, WithConditions},
    wire::{ReviewRating, ReviewStatus},
};

/// A change may be told with a time a moment before it can be seen: whoever asks for what changed since then
/// asks for a little more.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);

/// When to ask for what changed from here on.
const NEXT_SINCE: HeaderName = HeaderName::from_static("farol-next-since");

/// Which reviews are exported. Any value of a repeatable parameter will do.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrainingConditions {
    /// An agent's id or name; repeatable, as are the next three.
    #[serde(default)]
    agent_id: Vec<String>,
    /// `resolved` unless told.
    #[serde(default)]
    #[param(value_type = Vec<ReviewStatus>)]
    status: Vec<String>,
    #[serde(default)]
    #[param(value_type = Vec<ReviewRating>)]
    rating: Vec<String>,
    #[serde(default)]
    tag: Vec<String>,
    /// Changed at or after: an RFC 3339 time, or a date.
    #[param(value_type = Option<String>)]
    since: Option<Day>,
}

impl Conditions for TrainingConditions {
    const NAMES: &'static [&'static str] = &["agentId", "status", "rating", "tag", "since"];
    const HAS_ATTRIBUTES: bool = false;
}

impl TrainingConditions {
    fn filter(self, project_id: i32) -> Result<ReviewFilter, ApiError> {
        let resolved = || vec![ReviewStatus::Resolved.name().to_owned()];
        let conditions = ReviewConditions {
            agent_id: self.agent_id,
            status: if self.status.is_empty() { resolved() } else { self.status },
            rating: self.rating,
            tag: self.tag,
            ..ReviewConditions::default()
        };
        let since = self.since.map(Day::start);
        Ok(ReviewFilter { since, ..conditions.checked(project_id)? })
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrainingQuery {
    /// `json` (the default), or `jsonl`: an example a line.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Jsonl,
}

/// Examples for training.
#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of what is streamed")]
pub(super) struct TrainingExport {
    training_examples: Vec<TrainingExample>,
    /// Reviews that are no examples, by the reason.
    skipped: BTreeMap<String, u64>,
}

/// A conversation as `OpenAI`'s fine-tuning takes it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of what is streamed")]
pub(super) struct TrainingExample {
    /// `role` (`system`, `user`, `assistant`, `tool`), `content`, `tool_calls`, `tool_call_id`.
    messages: Vec<serde_json::Map<String, serde_json::Value>>,
    metadata: TrainingMetadata,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "words the schema of what is streamed")]
pub(super) struct TrainingMetadata {
    review_id: String,
    execution_id: String,
    rating: ReviewRating,
    was_corrected: bool,
}

/// Exports reviews as examples for training, in the order in which they were made: `OpenAI`'s conversational
/// fine-tuning format, with the corrected output in place of the assistant's last answer. `ETag` changes with
/// any of them; `Farol-Next-Since` is the `since` that gives what changes from now on.
#[utoipa::path(get, path = "/api/v1/reviews/export", tag = "reviews", operation_id = "export_reviews",
    params(TrainingConditions, TrainingQuery), responses(
    (status = 200, body = TrainingExport), (status = 304, description = "`If-None-Match` has its `ETag`"),
    (status = 422, body = Problem)
))]
pub(crate) async fn export_reviews(
    State(state): State<AppState>,
    reader: Reader,
    headers: HeaderMap,
    query: WithConditions<TrainingConditions, TrainingQuery>,
) -> Result<Response, ApiError> {
    let format = query.own.format;
    let filter = query.conditions.filter(reader.project.id)?;
    let mut connection = state.pool.acquire().await?;
    let now = training_state(&mut connection, &filter).await?;
    let tag = entity_tag(&filter, format, now);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|asked| matches(asked, &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, about(&tag, now.now)).into_response());
    }
    let entry = AuditEntry {
        target: Some(&reader.project.name),
        project_id: Some(reader.project.id),
        after: Some(json!({
            "format": format, "agents": filter.agents, "statuses": filter.statuses,
            "ratings": filter.ratings, "tags": filter.tags, "since": filter.since,
            "reviews": now.count,
        })),
        ..AuditEntry::new(reader.caller.origin(), "review.exported")
    };
    record_audit(&mut connection, &entry).await?;
    drop(connection);
    let (content_type, disposition) = match format {
        Format::Json => ("application/json", "attachment; filename=\"training.json\""),
        Format::Jsonl => ("application/jsonl", "attachment; filename=\"training.jsonl\""),
    };
    let mut response =
        (about(&tag, now.now), Body::from_stream(write(state, filter, format))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    Ok(response)
}

/// A strong tag: of what is asked for, and of all reviews in their versions.
fn entity_tag(filter: &ReviewFilter, format: Format, now: TrainingState) -> String {
    let mut hasher = DefaultHasher::new();
    (format!("{filter:?}"), format).hash(&mut hasher);
    format!("\"{:x}-{:x}-{:x}\"", now.count, now.fingerprint, hasher.finish())
}

fn matches(asked: &HeaderValue, tag: &str) -> bool {
    let asked = asked.to_str().unwrap_or_default();
    // Compression on the way may have made it weak.
    let mut tags = asked.split(',').map(|each| each.trim().trim_start_matches("W/"));
    tags.any(|each| each == tag || each == "*")
}

fn about(tag: &str, now: DateTime<Utc>) -> [(HeaderName, String); 3] {
    let since = (now - OVERLAP).to_rfc3339_opts(SecondsFormat::Micros, true);
    [
        (header::ETAG, tag.to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (NEXT_SINCE, since),
    ]
}

/// An export on its way.
struct Export {
    state: AppState,
    filter: ReviewFilter,
    format: Format,
    after: Option<ReviewCursor>,
    /// Whether an example was written.
    begun: bool,
    skipped: BTreeMap<Unfit, u64>,
}

fn write(
    state: AppState,
    filter: ReviewFilter,
    format: Format,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let skipped = BTreeMap::new();
    let export = Export { state, filter, format, after: None, begun: false, skipped };
    let head = match format {
        Format::Json => b"{\"training_examples\":[".to_vec(),
        Format::Jsonl => Vec::new(),
    };
    stream::unfold(Some((export, head)), async |next| {
        let (mut export, mut bytes) = next?;
        match read_page(&export.state, &export.filter, export.after).await {
            Ok(rows) if rows.is_empty() => {
                export.end(&mut bytes);
                Some((Ok(Bytes::from(bytes)), None))
            }
            Ok(rows) => {
                for row in &rows {
                    export.add(row, &mut bytes);
                }
                Some((Ok(Bytes::from(bytes)), Some((export, Vec::new()))))
            }
            // The status is sent: all that is left is to break off, so that nobody takes a part for
            // the whole.
            Err(error) => Some((Err(std::io::Error::other(error.detail)), None)),
        }
    })
    // Whatever packs it asks again behind the end.
    .fuse()
}

impl Export {
    fn add(&mut self, row: &TrainingRow, bytes: &mut Vec<u8>) {
        self.after = Some(row.cursor());
        let start = bytes.len();
        if self.format == Format::Json && self.begun {
            bytes.push(b',');
        }
        match write_example(row, bytes) {
            Ok(()) => self.begun = true,
            Err(reason) => {
                bytes.truncate(start);
                *self.skipped.entry(reason).or_default() += 1;
                return;
            }
        }
        if self.format == Format::Jsonl {
            bytes.push(b'\n');
        }
    }

    fn end(&self, bytes: &mut Vec<u8>) {
        if self.format == Format::Json {
            let skipped = json!(self.skipped);
            bytes.extend_from_slice(format!("],\"skipped\":{skipped}}}").as_bytes());
        }
    }
}

async fn read_page(
    state: &AppState,
    filter: &ReviewFilter,
    after: Option<ReviewCursor>,
) -> Result<Vec<TrainingRow>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    Ok(read_training(&mut connection, filter, after).await?)
}
