//! All routes, and what stands around them.

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState, administration, audit, conversations, dashboards, docs,
    error::{ApiError, ErrorCode},
    events, executions, guard, health, ingest, jobs, live, logs, mcp, metrics, metrics_query, otlp,
    overview, portal, privacy, reviews, scores, session, spans, statistics, views,
};

/// Bytes that a JSON request to Farol's own API may have; telemetry has a limit of its own.
const JSON_LIMIT: usize = 1024 * 1024;

/// The routes that the OpenAPI document describes.
pub(crate) fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(docs::Document::openapi())
        .merge(executions::router())
        .merge(conversations::router())
        .merge(logs::router())
        .merge(spans::router())
        .merge(statistics::router())
        .merge(overview::router())
        .merge(metrics_query::router())
        .merge(views::router())
        .merge(scores::router())
        .merge(events::router())
        .merge(reviews::router())
        .merge(dashboards::router())
        .merge(live::router())
        .merge(jobs::router())
        .merge(privacy::router())
        .merge(administration::router())
        .merge(audit::router())
        .merge(session::router())
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
}

/// Everything that Farol serves.
pub fn router(state: AppState) -> Router {
    let (api, _) = described().split_for_parts();
    let document = Json(docs::openapi());
    let telemetry = Router::new()
        .route("/v1/traces", any(otlp::ingest_traces))
        .route("/v1/logs", any(otlp::ingest_logs))
        .route("/v1/metrics", any(otlp::ingest_metrics))
        .route("/api/v1/traces", post(ingest::ingest_nodes))
        .route("/api/v1/logs", post(ingest::ingest_log_lines))
        .route("/api/v1/events", post(ingest::ingest_events))
        .route("/api/v1/scores", post(ingest::ingest_scores))
        .layer(DefaultBodyLimit::disable());
    let phased = Router::new()
        .merge(api)
        .merge(mcp::router(&state))
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(state.clone(), guard::check_phase));
    let (operation, _) = operation().split_for_parts();
    Router::new()
        .merge(telemetry)
        .merge(phased)
        .merge(operation)
        .route("/metrics", get(metrics::read_metrics))
        .route("/openapi.json", get(async move || document))
        .merge(docs::router())
        .fallback(portal::serve)
        .method_not_allowed_fallback(async || {
            let detail = "This route does not know that method.";
            ApiError::new(ErrorCode::MethodNotAllowed, detail)
        })
        .layer(from_fn_with_state(state.clone(), guard::check_origin))
        .layer(cors(&state))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::new(ErrorCode::Internal, "The request could not be answered.").into_response()
        }))
        .layer(from_fn_with_state(state.clone(), metrics::observe))
        .layer(map_response(harden))
        .with_state(state)
}

pub(crate) fn operation() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(health::read_health))
        .routes(routes!(health::read_liveness))
        .routes(routes!(health::read_readiness))
}

/// Pages of the allowed origins may send telemetry; nobody's may unless named.
fn cors(state: &AppState) -> CorsLayer {
    let origins = state.settings.cors_allowed_origins.iter();
    let origins: Vec<HeaderValue> =
        origins.filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    if origins.is_empty() {
        return CorsLayer::new();
    }
    let own = [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::AUTHORIZATION];
    let named = ["x-api-key", "idempotency-key", "traceparent", "tracestate"];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(
            own.into_iter().chain(named.map(HeaderName::from_static)).collect::<Vec<_>>(),
        )
}

/// What every answer carries.
async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // A preflight has nothing to say but its headers.
    let preflight = headers.contains_key(header::ACCESS_CONTROL_ALLOW_METHODS);
    if preflight && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}
