//! `/openapi.json`, and `/docs` for people.

mod page;

use axum::{
    Router,
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use utoipa::OpenApi;

use crate::AppState;

/// What the document says besides the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Farol",
        description = "Executions, traces and logs of AI agents, workflows and call systems.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        crate::otlp::ingest_traces,
        crate::otlp::ingest_logs,
        crate::otlp::ingest_metrics,
        crate::ingest::ingest_nodes,
        crate::ingest::ingest_log_lines,
        crate::ingest::ingest_events,
        crate::ingest::ingest_scores,
    ),
    components(schemas(crate::error::Problem)),
    tags(
        (name = "ingest", description = "Telemetry in: OTLP over HTTP, or plain JSON; gzip or zstd"),
        (name = "executions", description = "What ran: lists, traces, spans, export"),
        (name = "conversations", description = "What was said: messages and threads"),
        (name = "spans", description = "Spans across executions: search, breakdown, statistics"),
        (name = "logs", description = "Log records"),
        (name = "scores", description = "What evaluations say of executions and spans"),
        (name = "events", description = "Business events: what happened, counted and measured"),
        (name = "dashboards", description = "Cards that a project keeps, in versions"),
        (name = "reviews", description = "What people think of executions, and examples for training"),
        (name = "views", description = "Filters of a page, kept under a name"),
        (name = "live", description = "Executions as they change, over WebSocket"),
        (name = "administration", description = "Projects, keys, people, what is not stored, what runs by the clock"),
        (name = "session", description = "People signing in and out, and what they do with their own account"),
        (name = "operation", description = "Health"),
    )
)]
pub(crate) struct Document;

/// The OpenAPI document of all described routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = crate::router::described().into_openapi();
    document.merge(crate::router::operation().into_openapi());
    document
}

pub(crate) fn router() -> Router<AppState> {
    let page = page::render(&openapi());
    let style = || async { ([(header::CONTENT_TYPE, "text/css")], page::STYLE).into_response() };
    Router::new().route("/docs", get(async move || Html(page))).route("/docs/style.css", get(style))
}
