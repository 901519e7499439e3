//! What a rule asks of executions.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{error::ApiError, reviews::checks::read_text};

/// A score's number is within this.
const MOST_SCORE: f64 = 1e15;

/// Which executions are meant, looked at once they have ended, and again when an event or a score tells of one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum RuleCondition {
    /// So many percent of all, chosen by their ids.
    Sample(f64),
    Status(RuleStatus),
    /// One whose score of the name is below the value, on itself or on a span.
    ScoreBelow(RuleScore),
    /// One that its producer gave this tag.
    Tag(String),
    /// One of which a span has an attribute: of this value, or of any.
    Attribute(RuleAttribute),
    /// One that an event of the name tells of: with a property, or with this value of it. A thumbs-down, say.
    Event(RuleEvent),
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum RuleStatus {
    Error,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleScore {
    name: String,
    value: f64,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleAttribute {
    key: String,
    value: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEvent {
    name: String,
    property: Option<String>,
    /// Text, a number or a boolean.
    #[schema(value_type = Option<Value>)]
    value: Option<Value>,
}

impl RuleCondition {
    /// Reads a condition, which is stored as it was sent.
    pub(super) fn read(sent: &Value) -> Result<Value, ApiError> {
        let condition = Self::deserialize(sent);
        condition.map_err(|error| ApiError::invalid("when", error.to_string()))?.check()?;
        Ok(sent.clone())
    }

    fn check(&self) -> Result<(), ApiError> {
        let words = |field: &str, text: &str| read_text(field, text, (1, 200)).map(|_| ());
        match self {
            Self::Sample(percent) if !(0.0..=100.0).contains(percent) => {
                return Err(ApiError::invalid("when.sample", "must be percent, from 0 to 100"));
            }
            Self::Sample(_) | Self::Status(_) => {}
            Self::ScoreBelow(score) => {
                words("when.scoreBelow.name", &score.name)?;
                if score.value.abs() > MOST_SCORE {
                    let detail = "must be from -10^15 to 10^15";
                    return Err(ApiError::invalid("when.scoreBelow.value", detail));
                }
            }
            Self::Tag(tag) => words("when.tag", tag)?,
            Self::Attribute(of) => {
                words("when.attribute.key", &of.key)?;
                of.value.iter().try_for_each(|value| words("when.attribute.value", value))?;
            }
            Self::Event(of) => {
                words("when.event.name", &of.name)?;
                of.property.iter().try_for_each(|text| words("when.event.property", text))?;
                let Some(value) = &of.value else { return Ok(()) };
                if of.property.is_none() {
                    let detail = "must be told with the value that it has";
                    return Err(ApiError::invalid("when.event.property", detail));
                }
                match value {
                    Value::String(text) => words("when.event.value", text)?,
                    Value::Bool(_) | Value::Number(_) => {}
                    _ => {
                        let detail = "must be text, a number or a boolean";
                        return Err(ApiError::invalid("when.event.value", detail));
                    }
                }
            }
        }
        Ok(())
    }
}
