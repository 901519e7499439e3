//! `/v1/traces`, `/v1/logs` and `/v1/metrics`: OTLP over HTTP, in protobuf and JSON.

mod answer;
mod decode;

use std::time::Instant;

use axum::{
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Response},
};
use farol_ingest::{Reservation, Stored};
use farol_otlp::{Encoding, Signal};
use farol_storage::WriteRequest;

use self::{
    answer::{failure, success},
    decode::Form,
};
use crate::{
    AppState,
    auth::{Measure, authenticate_ingest},
    error::{ApiError, ErrorCode},
    guard::require_ready,
    intake::{Received, give_up, idempotency, receive},
};

/// Takes spans in: an OTLP `ExportTraceServiceRequest`, in protobuf or JSON.
#[utoipa::path(post, path = "/v1/traces", tag = "ingest", responses(
    (status = 200, description = "Committed, or on disk while the database is away; \
        `partialSuccess` counts what was rejected"),
    (status = 400, description = "Malformed: `google.rpc.Status`, as all errors here"),
    (status = 401), (status = 403), (status = 413), (status = 415),
    (status = 429, description = "The key sends too fast; send it again after `Retry-After` seconds"),
    (status = 503, description = "Not stored; send it again after `Retry-After` seconds"),
))]
pub(crate) async fn ingest_traces(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Traces, request).await
}

/// Takes log records in: an OTLP `ExportLogsServiceRequest`, in protobuf or JSON.
#[utoipa::path(post, path = "/v1/logs", tag = "ingest", responses(
    (status = 200, description = "Committed, or on disk while the database is away; \
        `partialSuccess` counts what was rejected"),
    (status = 400, description = "Malformed: `google.rpc.Status`, as all errors here"),
    (status = 401), (status = 403), (status = 413), (status = 415),
    (status = 429, description = "The key sends too fast; send it again after `Retry-After` seconds"),
    (status = 503, description = "Not stored; send it again after `Retry-After` seconds"),
))]
pub(crate) async fn ingest_logs(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Logs, request).await
}

/// Takes OTLP metrics and answers that they are not stored.
#[utoipa::path(post, path = "/v1/metrics", tag = "ingest", responses(
    (status = 200, description = "Committed; `partialSuccess` counts what was rejected"),
    (status = 400, description = "Malformed: `google.rpc.Status`, as all errors here"),
    (status = 401), (status = 403), (status = 413), (status = 415),
    (status = 429, description = "The key sends too fast; send it again after `Retry-After` seconds"),
    (status = 503, description = "Not stored; send it again after `Retry-After` seconds"),
))]
pub(crate) async fn ingest_metrics(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Metrics, request).await
}

/// What became of a request's items.
struct Taken {
    rejected: u64,
    message: Option<String>,
}

async fn ingest(state: &AppState, signal: Signal, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let encoding = encoding_of(&parts.headers);
    // Errors are answered in the request's encoding, and in JSON where that is unknown.
    let answer_encoding = encoding.unwrap_or(Encoding::Json);
    let taken = match encoding {
        _ if parts.method != Method::POST => {
            let detail = "Telemetry is sent with POST.";
            Err(ApiError::new(ErrorCode::MethodNotAllowed, detail))
        }
        Some(encoding) => take(state, signal, encoding, &parts.headers, &mut body).await,
        None => {
            let detail = "The content type must be application/x-protobuf or application/json.";
            Err(ApiError::new(ErrorCode::UnsupportedMediaType, detail))
        }
    };
    match taken {
        Ok(taken) => success(signal, answer_encoding, &taken),
        Err(error) => {
            let mut response = failure(answer_encoding, &error);
            give_up(state, &parts.headers, body, &error, &mut response);
            response
        }
    }
}

/// Words an error about a request that no handler saw: for telemetry as its routes do.
pub(crate) fn refuse(request: &Request, error: ApiError) -> Response {
    let path = request.uri().path();
    if !["/v1/", "/v1development/"].iter().any(|own| path.starts_with(own)) {
        return error.into_response();
    }
    failure(encoding_of(request.headers()).unwrap_or(Encoding::Json), &error)
}

fn encoding_of(headers: &HeaderMap) -> Option<Encoding> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let kind = content_type.split(';').next()?.trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/x-protobuf" | "application/protobuf" => Some(Encoding::Protobuf),
        "application/json" => Some(Encoding::Json),
        _ => None,
    }
}

async fn take(
    state: &AppState,
    signal: Signal,
    encoding: Encoding,
    headers: &HeaderMap,
    body: &mut BodyDataStream,
) -> Result<Taken, ApiError> {
    require_ready(state)?;
    let sender = authenticate_ingest(state, headers).await?;
    let Received { sender, body, reservation } = receive(state, sender, headers, body).await?;
    let (project, bytes) = (&sender.project, body.len());
    let idempotency = idempotency(headers, project, "");
    let form = Form::of(state, signal, encoding, project, idempotency);
    let (request, taken, reservation) = form.decode(body, reservation).await?;
    let items = request.rows();
    state.rate_limiter.count(&sender.account, Measure::Items, items, Instant::now());
    let taken = if items == 0 { taken } else { store(state, request, taken, reservation).await? };
    state.metrics.received(bytes, taken.rejected);
    Ok(taken)
}

async fn store(
    state: &AppState,
    request: WriteRequest,
    mut taken: Taken,
    reservation: Reservation,
) -> Result<Taken, ApiError> {
    let Stored { refused, over_limit } = state.ingest.store(request, reservation).await?;
    let mut reject = |items: usize, why: &str| {
        if items > 0 {
            taken.rejected += items as u64;
            let detail = format!("{items} {why}");
            let told = taken.message.take();
            taken.message = Some(told.map_or(detail.clone(), |told| format!("{told}; {detail}")));
        }
    };
    reject(refused, "refused by the database");
    reject(over_limit, &trace_is_full(state));
    Ok(taken)
}

/// Why spans are refused that would make their trace too large.
pub(crate) fn trace_is_full(state: &AppState) -> String {
    let most = state.ingest.trace_spans();
    format!("of a trace that would hold more than {most} spans (ingest.max_spans_per_trace)")
}
