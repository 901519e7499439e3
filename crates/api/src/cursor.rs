//! Opaque cursors: a place in a list as text of `[A-Za-z0-9_-]`.
//!
//! Numbers joined by `_`, signs as `-`. Opaque means that clients hand them back; it does not mean
//! that they are secret, and a forged one only ever names another place in the client's own list.

use chrono::DateTime;
use farol_model::{SpanId, TraceId, UnixNano};
use farol_storage::{
    AuditCursor, EventCursor, ExecutionCursor, LogCursor, ReviewCursor, ScoreCursor, SpanCursor,
    ThreadCursor,
};

use crate::error::ApiError;

pub(crate) trait Cursor: Sized {
    fn encode(&self) -> String;

    fn decode(parts: &[&str]) -> Option<Self>;

    /// Reads a cursor that a client hands back.
    fn parse(text: Option<&str>) -> Result<Option<Self>, ApiError> {
        let Some(text) = text else { return Ok(None) };
        let parts: Vec<&str> = text.split('_').collect();
        let invalid = || ApiError::invalid("cursor", "is not one that this list gave");
        Self::decode(&parts).map(Some).ok_or_else(invalid)
    }
}

impl Cursor for ExecutionCursor {
    fn encode(&self) -> String {
        let value = self.value.to_bits();
        format!("{}_{value:x}_{}_{}", self.whole, self.arrival, self.trace_id)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [whole, value, arrival, trace_id] = parts else { return None };
        Some(Self {
            value: f64::from_bits(u64::from_str_radix(value, 16).ok()?),
            whole: whole.parse().ok()?,
            arrival: arrival.parse().ok()?,
            trace_id: trace_id.parse().ok()?,
        })
    }
}

impl Cursor for SpanCursor {
    fn encode(&self) -> String {
        format!("{}_{}_{}_{}", self.start.0, self.arrival, self.trace_id, self.span_id)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [start, arrival, trace_id, span_id] = parts else { return None };
        Some(Self {
            start: UnixNano(start.parse().ok()?),
            arrival: arrival.parse().ok()?,
            trace_id: trace_id.parse::<TraceId>().ok()?,
            span_id: span_id.parse::<SpanId>().ok()?,
        })
    }
}

impl Cursor for ScoreCursor {
    fn encode(&self) -> String {
        format!("{}_{}_{}", self.time.0, self.trace_id, self.id)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, trace_id, id] = parts else { return None };
        Some(Self {
            time: UnixNano(time.parse().ok()?),
            trace_id: trace_id.parse().ok()?,
            id: id.parse().ok()?,
        })
    }
}

/// A place in the order of a conversation: time, then the span that tells the message, among all of its
/// execution's, then what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MessageCursor {
    pub(crate) time: UnixNano,
    pub(crate) start: UnixNano,
    pub(crate) arrival: i64,
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    pub(crate) index: usize,
}

impl Cursor for MessageCursor {
    fn encode(&self) -> String {
        let Self { time, start, arrival, trace_id, span_id, index } = self;
        format!("{}_{}_{arrival}_{trace_id}_{span_id}_{index}", time.0, start.0)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, start, arrival, trace_id, span_id, index] = parts else { return None };
        Some(Self {
            time: UnixNano(time.parse().ok()?),
            start: UnixNano(start.parse().ok()?),
            arrival: arrival.parse().ok()?,
            trace_id: trace_id.parse().ok()?,
            span_id: span_id.parse().ok()?,
            index: index.parse().ok()?,
        })
    }
}

impl Cursor for ThreadCursor {
    fn encode(&self) -> String {
        format!("{}_{}_{}", self.activity.0, self.arrival, self.trace_id)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [activity, arrival, trace_id] = parts else { return None };
        Some(Self {
            activity: UnixNano(activity.parse().ok()?),
            arrival: arrival.parse().ok()?,
            trace_id: trace_id.parse().ok()?,
        })
    }
}

impl Cursor for LogCursor {
    fn encode(&self) -> String {
        format!("{}_{}", self.time.0, self.arrival)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, arrival] = parts else { return None };
        Some(Self { time: UnixNano(time.parse().ok()?), arrival: arrival.parse().ok()? })
    }
}

impl Cursor for EventCursor {
    fn encode(&self) -> String {
        format!("{}_{}", self.time.0, self.arrival)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, arrival] = parts else { return None };
        Some(Self { time: UnixNano(time.parse().ok()?), arrival: arrival.parse().ok()? })
    }
}

impl Cursor for AuditCursor {
    fn encode(&self) -> String {
        format!("{}_{}", self.time.timestamp_micros(), self.id)
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, id] = parts else { return None };
        let time = DateTime::from_timestamp_micros(time.parse().ok()?)?;
        Some(Self { time, id: id.parse().ok()? })
    }
}

impl Cursor for ReviewCursor {
    fn encode(&self) -> String {
        format!("{}_{}", self.created_at.timestamp_micros(), self.id.simple())
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [time, id] = parts else { return None };
        let created_at = DateTime::from_timestamp_micros(time.parse().ok()?)?;
        Some(Self { created_at, id: id.parse().ok()? })
    }
}

/// A place in a list that is in the order of its rows' numbers.
pub(crate) struct RowCursor(pub(crate) i64);

impl Cursor for RowCursor {
    fn encode(&self) -> String {
        self.0.to_string()
    }

    fn decode(parts: &[&str]) -> Option<Self> {
        let [id] = parts else { return None };
        id.parse().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_read_back_and_keep_to_their_letters() {
        let trace_id: TraceId = "5b8efff798038103d269b633813fc60c".parse().unwrap();
        let cursor = ExecutionCursor { value: -1.0, whole: -1, arrival: 7, trace_id };
        let text = cursor.encode();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)));
        assert_eq!(ExecutionCursor::parse(Some(&text)).unwrap(), Some(cursor));
        assert!(ExecutionCursor::parse(Some("1_2")).is_err());
        assert_eq!(LogCursor::parse(None).unwrap(), None);
    }
}
