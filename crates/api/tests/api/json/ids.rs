//! Ids of any text, and where a node belongs that does not tell.

use axum::{body::Body, http::header};
use farol_storage::Scope;
use farol_testkit::otlp::{attribute, span};
use serde_json::json;
use sqlx::PgPool;

use super::{LIST, NODES, flat, names, store};
use crate::support::{Farol, JSON, START, post};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn ids_of_any_text_name_executions_and_join_otlp(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut root = span(7, 1, "otlp root", START);
    root.attributes = vec![attribute("farol.execution.id", "order-7")];
    farol.store_spans(vec![root]).await;
    let trace = format!("{:032x}", 7);
    // The trace by its id, in hex and as a UUID, under a span by its id; and by the caller's own.
    let uuid = "00000000-0000-0000-0000-000000000007";
    store(
        &farol,
        json!([
            {"id": "a", "parentId": "0000000000000001", "executionId": trace, "name": "by hex"},
            {"id": "00000000000000BB", "parentId": "a", "executionId": uuid, "name": "by uuid"},
            {"id": "c", "executionId": "order-7", "name": "by alias"},
        ]),
    )
    .await;
    let nodes = flat(&farol, &trace).await;
    assert_eq!(names(&nodes), ["otlp root", "by hex", "by uuid"]);
    assert_eq!(
        (&nodes[2]["id"], &nodes[2]["spanId"]),
        (&json!("00000000000000BB"), &json!("00000000000000bb"))
    );
    assert_eq!((&nodes[1]["depth"], &nodes[2]["depth"]), (&json!(1), &json!(2)));
    assert_eq!((&nodes[1]["executionId"], &nodes[2]["executionId"]), (&json!(trace), &json!(uuid)));
    assert_eq!(flat(&farol, "order-7").await.len(), 4, "all that the alias covers");
    assert_eq!(flat(&farol, uuid).await.len(), 3);
    // Nobody else's.
    let other = farol.make_key("other", &[Scope::Ingest, Scope::Read]).await;
    let request = post(NODES).header(header::CONTENT_TYPE, JSON).header("x-api-key", &other);
    let body = json!([{"id": "c", "executionId": "order-7", "name": "theirs"}]).to_string();
    farol.send(request.body(Body::from(body)).unwrap()).await.expect(200);
    let theirs = farol.read_as(&format!("{LIST}/order-7"), &other).await.json();
    assert_eq!(theirs["execution"]["spanCount"], 1);
    assert_eq!(flat(&farol, "order-7").await.len(), 4);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_node_without_an_execution_belongs_to_its_parents(pool: PgPool) {
    let farol = Farol::new(pool).await;
    store(
        &farol,
        json!([
            {"id": "c", "parentId": "b", "name": "c"}, {"id": "b", "parentId": "a", "name": "b"},
            {"id": "a", "executionId": "exec", "name": "a"},
        ]),
    )
    .await;
    assert_eq!(names(&flat(&farol, "exec").await), ["a", "b", "c"]);
    // In a later request, and through a node of that one.
    store(&farol, json!([{"id": "e", "parentId": "d", "name": "e"}, {"id": "d", "parentId": "c", "name": "d"}])).await;
    let nodes = flat(&farol, "exec").await;
    assert_eq!(names(&nodes), ["a", "b", "c", "d", "e"]);
    assert_eq!((&nodes[4]["executionId"], &nodes[4]["parentId"]), (&json!("exec"), &json!("d")));
    // Its parent is nowhere: the execution is named after that, and the parent finds its way there.
    store(&farol, json!([{"id": "y", "parentId": "x", "name": "y"}])).await;
    assert_eq!(flat(&farol, "x").await[0]["orphan"], true);
    store(&farol, json!({"id": "x", "name": "x"})).await;
    assert_eq!(names(&flat(&farol, "x").await), ["x", "y"]);
    // Neither: after its own id, or new.
    store(&farol, json!([{"id": "alone", "name": "z"}, {"name": "nameless"}])).await;
    assert_eq!(farol.find(&format!("{LIST}/alone")).await["execution"]["executionId"], "alone");
    let list = farol.find(LIST).await;
    let nameless = &list["items"][0];
    assert_eq!(
        (&nameless["name"], &nameless["executionId"]),
        (&json!("nameless"), &nameless["traceId"])
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_name_that_the_sdks_give_an_id_is_one(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let nodes = json!([
        {"traceId": "span-1", "name": "parent"}, {"traceId": "span-2", "parentId": "span-1", "name": "child"},
        {"id": "span-3", "traceId": 7, "parentId": "span-1", "name": "both"},
    ]);
    store(&farol, nodes).await;
    let stored = flat(&farol, "span-1").await;
    assert_eq!(names(&stored), ["parent", "child", "both"]);
    assert_eq!(
        (&stored[1]["id"], &stored[2]["attributes"]),
        (&json!("span-2"), &json!({"traceId": 7}))
    );
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn otlp_spans_are_never_searched_for_a_parent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![span(7, 1, "otlp", START)]).await;
    let parent = "0000000000000001";
    store(&farol, json!([{"id": "child", "parentId": parent, "name": "child"}])).await;
    assert_eq!(flat(&farol, parent).await.len(), 1);
    assert_eq!(flat(&farol, &format!("{:032x}", 7)).await.len(), 1);
}
