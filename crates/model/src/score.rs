//! What an evaluation says of an execution, or of one of its spans.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{SpanId, TraceId, UnixNano};

/// One score, ready to be stored.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Score {
    pub trace_id: TraceId,
    /// `None`: the score is the whole execution's.
    pub span_id: Option<SpanId>,
    /// The caller's own id of the execution, as sent, where it is no trace id.
    pub execution_id: Option<String>,
    pub name: String,
    /// Who or what judged.
    pub source: String,
    pub value: ScoreValue,
    /// What is said beside the value, in words.
    pub comment: Option<String>,
    pub time: UnixNano,
    /// Order of arrival, as for spans.
    pub arrival: i64,
}

/// What a score comes to.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreValue {
    /// Within [`Score::MOST`], and maybe in a word, too.
    Number {
        number: f64,
        label: Option<String>,
    },
    Boolean(bool),
    Label(String),
}

/// What a score's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreKind {
    Number,
    Boolean,
    Label,
}

impl Score {
    /// The bound of numbers, on both sides of zero: their sums stay exact enough, and finite.
    pub const MOST: f64 = 1e15;
    /// Characters of a name, a source and a label.
    pub const NAME_LENGTH: usize = 200;
    /// Characters of a comment.
    pub const COMMENT_LENGTH: usize = 10_000;

    /// Names the score within its trace: one that is sent again replaces the earlier.
    pub fn id(&self) -> i64 {
        let span = self.span_id.map_or(0, |span| span.0);
        let hash = Sha256::new_with_prefix(span.to_be_bytes());
        let hash = hash.chain_update((self.name.len() as u64).to_be_bytes());
        let hash = hash.chain_update(&self.name).chain_update(&self.source).finalize();
        SpanId::of_hash(&hash).to_i64()
    }

    /// Bytes that the score takes when it is written, roughly.
    pub fn weight(&self) -> usize {
        let comment = self.comment.as_ref().map_or(0, String::len);
        let label = self.value.label().map_or(0, str::len);
        size_of::<Self>() + self.name.len() + self.source.len() + comment + label
    }
}

impl ScoreValue {
    pub const fn kind(&self) -> ScoreKind {
        match self {
            Self::Number { .. } => ScoreKind::Number,
            Self::Boolean(_) => ScoreKind::Boolean,
            Self::Label(_) => ScoreKind::Label,
        }
    }

    /// What means and bounds are about: of a boolean 0 or 1.
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number { number, .. } => Some(*number),
            Self::Boolean(value) => Some(if *value { 1.0 } else { 0.0 }),
            Self::Label(_) => None,
        }
    }

    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Number { label, .. } => label.as_deref(),
            Self::Boolean(_) => None,
            Self::Label(label) => Some(label),
        }
    }

    /// A value as it is stored; `None` for what no value is.
    pub fn of_parts(kind: ScoreKind, number: Option<f64>, label: Option<String>) -> Option<Self> {
        match kind {
            ScoreKind::Number => number.map(|number| Self::Number { number, label }),
            ScoreKind::Boolean => number.map(|number| Self::Boolean(number != 0.0)),
            ScoreKind::Label => label.map(Self::Label),
        }
    }
}

impl ScoreKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Label => "label",
        }
    }

    /// As it is stored.
    pub const fn code(self) -> i16 {
        self as i16
    }

    pub const fn from_code(code: i16) -> Self {
        match code {
            1 => Self::Boolean,
            2 => Self::Label,
            _ => Self::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_named_by_span_name_and_source() {
        let score = |span: Option<u64>, name: &str, source: &str| Score {
            trace_id: TraceId::default(),
            span_id: span.map(SpanId),
            execution_id: None,
            name: name.to_owned(),
            source: source.to_owned(),
            value: ScoreValue::Boolean(true),
            comment: None,
            time: UnixNano(0),
            arrival: 0,
        };
        let same = score(Some(7), "helpful", "judge");
        let later = Score { value: ScoreValue::Label("no".to_owned()), arrival: 9, ..same.clone() };
        assert_eq!(same.id(), later.id());
        for other in [
            score(None, "helpful", "judge"),
            score(Some(8), "helpful", "judge"),
            score(Some(7), "helpful", "person"),
            score(Some(7), "helpfulju", "dge"),
        ] {
            assert_ne!(same.id(), other.id(), "{other:?}");
        }
    }
}
