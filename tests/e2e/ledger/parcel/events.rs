//! Business events.

use farol_tests::payload::trace_hex;
use serde_json::{Value, json};

use super::request::Request;
use super::{Items, Parcel, RecordFacts};

/// Names that events have in turn.
const NAMES: [&str; 3] = ["ticket_opened", "ticket_resolved", "call_ended"];

/// What tells a repetition of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Their times, where these can.
    Times,
    /// Keys of their own, and nothing else: they have no times.
    Keys,
}

impl Parcel {
    pub fn of_events(id: u64, project: usize, identity: Identity, facts: RecordFacts) -> Self {
        let trace = trace_hex(facts.trace);
        let event = |((text, time), name): ((&String, u64), &&str)| {
            let properties = json!({ "text": text, "seconds": text.len() });
            let mut event = json!({ "executionId": trace, "name": name, "properties": properties });
            match identity {
                Identity::Times => event["timestamp"] = time.into(),
                Identity::Keys => event["idempotencyKey"] = text.as_str().into(),
            }
            event
        };
        let events: Vec<Value> = facts.each().zip(NAMES.iter().cycle()).map(event).collect();
        let request = Request::plain("/api/v1/events", "events", &events);
        let repeatable = identity == Identity::Keys || facts.are_told_apart();
        Self::new(id, project, Request { repeatable, ..request }, Items::Events(facts))
    }
}
