//! A score.

use farol_model::{ScoreKind, ScoreValue, SpanId, TraceId, UnixNano};
use farol_storage::ScoreRow;
use serde::Serialize;
use utoipa::ToSchema;

/// What an evaluation says of an execution, or of one of its spans.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Score {
    /// Opaque.
    pub(crate) id: String,
    #[schema(value_type = String)]
    trace_id: TraceId,
    /// Null: it is the whole execution's.
    #[schema(required, value_type = Option<String>)]
    pub(crate) span_id: Option<SpanId>,
    pub(crate) name: String,
    /// Who or what judged.
    pub(crate) source: String,
    /// A number, true or false, or a label.
    #[schema(value_type = serde_json::Value)]
    pub(crate) value: ScoreJson,
    /// What a number is called.
    #[schema(required)]
    label: Option<String>,
    #[schema(required)]
    pub(crate) comment: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) timestamp: UnixNano,
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ScoreJson {
    Number(f64),
    Boolean(bool),
    Label(String),
}

/// What a score's value is.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ScoreKindName {
    Number,
    Boolean,
    Label,
}

impl From<ScoreKind> for ScoreKindName {
    fn from(kind: ScoreKind) -> Self {
        match kind {
            ScoreKind::Number => Self::Number,
            ScoreKind::Boolean => Self::Boolean,
            ScoreKind::Label => Self::Label,
        }
    }
}

impl From<ScoreRow> for Score {
    fn from(row: ScoreRow) -> Self {
        let (value, label) = match row.value {
            ScoreValue::Number { number, label } => (ScoreJson::Number(number), label),
            ScoreValue::Boolean(value) => (ScoreJson::Boolean(value), None),
            ScoreValue::Label(label) => (ScoreJson::Label(label), None),
        };
        Self {
            id: score_id(row.trace_id, row.id),
            trace_id: row.trace_id,
            span_id: row.span_id,
            name: row.name,
            source: row.source,
            value,
            label,
            comment: row.comment,
            timestamp: row.time,
        }
    }
}

/// A score's id as clients see it: its trace, and its name in there.
fn score_id(trace_id: TraceId, id: i64) -> String {
    format!("{trace_id}-{:016x}", id.cast_unsigned())
}

/// Reads it back.
pub(crate) fn parse_score_id(text: &str) -> Option<(TraceId, i64)> {
    let (trace_id, id) = text.split_once('-')?;
    let id = u64::from_str_radix(id, 16).ok()?.cast_signed();
    let trace_id = trace_id.parse().ok()?;
    // Whatever else reads as these is no id that was given.
    (score_id(trace_id, id) == text).then_some((trace_id, id))
}
