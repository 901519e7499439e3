//! Cards of dashboards over ninety days of events, then over twice as many of the same days.

use std::env;
use std::thread;
use std::time::{Duration, Instant};

use farol_testkit::event_corpus::EventCorpus;
use farol_tests::payload::now_ns;
use serde_json::{Value, json};

use crate::http::{Connection, post_json};
use crate::ingest::as_float;
use crate::load::Load;
use crate::report::{Report, Row, milliseconds, number};
use crate::statistics::{median, timed};
use crate::subject::Subject;

const EVENTS_SENT: usize = 1_000_000;
const EVENTS_SENT_IN_FULL: usize = 10_000_000;
/// Requests are made and sent so many events at a time, which bounds the memory that they take.
const AT_ONCE: usize = 500_000;
const DAYS: u64 = 90;
const DAY: u64 = 86_400_000_000_000;
const RUNS: usize = 20;
const CARD: &str = "≤ 20 ms";
const ZONE: &str = "America/Sao_Paulo";

/// Cards that a dashboard asks at once over several connections, as a browser does.
const CONNECTIONS: usize = 6;

/// How long the deltas may take to be added up once everything is sent.
const PATIENCE: Duration = Duration::from_mins(10);

pub fn measure(report: &mut Report, subject: &mut Subject) {
    let full = env::var_os("BENCH_FULL").is_some_and(|value| value == "1");
    let count = if full { EVENTS_SENT_IN_FULL } else { EVENTS_SENT };
    // Whole days, so that both halves are asked the same.
    let until = now_ns() / DAY * DAY;
    let from = until - DAYS * DAY;
    let mut before: Vec<Duration> = Vec::new();
    for half in 1..=2 {
        send(subject, count, half, from);
        let rows: i64 = subject.database.value("select count(*) from events");
        let rows = as_float(usize::try_from(rows).expect("a count"));
        report.section(format!(
            "A card over {DAYS} days, {} events in all, median of {RUNS} (aim: 10 million, then 20)",
            number(rows, 0)
        ));
        let cards = cards(&midnight(subject, from), &midnight(subject, until));
        let mut connection = subject.connect();
        let mut now = Vec::new();
        for (name, aim, query) in &cards {
            let time = ask(&mut connection, &subject.key, name, query);
            let mut row = Row::new(*name, milliseconds(time)).aim(aim);
            if let Some(before) = before.get(now.len()) {
                let ratio = time.as_secs_f64() / before.as_secs_f64();
                row = row.against(format!("half as many: {}", milliseconds(*before)), ratio);
            }
            report.row(row);
            now.push(time);
        }
        let dashboard = dashboard(subject, &cards);
        report
            .row(Row::new("a dashboard of twelve cards", milliseconds(dashboard)).aim("≤ 150 ms"));
        before = now;
    }
}

/// Sends events of all of the days, and waits until they are counted.
fn send(subject: &mut Subject, count: usize, seed: u64, from: u64) {
    // A whole number of microseconds apart, and not the same moments twice.
    let step = DAYS * DAY / as_u64(count) / 1_000 * 1_000;
    for first in (0..count).step_by(AT_ONCE) {
        let events = AT_ONCE.min(count - first);
        let start = from + as_u64(first) * step + seed * 1_000;
        let corpus =
            EventCorpus { seed: seed + as_u64(first), start, step, ..EventCorpus::new(events) };
        Load::of_events(corpus).send(subject.host());
    }
    let begun = Instant::now();
    while subject.database.value::<i64>("select count(*) from event_deltas") > 0 {
        assert!(begun.elapsed() < PATIENCE, "deltas are added up");
        thread::sleep(Duration::from_millis(100));
    }
    subject.database.execute("vacuum (analyze) event_rollups");
    subject.database.execute("vacuum (analyze) events");
}

/// What is asked: its name, what it is wanted in, the query.
fn cards(from: &str, until: &str) -> Vec<(&'static str, &'static str, Value)> {
    let card = |name, aim, own: Value| {
        let mut query = json!({"from": from, "to": until, "timezone": ZONE});
        let fields = query.as_object_mut().expect("an object");
        fields.extend(own.as_object().expect("an object").clone());
        (name, aim, query)
    };
    let resolved = "ticket_resolved";
    let of = |event: &str, aggregation: &str, property: &str| json!({"event": event, "aggregation": aggregation, "property": property});
    let with = |mut query: Value, field: &str, value: Value| {
        query[field] = value;
        query
    };
    let count = json!({"event": resolved, "aggregation": "count"});
    let answered = json!({"property": "answered", "value": true});
    let rate = json!({"event": resolved, "aggregation": "rate", "match": answered});
    let by_day = |query: Value| with(query, "interval", json!("day"));
    let network = json!([{"property": "category", "op": "eq", "value": "network"}]);
    vec![
        card("count", CARD, count.clone()),
        card(
            "count by day, beside the days before",
            CARD,
            with(by_day(count.clone()), "compare", json!("previous")),
        ),
        card("sum", CARD, of("payment_recovered", "sum", "amount")),
        card("average by day", CARD, by_day(of(resolved, "avg", "duration"))),
        card("p95", CARD, of(resolved, "p95", "duration")),
        card("rate by day", CARD, by_day(rate.clone())),
        card("rate, by category", CARD, with(rate, "groupBy", json!("category"))),
        card("distinct values of 100,000", CARD, of(resolved, "distinct_count", "customer")),
        card(
            "count of one category by week",
            CARD,
            with(with(count.clone(), "filters", network), "interval", json!("week")),
        ),
        card(
            "sum by month and method",
            CARD,
            with(
                with(of("payment_recovered", "sum", "amount"), "groupBy", json!("method")),
                "interval",
                json!("month"),
            ),
        ),
        card("count by hour", CARD, with(count.clone(), "interval", json!("hour"))),
        card(
            "90 days by day and five categories",
            "≤ 40 ms",
            with(by_day(count), "groupBy", json!("category")),
        ),
    ]
}

fn ask(connection: &mut Connection, key: &str, name: &str, query: &Value) -> Duration {
    let request = post_json("/api/v1/metrics/query", query.to_string().as_bytes(), Some(key));
    let answer: Value = serde_json::from_slice(connection.must(&request)).expect("JSON");
    assert_eq!(answer["source"], "rollup", "{name}: {answer}");
    assert!(answer["value"].as_f64().is_some_and(|value| value > 0.0), "{name}: {answer}");
    let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
    median(&runs.collect::<Vec<_>>())
}

/// From the first question to the last answer, of all cards at once.
fn dashboard(subject: &Subject, cards: &[(&str, &str, Value)]) -> Duration {
    let requests: Vec<Vec<u8>> = cards
        .iter()
        .map(|(.., query)| {
            post_json("/api/v1/metrics/query", query.to_string().as_bytes(), Some(&subject.key))
        })
        .collect();
    let mut connections: Vec<Connection> = (0..CONNECTIONS).map(|_| subject.connect()).collect();
    let load = || {
        thread::scope(|scope| {
            for (at, connection) in connections.iter_mut().enumerate() {
                let own = requests.iter().skip(at).step_by(CONNECTIONS);
                scope.spawn(move || {
                    for request in own {
                        connection.must(request);
                    }
                });
            }
        });
    };
    let mut load = load;
    let runs = (0..RUNS).map(|_| timed(&mut load).1);
    median(&runs.collect::<Vec<_>>())
}

/// A day as questions name its first moment.
fn midnight(subject: &mut Subject, nanoseconds: u64) -> String {
    let day = nanoseconds / DAY;
    subject.database.value(&format!("select (date '1970-01-01' + {day}::int) || 'T00:00:00Z'"))
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).expect("a count")
}
