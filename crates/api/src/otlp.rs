//! `/v1/traces`, `/v1/logs` and `/v1/metrics`: OTLP over HTTP, in protobuf and JSON.

mod answer;
mod decode;

use std::time::Instant;

use axum::{
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use farol_ingest::{Reservation, Stored};
use farol_otlp::{Encoding, Signal};
use farol_storage::{Project, WriteRequest};
use sha2::{Digest, Sha256};

use self::{
    answer::{failure, success},
    decode::Form,
};
use crate::{
    AppState,
    auth::{Measure, authenticate_ingest},
    body::{discard, read_body},
    error::{ApiError, ErrorCode},
    guard::require_ready,
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

/// Bytes that are thrown away of a body whose sender may not send; more is left unread.
const STRANGERS_LIMIT: usize = 1 << 20;

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
            state.metrics.refused(error.code);
            let mut response = failure(answer_encoding, &error);
            let stranger = [ErrorCode::Unauthorized, ErrorCode::Forbidden].contains(&error.code);
            let limit = if stranger { STRANGERS_LIMIT } else { state.settings.body_limit };
            if !discard(&parts.headers, body, limit) {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(header::CONNECTION, close);
            }
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
    let (project, counts) = (&sender.project, &state.rate_limiter);
    let mut reservation = state.ingest.budget().reserve(project.id);
    let body = read_body(state, headers, body, &mut reservation).await?;
    let bytes = body.len();
    counts.count(&sender.account, Measure::Bytes, bytes, Instant::now());
    let form = Form::of(state, signal, encoding, project, idempotency(headers, project));
    let (request, taken, reservation) = form.decode(body, reservation).await?;
    let items = request.rows();
    counts.count(&sender.account, Measure::Items, items, Instant::now());
    let taken = if items == 0 { taken } else { store(state, request, taken, reservation).await? };
    state.metrics.received(bytes, taken.rejected);
    Ok(taken)
}

/// Hash of the client's own key for a request that it may send again.
fn idempotency(headers: &HeaderMap, project: &Project) -> Option<[u8; 32]> {
    let key = headers.get("idempotency-key")?;
    let hash = Sha256::new_with_prefix(b"key").chain_update(project.id.to_be_bytes());
    Some(hash.chain_update(key.as_bytes()).finalize().into())
}

async fn store(
    state: &AppState,
    request: WriteRequest,
    mut taken: Taken,
    reservation: Reservation,
) -> Result<Taken, ApiError> {
    let Stored { refused } = state.ingest.store(request, reservation).await?;
    if refused > 0 {
        taken.rejected += refused as u64;
        let detail = format!("{refused} refused by the database");
        taken.message =
            Some(taken.message.map_or(detail.clone(), |told| format!("{told}; {detail}")));
    }
    Ok(taken)
}
