//! How items are written, and what answers them.

use serde_json::{Value, json};

/// How a body is written.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Protobuf,
    /// OTLP's own.
    Json,
    /// Farol's own: plain JSON on routes of its own.
    Plain,
}

/// A request before anybody sends it.
pub(super) struct Request {
    pub path: &'static str,
    pub content_type: &'static str,
    pub body: Vec<u8>,
    pub receipt: String,
    pub repeatable: bool,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Protobuf, Self::Json, Self::Plain];
}

impl Request {
    pub fn protobuf(path: &'static str, body: Vec<u8>) -> Self {
        let (content_type, receipt) = ("application/x-protobuf", String::new());
        Self { path, content_type, body, receipt, repeatable: true }
    }

    pub fn json(path: &'static str, body: Vec<u8>) -> Self {
        let receipt = "{}".to_owned();
        Self { path, content_type: "application/json", body, receipt, repeatable: true }
    }

    /// Items under the name that their route gives to the list of them.
    pub fn plain(path: &'static str, list: &str, items: &[Value]) -> Self {
        let receipt = format!(r#"{{"accepted":{},"rejected":[],"warnings":0}}"#, items.len());
        let body = json!({ list: items }).to_string().into_bytes();
        Self { receipt, ..Self::json(path, body) }
    }
}
