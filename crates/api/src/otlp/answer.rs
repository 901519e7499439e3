//! Answers in the request's encoding.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use farol_otlp::{Encoding, Signal};

use super::Taken;
use crate::error::{ApiError, ErrorCode};

/// 200: everything was stored, or everything but what the answer counts.
pub(super) fn success(signal: Signal, encoding: Encoding, taken: &Taken) -> Response {
    let body = farol_otlp::success(signal, encoding, taken.rejected, taken.message.as_deref());
    respond(StatusCode::OK, encoding, body)
}

/// An error as `google.rpc.Status`.
pub(super) fn failure(encoding: Encoding, error: &ApiError) -> Response {
    let body = farol_otlp::status(encoding, &error.detail);
    let mut response = respond(error.code.status(), encoding, body);
    response.headers_mut().extend(error.headers());
    if error.code == ErrorCode::MethodNotAllowed {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

fn respond(status: StatusCode, encoding: Encoding, body: Vec<u8>) -> Response {
    let content_type = HeaderValue::from_static(match encoding {
        Encoding::Protobuf => "application/x-protobuf",
        Encoding::Json => "application/json",
    });
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
