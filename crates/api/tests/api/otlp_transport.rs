//! How telemetry travels: encodings, content types, methods (conformance cases 1 to 6, 13, 14).

use axum::{body::Body, http::Method};
use farol_testkit::otlp::{
    json_bytes, log, logs,
    proto::{
        collector::metrics::v1::ExportMetricsServiceRequest,
        metrics::v1::{
            Gauge, Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, metric::Data,
        },
    },
    protobuf_bytes, span, traces,
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{
    Answer, Farol, HOST, JSON, PROTOBUF, START, get, post, request, settings, telemetry,
};

const PATHS: [&str; 3] = ["/v1/traces", "/v1/logs", "/v1/metrics"];

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn full_success_says_nothing_in_the_encoding_of_the_request(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = traces("worker", vec![span(1, 1, "work", START)]);
    let lines = logs("worker", vec![log(START, "started")]);
    for (path, protobuf, json) in [
        ("/v1/traces", protobuf_bytes(&spans), json_bytes(&spans)),
        ("/v1/logs", protobuf_bytes(&lines), json_bytes(&lines)),
    ] {
        let answer = farol.send(telemetry(path, PROTOBUF, protobuf)).await.expect(200);
        assert_eq!((answer.header("content-type"), answer.body.len()), (PROTOBUF, 0), "{path}");
        let answer = farol.send(telemetry(path, JSON, json)).await.expect(200);
        assert_eq!((answer.header("content-type"), &*answer.text()), (JSON, "{}"), "{path}");
    }
    assert_eq!((farol.count("spans").await, farol.count("logs").await), (1, 2));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn metrics_are_counted_and_not_stored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let data_points = vec![NumberDataPoint::default(); 3];
    let metric = Metric { data: Some(Data::Gauge(Gauge { data_points })), ..Metric::default() };
    let scope_metrics = vec![ScopeMetrics { metrics: vec![metric], ..ScopeMetrics::default() }];
    let resource_metrics = vec![ResourceMetrics { scope_metrics, ..ResourceMetrics::default() }];
    let body = protobuf_bytes(&ExportMetricsServiceRequest { resource_metrics });
    let answer = farol.send(telemetry("/v1/metrics", PROTOBUF, body)).await.expect(200);
    assert_eq!(answer.partial(), (3, "metrics are not stored".to_owned()));
    let body = json!({"resourceMetrics": [{"scopeMetrics": [{"metrics": [
        {"name": "load", "sum": {"dataPoints": [{"asInt": "1"}, {"asDouble": 2.5}]}}
    ]}]}]});
    let answer = farol.send_json("/v1/metrics", &body).await.expect(200);
    assert_eq!(answer.json()["partialSuccess"]["rejectedDataPoints"], "2");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_signal_that_is_not_taken_is_not_found(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for path in ["/v1/profiles", "/v1development/profiles"] {
        for encoding in [PROTOBUF, JSON] {
            let answer = farol.send(telemetry(path, encoding, "{}")).await.expect(404);
            assert_eq!(answer.header("content-type"), encoding);
            answer.status_message();
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn content_types_are_read_as_http_writes_them(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for path in PATHS {
        for known in ["application/json; charset=utf-8", "APPLICATION/JSON", " application/json "] {
            let answer = farol.send(telemetry(path, known, "{}")).await.expect(200);
            assert_eq!((answer.header("content-type"), &*answer.text()), (JSON, "{}"), "{known}");
        }
        let known = "application/x-protobuf;proto=whatever";
        let answer = farol.send(telemetry(path, known, "")).await.expect(200);
        assert_eq!(answer.header("content-type"), PROTOBUF);
        for unknown in ["text/plain", "application/jsonp", "", "multipart/form-data"] {
            refused(&farol.send(telemetry(path, unknown, "{}")).await);
        }
        refused(&farol.send(post(path).body(Body::from("{}")).unwrap()).await);
    }
}

fn refused(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (415, JSON));
    assert!(answer.status_message().contains("application/x-protobuf"));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn other_methods_than_post_are_told_so(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for path in PATHS {
        for method in ["GET", "PUT", "PATCH", "DELETE", "HEAD"] {
            let asked = request(method.parse().unwrap(), path).header("content-type", PROTOBUF);
            let answer = farol.send(asked.body(Body::empty()).unwrap()).await.expect(405);
            assert_eq!(answer.header("allow"), "POST", "{method} {path}");
            match method {
                "HEAD" => assert!(answer.body.is_empty(), "a HEAD has no body"),
                _ => assert!(answer.status_message().contains("POST")),
            }
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_answer_is_labelled_as_it_is_encoded(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let asked = post("/v1/traces").header("content-type", JSON).header("accept-encoding", "gzip");
    let answer = farol.send(asked.body("{}".into()).unwrap()).await.expect(200);
    assert_eq!((answer.header("content-encoding"), &*answer.text()), ("", "{}"));
    let asked = get("/api/v1/observability/executions").header("accept-encoding", "gzip");
    let asked = asked.header("x-api-key", &farol.key).body(Body::empty()).unwrap();
    let answer = farol.send(asked).await.expect(200);
    let packed = answer.header("content-encoding") == "gzip";
    assert_eq!(answer.body.starts_with(&[0x1f, 0x8b]), packed);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_of_allowed_origins_may_send(pool: PgPool) {
    let origin = "https://shop.example";
    let allowed =
        farol_api::ApiSettings { cors_allowed_origins: vec![origin.to_owned()], ..settings() };
    let farol = Farol::with(pool.clone(), allowed).await;
    let answer = preflight(&farol, origin).await.expect(204);
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    let headers = answer.header("access-control-allow-headers").to_lowercase();
    for name in ["content-type", "content-encoding", "authorization", "x-api-key"] {
        assert!(headers.contains(name), "{name} in {headers}");
    }
    let answer = send_from(&farol, origin).await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), origin);

    let stranger = "https://evil.example";
    let answer = preflight(&farol, stranger).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    send_from(&farol, stranger).await.expect(403).status_message();
    // Nobody may, unless named.
    let farol = Farol::new(pool).await;
    assert_eq!(preflight(&farol, origin).await.header("access-control-allow-origin"), "");
    send_from(&farol, origin).await.expect(403).status_message();
    send_from(&farol, &format!("http://{HOST}")).await.expect(200);
}

async fn preflight(farol: &Farol, origin: &str) -> Answer {
    let asked = request(Method::OPTIONS, "/v1/traces")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,x-api-key");
    farol.send(asked.body(Body::empty()).unwrap()).await
}

async fn send_from(farol: &Farol, origin: &str) -> Answer {
    let sent = post("/v1/traces").header("origin", origin).header("content-type", JSON);
    farol.send(sent.body("{}".into()).unwrap()).await
}
