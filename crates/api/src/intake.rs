//! What all routes of telemetry share: who sends, within which limits, and when.

use std::time::Instant;

use axum::{
    body::BodyDataStream,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use farol_ingest::Reservation;
use farol_model::{NANOS_PER_DAY, UnixNano};
use farol_storage::{PartitionedTable, Project};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{
    AppState,
    auth::{Measure, Sender},
    body::{discard, read_body},
    error::{ApiError, ErrorCode},
};

/// Bytes that are thrown away of a body whose sender may not send; more is left unread.
const STRANGERS_LIMIT: usize = 1 << 20;

/// Bytes of a body that is decoded where it was read: a millisecond or two. A larger one takes long
/// enough that others would notice, and goes to a thread of its own.
const DECODED_INLINE: usize = 512 * 1024;

/// Large bodies that are decoded at once: the others leave the processors to those who ask.
static LARGE_DECODERS: Semaphore = Semaphore::const_new(2);

/// A body that was read, unpacked, and whose bytes are taken from the budget.
pub(crate) struct Received {
    pub(crate) sender: Sender,
    pub(crate) body: Vec<u8>,
    pub(crate) reservation: Reservation,
}

/// Reads the body of somebody who may send it.
pub(crate) async fn receive(
    state: &AppState,
    sender: Sender,
    headers: &HeaderMap,
    body: &mut BodyDataStream,
) -> Result<Received, ApiError> {
    let mut reservation = state.ingest.budget().reserve(sender.project.id);
    let body = read_body(state, headers, body, &mut reservation).await?;
    state.rate_limiter.count(&sender.account, Measure::Bytes, body.len(), Instant::now());
    Ok(Received { sender, body, reservation })
}

/// Throws the rest of a refused request's body away behind its answer.
pub(crate) fn give_up(
    state: &AppState,
    headers: &HeaderMap,
    body: BodyDataStream,
    error: &ApiError,
    response: &mut Response,
) {
    state.metrics.refused(error.code);
    let stranger = [ErrorCode::Unauthorized, ErrorCode::Forbidden].contains(&error.code);
    let limit = if stranger { STRANGERS_LIMIT } else { state.settings.body_limit };
    if !discard(headers, body, limit) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
}

/// Decodes a body of so many bytes, in a thread of its own where that is many.
pub(crate) async fn decode_apart<T: Send + 'static>(
    bytes: usize,
    decode: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    if bytes <= DECODED_INLINE {
        return decode();
    }
    // Never closed. The turn ends with the decoding, even when nobody waits for it any more.
    let turn = LARGE_DECODERS.acquire().await;
    let decoding = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        decode()
    });
    let failed = |_| ApiError::new(ErrorCode::Internal, "The request could not be decoded.");
    decoding.await.map_err(failed)?
}

/// Hash of the client's own key for a request that it may send again to a route.
pub(crate) fn idempotency(headers: &HeaderMap, project: &Project, route: &str) -> Option<[u8; 32]> {
    let key = headers.get("idempotency-key")?;
    let hash = Sha256::new_with_prefix(b"key").chain_update(route);
    let hash = hash.chain_update(project.id.to_be_bytes());
    Some(hash.chain_update(key.as_bytes()).finalize().into())
}

/// The times that a project takes items of a kind of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) now: UnixNano,
    pub(crate) oldest: UnixNano,
    pub(crate) newest: UnixNano,
}

impl Window {
    pub(crate) fn of(state: &AppState, table: PartitionedTable, project: &Project) -> Self {
        let now = UnixNano::now();
        let kept = state.settings.retention.borrow().days(project.id, table);
        let days = |days: i64| days.saturating_mul(NANOS_PER_DAY);
        Self {
            now,
            oldest: UnixNano(now.0.saturating_sub(days(kept))),
            newest: UnixNano(now.0.saturating_add(days(state.settings.future_days))),
        }
    }
}
