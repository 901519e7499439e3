//! The live tail: what comes, where it goes on, what it leaves out, and its end.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use farol_api::Phase;
use farol_testkit::otlp::log;
use futures_util::StreamExt;
use serde_json::Value;
use sqlx::PgPool;
use tokio::time::timeout;
use tower::ServiceExt;

use crate::support::{Farol, START, get};

const TAIL: &str = "/api/v1/observability/logs/tail";
const SECOND: u64 = 1_000_000_000;

/// A client that listens.
struct Listener {
    stream: BodyDataStream,
    buffer: String,
}

#[derive(Debug, Default)]
struct Event {
    id: String,
    name: String,
    data: Value,
}

impl Listener {
    async fn open(farol: &Farol, query: &str, last: Option<&str>) -> Self {
        let mut request = get(&format!("{TAIL}?{query}")).header("x-api-key", &farol.key);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer =
            farol.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self { stream: answer.into_body().into_data_stream(), buffer: String::new() }
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.buffer.find("\n\n") {
                let text = self.buffer.drain(..end + 2).collect::<String>();
                let mut event = Event::default();
                for line in text.lines() {
                    match line.split_once(": ") {
                        Some(("id", id)) => id.clone_into(&mut event.id),
                        Some(("event", name)) => name.clone_into(&mut event.name),
                        Some(("data", data)) => event.data = serde_json::from_str(data).unwrap(),
                        _ => {}
                    }
                }
                return Some(event);
            }
            let part =
                timeout(Duration::from_secs(20), self.stream.next()).await.expect("an event");
            self.buffer.push_str(std::str::from_utf8(&part?.unwrap()).unwrap());
        }
    }

    /// The bodies of the next lines, and the id of the last one.
    async fn lines(&mut self, count: usize) -> (Vec<String>, String) {
        let (mut lines, mut last) = (Vec::new(), String::new());
        while lines.len() < count {
            let event = self.next().await.expect("a line");
            if event.name.is_empty() && !event.data.is_null() {
                lines.push(event.data["body"].as_str().unwrap().to_owned());
                last = event.id;
            }
        }
        (lines, last)
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn lines_come_as_they_are_stored_and_a_listener_goes_on_where_it_was(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_logs(vec![log(START, "before")]).await;
    let mut all = Listener::open(&farol, "", None).await;
    let mut some = Listener::open(&farol, "search=SECOND", None).await;
    let first = all.next().await.unwrap();
    assert!(first.data.is_null() && !first.id.is_empty(), "a place to go on from, at once");
    // Later to come, earlier in time.
    farol
        .store_logs(vec![log(START + 5 * SECOND, "first"), log(START + 6 * SECOND, "second")])
        .await;
    farol.store_logs(vec![log(START + SECOND, "third"), log(START + 2 * SECOND, "fourth")]).await;
    let (lines, last) = all.lines(4).await;
    assert_eq!(lines, ["first", "second", "third", "fourth"]);
    assert_eq!(some.lines(1).await.0, ["second"]);

    drop(all);
    farol.store_logs(vec![log(START, "meanwhile"), log(START + 9 * SECOND, "and more")]).await;
    let mut again = Listener::open(&farol, "", Some(&last)).await;
    assert_eq!(again.lines(2).await.0, ["meanwhile", "and more"], "nothing twice, nothing missing");
    let mut begun = Listener::open(&farol, "", Some(&first.id)).await;
    assert_eq!(begun.lines(6).await.0[..2], ["first", "second"]);
    let mut middle = Listener::open(&farol, &format!("lastEventId={last}"), None).await;
    assert_eq!(middle.lines(1).await.0, ["meanwhile"]);

    let other = farol.make_key("other", &farol_storage::Scope::ALL).await;
    farol.read_as(&format!("{TAIL}?lastEventId=x"), &other).await.names_field("Last-Event-ID");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_left_out_is_said_and_the_end_of_the_server_is_the_end(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let mut listener = Listener::open(&farol, "", None).await;
    let start = listener.next().await.unwrap().id;
    let lines = (0..2_000).map(|at| log(START + at * 1_000_000, &format!("line {at}")));
    farol.store_logs(lines.collect()).await;
    let (lines, last) = listener.lines(500).await;
    assert_eq!((lines[0].as_str(), lines[499].as_str()), ("line 0", "line 499"));
    let dropped = listener.next().await.unwrap();
    assert_eq!((dropped.name.as_str(), &dropped.data["count"]), ("dropped", &1_500.into()));
    assert_eq!(dropped.data["exact"], true);
    farol.store_logs(vec![log(START, "afterwards"), log(START + 1, "and on")]).await;
    assert_eq!(listener.lines(1).await.0, ["afterwards"]);
    // In the middle of what one request brought.
    let mut again = Listener::open(&farol, "", Some(&last)).await;
    assert_eq!(again.lines(1).await.0, ["line 500"]);
    // What is too old to go on from.
    sqlx::query("delete from log_arrivals where rows = 2000").execute(&farol.pool).await.unwrap();
    let mut late = Listener::open(&farol, "", Some(&last)).await;
    let dropped = late.next().await.unwrap();
    assert_eq!((dropped.name.as_str(), &dropped.data["count"]), ("dropped", &Value::Null));
    assert_eq!(late.lines(1).await.0, ["afterwards"]);
    assert_ne!(start, last);

    farol.phase.send_replace(Phase::Draining);
    for mut open in [listener, again, late] {
        while open.next().await.is_some() {}
    }
}
