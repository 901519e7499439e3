//! OTLP in JSON, read in one stream.
//!
//! Lenient, as the reference receiver is: keys in `lowerCamelCase` or `snake_case`, enums as numbers or
//! names, 64-bit integers as numbers or text, `null` for absent; unknown fields are passed over.
//! Of a key that comes twice the last counts. Nesting is bounded by the session for values, and
//! everything else nested is passed over without recursion, so the parser's own limit is off.

mod envelope;
mod log;
mod metrics;
mod object;
mod scalar;
mod span;
mod text;
mod value;

pub(crate) use envelope::{survey, walk};
pub(crate) use metrics::count_data_points;
pub(crate) use object::Object;

use serde::de::DeserializeSeed;

use crate::{DecodeError, session::Session, text::cut};

type Deserializer<'a> = serde_json::Deserializer<serde_json::de::SliceRead<'a>>;

/// Reads the whole body by one seed.
fn read<'a, S: DeserializeSeed<'a>>(body: &'a [u8], seed: S) -> serde_json::Result<S::Value> {
    let mut deserializer: Deserializer<'a> = serde_json::Deserializer::from_slice(body);
    deserializer.disable_recursion_limit();
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// The longest message that is passed on: the parser repeats what it did not expect.
const MAX_MESSAGE: usize = 500;

fn malformed(error: &serde_json::Error) -> DecodeError {
    let message = error.to_string();
    DecodeError::Malformed(if message.len() > MAX_MESSAGE {
        let begin = cut(&message, MAX_MESSAGE);
        format!("JSON: {begin}… at line {} column {}", error.line(), error.column())
    } else {
        format!("JSON: {message}")
    })
}

/// The error behind a parser's error: it may have been stopped for want of memory.
fn why(error: &serde_json::Error, session: &Session<'_>) -> DecodeError {
    if session.meter.is_over() { DecodeError::OverBudget } else { malformed(error) }
}
