//! Dashboards as the API tells and takes them.

use chrono::{DateTime, Utc};
use farol_storage::{Dashboard as Stored, DashboardRow};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::Value;
use utoipa::ToSchema;

use super::card::Card;

/// Cards that belong together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dashboard {
    id: String,
    name: String,
    description: String,
    /// 1 at first, and one more with every change.
    version: i64,
    #[schema(value_type = Vec<Card>)]
    cards: Value,
    #[schema(value_type = DashboardSettings)]
    settings: Value,
    created_at: DateTime<Utc>,
    /// A person's e-mail address, or a key's label.
    created_by: String,
    updated_at: DateTime<Utc>,
    updated_by: String,
}

/// A dashboard as lists tell it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DashboardSummary {
    id: String,
    name: String,
    description: String,
    version: i64,
    card_count: i32,
    updated_at: DateTime<Utc>,
    updated_by: String,
}

/// What holds for all cards.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct DashboardSettings {
    /// The time it opens with, as the portal tells it: `7d`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) range: Option<String>,
    /// Or from here
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// to here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
    /// Seconds from one reading to the next; at most 86,400, and 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refresh_seconds: Option<u32>,
    /// Filters of all cards that query events, as a query has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub(super) filters: Vec<Value>,
}

/// A dashboard to be. What else is told of one that was read may stand there, and says nothing.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "a dashboard that was read is taken as it is")]
pub(super) struct DashboardNew {
    /// Up to 100 characters; another one than the project's others have.
    pub(super) name: String,
    /// Up to 2,000 characters.
    #[serde(default)]
    pub(super) description: String,
    /// At most 50.
    #[serde(default)]
    pub(super) cards: Vec<Card>,
    #[serde(default)]
    pub(super) settings: DashboardSettings,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    version: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    id: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    created_at: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    created_by: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    updated_at: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    updated_by: IgnoredAny,
}

/// What becomes different; what is absent stays. What else is told of a dashboard that was read may stand
/// there, and says nothing.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "a dashboard that was read is taken as it is")]
pub(super) struct DashboardChange {
    /// The version that is changed.
    pub(super) version: i64,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) cards: Option<Vec<Card>>,
    pub(super) settings: Option<DashboardSettings>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    id: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    created_at: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    created_by: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    updated_at: IgnoredAny,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    updated_by: IgnoredAny,
}

impl From<Stored> for Dashboard {
    fn from(stored: Stored) -> Self {
        Self {
            id: stored.id.to_string(),
            name: stored.name,
            description: stored.description,
            version: stored.version,
            cards: stored.cards,
            settings: stored.settings,
            created_at: stored.created_at,
            created_by: stored.created_by,
            updated_at: stored.updated_at,
            updated_by: stored.updated_by,
        }
    }
}

impl From<DashboardRow> for DashboardSummary {
    fn from(row: DashboardRow) -> Self {
        let DashboardRow { id, name, description, version, card_count, updated_at, updated_by } =
            row;
        let id = id.to_string();
        Self { id, name, description, version, card_count, updated_at, updated_by }
    }
}
