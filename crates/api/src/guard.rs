//! What stands before every handler: who may be asked for, from which pages, and when.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    AppState, Phase,
    error::{ApiError, ErrorCode},
    otlp::refuse,
};

/// Refuses a foreign `Host` on loopback, so that a page whose name was pointed at 127.0.0.1 (DNS
/// rebinding) cannot ask, and writes from pages of other origins.
pub(crate) async fn check_origin(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if state.settings.loopback && !host_is_allowed(&state, &request) {
        let detail = "This Host is not served on loopback. Name it in server.allowed_hosts.";
        return refuse(&request, ApiError::new(ErrorCode::Forbidden, detail));
    }
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS];
    if !reads.contains(request.method()) && !origin_may_write(&state, &request) {
        let detail = "Pages of this origin may not write here.";
        return refuse(&request, ApiError::new(ErrorCode::Forbidden, detail));
    }
    next.run(request).await
}

/// Answers 503 until the database is ready, while it is away, and again while the server stops.
pub(crate) async fn check_phase(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if let Err(error) = require_ready(&state) {
        return error.into_response();
    }
    let Some(response) = state.unless_away(next.run(request)).await else {
        let detail = "The database is away. Try again in a moment.";
        return ApiError::unavailable(detail).into_response();
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        state.ingest.database().suspect();
    }
    response
}

/// The same for routes that word their errors themselves.
pub(crate) fn require_ready(state: &AppState) -> Result<(), ApiError> {
    match *state.phase.borrow() {
        Phase::Ready => Ok(()),
        Phase::Starting => Err(ApiError::unavailable("The server is starting.")),
        Phase::Draining => Err(ApiError::unavailable("The server is stopping.")),
    }
}

/// The host and port that were asked for; HTTP/2 has them in the request line.
pub(crate) fn host<'r>(headers: &'r HeaderMap, uri: &'r Uri) -> Option<&'r str> {
    let header = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    header.or_else(|| uri.authority().map(Authority::as_str))
}

fn host_is_allowed(state: &AppState, request: &Request) -> bool {
    let name = host(request.headers(), request.uri()).map(without_port);
    let Some(name) = name else { return false };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
        || state.settings.allowed_hosts.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Whether a request comes from a page of this server's, or from no page at all.
pub(crate) fn origin_is_own(headers: &HeaderMap, uri: &Uri) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let name = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    name.is_some_and(|(_, name)| Some(name) == host(headers, uri))
}

fn origin_may_write(state: &AppState, request: &Request) -> bool {
    let headers = request.headers();
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin_is_own(headers, request.uri())
        || state
            .settings
            .cors_allowed_origins
            .iter()
            .any(|allowed| Some(allowed.as_str()) == origin)
}

fn without_port(host: &str) -> &str {
    let after_address = host.rfind(']').map_or(0, |end| end + 1);
    host[after_address..].find(':').map_or(host, |colon| &host[..after_address + colon])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_cut_off_names_and_addresses() {
        for (host, name) in [
            ("localhost:4318", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]:4318", "[::1]"),
            ("[::1]", "[::1]"),
        ] {
            assert_eq!(without_port(host), name);
        }
    }
}
