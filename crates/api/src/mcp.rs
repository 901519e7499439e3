//! `POST /mcp`: the Model Context Protocol over streamable HTTP, an assistant's way in.
//!
//! Each request stands by itself: no session is kept, and the answer is one JSON document. A tool asks the
//! same handler as its route, with the same credential: what a key may not do there, it may not do here.

mod arguments;
mod assistant;
mod call;
mod conversation;
mod failure;
mod schema;
mod search;
mod text;
mod tools;
mod training;
mod tree;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Request, State},
    response::{IntoResponse, Response},
    routing::post,
};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
};

use self::assistant::Assistant;
use crate::{AppState, auth::Caller, error::ApiError};

/// Bytes that a call may have: a review with all that it may say fits.
const BODY_LIMIT: usize = 1024 * 1024;

pub(crate) fn router(state: &AppState) -> Router<AppState> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(BODY_LIMIT)
        // Farol's own guard stands before every route.
        .disable_allowed_hosts();
    let assistant = Assistant::new(state.clone());
    let sessions = Arc::new(NeverSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(assistant.clone()), sessions, config);
    Router::new().route(
        "/mcp",
        post(async move |State(state): State<AppState>, request: Request| {
            serve(&state, &service, request).await.unwrap_or_else(IntoResponse::into_response)
        }),
    )
}

/// Answers whoever has a credential; each tool asks for what it takes.
async fn serve(
    state: &AppState,
    service: &StreamableHttpService<Assistant, NeverSessionManager>,
    request: Request,
) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    Caller::from_request_parts(&mut parts, state).await?;
    let response = service.handle(Request::from_parts(parts, body)).await;
    Ok(response.map(Body::new))
}
