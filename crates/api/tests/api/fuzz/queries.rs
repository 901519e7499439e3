//! Paths, parameters and cursors of everything that the OpenAPI document lists.

use std::collections::BTreeSet;

use farol_storage::Scope;
use farol_testkit::{
    Random, TraceBuilder,
    fuzz::{Cases, mutate_bytes},
    otlp::{log, protobuf_bytes},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, telemetry};

const CASES: u64 = 2_000;

/// Values in place of text, numbers, times, names and cursors. What is no letter of a query comes
/// escaped, well or badly.
const VALUES: [&str; 32] = [
    "",
    "0",
    "1",
    "2",
    "-1",
    "500",
    "501",
    "1e3",
    "NaN",
    "inf",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "99999999999999999999999999",
    "true",
    "error",
    "startTime",
    "-cost",
    "asc",
    "csv",
    "otlp",
    "flat",
    "2026-11-21T09:41:07Z",
    "0000-00-00T00:00:00Z",
    "+262142-12-31T23:59:59.999999999Z",
    "5b8efff798038103d269b633813fc60c",
    "00000000-0000-0000-0000-000000000000",
    "%00",
    "%ff%fe",
    "%",
    "a%27%22%3B--%25_%5C",
    "%F0%9F%A6%80",
];

/// A route to read from, with the names of its parameters.
struct Route {
    path: String,
    parameters: Vec<String>,
}

/// All of them but those that never end.
fn routes(document: &Value) -> Vec<Route> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .filter(|(path, of)| path.starts_with("/api/") && !of["get"].is_null())
        .filter(|(_, of)| !of["get"].to_string().contains("text/event-stream"))
        .map(|(path, of)| {
            let parameters = of["get"]["parameters"].as_array().into_iter().flatten();
            let name = |of: &Value| of["name"].as_str().unwrap().to_owned();
            let in_query = parameters.filter(|of| of["in"] == "query").map(name);
            Route { path: path.clone(), parameters: in_query.collect() }
        })
        .collect()
}

/// Values that were answers once: ids and cursors.
#[derive(Default)]
struct Harvest(BTreeSet<String>);

impl Harvest {
    fn gather(&mut self, answer: &Value) {
        let Value::Object(fields) = answer else { return };
        for (name, value) in fields {
            match value {
                Value::String(text)
                    if ["nextCursor", "traceId", "spanId", "name"].contains(&&**name) =>
                {
                    self.0.insert(text.clone());
                }
                Value::Array(items) => items.iter().take(3).for_each(|item| self.gather(item)),
                Value::Object(_) => self.gather(value),
                _ => {}
            }
        }
    }

    fn value(&self, random: &mut Random) -> String {
        let known: Vec<&String> = self.0.iter().collect();
        match random.below(10) {
            0..3 => (*random.choose(&known)).clone(),
            3..5 => escaped(&mutate_bytes(random.choose(&known).as_bytes(), random)),
            5 => "x".repeat(usize::try_from(random.below(20_000)).unwrap()),
            _ => (*random.choose(&VALUES)).to_owned(),
        }
    }
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
            text + &char::from(*byte).to_string()
        }
        byte => format!("{text}%{byte:02x}"),
    })
}

fn target(route: &Route, harvest: &Harvest, random: &mut Random) -> String {
    let mut target = String::new();
    for part in route.path.split('/').skip(1) {
        let part = if part.starts_with('{') { harvest.value(random) } else { part.to_owned() };
        target = format!("{target}/{part}");
    }
    for number in 0..random.below(4) {
        let name = match random.below(10) {
            0 => "unknown",
            _ if route.parameters.is_empty() => "project",
            _ => random.choose(&route.parameters),
        };
        let sign = if number == 0 { '?' } else { '&' };
        target = format!("{target}{sign}{name}={}", harvest.value(random));
    }
    target
}

async fn fill(farol: &Farol) -> Harvest {
    for seed in 0..5 {
        let trace = TraceBuilder::new(seed).spans(4).start(START + seed).build();
        farol.send(telemetry("/v1/traces", PROTOBUF, protobuf_bytes(&trace))).await.expect(200);
    }
    farol.store_logs((0..5).map(|number| log(START + number, "line")).collect()).await;
    let event =
        json!({"name": "paid", "executionId": "order", "properties": {"amount": 1, "by": "pix"}});
    farol.send_json("/api/v1/events", &Value::from(vec![event; 5])).await.expect(200);
    let mut harvest = Harvest::default();
    for list in ["observability/executions", "observability/logs", "events"] {
        harvest.gather(&farol.find(&format!("/api/v1/{list}?limit=2")).await);
    }
    harvest
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_query_makes_the_server_fail(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let routes = routes(&farol.find("/openapi.json").await);
    let mut harvest = fill(&farol).await;
    // Some routes are for administrators.
    let key = farol.make_key("default", &Scope::ALL).await;
    let (mut found, mut cases) = (0, 0);
    for mut random in Cases::new("queries", CASES) {
        let target = target(random.choose(&routes), &harvest, &mut random);
        if target.parse::<axum::http::Uri>().is_err() {
            continue;
        }
        let answer = farol.read_as(&target, &key).await;
        let status = answer.status.as_u16();
        let is_clear = status == 200 || answer.header("content-type") == "application/problem+json";
        assert!(status < 500 && is_clear, "{status}: {target}: {}", answer.text());
        if status == 200 && answer.header("content-type") == "application/json" {
            harvest.gather(&answer.json());
        }
        cases += 1;
        found += usize::from(status == 200);
    }
    assert!(cases <= 1 || found > cases / 20, "only {found} of {cases} found something");
}
