//! Under which address a client reaches this server: links that are handed on begin with it.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use crate::{
    error::{ApiError, ErrorCode},
    guard::host,
};

/// `https://farol.example.com`, without a path.
pub(crate) struct OwnAddress(pub(crate) String);

impl<S: Sync> FromRequestParts<S> for OwnAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let host = host(&parts.headers, &parts.uri);
        let host = host.ok_or_else(|| ApiError::new(ErrorCode::Malformed, "No Host was sent."))?;
        Ok(Self(format!("{}://{host}", scheme(&parts.headers, host))))
    }
}

impl OwnAddress {
    pub(crate) fn is_tls(&self) -> bool {
        self.0.starts_with("https:")
    }
}

/// A proxy that speaks TLS says so, and so does a page of this very host.
fn scheme(headers: &HeaderMap, host: &str) -> &'static str {
    let forwarded = text(headers, "x-forwarded-proto") == Some("https");
    let page = text(headers, header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    if forwarded || page == Some(("https", host)) { "https" } else { "http" }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
