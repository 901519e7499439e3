//! A policy as the API tells it.

use farol_redaction::{Policy, Preset, Rule, Verbosity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How much of payloads is kept, and what is redacted before anything is stored.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PrivacyPolicy {
    /// `full` keeps payloads; `standard` cuts inputs, outputs, attributes and errors that are longer than
    /// `maxLength`, and marks where; `metadata` keeps no inputs, no outputs and no attributes that may
    /// hold what was said, and of events the numbers, booleans and short texts.
    #[schema(inline)]
    #[serde(default)]
    verbosity: VerbosityName,
    /// Bytes, from 100 to 10,000,000; 5,000 unless given.
    #[serde(default = "default_length")]
    max_length: usize,
    /// At most 50, applied in order.
    #[serde(default)]
    rules: Vec<PrivacyRule>,
}

/// What is redacted: by exactly one of `keys`, `path`, `regex` and `preset`.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PrivacyRule {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Keys of attributes and of fields at any depth, whole or behind their last point, in any case; `*`
    /// stands for any text. What is redacted so is redacted in the same span wherever else it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    /// From the span, log or event: `$.input.user.cpf`, `$.attributes['user.email']`, `$.body..password`,
    /// `$.properties.company`.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// In linear time: without look-around and back references.
    #[serde(skip_serializing_if = "Option::is_none")]
    regex: Option<String>,
    #[schema(inline)]
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<PresetName>,
    /// What stands in its place; `[redacted]`, or of a preset its own, unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum VerbosityName {
    #[default]
    Full,
    Standard,
    Metadata,
}

#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PresetName {
    CardNumber,
    Cpf,
    Email,
    BearerToken,
}

fn default_length() -> usize {
    Policy::default().max_length
}

macro_rules! same_names {
    ($one:ident <-> $other:ident: $($variant:ident)+) => {
        impl From<$one> for $other {
            fn from(name: $one) -> Self {
                match name { $($one::$variant => Self::$variant,)+ }
            }
        }

        impl From<$other> for $one {
            fn from(name: $other) -> Self {
                match name { $($other::$variant => Self::$variant,)+ }
            }
        }
    };
}

same_names!(VerbosityName <-> Verbosity: Full Standard Metadata);
same_names!(PresetName <-> Preset: CardNumber Cpf Email BearerToken);

impl From<PrivacyPolicy> for Policy {
    fn from(told: PrivacyPolicy) -> Self {
        let rules = told.rules.into_iter().map(|rule| Rule {
            name: rule.name,
            keys: rule.keys,
            path: rule.path,
            regex: rule.regex,
            preset: rule.preset.map(Preset::from),
            replacement: rule.replacement,
        });
        Self {
            verbosity: told.verbosity.into(),
            max_length: told.max_length,
            rules: rules.collect(),
        }
    }
}

impl From<Policy> for PrivacyPolicy {
    fn from(policy: Policy) -> Self {
        let rules = policy.rules.into_iter().map(|rule| PrivacyRule {
            name: rule.name,
            keys: rule.keys,
            path: rule.path,
            regex: rule.regex,
            preset: rule.preset.map(PresetName::from),
            replacement: rule.replacement,
        });
        Self {
            verbosity: policy.verbosity.into(),
            max_length: policy.max_length,
            rules: rules.collect(),
        }
    }
}
