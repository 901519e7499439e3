//! `/ws/live`: executions as they come and change, whoever takes them in, and where a client goes on.

use farol_api::Phase;
use farol_storage::Scope;
use farol_testkit::otlp::span;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, Follower, START};

const NODES: &str = "/api/v1/traces";

async fn store(farol: &Farol, nodes: Value) {
    farol.send_json(NODES, &json!({"traces": nodes})).await.expect(200);
}

/// The next executions that are told, as id, status and whether they are new.
async fn told(follower: &mut Follower) -> Vec<(String, String, bool)> {
    let message = follower.next_of("executions").await;
    let items = message["items"].as_array().unwrap().iter().map(|item| {
        let text = |name: &str| item[name].as_str().unwrap().to_owned();
        (text("executionId"), text("status"), item["isNew"].as_bool().unwrap())
    });
    items.collect()
}

fn one(id: &str, status: &str, is_new: bool) -> Vec<(String, String, bool)> {
    vec![(id.to_owned(), status.to_owned(), is_new)]
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn executions_are_told_as_they_come_and_change(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let stranger = farol.make_key("other", &Scope::ALL).await;
    let mut follower = Follower::open(&farol, "/ws/live").await;
    let hello = follower.next().await;
    assert_eq!((&hello["type"], &hello["cursor"]), (&json!("hello"), &json!("0")));
    let asked = Follower::ask(&farol, "/ws/live", &[("x-api-key", &stranger)]).await;
    let Ok(mut other) = asked else { panic!("another project is followed as well") };
    other.next_of("hello").await;

    store(&farol, json!([{"id": "order-7", "name": "w", "status": "running"}])).await;
    assert_eq!(told(&mut follower).await, one("order-7", "running", true));
    store(&farol, json!([{"id": "order-7", "name": "w", "output": "done", "durationMs": 5}])).await;
    assert_eq!(told(&mut follower).await, one("order-7", "success", false));
    farol.store_spans(vec![span(1, 1, "work", START)]).await;
    let trace = "00000000000000000000000000000001";
    assert_eq!(told(&mut follower).await, one(trace, "success", true));

    // What the other project hears of first is its own.
    let nodes = json!({"traces": [{"id": "theirs", "name": "w"}]}).to_string();
    let sent = crate::support::post(NODES).header("x-api-key", &stranger);
    let sent = sent.header("content-type", crate::support::JSON).body(nodes.into()).unwrap();
    farol.send(sent).await.expect(200);
    assert_eq!(told(&mut other).await, one("theirs", "success", true));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_goes_on_where_it_was_as_long_as_that_is_known(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut follower = Follower::open(&farol, "/ws/live").await;
    let start = follower.next().await["cursor"].as_str().unwrap().to_owned();
    assert_eq!(start, "0");
    store(&farol, json!([{"id": "first", "name": "w"}])).await;
    let first = follower.next_of("executions").await;
    let cursor = first["cursor"].as_str().unwrap();
    drop(follower);
    store(&farol, json!([{"id": "second", "name": "w"}])).await;
    store(&farol, json!([{"id": "third", "name": "w", "status": "running"}])).await;
    store(&farol, json!([{"id": "third", "name": "w", "status": "error", "error": "no"}])).await;

    let mut again = Follower::open(&farol, &format!("/ws/live?since={cursor}")).await;
    let hello = again.next().await;
    let mut missed = Vec::new();
    while missed.len() < 2 {
        missed.extend(told(&mut again).await);
    }
    missed.sort();
    let expected = [one("second", "success", true), one("third", "error", true)].concat();
    assert_eq!(missed, expected, "{hello}");
    // From the beginning, and from where nothing is missing.
    let mut begun = Follower::open(&farol, &format!("/ws/live?since={start}")).await;
    let mut all = Vec::new();
    while all.len() < 3 {
        all.extend(told(&mut begun).await);
    }
    all.sort();
    assert_eq!(all, [one("first", "success", true), expected].concat());

    // Too long ago, and from a database that is not this one.
    sqlx::query(
        "delete from execution_changes where seq < (select max(seq) from execution_changes)",
    )
    .execute(&farol.pool)
    .await
    .unwrap();
    for since in [cursor, "999999"] {
        let mut late = Follower::open(&farol, &format!("/ws/live?since={since}")).await;
        assert_eq!(late.next().await["type"], "hello");
        assert_eq!(late.next().await["type"], "reset", "{since}");
    }
    for since in ["-1", "x", "1.5", "9223372036854775808"] {
        let path = format!("/ws/live?since={since}");
        let refused = Follower::ask(&farol, &path, &[("x-api-key", &farol.key)]).await;
        let Err((status, problem)) = refused else { panic!("{since} is no cursor") };
        assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("since")));
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_another_server_takes_in_is_told_and_one_that_stops_sends_its_clients_on(
    pool: PgPool,
) {
    let (farol, other) = (Farol::new(pool.clone()).await, Farol::new(pool).await);
    let mut follower = Follower::open(&farol, "/ws/live").await;
    follower.next_of("hello").await;
    store(&other, json!([{"id": "elsewhere", "name": "w"}])).await;
    let message = follower.next_of("executions").await;
    assert_eq!(message["items"][0]["executionId"], "elsewhere");

    farol.phase.send_replace(Phase::Draining);
    assert_eq!(follower.end().await, 1001);
    store(&other, json!([{"id": "meanwhile", "name": "w"}])).await;
    let cursor = message["cursor"].as_str().unwrap();
    let mut resumed = Follower::open(&other, &format!("/ws/live?since={cursor}")).await;
    assert_eq!(told(&mut resumed).await, one("meanwhile", "success", true));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn more_than_is_worth_telling_is_told_as_many(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut follower = Follower::open(&farol, "/ws/live").await;
    follower.next_of("hello").await;
    let nodes = (0..201).map(|at| json!({"id": format!("node {at}"), "name": "w"}));
    store(&farol, nodes.collect()).await;
    let many = follower.next().await;
    assert_eq!(many["type"], "many");
    store(&farol, json!([{"id": "after", "name": "w"}])).await;
    assert_eq!(told(&mut follower).await, one("after", "success", true));
    let cursor = many["cursor"].as_str().unwrap();
    let mut since = Follower::open(&farol, &format!("/ws/live?since={cursor}")).await;
    assert_eq!(told(&mut since).await, one("after", "success", true));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn clients_stay_while_the_database_is_away(pool: PgPool) {
    let (farol, other) = (Farol::new(pool.clone()).await, Farol::new(pool).await);
    let mut follower = Follower::open(&farol, "/ws/live").await;
    follower.next_of("hello").await;
    let there = farol.lose_database().await;
    farol.pool.set_connect_options(there);
    store(&other, json!([{"id": "back", "name": "w"}])).await;
    assert_eq!(told(&mut follower).await, one("back", "success", true));
}
