//! The portal's files, embedded in the binary.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::{
    error::{ApiError, ErrorCode},
    otlp::refuse,
};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Assets;

/// Nothing from elsewhere, nothing inline, in nobody's frame. Pictures and sound may stand in a message
/// itself.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; media-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Serves a file of the portal; any other path is a page of it, which the portal itself finds.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let own = ["api/", "v1/", "v1development/", "ws/", "health", "metrics"];
    if own.iter().any(|own| path.starts_with(own)) {
        return refuse(&request, ApiError::new(ErrorCode::NotFound, "There is no such route."));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let refused = ApiError::new(ErrorCode::MethodNotAllowed, "Pages are read.");
        return ([(header::ALLOW, "GET, HEAD")], refused).into_response();
    }
    match file(path, request.headers()) {
        Some(response) => response,
        // A file that is gone is not a page.
        None if path.starts_with("assets/") => {
            ApiError::new(ErrorCode::NotFound, "There is no such file.").into_response()
        }
        None => index(request.headers()),
    }
}

/// The page that all pages of the portal start from.
pub(crate) fn index(headers: &HeaderMap) -> Response {
    file("index.html", headers).unwrap_or_else(|| {
        let detail =
            "The portal was not built into this binary: run `make portal` and build again.";
        (StatusCode::NOT_FOUND, detail).into_response()
    })
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Assets::get(path)?;
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepts = |encoding: &str| {
        accepted.is_some_and(|list| list.split(',').any(|each| each.trim().starts_with(encoding)))
    };
    let compressed = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
        accepts(encoding)
            .then(|| Assets::get(&format!("{path}.{ending}")))
            .flatten()
            .map(|file| (encoding, file))
    });
    let (encoding, data) = match compressed {
        Some((encoding, file)) => (Some(encoding), file.data),
        None => (None, plain.data),
    };
    let body = match data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    // Names of assets carry the hash of what is in them.
    let immutable = path.starts_with("assets/");
    let caching = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    own.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    own.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Some(encoding) = encoding {
        own.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
