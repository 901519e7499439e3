//! A project's policy, as it is told and kept.

use serde::{Deserialize, Serialize};

/// How much of payloads is kept, and what is redacted in what is kept.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    pub verbosity: Verbosity,
    /// Bytes of JSON from which on an input or output is cut, where the verbosity says so.
    pub max_length: usize,
    /// In the order in which they are applied.
    pub rules: Vec<Rule>,
}

/// How much of payloads is kept.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verbosity {
    #[default]
    Full,
    /// Long inputs, outputs and attributes are cut, and marked.
    Standard,
    /// No inputs and outputs, and no attributes that may hold what was said.
    Metadata,
}

/// What is redacted: by one of `keys`, `path`, `regex` and `preset`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// What it is called in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Values of attributes and fields with these keys, whole or behind their last point, in any
    /// case; `*` stands for any text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// The values at a path such as `$.input.user.cpf`, `$.events[*].attributes.x` or `$..password`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What a regular expression matches in any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// What Farol knows by itself, in any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// What stands in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Numbers of payment cards, by Luhn's check digit.
    CardNumber,
    /// Numbers of Brazilian taxpayers, by their check digits.
    Cpf,
    Email,
    /// Bearer tokens, JSON web tokens, and keys of well-known shape.
    BearerToken,
}

/// Bounds of a policy.
pub struct Limits;

impl Limits {
    pub const RULES: usize = 50;
    pub const KEYS: usize = 100;
    /// Bytes of a key, a path, a name or a replacement.
    pub const TEXT: usize = 200;
    /// Bytes of a regular expression, and of what it is compiled to.
    pub const REGEX: usize = 500;
    pub const REGEX_SIZE: usize = 1 << 20;
    pub const LEAST_LENGTH: usize = 100;
    pub const MOST_LENGTH: usize = 10_000_000;
}

/// What is wrong with a policy, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {detail}")]
pub struct PolicyError {
    /// As `rules[2].regex`.
    pub field: String,
    pub detail: String,
}

impl Default for Policy {
    fn default() -> Self {
        Self { verbosity: Verbosity::Full, max_length: 5_000, rules: Vec::new() }
    }
}

impl PolicyError {
    pub(crate) fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), detail: detail.into() }
    }
}

impl Policy {
    /// Whether nothing is changed.
    pub fn is_nothing(&self) -> bool {
        self.verbosity == Verbosity::Full && self.rules.is_empty()
    }
}

impl Preset {
    /// What stands in the place of what it finds, unless a rule says otherwise.
    pub(crate) const fn replacement(self) -> &'static str {
        match self {
            Self::CardNumber => "[card]",
            Self::Cpf => "[cpf]",
            Self::Email => "[email]",
            Self::BearerToken => "[token]",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::CardNumber => "card_number",
            Self::Cpf => "cpf",
            Self::Email => "email",
            Self::BearerToken => "bearer_token",
        }
    }
}
