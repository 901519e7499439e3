//! A span as it is taken in and stored.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{JsonNode, JsonText, SpanId, SpanType, TraceId, UnixNano, exact};

/// One span, decoded and understood, ready to be stored.
///
/// Text is free of what Postgres refuses. `attributes`, `resource`, `events` and the rest hold
/// what the producer sent, whole; the named fields are what Farol read out of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Span {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    pub parent_span_id: Option<SpanId>,
    pub start: UnixNano,
    /// `None` while the span runs.
    pub end: Option<UnixNano>,
    /// Order of arrival over the whole project: the request first, then the position in it.
    pub arrival: i64,
    /// The arrival of the version that counts, where that is not the first.
    pub version_arrival: Option<i64>,
    pub name: String,
    pub span_type: SpanType,
    pub subtype: Option<String>,
    pub status: SpanStatus,
    /// OpenTelemetry's `SpanKind`, unknown numbers kept.
    pub kind: i32,
    /// OpenTelemetry's `Status.code` as sent, which [`Span::status`] may overrule.
    pub status_code: i32,
    pub status_message: Option<String>,
    pub error: Option<SpanError>,
    /// The caller's own id of the execution, an alias of the trace id.
    pub execution_id: Option<String>,
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub thread_id: Option<String>,
    pub session_id: Option<String>,
    pub user_id: Option<String>,
    pub company_id: Option<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    pub model: Option<String>,
    pub provider: Option<String>,
    pub usage: Usage,
    #[serde(with = "exact")]
    pub cost: Option<f64>,
    /// Whether the cost is Farol's own estimate, the producer having told none.
    pub cost_estimated: bool,
    pub finish_reason: Option<String>,
    pub time_to_first_token_ns: Option<i64>,
    pub tool_name: Option<String>,
    pub tool_call_id: Option<String>,
    /// The model's own id of the response: one response is counted once in a trace.
    pub response_id: Option<String>,
    pub input: Payload,
    pub output: Payload,
    /// A JSON object.
    pub attributes: Option<JsonText>,
    /// What JSON cannot tell apart, by JSON pointer from the span: `{"/attributes/x": "bytes"}`.
    /// Kinds: `bytes`, `int` (beyond ±2^53, sent as text), `double` (NaN and infinities as text,
    /// and whole numbers in exponent form).
    pub attribute_kinds: Option<JsonText>,
    /// A JSON array of `{name, timeUnixNano, attributes, droppedAttributesCount?}`.
    pub events: Option<JsonText>,
    /// A JSON array of `{traceId, spanId, traceState?, attributes, flags?, droppedAttributesCount?}`.
    pub links: Option<JsonText>,
    /// What only OTLP has, a JSON object of those that are set: `traceState`, `flags`,
    /// `droppedAttributesCount`, `droppedEventsCount`, `droppedLinksCount`.
    pub otlp: Option<JsonText>,
    /// What only a node of JSON ingest has; `None` for whatever came over OTLP.
    pub node: Option<Box<JsonNode>>,
    /// Not part of the span's own JSON: many share one.
    #[serde(skip)]
    pub resource: Arc<Resource>,
}

/// Where telemetry came from: shared by all items of one scope in a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Resource {
    /// `service.name`.
    pub service: Option<String>,
    /// The resource as a JSON object: `{attributes, droppedAttributesCount?, schemaUrl?}`.
    pub resource: Option<JsonText>,
    /// The instrumentation scope: `{name, version?, attributes?, droppedAttributesCount?, schemaUrl?}`.
    pub scope: Option<JsonText>,
    /// The scope's name alone; the `logger` of a log.
    pub scope_name: Option<String>,
    /// Kinds within `resource` and `scope`, as [`Span::attribute_kinds`] tells them:
    /// `{"/resource/attributes/x": "bytes"}`.
    pub kinds: Option<JsonText>,
}

/// How a span went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i16)]
pub enum SpanStatus {
    Running = 0,
    #[default]
    Success = 1,
    Error = 2,
    Skipped = 3,
}

/// What went wrong in a span; stored and served as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SpanError {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub error_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack: Option<String>,
}

/// Tokens that a span says it used. Totals include their subsets: `cached` and `cache_write` are
/// part of `input`, `reasoning` is part of `output`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Usage {
    pub input: Option<i64>,
    pub output: Option<i64>,
    pub total: Option<i64>,
    pub cached: Option<i64>,
    pub cache_write: Option<i64>,
    pub reasoning: Option<i64>,
}

/// A span's input or output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    #[default]
    None,
    /// It is the value of this attribute, which is stored already and not stored again.
    Attribute(String),
    /// A value of its own.
    Json(JsonText),
}

impl Payload {
    /// The attribute that holds the value, where one does.
    pub fn attribute(&self) -> Option<&str> {
        match self {
            Self::Attribute(key) => Some(key),
            Self::None | Self::Json(_) => None,
        }
    }

    /// The value, where it is one of its own.
    pub const fn json(&self) -> Option<&JsonText> {
        match self {
            Self::Json(value) => Some(value),
            Self::None | Self::Attribute(_) => None,
        }
    }
}

impl SpanStatus {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Success => "success",
            Self::Error => "error",
            Self::Skipped => "skipped",
        }
    }

    pub const fn code(self) -> i16 {
        self as i16
    }

    pub const fn from_code(code: i16) -> Self {
        match code {
            0 => Self::Running,
            2 => Self::Error,
            3 => Self::Skipped,
            _ => Self::Success,
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Running, Self::Success, Self::Error, Self::Skipped]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

impl Serialize for SpanStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for SpanStatus {
    /// A name from a newer Farol is an ordinary end.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Ok(Self::from_name(&name).unwrap_or_default())
    }
}

impl Usage {
    /// Whether the span says how many tokens it used; details alone do not count as such.
    pub const fn is_told(&self) -> bool {
        self.input.is_some() || self.output.is_some() || self.total.is_some()
    }

    /// The total, added up where the producer gave only its parts.
    pub fn total_tokens(&self) -> Option<i64> {
        self.total.or_else(|| {
            self.is_told().then(|| self.input.unwrap_or(0).saturating_add(self.output.unwrap_or(0)))
        })
    }
}

impl Span {
    /// Bytes that the span takes when it is written, roughly: what a group is measured by.
    pub fn weight(&self) -> usize {
        let texts =
            [&self.attributes, &self.attribute_kinds, &self.events, &self.links, &self.otlp];
        let json: usize = texts.into_iter().flatten().map(|text| text.as_str().len()).sum();
        let payloads = [&self.input, &self.output].into_iter().map(|payload| match payload {
            Payload::Json(text) => text.as_str().len(),
            Payload::None | Payload::Attribute(_) => 0,
        });
        size_of::<Self>()
            + self.name.len()
            + json
            + payloads.sum::<usize>()
            + self.node.as_ref().map_or(0, |node| node.weight())
            + self.resource.weight()
    }
}

impl Resource {
    /// Bytes that the resource takes with each of its items.
    pub(crate) fn weight(&self) -> usize {
        let texts = [&self.resource, &self.scope, &self.kinds];
        texts.into_iter().flatten().map(|text| text.as_str().len()).sum()
    }
}
