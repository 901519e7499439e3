//! What a policy would change, shown and not done.

use std::collections::BTreeMap;

use axum::{Json as Answer, extract::State};
use farol_model::{Event, JsonNode, JsonText, LogRecord, Payload, Span, SpanError};
use farol_redaction::{Change, Policy, Redactor};
use farol_storage::{find_privacy, recent_events, recent_logs, recent_spans};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{compile, policy::PrivacyPolicy};
use crate::{
    AppState,
    auth::ProjectAdmin,
    error::{ApiError, Problem},
    json::Json,
    query::{NoParameters, Query, limit},
};

/// Items of a sample, and of each kind that came last.
const MOST: i64 = 100;

/// Changes of one item that are shown.
const SHOWN: usize = 100;

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DryRun {
    policy: PrivacyPolicy,
    /// Spans, logs and events in the form of JSON ingest, at most 100: what has `properties` is an event, and
    /// what else has a `body` or a `message` a log.
    #[schema(value_type = Option<Vec<Object>>)]
    sample: Option<Vec<BTreeMap<String, Value>>>,
    /// Without a sample: how many of the newest stored spans, and as many logs and events, are looked at; 20
    /// unless given, at most 100.
    last: Option<i64>,
}

/// What would have changed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DryRunResult {
    /// Items that were looked at, and those of them that would have changed.
    looked_at: usize,
    changed: usize,
    /// Those that would have changed.
    items: Vec<ChangedItem>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ChangedItem {
    /// `span`, `log` or `event`.
    kind: &'static str,
    /// Its position in the sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span_id: Option<String>,
    /// The first 100.
    changes: Vec<ShownChange>,
    /// How many there are.
    change_count: usize,
}

#[derive(Serialize, ToSchema)]
struct ShownChange {
    /// Where, as a JSON pointer from the span, log or event.
    pointer: String,
    /// The rule's name, or what it looks for; or the verbosity.
    rule: String,
    /// The first 200 characters, as is `after`.
    before: String,
    after: String,
}

/// Shows what a policy would change in a sample, or in what came last, and changes nothing.
#[utoipa::path(post, path = "/api/v1/admin/projects/{project}/privacy/dry-run", tag = "administration",
    params(("project" = String, Path)), request_body = DryRun, responses(
    (status = 200, body = DryRunResult), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 422, body = Problem)
))]
pub(super) async fn try_privacy(
    State(state): State<AppState>,
    ProjectAdmin { project, .. }: ProjectAdmin,
    _: Query<NoParameters>,
    Json(told): Json<DryRun>,
) -> Result<Answer<DryRunResult>, ApiError> {
    let last =
        limit(told.last, 20, MOST).map_err(|error| ApiError::invalid("last", error.detail))?;
    let policy = Policy::from(told.policy);
    compile(&policy, b"")?;
    let mut connection = state.pool.acquire().await?;
    let salt = find_privacy(&mut connection, project.id).await?.map(|of| of.salt);
    let redactor = compile(&policy, &salt.unwrap_or_default())?;
    let items: Vec<(ChangedItem, Item)> = match told.sample {
        Some(sample) if sample.len() > 100 => {
            return Err(ApiError::invalid("sample", format!("may have {MOST} items at most")));
        }
        Some(sample) => sample.into_iter().enumerate().map(sampled).collect(),
        None => {
            let spans = recent_spans(&mut connection, project.id, last).await?;
            let logs = recent_logs(&mut connection, project.id, last).await?;
            let events = recent_events(&mut connection, project.id, last).await?;
            let spans = spans.into_iter().map(stored_span);
            let rest = logs.into_iter().map(stored_log);
            spans.chain(rest).chain(events.into_iter().map(stored_event)).collect()
        }
    };
    let shown = tokio::task::spawn_blocking(move || show(&redactor, items)).await;
    Ok(Answer(shown.map_err(|_| ApiError::unavailable("The dry run broke off."))?))
}

enum Item {
    Span(Box<Span>),
    Log(Box<LogRecord>),
    Event(Box<Event>),
}

fn show(redactor: &Redactor, items: Vec<(ChangedItem, Item)>) -> DryRunResult {
    let looked_at = items.len();
    let items = items.into_iter().filter_map(|(mut shown, item)| {
        let changes = match item {
            Item::Span(mut span) => redactor.span(&mut span),
            Item::Log(mut log) => redactor.log(&mut log),
            Item::Event(mut event) => redactor.event(&mut event),
        };
        shown.change_count = changes.len();
        shown.changes = changes.into_iter().take(SHOWN).map(ShownChange::from).collect();
        (shown.change_count > 0).then_some(shown)
    });
    let items: Vec<ChangedItem> = items.collect();
    DryRunResult { looked_at, changed: items.len(), items }
}

impl From<Change> for ShownChange {
    fn from(change: Change) -> Self {
        let Change { pointer, rule, before, after } = change;
        Self { pointer, rule, before, after }
    }
}

fn shown(kind: &'static str) -> ChangedItem {
    let (index, trace_id, span_id, changes) = (None, None, None, Vec::new());
    ChangedItem { kind, index, trace_id, span_id, changes, change_count: 0 }
}

fn stored_span(span: Span) -> (ChangedItem, Item) {
    let trace_id = Some(span.trace_id.to_string());
    let span_id = Some(span.span_id.to_string());
    (ChangedItem { trace_id, span_id, ..shown("span") }, Item::Span(Box::new(span)))
}

fn stored_log(log: LogRecord) -> (ChangedItem, Item) {
    let trace_id = log.trace_id.map(|id| id.to_string());
    let span_id = log.span_id.map(|id| id.to_string());
    (ChangedItem { trace_id, span_id, ..shown("log") }, Item::Log(Box::new(log)))
}

fn stored_event(event: Event) -> (ChangedItem, Item) {
    let trace_id = event.trace_id.map(|id| id.to_string());
    (ChangedItem { trace_id, ..shown("event") }, Item::Event(Box::new(event)))
}

/// Reads an item of a sample, roughly as JSON ingest does.
fn sampled((index, mut fields): (usize, BTreeMap<String, Value>)) -> (ChangedItem, Item) {
    let index = Some(index);
    if let Some(properties) = fields.remove("properties") {
        let event = sampled_event(&properties, fields);
        return (ChangedItem { index, ..shown("event") }, Item::Event(Box::new(event)));
    }
    let mut json = |name: &str| fields.remove(name).map(|value| JsonText::of(&value));
    if let Some(body) = json("body").or_else(|| json("message")) {
        let attributes = json("attributes");
        let mut log = LogRecord { body: Some(body), attributes, ..LogRecord::default() };
        if log.attributes.is_none() {
            // All else of a line are its attributes.
            log.attributes = Some(JsonText::of(&fields));
        }
        return (ChangedItem { index, ..shown("log") }, Item::Log(Box::new(log)));
    }
    let payload = |json: Option<JsonText>| json.map_or(Payload::None, Payload::Json);
    let (input, output) = (payload(json("input")), payload(json("output")));
    let (attributes, events, metadata) = (json("attributes"), json("events"), json("metadata"));
    let error = fields.remove("error").map(|error| match error {
        Value::String(message) => SpanError { message: Some(message), ..SpanError::default() },
        error => serde_json::from_value(error).unwrap_or_default(),
    });
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let span = Span {
        name: text("name").unwrap_or_default(),
        user_id: text("userId"),
        thread_id: text("threadId"),
        session_id: text("sessionId"),
        company_id: text("companyId"),
        agent_name: text("agentName"),
        error,
        input,
        output,
        attributes,
        events,
        node: Some(Box::new(JsonNode { metadata, ..JsonNode::default() })),
        ..Span::default()
    };
    (ChangedItem { index, ..shown("span") }, Item::Span(Box::new(span)))
}

fn sampled_event(properties: &Value, mut fields: BTreeMap<String, Value>) -> Event {
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    Event {
        name: text("name").or_else(|| text("eventName")).unwrap_or_default(),
        thread_id: text("threadId"),
        agent_id: text("agentId"),
        idempotency_key: text("idempotencyKey"),
        properties: Some(JsonText::of(properties)),
        ..Event::default()
    }
}
