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
use futures_util::{StreamExt, TryStreamExt};
use tokio::{
    io::{AsyncBufRead, AsyncRead, AsyncReadExt},
    time::timeout,
};
use tokio_util::io::StreamReader;

use crate::{
    AppState,
    error::{ApiError, ErrorCode},
};

/// Bytes that are made room for at first.
const CHUNK: usize = 64 * 1024;

/// How long a refused body is read on for the sake of its answer.
const DISCARD_TIME: Duration = Duration::from_secs(5);

/// Reads a body as its `Content-Encoding` says, growing the reservation as it goes.
pub(crate) async fn read_body(
    state: &AppState,
    headers: &HeaderMap,
    body: &mut BodyDataStream,
    reservation: &mut Reservation,
) -> Result<Vec<u8>, ApiError> {
    let settings = &state.settings;
    let pause = settings.body_pause;
    let chunks = futures_util::stream::unfold(body, move |stream| async move {
        match timeout(pause, stream.next()).await {
            Ok(chunk) => Some((chunk?.map_err(io::Error::other), stream)),
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), stream)),
        }
    });
    let raw = StreamReader::new(Box::pin(chunks.map_ok(|chunk: Bytes| chunk)));
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
    let all = read_all(reader, settings.body_limit, reservation);
    match timeout(settings.body_timeout, all).await {
        Ok(read) => read,
        Err(_) => Err(too_slow()),
    }
}

/// Reads on, up to the limit of bodies and for a moment, what nobody wants: a client that is cut
/// off while it sends would never see why.
pub(crate) async fn discard(state: &AppState, body: &mut BodyDataStream) {
    let mut left = state.settings.body_limit;
    let reading = async {
        while let Some(Ok(chunk)) = body.next().await {
            match left.checked_sub(chunk.len()) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    // Whether it ended or not, the answer is sent now.
    timeout(DISCARD_TIME, reading).await.ok();
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
            if !reservation.grow(more) {
                return Err(ApiError::unavailable("Too much is in flight. Try again in a moment."));
            }
            all.reserve_exact(more);
        }
        match reader.read_buf(&mut all).await {
            Ok(0) => return Ok(all),
            Ok(_) if all.len() > limit => {
                let detail = format!("The body is larger than {limit} bytes unpacked.");
                return Err(ApiError::new(ErrorCode::TooLarge, detail));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::TimedOut => return Err(too_slow()),
            Err(error) => {
                let detail = format!("The body cannot be read: {error}.");
                return Err(ApiError::new(ErrorCode::Malformed, detail));
            }
        }
    }
}

fn too_slow() -> ApiError {
    ApiError::new(ErrorCode::Timeout, "The body came too slowly.")
}
