//! A business event.

use farol_model::UnixNano;
use farol_storage::StoredEvent;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::empty;
use crate::cursor::Cursor;

/// A business event.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BusinessEvent)]
pub(crate) struct Event {
    /// Opaque.
    id: String,
    name: String,
    #[schema(value_type = String, format = DateTime)]
    timestamp: UnixNano,
    /// As it was sent, like the other ids.
    #[schema(required)]
    execution_id: Option<String>,
    #[schema(required)]
    thread_id: Option<String>,
    #[schema(required)]
    agent_id: Option<String>,
    #[schema(required)]
    idempotency_key: Option<String>,
    #[schema(value_type = Object)]
    properties: Box<RawValue>,
}

impl From<StoredEvent> for Event {
    fn from(event: StoredEvent) -> Self {
        Self {
            id: event.cursor().encode(),
            name: event.name,
            timestamp: event.time,
            execution_id: event.execution_id,
            thread_id: event.thread_id,
            agent_id: event.agent_id,
            idempotency_key: event.idempotency_key,
            properties: event.properties.unwrap_or_else(|| empty("{}")),
        }
    }
}
