//! What was sent comes back: as OTLP, as JSON, as CSV.

use axum::{body::Body, http::header};
use farol_storage::Scope;
use farol_testkit::{
    Random, TraceBuilder,
    otlp::{attribute, protobuf_bytes, span, value},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, JSON, PROTOBUF, START, everything::request_json, post, telemetry};

const ONE: &str = "/api/v1/observability/executions";

/// Attributes in the order of their keys, whatever order they have; an attribute without a value
/// has an empty one.
fn sorted(mut value: Value) -> Value {
    if let Value::Array(items) = &mut value {
        *items = std::mem::take(items).into_iter().map(sorted).collect();
        items.sort_by_key(|item| item["key"].as_str().map(str::to_owned));
    } else if let Value::Object(fields) = &mut value {
        for (name, field) in fields.iter_mut() {
            let without = name == "value" && field.is_null();
            *field = if without { json!({}) } else { sorted(field.take()) };
        }
    }
    value
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn otlp_gives_back_what_was_sent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    assert_eq!(farol.send_json("/v1/traces", &request_json()).await.text(), "{}");
    let path = format!("{ONE}/{}/export?format=otlp", "5b".repeat(16));
    assert_eq!(sorted(farol.find(&path).await), sorted(request_json()));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_export_sent_again_is_the_same_execution(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = protobuf_bytes(&TraceBuilder::new(3).spans(60).start(START).build());
    farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    let listed = farol.find(ONE).await;
    let id = listed["items"][0]["traceId"].as_str().unwrap();
    let export = format!("{ONE}/{id}/export?format=otlp");
    let first = farol.find(&export).await;
    assert_eq!(first["resourceSpans"].as_array().unwrap().len(), 60);

    let copy = farol.make_key("copy", &[Scope::Ingest, Scope::Read]).await;
    let sent = post("/v1/traces").header(header::CONTENT_TYPE, JSON).header("x-api-key", &copy);
    let sent = sent.body(Body::from(first.to_string())).unwrap();
    assert_eq!(farol.send(sent).await.expect(200).text(), "{}");
    assert_eq!(farol.read_as(&export, &copy).await.json(), first);
    for path in [format!("{ONE}/{id}"), ONE.to_owned()] {
        assert_eq!(farol.read_as(&path, &copy).await.json(), farol.find(&path).await, "{path}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn doubles_keep_every_bit(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut random = Random::new(11);
    let any = std::iter::repeat_with(|| f64::from_bits(random.next())).filter(|of| of.is_finite());
    let mut doubles: Vec<f64> = any.take(300).collect();
    doubles.extend([0.1 + 0.2, 1e15, 1e16, 1e17, 5e-324, f64::MAX, f64::MIN_POSITIVE, 0.3]);
    doubles.extend([9_007_199_254_740_993.0, 1e22, 1e23, 123_456_789.123_456_78]);
    let mut work = span(1, 1, "work", START);
    work.attributes =
        vec![attribute("doubles", doubles.iter().map(|of| value(*of)).collect::<Vec<_>>())];
    farol.store_spans(vec![work]).await;
    let id = "00000000000000000000000000000001";

    // Read by the standard library, which is exact.
    let read = farol.read(&format!("{ONE}/{id}")).await.expect(200).text();
    let list = read.split("\"doubles\"").nth(1).unwrap();
    let list = list.split(['[', ']']).nth(1).unwrap();
    same(&doubles, list.split(','));
    let export = farol.read(&format!("{ONE}/{id}/export?format=otlp")).await.expect(200).text();
    same(
        &doubles,
        export.split("\"doubleValue\":").skip(1).map(|of| of.split('}').next().unwrap()),
    );
}

fn same<'t>(doubles: &[f64], texts: impl Iterator<Item = &'t str>) {
    let read: Vec<f64> = texts.map(|text| text.trim().parse().unwrap()).collect();
    assert_eq!(read.len(), doubles.len());
    for (sent, read) in doubles.iter().zip(read) {
        assert_eq!(sent.to_bits(), read.to_bits(), "{sent:?} came back as {read:?}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn exports_are_files_of_every_span(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = (1..=1_100).map(|id| span(1, id, "=1+1, \"quoted\"", START + id));
    farol.store_spans(spans.collect()).await;
    let id = "00000000000000000000000000000001";
    let export = async |format: &str| {
        let path = format!("{ONE}/{id}/export?format={format}");
        let answer = farol.read(&path).await.expect(200);
        let disposition = answer.header("content-disposition").to_owned();
        (answer, disposition)
    };
    let (json, name) = export("json").await;
    assert_eq!(name, format!("attachment; filename=\"{id}.json\""));
    let json = json.json();
    assert_eq!(json["execution"]["spanCount"], 1_100);
    let starts = json["traces"].as_array().unwrap().iter();
    let starts: Vec<&str> =
        starts.map(|node| node["startTimeUnixNano"].as_str().unwrap()).collect();
    assert_eq!((starts.len(), starts.is_sorted()), (1_100, true));

    let (csv, name) = export("csv").await;
    assert_eq!(name, format!("attachment; filename=\"{id}.csv\""));
    assert!(csv.header("content-type").starts_with("text/csv"));
    let csv = csv.text();
    assert_eq!(csv.matches("\r\n").count(), 1_101);
    assert!(csv.lines().nth(1).unwrap().contains("\"'=1+1, \"\"quoted\"\"\""), "no formula");

    let (otlp, name) = export("otlp").await;
    assert_eq!(name, format!("attachment; filename=\"{id}.otlp.json\""));
    assert_eq!(otlp.json()["resourceSpans"].as_array().unwrap().len(), 1_100);
    let path = format!("{ONE}/{id}/export?format=xml");
    farol.read(&path).await.names_field("format");
}
