//! A small blocking HTTP client.

use std::time::Duration;

use serde_json::Value;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// Requests to one server, with or without a key.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    base: String,
    key: Option<String>,
}

/// A whole answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self::with_timeout(base, Duration::from_mins(1))
    }

    /// One that waits for an answer no longer than this.
    #[must_use]
    pub fn with_timeout(base: &str, timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(timeout))
            .build();
        Self { agent: config.into(), base: base.to_owned(), key: None }
    }

    /// The same client with an API key.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        request.call().and_then(read)
    }

    pub fn post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send(body).and_then(read)
    }

    pub fn post_json(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let body = serde_json::to_vec(body).expect("JSON");
        self.post(path, &[("content-type", "application/json")], &body)
    }

    /// Sends a JSON body that must be taken.
    pub fn must_post(&self, path: &str, body: &Value) -> Value {
        self.post_json(path, body).expect("an answer").ok()
    }

    /// The value of a metric without labels, where it was ever set.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<f64> {
        let body = self.get("/metrics").expect("an answer").body;
        let text = String::from_utf8(body).expect("UTF-8");
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        value.map(|value| value.parse().expect("a number"))
    }

    /// Gets a JSON answer that must be a 200.
    #[must_use]
    pub fn must_get(&self, path: &str) -> Value {
        self.get(path).expect("an answer").ok()
    }
}

impl Answer {
    /// The JSON body of a 200.
    #[must_use]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("not JSON ({error}): {}", String::from_utf8_lossy(&self.body))
        })
    }

    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

fn read(mut response: Response<Body>) -> Result<Answer, ureq::Error> {
    let body = response.body_mut().with_config().limit(256 << 20).read_to_vec()?;
    Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
}
