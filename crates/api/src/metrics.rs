//! `/metrics`: what operators see of HTTP, and the text of all metrics.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use tracing::Instrument;

use crate::{AppState, auth::Measure, error::ErrorCode, live::LiveMetrics};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refusal {
    code: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Limit {
    measure: &'static str,
}

/// Counters of HTTP; cheap to clone, all clones count together.
#[derive(Clone, Debug)]
pub struct HttpMetrics {
    requests: Family<Outcome, Counter>,
    duration: Family<Route, Histogram>,
    ingest_bytes: Counter,
    ingest_rejected: Counter,
    ingest_refused: Family<Refusal, Counter>,
    rate_limited: Family<Limit, Counter>,
    pool_open: Gauge,
    pool_idle: Gauge,
    pub(crate) live: LiveMetrics,
}

impl Default for HttpMetrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            duration: Family::new_with_constructor(|| {
                Histogram::new(exponential_buckets(0.001, 2.0, 14))
            }),
            ingest_bytes: Counter::default(),
            ingest_rejected: Counter::default(),
            ingest_refused: Family::default(),
            rate_limited: Family::default(),
            pool_open: Gauge::default(),
            pool_idle: Gauge::default(),
            live: LiveMetrics::default(),
        }
    }
}

impl HttpMetrics {
    /// Names the metrics in a registry, whose prefix they carry.
    pub fn register(&self, registry: &mut Registry) {
        let requests = self.requests.clone();
        registry.register("http_requests", "Requests by route and status", requests);
        registry.register_with_unit(
            "http_request_duration",
            "Time to answer a request, by route",
            Unit::Seconds,
            self.duration.clone(),
        );
        registry.register_with_unit(
            "ingest_received",
            "Unpacked bytes of telemetry received",
            Unit::Bytes,
            self.ingest_bytes.clone(),
        );
        let rejected = self.ingest_rejected.clone();
        registry.register("ingest_rejected_items", "Items rejected for what they say", rejected);
        let refused = self.ingest_refused.clone();
        registry.register(
            "ingest_refused_requests",
            "Requests of telemetry refused, by code",
            refused,
        );
        let limited = self.rate_limited.clone();
        registry.register("ingest_rate_limited_requests", "Requests beyond a key's rate", limited);
        let open = self.pool_open.clone();
        registry.register("database_connections_open", "Pooled connections", open);
        let idle = self.pool_idle.clone();
        registry.register("database_connections_idle", "Pooled connections not in use", idle);
        self.live.register(registry);
    }

    /// Counts a body of telemetry and what was rejected of it.
    pub(crate) fn received(&self, bytes: usize, rejected: u64) {
        self.ingest_bytes.inc_by(bytes as u64);
        self.ingest_rejected.inc_by(rejected);
    }

    /// Counts a request whose key sends too much by this measure.
    pub(crate) fn rate_limited(&self, measure: Measure) {
        self.rate_limited.get_or_create(&Limit { measure: measure.name() }).inc();
    }

    /// Counts a request of telemetry that was refused as a whole.
    pub(crate) fn refused(&self, code: ErrorCode) {
        self.ingest_refused.get_or_create(&Refusal { code: code.name() }).inc();
    }
}

/// Measures every request and gives it a span of its own.
///
/// Farol's exporter marks its requests, whose handling is not traced: else a Farol that sends its
/// traces to itself would never be done.
pub(crate) async fn observe(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = method_name(request.method()).to_owned();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("portal", MatchedPath::as_str).to_owned();
    // Without an exporter a span would only be entered and left for every row of a query.
    let traced = state.settings.traced && !request.headers().contains_key("x-farol-self");
    let response = if traced {
        let span = tracing::info_span!(
            "http request",
            otel.name = format!("{method} {route}"),
            otel.kind = "server",
            http.request.method = method,
            http.route = route,
            http.response.status_code = tracing::field::Empty,
        );
        let response = next.run(request).instrument(span.clone()).await;
        span.record("http.response.status_code", response.status().as_u16());
        response
    } else {
        next.run(request).await
    };
    let status = response.status().as_u16();
    let took = started.elapsed().as_secs_f64();
    let of_route = Route { method: method.clone(), route: route.clone() };
    state.metrics.duration.get_or_create(&of_route).observe(took);
    state.metrics.requests.get_or_create(&Outcome { method, route, status }).inc();
    response
}

/// A client may make methods up; each would be a series of its own.
fn method_name(method: &Method) -> &str {
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    if known.contains(method) { method.as_str() } else { "_OTHER" }
}

/// Writes all metrics in the text format of OpenMetrics, which Prometheus reads.
pub(crate) async fn read_metrics(State(state): State<AppState>) -> Response {
    let gauge = |size: u32| i64::from(size);
    state.metrics.pool_open.set(gauge(state.pool.size()));
    state.metrics.pool_idle.set(i64::try_from(state.pool.num_idle()).unwrap_or(i64::MAX));
    let mut text = String::new();
    // Writing to a text does not fail.
    encode(&mut text, &state.registry).ok();
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
