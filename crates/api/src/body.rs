//! Request bodies: read and unpacked within limits, every byte taken from the budget first.

use std::{io, pin::Pin, time::Duration};

use async_compression::{
    tokio::bufread::{GzipDecoder, ZstdDecoder},
    zstd::DParameter,
};
use axum::{
    body::BodyDataStream,
    http::{HeaderMap, header},
};
use bytes::Bytes;
use farol_ingest::Reservation;
use futures_util::StreamExt;
use tokio::{
    io::{AsyncBufRead, AsyncRead, AsyncReadExt},
    task::yield_now,
    time::{Instant, timeout},
};
use tokio_util::io::StreamReader;

use crate::{
    ApiSettings, AppState,
    error::{ApiError, ErrorCode},
};

/// Bytes that are made room for at first: little, since whoever sends a byte and pauses holds them.
const CHUNK: usize = 8 * 1024;

/// Bytes taken from the budget for each of a body: one for itself and one for what is made of it,
/// the window of its decompression first and its texts, written anew, when it is decoded.
const TAKEN_PER_BYTE: usize = 2;

/// Bytes a second below which a body is too slow, once it had the time of one pause.
const SLOWEST: u64 = 4 * 1024;

/// How long a refused body is read on for the sake of its answer.
const DISCARD_TIME: Duration = Duration::from_secs(5);

/// Reads a body as its `Content-Encoding` says, growing the reservation as it goes.
pub(crate) async fn read_body(
    state: &AppState,
    headers: &HeaderMap,
    body: &mut BodyDataStream,
    reservation: &mut Reservation,
) -> Result<Vec<u8>, ApiError> {
    let limit = state.settings.body_limit;
    if let Some(length) = content_length(headers) {
        // Packed or not, it will not be less.
        if length > limit {
            return Err(too_large(limit));
        }
        reservation.announce(length.saturating_mul(TAKEN_PER_BYTE))?;
    }
    let pace = Pace::begin(&state.settings);
    let chunks = futures_util::stream::unfold((body, 0), move |(stream, sent)| async move {
        match timeout(pace.patience(sent), stream.next()).await {
            Ok(chunk) => {
                let chunk = chunk?;
                let sent = sent + chunk.as_ref().map_or(0, Bytes::len) as u64;
                Some((chunk.map_err(io::Error::other), (stream, sent)))
            }
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), (stream, sent))),
        }
    });
    // A decoder may ask again behind the end.
    let raw = StreamReader::new(Box::pin(chunks.fuse()));
    let encoding =
        headers.get(header::CONTENT_ENCODING).map_or(Ok("identity"), |value| value.to_str());
    let encoding = encoding.unwrap_or("?").trim().to_ascii_lowercase();
    let reader: Pin<Box<dyn AsyncRead + Send + '_>> = match encoding.as_str() {
        "" | "identity" => Box::pin(raw),
        "gzip" | "x-gzip" => Box::pin(gzip(raw)),
        "zstd" => Box::pin(zstd(raw)),
        other => {
            let detail = format!("The content encoding \"{other}\" is not gzip, zstd or identity.");
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, detail));
        }
    };
    read_all(reader, limit, reservation).await
}

fn content_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads on in the background, for a while and up to a limit, what nobody wants: a client whose
/// connection is closed while it sends might never see the answer, which is on its way. Says whether
/// that will be the whole body, so that the connection can go on.
pub(crate) fn discard(headers: &HeaderMap, mut body: BodyDataStream, limit: usize) -> bool {
    if headers.contains_key(header::EXPECT) {
        // It waits to be told to send, and is told the answer instead.
        return false;
    }
    tokio::spawn(timeout(DISCARD_TIME, async move {
        let mut left = limit;
        while let Some(Ok(chunk)) = body.next().await {
            match left.checked_sub(chunk.len()) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    }));
    content_length(headers).is_some_and(|length| length <= limit)
}

/// How long a body may keep the server waiting.
#[derive(Clone, Copy)]
struct Pace {
    begun: Instant,
    pause: Duration,
    total: Duration,
}

impl Pace {
    fn begin(settings: &ApiSettings) -> Self {
        Self { begun: Instant::now(), pause: settings.body_pause, total: settings.body_timeout }
    }

    /// How long the next bytes may take to come, after so many.
    fn patience(&self, sent: u64) -> Duration {
        let earned = self.pause + Duration::from_secs(sent / SLOWEST);
        (earned.min(self.total)).saturating_sub(self.begun.elapsed()).min(self.pause)
    }
}

/// A gzip file may have several members, one behind the other.
fn gzip<R: AsyncBufRead>(raw: R) -> GzipDecoder<R> {
    let mut decoder = GzipDecoder::new(raw);
    decoder.multiple_members(true);
    decoder
}

/// A frame may have the decoder keep 2^23 bytes, no more: what RFC 9659 allows senders.
fn zstd<R: AsyncBufRead>(raw: R) -> ZstdDecoder<R> {
    let mut decoder = ZstdDecoder::with_params(raw, &[DParameter::window_log_max(23)]);
    decoder.multiple_members(true);
    decoder
}

async fn read_all(
    mut reader: Pin<Box<dyn AsyncRead + Send + '_>>,
    limit: usize,
    reservation: &mut Reservation,
) -> Result<Vec<u8>, ApiError> {
    let mut all = Vec::new();
    loop {
        if all.len() == all.capacity() {
            let more = all.capacity().clamp(CHUNK, 4 << 20);
            reservation.read(more.saturating_mul(TAKEN_PER_BYTE))?;
            all.reserve_exact(more);
            // Decompression never waits while it has input: others must get their turn.
            yield_now().await;
        }
        match reader.read_buf(&mut all).await {
            Ok(0) => return Ok(all),
            Ok(_) if all.len() > limit => return Err(too_large(limit)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                return Err(ApiError::new(ErrorCode::TooSlow, "The body came too slowly."));
            }
            Err(error) => {
                let detail = format!("The body cannot be read: {error}.");
                return Err(ApiError::new(ErrorCode::Malformed, detail));
            }
        }
    }
}

fn too_large(limit: usize) -> ApiError {
    let detail = format!("The body is larger than {limit} bytes unpacked.");
    ApiError::new(ErrorCode::TooLarge, detail)
}
