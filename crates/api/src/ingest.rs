//! `/api/v1/traces`, `/api/v1/logs`, `/api/v1/events` and `/api/v1/scores`: telemetry as plain JSON, for
//! whoever has no OpenTelemetry SDK, what happened in the business, and how well.

mod decode;
mod envelope;
mod event;
mod fields;
mod ground;
mod line;
mod log;
mod mend;
mod meter;
mod node;
mod object;
mod place;
mod reading;
mod score;
mod time;

use std::time::Instant;

use axum::{
    Json,
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use farol_ingest::Stored;
use serde::Serialize;
use utoipa::ToSchema;

use self::{
    decode::{Form, Signal},
    envelope::{Item, Layout},
    ground::{Ground, Origins, Rejection},
};
use crate::{
    AppState,
    auth::{Measure, authenticate_ingest, authenticate_judge},
    error::{ApiError, ErrorCode, Problem},
    guard::require_ready,
    intake::{Received, give_up, idempotency, receive},
    otlp::trace_is_full,
};

/// Rejected items that an answer lists.
const MOST_LISTED: usize = 1_000;

/// What became of a request's items.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub(crate) struct Accepted {
    /// Items that are stored.
    accepted: usize,
    /// Items that are not, each with the reason; at most 1,000 of them.
    rejected: Vec<RejectedItem>,
    /// Items that are not, where they are more than `rejected` lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected_total: Option<usize>,
    /// Values of the wrong type, which are kept in `metadata` (of logs: in the attributes, of events: in
    /// the properties; of scores they are left out, as are fields that are not known).
    warnings: u64,
}

/// An item that was not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RejectedItem {
    /// Its position in the request, from 0; null where only the database knows it.
    #[schema(required)]
    index: Option<usize>,
    /// `malformed`, `invalid_type`, `required`, `too_long`, `too_many`, `too_deep`, `too_old`,
    /// `too_far_ahead` or `refused`.
    code: &'static str,
    detail: String,
}

/// Takes nodes of trace trees in: `{"traces": […]}`, a bare list, one object, or one a line (NDJSON).
#[utoipa::path(post, path = "/api/v1/traces", tag = "ingest",
    request_body(content = serde_json::Value, description = "Nodes: `id`, `parentId`, `executionId`, \
        `name` or `type`, `status`, `startTime`, `endTime` or `durationMs`, `input`, `output`, …"),
    responses(
        (status = 200, description = "What could be read is committed, or on disk while the database \
            is away", body = Accepted),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 429, body = Problem),
        (status = 503, description = "Not stored; send it again after `Retry-After` seconds",
            body = Problem),
    ))]
pub(crate) async fn ingest_nodes(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Nodes, request).await
}

/// Takes log lines in: `{"logs": […]}`, a bare list, one object, or one a line, JSON or not.
#[utoipa::path(post, path = "/api/v1/logs", tag = "ingest",
    request_body(content = serde_json::Value, description = "Any JSON log lines: `timestamp`, `level`, \
        `message`, `logger`, `service`, `traceId`, `spanId`, `executionId` are understood, all else \
        becomes attributes"),
    responses(
        (status = 200, description = "What could be read is committed, or on disk while the database \
            is away", body = Accepted),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 429, body = Problem),
        (status = 503, description = "Not stored; send it again after `Retry-After` seconds",
            body = Problem),
    ))]
pub(crate) async fn ingest_log_lines(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Logs, request).await
}

/// Takes business events in: `{"events": […]}`, a bare list, one object, or one a line (NDJSON); at most
/// 1,000 a request.
#[utoipa::path(post, path = "/api/v1/events", tag = "ingest",
    request_body(content = serde_json::Value, description = "Events: `name` (or `eventName`), `properties`, \
        `timestamp`, `executionId`, `threadId`, `agentId`, `idempotencyKey`; all else becomes properties, and \
        what stands beside `events` holds for each of them. A name has at most 200 characters, an id 128; \
        an event has at most 100 properties, in 256 KiB of JSON, with names of at most 200 characters. An \
        event with the `idempotencyKey` of one that is stored is not stored again"),
    responses(
        (status = 200, description = "What could be read is committed, or on disk while the database \
            is away", body = Accepted),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 429, body = Problem),
        (status = 503, description = "Not stored; send it again after `Retry-After` seconds",
            body = Problem),
    ))]
pub(crate) async fn ingest_events(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Events, request).await
}

/// Takes scores in: `{"scores": […]}`, a bare list, one object, or one a line (NDJSON); at most 1,000 a
/// request.
#[utoipa::path(post, path = "/api/v1/scores", tag = "ingest",
    request_body(content = serde_json::Value, description = "Scores: `executionId`, `name` and `value` (a \
        number from -10^15 to 10^15, true or false, or a label of at most 200 characters), `spanId` for \
        one of its spans alone, `comment` (at most 10,000 characters), `source` (who judged: the key's \
        label unless told), `timestamp` (now unless told). The execution may come later. A score with the \
        execution, span, name and source of an earlier one replaces it. Keys with the scope `ingest` or \
        `review`, and editors"),
    responses(
        (status = 200, description = "What could be read is committed, or on disk while the database \
            is away", body = Accepted),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 429, body = Problem),
        (status = 503, description = "Not stored; send it again after `Retry-After` seconds",
            body = Problem),
    ))]
pub(crate) async fn ingest_scores(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Scores, request).await
}

async fn ingest(state: &AppState, signal: Signal, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    match take(state, signal, &mut parts, &mut body).await {
        Ok(accepted) => Json(accepted).into_response(),
        Err(error) => {
            let mut response = error.clone().into_response();
            give_up(state, &parts.headers, body, &error, &mut response);
            response
        }
    }
}

async fn take(
    state: &AppState,
    signal: Signal,
    parts: &mut Parts,
    body: &mut BodyDataStream,
) -> Result<Accepted, ApiError> {
    let layout = layout(&parts.headers).ok_or_else(|| {
        let detail =
            "The content type must be application/json, application/x-ndjson or text/plain.";
        ApiError::new(ErrorCode::UnsupportedMediaType, detail)
    })?;
    require_ready(state)?;
    let sender = match signal {
        Signal::Scores => authenticate_judge(state, parts).await?,
        _ => authenticate_ingest(state, &parts.headers).await?,
    };
    let headers = &parts.headers;
    let Received { sender, body, reservation } = receive(state, sender, headers, body).await?;
    let (bytes, route) = (body.len(), signal.route());
    let idempotency = idempotency(headers, &sender.project, route);
    let form = Form::of(state, signal, layout, &sender, idempotency);
    let (request, mut accepted, reservation) = form.decode(body, reservation).await?;
    let items = request.rows();
    state.rate_limiter.count(&sender.account, Measure::Items, items, Instant::now());
    if items > 0 {
        let Stored { refused, over_limit } = state.ingest.store(request, reservation).await?;
        accepted.take_back(refused, "refused", "the database refuses it");
        accepted.take_back(over_limit, "too_many", &trace_is_full(state));
    }
    let rejected = accepted.rejected_total.unwrap_or(accepted.rejected.len());
    state.metrics.received(bytes, rejected as u64);
    Ok(accepted)
}

/// How the body is laid out; `None` for a content type that is no JSON.
fn layout(headers: &HeaderMap) -> Option<Layout> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let kind = content_type.split(';').next()?.trim().to_ascii_lowercase();
    match kind.strip_prefix("application/").unwrap_or(&kind) {
        "json" => Some(Layout::Document),
        "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
        | "text/plain" => Some(Layout::Lines),
        _ => None,
    }
}

impl Accepted {
    fn reject(&mut self, index: Option<usize>, rejection: Rejection) {
        let Rejection { code, detail } = rejection;
        let listed = self.rejected.len();
        if listed < MOST_LISTED {
            self.rejected.push(RejectedItem { index, code, detail });
        } else {
            *self.rejected_total.get_or_insert(listed) += 1;
        }
    }

    /// Takes back what was refused when it was to be stored: nobody knows any more where it stood.
    fn take_back(&mut self, items: usize, code: &'static str, why: &str) {
        self.accepted = self.accepted.saturating_sub(items);
        for _ in 0..items {
            self.reject(None, Rejection::new(code, why.to_owned()));
        }
    }
}
