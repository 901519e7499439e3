//! `/health`, `/health/live` and `/health/ready`.

mod spool;

use std::time::{Duration, Instant};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use farol_model::UnixNano;
use farol_storage::health;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;

use self::spool::{SpoolCheck, check_spool};
use crate::{AppState, Phase};

#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `healthy`, `degraded` (it works, and something deserves attention) or `unhealthy`.
    status: &'static str,
    checks: Checks,
    version: &'static str,
    #[schema(value_type = String, format = DateTime)]
    timestamp: UnixNano,
}

#[derive(Serialize, ToSchema)]
struct Checks {
    postgres: Check,
    server: Check,
    spool: SpoolCheck,
}

#[derive(Serialize, ToSchema)]
struct Check {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    latency_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
}

/// Tells the health of the server and of its database.
#[utoipa::path(get, path = "/health", tag = "operation", responses(
    (status = 200, body = Health), (status = 503, body = Health)
))]
pub(crate) async fn read_health(State(state): State<AppState>) -> Response {
    let postgres = check_postgres(&state).await;
    let server = match *state.phase.borrow() {
        Phase::Starting => unhealthy("starting"),
        Phase::Ready => Check { status: "healthy", latency_ms: None, detail: None },
        Phase::Draining => unhealthy("stopping"),
    };
    let spool = check_spool(&state).await;
    let all = [postgres.status, server.status, spool.status];
    let worst = |status| all.contains(&status);
    let status = match () {
        () if worst("unhealthy") => "unhealthy",
        () if worst("degraded") => "degraded",
        () => "healthy",
    };
    let code = if status == "unhealthy" { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let health = Health {
        status,
        checks: Checks { postgres, server, spool },
        version: env!("CARGO_PKG_VERSION"),
        timestamp: UnixNano::now(),
    };
    (code, Json(health)).into_response()
}

async fn check_postgres(state: &AppState) -> Check {
    let started = Instant::now();
    let asked = timeout(Duration::from_secs(3), async {
        let mut connection = state.pool.acquire().await.ok()?;
        health(&mut connection).await.ok()
    });
    let Some(answered) = state.unless_away(asked).await else {
        return unhealthy(match state.ingest.spool() {
            Some(_) => "the database is away; ingest goes to the spool, and reads get 503",
            None => "the database is away",
        });
    };
    let durable = answered.ok().flatten();
    let latency_ms = Some((started.elapsed().as_secs_f64() * 1e5).round() / 100.0);
    match durable {
        Some(true) if state.ingest.database().is_slow() => Check {
            status: "degraded",
            latency_ms,
            detail: Some("the database answers and takes no writes: ingest goes to the spool"),
        },
        Some(true) => Check { status: "healthy", latency_ms, detail: None },
        Some(false) => Check {
            status: "degraded",
            latency_ms,
            detail: Some("fsync or full_page_writes is off: a power cut may lose committed data"),
        },
        None => {
            state.ingest.database().suspect();
            unhealthy("the database does not answer")
        }
    }
}

const fn unhealthy(detail: &'static str) -> Check {
    Check { status: "unhealthy", latency_ms: None, detail: Some(detail) }
}

/// Says that the process is alive; never asks the database.
#[utoipa::path(get, path = "/health/live", tag = "operation", responses((status = 200)))]
pub(crate) async fn read_liveness() -> &'static str {
    "alive\n"
}

/// Says whether requests are served: 503 while starting, migrating or stopping.
#[utoipa::path(get, path = "/health/ready", tag = "operation", responses(
    (status = 200), (status = 503)
))]
pub(crate) async fn read_readiness(State(state): State<AppState>) -> Response {
    match *state.phase.borrow() {
        Phase::Ready => "ready\n".into_response(),
        Phase::Starting => (StatusCode::SERVICE_UNAVAILABLE, "starting\n").into_response(),
        Phase::Draining => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response(),
    }
}
