//! Questions about what happened.

mod answers;
mod datasets;
mod proof;
mod refusals;

use axum::http::Method;
use farol_model::{Event, JsonText, UnixNano};
use farol_storage::{WriteRequest, ensure_project};
use serde_json::Value;

use crate::support::{Answer, As, Farol};

const PATH: &str = "/api/v1/metrics/query";

/// An event of the test, as the server keeps it.
fn event(name: &str, time: &str, properties: &Value) -> Event {
    Event {
        name: name.to_owned(),
        time: UnixNano::parse_rfc3339(time).unwrap(),
        agent_id: properties["agentId"].as_str().map(str::to_owned),
        properties: Some(JsonText::of(properties)),
        ..Event::default()
    }
}

impl Farol {
    /// Stores events of the project `default`.
    async fn store_events(&self, events: Vec<Event>) {
        let mut connection = self.pool.acquire().await.unwrap();
        let project_id = ensure_project(&mut connection, "default").await.unwrap().id;
        drop(connection);
        let reservation = self.ingest.budget().reserve(project_id);
        let request = WriteRequest { project_id, events, ..WriteRequest::default() };
        let stored = self.ingest.store(request, reservation).await.unwrap();
        assert_eq!(stored.refused, 0);
    }

    async fn query(&self, query: &Value) -> Answer {
        self.ask(Method::POST, PATH, &As::Key(self.key.clone()), Some(query)).await
    }

    /// The answer to a question, which has one.
    async fn measure(&self, query: &Value) -> Value {
        self.query(query).await.expect(200).json()
    }
}
