//! Scores.

use farol_tests::payload::{span_hex, trace_hex};
use serde_json::{Value, json};

use super::request::Request;
use super::{Items, Parcel};

/// One score: its trace and span tell it from others, since all have one name and source.
#[derive(Clone, Debug)]
pub struct ScoreFact {
    pub trace: u128,
    /// `None`: the whole execution's.
    pub span: Option<u64>,
    pub value: i64,
}

impl Parcel {
    pub fn of_scores(id: u64, project: usize, facts: Vec<ScoreFact>) -> Self {
        let scores: Vec<Value> = facts.iter().map(ScoreFact::as_sent).collect();
        let request = Request::plain("/api/v1/scores", "scores", &scores);
        Self::new(id, project, request, Items::Scores(facts))
    }
}

impl ScoreFact {
    fn as_sent(&self) -> Value {
        json!({
            "executionId": trace_hex(self.trace),
            "spanId": self.span.map(span_hex),
            "name": "accuracy",
            "source": "ledger",
            "value": self.value,
        })
    }
}
