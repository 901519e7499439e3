//! Who may follow, from where, how many, and who is given up.

use std::time::Duration;

use axum::{body::Body, http::Method};
use farol_api::{ApiSettings, LiveSettings};
use farol_storage::{Role, Scope};
use farol_testkit::otlp::span;
use serde_json::json;
use sqlx::PgPool;
use tokio::time::timeout;

use crate::support::{As, Farol, Follower, START, Standing, get, request, settings};

const ONE: &str = "/ws/executions/00000000000000000000000000000001";
const PATHS: [&str; 2] = ["/ws/live", ONE];

async fn with_data(pool: PgPool, live: LiveSettings) -> Farol {
    let farol = Farol::with(pool, ApiSettings { live, ..settings() }).await;
    farol.store_spans(vec![span(1, 1, "work", START)]).await;
    farol
}

async fn refused(farol: &Farol, path: &str, headers: &[(&'static str, &str)]) -> (u16, String) {
    match Follower::ask(farol, path, headers).await {
        Ok(_) => panic!("{path} was opened with {headers:?}"),
        Err((status, problem)) => (status, problem["code"].as_str().unwrap_or_default().to_owned()),
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn following_needs_a_credential_that_may_read(pool: PgPool) {
    let farol = with_data(pool, LiveSettings::default()).await;
    let ingest = farol.make_key("default", &[Scope::Ingest]).await;
    let stranger = farol.make_key("other", &[Scope::Read]).await;
    for path in PATHS {
        assert_eq!(refused(&farol, path, &[]).await, (401, "unauthorized".into()));
        let unknown = refused(&farol, path, &[("x-api-key", "fk_unknown")]).await;
        assert_eq!(unknown, (401, "unauthorized".into()));
        let weak = refused(&farol, path, &[("x-api-key", &ingest)]).await;
        assert_eq!(weak, (403, "forbidden".into()));
    }
    for path in [ONE, "/ws/executions/never-was", "/ws/live?project=default"] {
        let absent = refused(&farol, path, &[("x-api-key", &stranger)]).await;
        assert_eq!(absent, (404, "not_found".into()), "{path}");
    }
    for path in ["/ws/live?colour=red", &format!("{ONE}?since=1")] {
        let strict = refused(&farol, path, &[("x-api-key", &farol.key)]).await;
        assert_eq!(strict, (422, "invalid".into()), "{path}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_plain_request_is_told_to_upgrade(pool: PgPool) {
    let farol = with_data(pool, LiveSettings::default()).await;
    for path in PATHS {
        farol.send(get(path).body(Body::empty()).unwrap()).await.problem(401, "unauthorized");
        let answer = farol.read(path).await;
        answer.problem(426, "upgrade_required");
        assert_eq!(answer.header("upgrade"), "websocket");
        let posted = request(Method::POST, path).header("x-api-key", &farol.key);
        farol.send(posted.body(Body::empty()).unwrap()).await.problem(405, "method_not_allowed");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_session_is_not_lent_to_pages_of_others_and_ends_what_it_opened(pool: PgPool) {
    let live =
        LiveSettings { credential_period: Duration::from_millis(100), ..LiveSettings::default() };
    let farol = with_data(pool, live).await;
    let viewer = Standing::Member("default", Role::Viewer);
    let As::Cookie(cookie) = farol.make_person(viewer).await else {
        panic!("a person has a cookie")
    };
    for path in PATHS {
        for origin in ["https://evil.example", "http://127.0.0.1.evil.example", "null", "http://"] {
            let asked = [("cookie", cookie.as_str()), ("origin", origin)];
            assert_eq!(refused(&farol, path, &asked).await, (403, "forbidden".into()), "{origin}");
        }
    }
    let own = [("cookie", cookie.as_str()), ("origin", "http://{host}")];
    let Ok(mut live) = Follower::ask(&farol, "/ws/live", &own).await else {
        panic!("the server's own pages may follow")
    };
    let Ok(one) = Follower::ask(&farol, ONE, &own).await else { panic!("an execution, too") };
    live.next_of("hello").await;
    let ana = As::Cookie(cookie);
    farol.ask(Method::POST, "/api/v1/auth/sign-out", &ana, None).await.expect(204);
    assert_eq!((live.end().await, one.end().await), (1008, 1008));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn there_are_so_many_places_and_whoever_leaves_gives_one_back(pool: PgPool) {
    let farol = with_data(pool, LiveSettings { max_clients: 1, ..LiveSettings::default() }).await;
    let mut first = Follower::open(&farol, "/ws/live").await;
    first.next_of("hello").await;
    assert_eq!(metric(&farol, "farol_live_clients").await, "1");
    let full = refused(&farol, ONE, &[("x-api-key", &farol.key)]).await;
    assert_eq!(full, (503, "overloaded".into()));
    drop(first);
    let asked = async || Follower::ask(&farol, ONE, &[("x-api-key", &farol.key)]).await.is_ok();
    until(asked).await;
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_that_answers_no_ping_is_given_up_and_one_that_does_stays(pool: PgPool) {
    let live = LiveSettings {
        ping_period: Duration::from_millis(100),
        read_deadline: Duration::from_secs(2),
        ..LiveSettings::default()
    };
    let farol = with_data(pool, live).await;
    // Its side of the connection is never read, so that no ping is answered.
    let silent = Follower::open(&farol, "/ws/live").await;
    let mut awake = Follower::open(&farol, "/ws/live").await;
    let dropped = "farol_live_dropped_total{reason=\"silent\"}";
    let waits = async {
        until(async || metric(&farol, dropped).await == "1").await;
        farol.store_spans(vec![span(2, 2, "more", START)]).await;
    };
    // What was stored before may be told, too, where another transaction was under way meanwhile.
    let hears = async {
        let trace = "00000000000000000000000000000002";
        while awake.next_of("executions").await["items"][0]["traceId"] != trace {}
    };
    tokio::join!(waits, timeout(Duration::from_mins(1), hears)).1.expect("it is told");
    // Pages are told of no ping.
    awake.next_of("alive").await;
    assert_eq!(metric(&farol, "farol_live_clients").await, "1");
    drop(silent);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_client_that_takes_nothing_is_given_up_and_nothing_gathers_for_it(pool: PgPool) {
    let live =
        LiveSettings { write_deadline: Duration::from_millis(300), ..LiveSettings::default() };
    let farol = with_data(pool, live).await;
    // More than what systems hold for a connection.
    let steps = (0..2_000).map(|at| {
        json!({"id": format!("s{at}"), "executionId": "much", "parentId": "root", "name": "step",
            "output": "x".repeat(16_000)})
    });
    let body = json!({"traces": steps.collect::<Vec<_>>()});
    farol.send_json("/api/v1/traces", &body).await.expect(200);
    let stuck = Follower::open(&farol, "/ws/executions/much").await;
    let dropped = "farol_live_dropped_total{reason=\"slow\"}";
    until(async || metric(&farol, dropped).await == "1").await;
    assert_eq!(metric(&farol, "farol_live_clients").await, "0");
    drop(stuck);
}

/// Asks until it is so; a test that waits in vain ends all the same.
async fn until(is_so: impl AsyncFn() -> bool) {
    let asking = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_mins(1), asking).await.expect("it never was so");
}

/// The value of a metric; empty where it is not told.
async fn metric(farol: &Farol, name: &str) -> String {
    let text = farol.send(get("/metrics").body(Body::empty()).unwrap()).await.text();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap_or_default().to_owned()
}
