//! What OTLP/HTTP answers, in the request's encoding.

use prost::Message;
use serde::Serialize;

use crate::{Encoding, text::cut};

/// The longest message that is sent back. Even if JSON escapes every byte of it the answer stays
/// below the 4 MiB that clients read.
const MAX_MESSAGE: usize = 512 * 1024;

/// What a route of OTLP takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    Traces,
    Logs,
    Metrics,
}

/// `Export…ServiceResponse`: the three signals have the same bytes, and other names in JSON.
#[derive(Message)]
struct Response {
    #[prost(message, optional, tag = "1")]
    partial_success: Option<PartialSuccess>,
}

#[derive(Message)]
struct PartialSuccess {
    #[prost(int64, tag = "1")]
    rejected: i64,
    #[prost(string, tag = "2")]
    error_message: String,
}

/// `google.rpc.Status`, without the code, which OTLP does not use.
#[derive(Message, Serialize)]
struct Status {
    #[prost(string, tag = "2")]
    message: String,
}

impl Signal {
    /// The field that counts what was rejected.
    const fn rejected_field(self) -> &'static str {
        match self {
            Self::Traces => "rejectedSpans",
            Self::Logs => "rejectedLogRecords",
            Self::Metrics => "rejectedDataPoints",
        }
    }
}

/// Writes the answer to a request that was accepted: empty for full success; with a message but
/// nothing rejected, the message is a warning.
pub fn success(
    signal: Signal,
    encoding: Encoding,
    rejected: u64,
    message: Option<&str>,
) -> Vec<u8> {
    let message = cut(message.unwrap_or_default(), MAX_MESSAGE);
    let partial = rejected > 0 || !message.is_empty();
    match encoding {
        Encoding::Protobuf => {
            let partial_success = partial.then(|| PartialSuccess {
                rejected: i64::try_from(rejected).unwrap_or(i64::MAX),
                error_message: message.to_owned(),
            });
            Response { partial_success }.encode_to_vec()
        }
        Encoding::Json if partial => {
            let mut fields = serde_json::Map::new();
            if rejected > 0 {
                // 64-bit integers are strings in the protocol's JSON.
                fields.insert(signal.rejected_field().to_owned(), rejected.to_string().into());
            }
            if !message.is_empty() {
                fields.insert("errorMessage".to_owned(), message.into());
            }
            serde_json::json!({ "partialSuccess": fields }).to_string().into_bytes()
        }
        Encoding::Json => b"{}".to_vec(),
    }
}

/// Writes the body of a failure.
pub fn status(encoding: Encoding, message: &str) -> Vec<u8> {
    let status = Status { message: cut(message, MAX_MESSAGE).to_owned() };
    match encoding {
        Encoding::Protobuf => status.encode_to_vec(),
        Encoding::Json => serde_json::to_vec(&status).unwrap_or_default(),
    }
}
