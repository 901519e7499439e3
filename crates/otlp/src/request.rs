//! What a caller hands in and gets back.

use farol_model::{LogRecord, Score, UnixNano};

/// The encodings of OTLP/HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Protobuf,
    Json,
}

/// How much one request may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Items of a request, rejected ones included.
    pub max_items: usize,
    /// Lists and maps inside each other in one attribute value.
    pub max_depth: usize,
}

/// What decoding needs to know about the request besides its bytes.
pub struct Context<'a> {
    /// When the request came: the time of items that tell none.
    pub received: UnixNano,
    /// The arrival of the request's first item; the others count on from it, rejected ones too.
    pub first_arrival: i64,
    /// Items from before this are rejected.
    pub oldest: UnixNano,
    /// Items from after this are rejected.
    pub newest: UnixNano,
    pub limits: Limits,
    /// Asks for so many more bytes of the memory budget; `false` when there are none left.
    pub charge: &'a mut dyn FnMut(usize) -> bool,
}

/// The items of a request that can be stored, and what to tell its sender.
#[derive(Debug)]
pub struct Decoded<T> {
    pub items: Vec<T>,
    /// Log records that came as spans.
    pub logs: Vec<LogRecord>,
    /// What evaluations say, in these spans or log records.
    pub scores: Vec<Score>,
    pub rejected: Rejected,
    /// What was accepted but not taken as sent, in words for the producer's developer.
    pub warning: Option<String>,
    /// Whether every item carried its own time.
    pub all_timed: bool,
    /// Whether some item's time is finer than a millisecond.
    pub finer_than_millisecond: bool,
}

/// Items that cannot be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    pub count: u64,
    /// The first few reasons, each with the item's position; empty when nothing was rejected.
    pub message: String,
}

/// Why a whole request was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// It is not OTLP in the encoding it claims; says where.
    #[error("malformed request: {0}")]
    Malformed(String),
    /// It holds more items than this.
    #[error("a request may hold at most {0} items")]
    TooManyItems(usize),
    /// Its memory budget is used up.
    #[error("the server has no memory left for this request")]
    OverBudget,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_items: 200_000, max_depth: 64 }
    }
}
