//! The OpenAPI document that is committed, served and generated is one and the same.

use axum::body::Body;
use serde_json::Value;

use crate::support::{Farol, get};

#[test]
fn the_committed_document_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    // As values: a formatter may have its own idea of where lines break.
    let committed: Value = serde_json::from_str(&committed).unwrap_or_default();
    let generated = serde_json::to_value(farol_api::openapi()).unwrap();
    assert!(
        committed == generated,
        "web/openapi.json is out of date; renew it:\n\n    \
         cargo run -q -p farol-server -- openapi > web/openapi.json\n"
    );
}

#[tokio::test]
async fn the_served_document_is_the_generated_one() {
    let farol = Farol::without_database();
    let served = farol.send(get("/openapi.json").body(Body::empty()).unwrap()).await.expect(200);
    let generated = serde_json::to_value(farol_api::openapi()).unwrap();
    let paths = |document: &Value| {
        document["paths"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(paths(&served.json()), paths(&generated));
    assert!(served.json() == generated, "the paths agree, and something else does not");
    let page = farol.send(get("/docs").body(Body::empty()).unwrap()).await.expect(200);
    let page = page.text();
    for path in paths(&generated) {
        assert!(page.contains(&path), "/docs does not tell of {path}");
    }
}
