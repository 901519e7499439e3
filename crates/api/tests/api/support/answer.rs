//! What came back.

use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use prost::Message;
use serde_json::Value;

use super::{JSON, PROTOBUF};

#[derive(Debug)]
pub struct Answer {
    /// The request, for messages.
    pub shown: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// `google.rpc.Status`.
#[derive(Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// `Export…ServiceResponse`, whose three kinds have the same bytes.
#[derive(Message)]
struct Response {
    #[prost(message, optional, tag = "1")]
    partial_success: Option<Partial>,
}

#[derive(Message)]
struct Partial {
    #[prost(int64, tag = "1")]
    rejected: i64,
    #[prost(string, tag = "2")]
    error_message: String,
}

impl Answer {
    /// Demands a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.shown, self.text());
        self
    }

    /// A header's text, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.shown, self.text()))
    }

    /// The message of a `google.rpc.Status` in the encoding that the answer names.
    #[track_caller]
    pub fn status_message(&self) -> String {
        let message = match self.header("content-type") {
            PROTOBUF => Status::decode(self.body.clone()).unwrap().message,
            JSON => {
                let body = self.json();
                let fields = body.as_object().unwrap();
                let known = |name: &String| ["code", "message", "details"].contains(&&**name);
                assert!(fields.keys().all(known), "{}: {body}", self.shown);
                body["message"].as_str().unwrap().to_owned()
            }
            other => panic!("{}: {other:?} is no encoding of OTLP", self.shown),
        };
        assert!(!message.is_empty(), "{}: a developer is told nothing", self.shown);
        message
    }

    /// What was rejected, and the message that goes with it.
    #[track_caller]
    pub fn partial(&self) -> (i64, String) {
        if self.header("content-type") == PROTOBUF {
            let partial = Response::decode(self.body.clone()).unwrap().partial_success;
            return partial.map(|of| (of.rejected, of.error_message)).unwrap_or_default();
        }
        let body = self.json();
        let partial = &body["partialSuccess"];
        let rejected = ["rejectedSpans", "rejectedLogRecords", "rejectedDataPoints"]
            .into_iter()
            .find_map(|name| partial.get(name))
            .map_or(0, |count| count.as_str().expect("a 64-bit number is text").parse().unwrap());
        (rejected, partial["errorMessage"].as_str().unwrap_or_default().to_owned())
    }

    /// An `application/problem+json` whose status and code are those of the answer.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.shown, self.text());
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.shown);
        let body = self.json();
        assert_eq!((&body["status"], &body["code"]), (&status.into(), &code.into()), "{body}");
        for field in ["type", "title", "detail"] {
            assert!(body[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {body}");
        }
        body
    }

    /// A 422 that names this field.
    #[track_caller]
    pub fn names_field(&self, field: &str) {
        let body = self.problem(422, "invalid");
        assert_eq!(body["errors"][0]["field"], field, "{}: {body}", self.shown);
        assert!(body["errors"][0]["detail"].is_string(), "{}: {body}", self.shown);
    }
}
