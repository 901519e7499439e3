//! What a request brings to be written.

use farol_model::{Event, LogRecord, Score, Span};

/// What one request brought.
#[derive(Clone, Debug, Default)]
pub struct WriteRequest {
    pub project_id: i32,
    pub spans: Vec<Span>,
    pub logs: Vec<LogRecord>,
    pub events: Vec<Event>,
    pub scores: Vec<Score>,
    /// SHA-256 of the decoded body, where its items have no identity of their own and the contract
    /// lets a repetition be told: a second one within a day stores nothing.
    pub hash: Option<[u8; 32]>,
}

impl WriteRequest {
    /// Spans, log records, events and scores.
    pub const fn rows(&self) -> usize {
        self.spans.len() + self.logs.len() + self.events.len() + self.scores.len()
    }

    /// Whether every item has an identity of its own, so that writing it again stores nothing twice,
    /// however much later. (The hash is remembered for a day.)
    pub fn is_identified(&self) -> bool {
        let has_key = |event: &Event| event.idempotency_key.is_some();
        // A node may find its execution only at the second attempt, by what came meanwhile.
        self.logs.is_empty() && self.events.iter().all(has_key) && self.is_placed()
    }

    /// Whether every span tells where it belongs; else it depends on what came before the request.
    pub fn is_placed(&self) -> bool {
        self.spans.iter().all(|span| span.node.as_ref().is_none_or(|node| node.place.is_none()))
    }

    /// Bytes of the items as they are written, roughly.
    pub fn weight(&self) -> usize {
        self.weights().sum()
    }

    /// Bytes of the largest item.
    pub fn heaviest(&self) -> usize {
        self.weights().max().unwrap_or_default()
    }

    fn weights(&self) -> impl Iterator<Item = usize> {
        let logs = self.logs.iter().map(LogRecord::weight);
        let events = self.events.iter().map(Event::weight);
        let scores = self.scores.iter().map(Score::weight);
        self.spans.iter().map(Span::weight).chain(logs).chain(events).chain(scores)
    }

    /// Parts a request in two of about equal size; `None` where it is a single item.
    pub fn halve(self) -> Option<(Self, Self)> {
        let mut first = self;
        let mut keep = first.rows() / 2;
        if keep == 0 {
            return None;
        }
        let mut second = Self { project_id: first.project_id, ..Self::default() };
        second.spans = first.spans.split_off(keep.min(first.spans.len()));
        keep -= first.spans.len();
        second.logs = first.logs.split_off(keep.min(first.logs.len()));
        keep -= first.logs.len();
        second.events = first.events.split_off(keep.min(first.events.len()));
        keep -= first.events.len();
        second.scores = first.scores.split_off(keep.min(first.scores.len()));
        Some((first, second))
    }
}
