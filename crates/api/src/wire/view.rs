//! A saved view.

use chrono::{DateTime, Utc};
use farol_storage::View;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Filters of a page under a name.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SavedView {
    id: i64,
    page: String,
    name: String,
    /// As it was sent.
    #[schema(value_type = serde_json::Value)]
    query: Box<RawValue>,
    /// Whether it is the project's, else its owner's alone.
    shared: bool,
    /// A person's e-mail address, or a key's label.
    owner: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl SavedView {
    pub(crate) fn new(view: View) -> Self {
        let View { id, page, name, query, shared, owner, created_at, updated_at, .. } = view;
        // It is what was read from a request.
        let query = RawValue::from_string(query).unwrap_or_default();
        Self { id, page, name, query, shared, owner, created_at, updated_at }
    }
}
