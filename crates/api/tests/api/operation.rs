//! What operators and browsers meet: health, metrics, hosts, origins, phases, what is not there.

use axum::{body::Body, http::Method};
use farol_api::{ApiSettings, Phase};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Answer, Farol, HOST, get, post, request, settings};

const LIST: &str = "/api/v1/observability/executions";

async fn ask(farol: &Farol, path: &str) -> Answer {
    farol.send(get(path).body(Body::empty()).unwrap()).await
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn health_tells_of_every_part(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let health = ask(&farol, "/health").await.expect(200).json();
    let fields: Vec<&String> = health.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["checks", "status", "timestamp", "version"]);
    // A database that may lose commits in a power cut, as one for tests, degrades it.
    let postgres = &health["checks"]["postgres"];
    assert_eq!(postgres["status"], health["status"]);
    assert!(["healthy", "degraded"].contains(&health["status"].as_str().unwrap()), "{health}");
    assert!(postgres["latency_ms"].as_f64().unwrap() >= 0.0);
    assert_eq!(health["checks"]["server"]["status"], "healthy");
    assert!(health["timestamp"].as_str().unwrap().ends_with('Z'));
    for path in ["/health/live", "/health/ready"] {
        ask(&farol, path).await.expect(200);
    }
}

#[tokio::test]
async fn without_a_database_the_server_lives_and_is_not_healthy() {
    let farol = Farol::without_database();
    let health = ask(&farol, "/health").await.expect(503).json();
    assert_eq!(health["status"], "unhealthy");
    assert_eq!(health["checks"]["postgres"]["status"], "unhealthy");
    ask(&farol, "/health/live").await.expect(200);
    ask(&farol, "/metrics").await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn until_it_is_ready_only_operation_and_the_portal_answer(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let portal = ask(&farol, "/executions").await.status;
    for phase in [Phase::Starting, Phase::Draining] {
        farol.phase.send_replace(phase);
        for path in [LIST, "/api/v1/auth/session"] {
            let answer = farol.read(path).await;
            answer.problem(503, "unavailable");
            answer.header("retry-after").parse::<u64>().expect("whole seconds");
        }
        let health = ask(&farol, "/health").await.expect(503).json();
        assert_eq!(health["status"], "unhealthy");
        assert_eq!(health["checks"]["server"]["status"], "unhealthy");
        ask(&farol, "/health/ready").await.expect(503);
        for path in ["/health/live", "/metrics", "/openapi.json", "/docs"] {
            ask(&farol, path).await.expect(200);
        }
        assert_eq!(ask(&farol, "/executions").await.status, portal);
    }
    farol.phase.send_replace(Phase::Ready);
    farol.read(LIST).await.expect(200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn metrics_are_openmetrics_text(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.send_json("/v1/traces", &json!({})).await.expect(200);
    for method in ["BREW", "WHEN"] {
        let odd = request(method.parse().unwrap(), LIST).body(Body::empty()).unwrap();
        farol.send(odd).await.expect(405);
    }
    let answer = ask(&farol, "/metrics").await.expect(200);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    let text = answer.text();
    assert!(text.ends_with("# EOF\n"));
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        assert!(name.starts_with("farol_"), "{line}");
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
    let counted = r#"farol_http_requests_total{method="POST",route="/v1/traces",status="200"} 1"#;
    assert!(text.lines().any(|line| line == counted), "{text}");
    assert!(!text.contains("BREW"), "anybody could make up series without end");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn on_loopback_only_its_own_names_are_served(pool: PgPool) {
    let named = ApiSettings { allowed_hosts: vec!["farol.lan".to_owned()], ..settings() };
    let farol = Farol::with(pool.clone(), named).await;
    let ask_host = async |farol: &Farol, host: &str| {
        let asked = axum::http::Request::get("/health/live").header("host", host);
        farol.send(asked.body(Body::empty()).unwrap()).await.status.as_u16()
    };
    let own = ["localhost", "LocalHost:4318", "127.0.0.1", "127.0.0.1:80", "[::1]:4318", "[::1]"];
    for host in own.into_iter().chain(["farol.lan", "farol.lan:8080"]) {
        assert_eq!(ask_host(&farol, host).await, 200, "{host}");
    }
    let foreign = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:4318", ""];
    for host in foreign.into_iter().chain(["localhost@evil.example", "[::2]", "192.168.0.7"]) {
        assert_eq!(ask_host(&farol, host).await, 403, "{host}");
    }
    let without = axum::http::Request::get(LIST).body(Body::empty()).unwrap();
    farol.send(without).await.problem(403, "forbidden");
    // HTTP/2 names the host in the request line.
    let http2 = axum::http::Request::get("http://localhost:4318/health/live");
    farol.send(http2.body(Body::empty()).unwrap()).await.expect(200);
    let open = Farol::with(pool, ApiSettings { loopback: false, ..settings() }).await;
    assert_eq!(ask_host(&open, "farol.example").await, 200);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_of_other_origins_do_not_write(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let path = "/api/v1/auth/sign-out";
    let from = async |origin: &str| {
        farol.send(post(path).header("origin", origin).body(Body::empty()).unwrap()).await
    };
    from(&format!("http://{HOST}")).await.expect(204);
    farol.send(post(path).body(Body::empty()).unwrap()).await.expect(204);
    for origin in ["http://localhost:3000", "https://evil.example", "null", "", "localhost:4318"] {
        from(origin).await.problem(403, "forbidden");
    }
    let read = get(LIST).header("origin", "https://evil.example").header("x-api-key", &farol.key);
    let answer = farol.send(read.body(Body::empty()).unwrap()).await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "", "its page cannot see the answer");
    // The same over HTTP/2, which names the host in the request line.
    let http2 = axum::http::Request::post(format!("http://{HOST}{path}"));
    let http2 = http2.header("origin", format!("http://{HOST}")).body(Body::empty()).unwrap();
    farol.send(http2).await.expect(204);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_not_there_is_a_problem_and_not_a_page(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for path in ["/api/", "/api/v1/nothing", "/api/v2/observability/executions", "/health/nothing"]
    {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let asked = request(method, path).body(Body::empty()).unwrap();
            farol.send(asked).await.problem(404, "not_found");
        }
    }
    ask(&farol, "/assets/gone.js").await.problem(404, "not_found");
    let written = post("/executions").body(Body::empty()).unwrap();
    let refused = farol.send(written).await;
    refused.problem(405, "method_not_allowed");
    assert_eq!(refused.header("allow"), "GET, HEAD");
    for path in ["/health", "/health/live", "/metrics", "/openapi.json", "/docs", "/docs/style.css"]
    {
        let asked = request(Method::HEAD, path).body(Body::empty()).unwrap();
        assert!(farol.send(asked).await.expect(200).body.is_empty(), "{path}");
        let written = post(path).body(Body::empty()).unwrap();
        farol.send(written).await.problem(405, "method_not_allowed");
    }
    let answer = ask(&farol, "/health").await;
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}
