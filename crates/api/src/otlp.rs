//! `/v1/traces`, `/v1/logs` and `/v1/metrics`: OTLP over HTTP, in protobuf and JSON.

mod answer;

use axum::{
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Response},
};
use farol_ingest::{Reservation, Stored};
use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_otlp::{
    Context, DecodeError, Decoded, Encoding, Limits, Signal, count_metrics, decode_logs,
    decode_traces,
};
use farol_storage::{PartitionedTable, Project, WriteRequest};
use sha2::{Digest, Sha256};

use self::answer::{failure, success};
use crate::{
    AppState,
    auth::authenticate_ingest,
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
    (status = 503, description = "Not stored; send it again after `Retry-After` seconds"),
))]
pub(crate) async fn ingest_metrics(State(state): State<AppState>, request: Request) -> Response {
    ingest(&state, Signal::Metrics, request).await
}

/// Bytes of a body that is decoded where it was read: a millisecond or two. A larger one takes long
/// enough that others would notice, and goes to a thread of its own.
const DECODED_INLINE: usize = 512 * 1024;

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
            discard(state, &mut body).await;
            failure(answer_encoding, &error)
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
    let project = authenticate_ingest(state, headers).await?;
    let mut reservation = state.ingest.budget().reserve();
    let body = read_body(state, headers, body, &mut reservation).await?;
    let bytes = body.len();
    let taken = match signal {
        Signal::Metrics => refuse_metrics(&body, encoding)?,
        Signal::Traces | Signal::Logs => {
            let hash = idempotency(headers, &project);
            store(state, signal, encoding, project, body, hash, reservation).await?
        }
    };
    state.metrics.received(bytes, taken.rejected);
    Ok(taken)
}

fn refuse_metrics(body: &[u8], encoding: Encoding) -> Result<Taken, ApiError> {
    let rejected = count_metrics(body, encoding).map_err(|error| undecodable(&error))?;
    let message = (rejected > 0).then(|| "metrics are not stored".to_owned());
    Ok(Taken { rejected, message })
}

/// Hash of the client's own key for a request that it may send again.
fn idempotency(headers: &HeaderMap, project: &Project) -> Option<[u8; 32]> {
    let key = headers.get("idempotency-key")?;
    let hash = Sha256::new_with_prefix(b"key").chain_update(project.id.to_be_bytes());
    Some(hash.chain_update(key.as_bytes()).finalize().into())
}

async fn store(
    state: &AppState,
    signal: Signal,
    encoding: Encoding,
    project: Project,
    body: Vec<u8>,
    idempotency: Option<[u8; 32]>,
    mut reservation: Reservation,
) -> Result<Taken, ApiError> {
    let window = Window::of(state, signal, &project);
    let first_arrival = state.arrivals(window.now, state.settings.max_items);
    let (bytes, max_items) = (body.len(), state.settings.max_items);
    let decode = move || {
        let mut charge = |bytes| reservation.grow(bytes);
        let mut context = Context {
            received: window.now,
            first_arrival,
            oldest: window.oldest,
            newest: window.newest,
            limits: Limits { max_items, ..Limits::default() },
            charge: &mut charge,
        };
        let decoded = decode(signal, encoding, &body, project.id, idempotency, &mut context);
        (decoded, reservation)
    };
    let (decoded, reservation) = if bytes <= DECODED_INLINE {
        decode()
    } else {
        tokio::task::spawn_blocking(decode)
            .await
            .map_err(|_| ApiError::new(ErrorCode::Internal, "The request could not be decoded."))?
    };
    let (request, mut taken) = decoded.map_err(|error| undecodable(&error))?;
    if request.spans.is_empty() && request.logs.is_empty() {
        return Ok(taken);
    }
    let stored = state.ingest.store(request, reservation).await;
    let Stored { refused } = stored.map_err(|error| ApiError::unavailable(error.to_string()))?;
    if refused > 0 {
        taken.rejected += refused as u64;
        let detail = format!("{refused} refused by the database");
        taken.message =
            Some(taken.message.map_or(detail.clone(), |told| format!("{told}; {detail}")));
    }
    Ok(taken)
}

/// The times that a project takes items of a kind of.
#[derive(Clone, Copy)]
struct Window {
    now: UnixNano,
    oldest: UnixNano,
    newest: UnixNano,
}

impl Window {
    fn of(state: &AppState, signal: Signal, project: &Project) -> Self {
        let now = UnixNano::now();
        let table = match signal {
            Signal::Logs => PartitionedTable::Logs,
            Signal::Traces | Signal::Metrics => PartitionedTable::Spans,
        };
        let kept = state.settings.retention.borrow().days(project.id, table);
        let days = |days: i64| days.saturating_mul(NANOS_PER_DAY);
        Self {
            now,
            oldest: UnixNano(now.0.saturating_sub(days(kept))),
            newest: UnixNano(now.0.saturating_add(days(state.settings.future_days))),
        }
    }
}

fn decode(
    signal: Signal,
    encoding: Encoding,
    body: &[u8],
    project_id: i32,
    idempotency: Option<[u8; 32]>,
    context: &mut Context<'_>,
) -> Result<(WriteRequest, Taken), DecodeError> {
    let mut request = WriteRequest { project_id, hash: idempotency, ..WriteRequest::default() };
    let taken = match signal {
        Signal::Logs => {
            let decoded = decode_logs(body, encoding, context)?;
            request.hash = request.hash.or_else(|| repeatable(&decoded, project_id, body));
            let taken = Taken::of(&decoded);
            request.logs = decoded.items;
            taken
        }
        Signal::Traces | Signal::Metrics => {
            let decoded = decode_traces(body, encoding, context)?;
            let taken = Taken::of(&decoded);
            request.spans = decoded.items;
            // Spans have an identity of their own.
            request.hash = None;
            taken
        }
    };
    Ok((request, taken))
}

/// The hash of a body that a client can only have sent twice by sending it again: every item has
/// its own time, and there are several or the time is finer than a millisecond.
fn repeatable<T>(decoded: &Decoded<T>, project_id: i32, body: &[u8]) -> Option<[u8; 32]> {
    let several = decoded.items.len() >= 2;
    let told = decoded.all_timed && (several || decoded.finer_than_millisecond);
    told.then(|| {
        let hash = Sha256::new_with_prefix(b"/v1/logs").chain_update(project_id.to_be_bytes());
        hash.chain_update(body).finalize().into()
    })
}

impl Taken {
    fn of<T>(decoded: &Decoded<T>) -> Self {
        let rejected = &decoded.rejected;
        let told = (!rejected.message.is_empty()).then(|| rejected.message.clone());
        let message = match (told, &decoded.warning) {
            (Some(told), Some(warning)) => Some(format!("{told}; {warning}")),
            (told, warning) => told.or_else(|| warning.clone()),
        };
        Self { rejected: rejected.count, message }
    }
}

fn undecodable(error: &DecodeError) -> ApiError {
    let code = match error {
        DecodeError::Malformed(_) => ErrorCode::Malformed,
        DecodeError::TooManyItems(_) => ErrorCode::TooLarge,
        DecodeError::OverBudget => ErrorCode::Unavailable,
    };
    ApiError::new(code, error.to_string())
}
