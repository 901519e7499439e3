//! A log record as it is taken in and stored.

use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::{JsonText, Resource, SpanId, TraceId, UnixNano};

/// One log record, decoded, ready to be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct LogRecord {
    /// The record's own time, else when it was observed, else when it was received.
    pub time: UnixNano,
    pub observed: Option<UnixNano>,
    /// Order of arrival, as for spans.
    pub arrival: i64,
    pub trace_id: Option<TraceId>,
    pub span_id: Option<SpanId>,
    /// OpenTelemetry's number as sent; 0 where none was.
    pub severity_number: i32,
    /// The producer's own word for the level.
    pub severity_text: Option<String>,
    pub event_name: Option<String>,
    /// Any JSON value; `None` where the record had no body.
    #[serde(
        deserialize_with = "JsonText::deserialize_present",
        skip_serializing_if = "Option::is_none"
    )]
    pub body: Option<JsonText>,
    /// A JSON object.
    pub attributes: Option<JsonText>,
    /// As [`crate::Span::attribute_kinds`], with `/body/…` too.
    pub attribute_kinds: Option<JsonText>,
    /// What only OTLP has, a JSON object of those that are set: `flags`, `droppedAttributesCount`.
    pub otlp: Option<JsonText>,
    /// The caller's own id of the execution, where the record itself tells it.
    pub execution_id: Option<String>,
    /// Not part of the record's own JSON: many share one.
    #[serde(skip)]
    pub resource: Arc<Resource>,
}

/// OpenTelemetry's six levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

impl Level {
    pub const ALL: [Self; 6] =
        [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }

    /// The level of a severity number: four numbers each, from 1. `None` outside 1 to 24.
    pub const fn of_severity(number: i32) -> Option<Self> {
        match number {
            1..=4 => Some(Self::Trace),
            5..=8 => Some(Self::Debug),
            9..=12 => Some(Self::Info),
            13..=16 => Some(Self::Warn),
            17..=20 => Some(Self::Error),
            21..=24 => Some(Self::Fatal),
            _ => None,
        }
    }

    /// Reads a producer's word in any case: OpenTelemetry's names with their digits (`WARN2`),
    /// and what common libraries say (`WARNING`, `CRITICAL`, `notice`, `panic`, …).
    pub fn of_text(text: &str) -> Option<Self> {
        let word = text.trim().trim_end_matches(['2', '3', '4']).to_ascii_lowercase();
        Some(match word.as_str() {
            "trace" | "verbose" | "finest" | "silly" => Self::Trace,
            "debug" | "fine" => Self::Debug,
            "info" | "information" | "informational" | "notice" | "log" => Self::Info,
            "warn" | "warning" => Self::Warn,
            "error" | "err" | "severe" => Self::Error,
            "fatal" | "critical" | "crit" | "alert" | "emergency" | "emerg" | "panic" => {
                Self::Fatal
            }
            _ => return None,
        })
    }

    /// The lowest severity number of the level.
    pub const fn severity(self) -> i32 {
        self as i32 * 4 + 1
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl LogRecord {
    /// The level by number, else by word.
    pub fn level(&self) -> Option<Level> {
        Level::of_severity(self.severity_number)
            .or_else(|| self.severity_text.as_deref().and_then(Level::of_text))
    }

    /// Bytes that the record takes when it is written, roughly.
    pub fn weight(&self) -> usize {
        let texts = [&self.body, &self.attributes, &self.attribute_kinds, &self.otlp];
        size_of::<Self>()
            + texts.into_iter().flatten().map(|text| text.as_str().len()).sum::<usize>()
            + self.resource.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_name_the_same_levels() {
        for level in Level::ALL {
            assert_eq!(Level::of_severity(level.severity()), Some(level));
            assert_eq!(Level::of_text(&level.name().to_uppercase()), Some(level));
        }
        assert_eq!(Level::of_text("WARN3"), Some(Level::Warn));
        assert_eq!(Level::of_text("CRITICAL"), Some(Level::Fatal));
        assert_eq!(Level::of_severity(25), None);
        assert_eq!(Level::of_severity(-1), None);
    }
}
