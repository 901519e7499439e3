//! A request, and what it claims.

mod events;
mod logs;
mod records;
mod request;
mod scores;
mod spans;

pub use self::events::Identity;
pub use self::records::RecordFacts;
pub use self::request::Format;
use self::request::Request;
pub use self::scores::ScoreFact;
pub use self::spans::{SpanFact, Status};

/// One request. Sent again, it is the same parcel: its items are to be there once.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Told from all others of a run.
    pub id: u64,
    pub project: usize,
    pub path: &'static str,
    pub content_type: &'static str,
    pub idempotency_key: Option<String>,
    pub body: Vec<u8>,
    /// The body of an answer that all of it is taken.
    pub receipt: String,
    /// Whether a repetition can be told. If not, it is never sent again.
    pub repeatable: bool,
    pub items: Items,
    /// What is sent once this is acknowledged, and not before.
    pub then: Vec<Self>,
}

/// What a parcel brings.
#[derive(Clone, Debug)]
pub enum Items {
    Spans(Vec<SpanFact>),
    Logs(RecordFacts),
    Events(RecordFacts),
    Scores(Vec<ScoreFact>),
}

impl Parcel {
    fn new(id: u64, project: usize, request: Request, items: Items) -> Self {
        let Request { path, content_type, body, receipt, repeatable } = request;
        Self {
            id,
            project,
            path,
            content_type,
            idempotency_key: None,
            body,
            receipt,
            repeatable,
            items,
            then: Vec::new(),
        }
    }

    /// The same with others behind it.
    pub fn then(self, others: Vec<Self>) -> Self {
        Self { then: others, ..self }
    }

    /// The same with a name that its sender gives it.
    pub fn named(self, key: String) -> Self {
        Self { idempotency_key: Some(key), repeatable: true, ..self }
    }
}

impl Items {
    pub fn len(&self) -> usize {
        match self {
            Self::Spans(spans) => spans.len(),
            Self::Scores(scores) => scores.len(),
            Self::Logs(records) | Self::Events(records) => records.texts.len(),
        }
    }

    pub const fn logs(&self) -> Option<&RecordFacts> {
        if let Self::Logs(records) = self { Some(records) } else { None }
    }

    pub const fn events(&self) -> Option<&RecordFacts> {
        if let Self::Events(records) = self { Some(records) } else { None }
    }
}
