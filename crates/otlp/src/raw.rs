//! Items as they come, before they are understood: one shape for both encodings.
//!
//! Everything borrows from the body where it can, and the structs are reused from item to item.

use std::borrow::Cow;

use farol_model::{SpanId, TraceId};

use crate::value::Attribute;

/// A trace or span id as sent.
#[derive(Clone, Debug, Default)]
pub(crate) enum RawId<'a> {
    #[default]
    Absent,
    /// Protobuf sends the bytes.
    Bytes(&'a [u8]),
    /// JSON sends hex.
    Text(Cow<'a, str>),
}

#[derive(Debug, Default)]
pub(crate) struct RawResource<'a> {
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
}

#[derive(Debug, Default)]
pub(crate) struct RawScope<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) version: Cow<'a, str>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
}

#[derive(Debug, Default)]
pub(crate) struct RawStatus<'a> {
    pub(crate) message: Cow<'a, str>,
    pub(crate) code: i32,
}

#[derive(Debug, Default)]
pub(crate) struct RawEvent<'a> {
    pub(crate) time: u64,
    pub(crate) name: Cow<'a, str>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
}

#[derive(Debug, Default)]
pub(crate) struct RawLink<'a> {
    pub(crate) trace_id: RawId<'a>,
    pub(crate) span_id: RawId<'a>,
    pub(crate) trace_state: Cow<'a, str>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) flags: u32,
}

#[derive(Debug, Default)]
pub(crate) struct RawSpan<'a> {
    pub(crate) trace_id: RawId<'a>,
    pub(crate) span_id: RawId<'a>,
    pub(crate) parent_span_id: RawId<'a>,
    pub(crate) trace_state: Cow<'a, str>,
    pub(crate) flags: u32,
    pub(crate) name: Cow<'a, str>,
    pub(crate) kind: i32,
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) events: Vec<RawEvent<'a>>,
    pub(crate) dropped_events: u32,
    pub(crate) links: Vec<RawLink<'a>>,
    pub(crate) dropped_links: u32,
    pub(crate) status: RawStatus<'a>,
}

#[derive(Debug, Default)]
pub(crate) struct RawLog<'a> {
    pub(crate) time: u64,
    pub(crate) observed: u64,
    pub(crate) severity_number: i32,
    pub(crate) severity_text: Cow<'a, str>,
    pub(crate) body: Option<crate::value::Value<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) flags: u32,
    pub(crate) trace_id: RawId<'a>,
    pub(crate) span_id: RawId<'a>,
    pub(crate) event_name: Cow<'a, str>,
}

impl RawId<'_> {
    /// The id, where it is a valid one of a trace.
    pub(crate) fn trace_id(&self) -> Option<TraceId> {
        match self {
            Self::Absent => None,
            Self::Bytes(bytes) => TraceId::from_bytes(bytes),
            Self::Text(text) => text.parse().ok(),
        }
    }

    /// The id, where it is a valid one of a span.
    pub(crate) fn span_id(&self) -> Option<SpanId> {
        match self {
            Self::Absent => None,
            Self::Bytes(bytes) => SpanId::from_bytes(bytes),
            Self::Text(text) => text.parse().ok(),
        }
    }

    /// Whether it says that there is none: absent, empty or all zeroes.
    pub(crate) fn says_none(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Bytes(bytes) => bytes.iter().all(|&byte| byte == 0),
            Self::Text(text) => text.bytes().all(|byte| byte == b'0'),
        }
    }

    /// Says to a developer what an id of so many bytes should have been.
    pub(crate) fn complaint(&self, field: &str, bytes: usize) -> String {
        match self {
            Self::Absent => format!("{field} is missing"),
            Self::Bytes(sent) if sent.len() == bytes => format!("{field} must not be all zero"),
            Self::Bytes(sent) => format!("{field} must be {bytes} bytes, not {}", sent.len()),
            Self::Text(sent) if sent.len() == bytes * 2 && self.says_none() => {
                format!("{field} must not be all zero")
            }
            Self::Text(sent) => format!(
                "{field} must be {} hex digits (hex, not base64), not {} characters",
                bytes * 2,
                sent.chars().count(),
            ),
        }
    }
}

impl RawSpan<'_> {
    /// Makes it empty again, keeping the lists' memory.
    pub(crate) fn reset(&mut self) {
        let mut attributes = std::mem::take(&mut self.attributes);
        let mut events = std::mem::take(&mut self.events);
        let mut links = std::mem::take(&mut self.links);
        attributes.clear();
        events.clear();
        links.clear();
        *self = Self { attributes, events, links, ..Self::default() };
    }
}

impl RawLog<'_> {
    /// Makes it empty again, keeping the list's memory.
    pub(crate) fn reset(&mut self) {
        let mut attributes = std::mem::take(&mut self.attributes);
        attributes.clear();
        *self = Self { attributes, ..Self::default() };
    }
}
