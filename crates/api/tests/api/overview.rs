//! The overview, against the executions themselves.

use std::collections::BTreeMap;

use farol_storage::fold_statistics;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PRICED_MODEL, START};

const PATH: &str = "/api/v1/observability/overview";
const SECOND: i64 = 1_000_000_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// An execution's row, as far as an overview is about it.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Row {
    start_ns: i64,
    status: i16,
    duration_ns: Option<i64>,
    total_tokens: i64,
    cost: Option<f64>,
    agent: Option<String>,
}

fn start() -> i64 {
    i64::try_from(START).unwrap()
}

/// Nine hundred executions of all kinds, in twelve days.
async fn with_executions(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut nodes = Vec::new();
    for number in 0..900 {
        let started = START + random(12 * 24 * 3_600) as u64 * 1_000_000_000;
        let status = ["success", "success", "success", "error", "skipped", "running"][random(6)];
        let mut root = json!({
            "id": format!("run-{number}"), "type": "agent_execution", "name": format!("run {number}"),
            "status": status, "startTime": started.to_string(),
        });
        if status != "running" {
            root["durationMs"] = json!(1 + random(60_000));
        }
        if status == "error" {
            root["error"] = json!(format!("failure {number}"));
        }
        match random(8) {
            0 => {}
            1 => root["agentId"] = json!("only-an-id"),
            agent => {
                root["agentName"] = json!(format!("agent {agent}"));
                root["agentId"] = json!(format!("id-{number}"));
            }
        }
        nodes.push(root);
        let model = [PRICED_MODEL, "unpriced", "told"][random(3)];
        let mut call = json!({
            "id": format!("call-{number}"), "parentId": format!("run-{number}"), "type": "llm_call",
            "model": model, "startTime": started.to_string(), "durationMs": 1,
            "usage": {"inputTokens": random(1_000), "outputTokens": random(100)},
        });
        if model == "told" {
            call["cost"] = json!(0.25);
        }
        nodes.push(call);
    }
    // Few enough at a time for all agents and models to be told apart.
    for nodes in nodes.chunks(200) {
        let answer = farol.send_json("/api/v1/traces", &json!({"traces": nodes})).await.expect(200);
        assert_eq!(answer.json()["rejected"], json!([]));
    }
    farol
}

async fn rows(farol: &Farol) -> Vec<Row> {
    let statement = "select start_ns, status, duration_ns, total_tokens, cost, \
                     coalesce(agent_name, agent_id) as agent from executions order by start_ns";
    sqlx::query_as(statement).fetch_all(&farol.pool).await.unwrap()
}

fn within(rows: &[Row], from: i64, to: i64) -> Vec<Row> {
    rows.iter().filter(|row| (from..to).contains(&row.start_ns)).cloned().collect()
}

fn time(text: &Value) -> i64 {
    let time = chrono::DateTime::parse_from_rfc3339(text.as_str().unwrap()).unwrap();
    time.timestamp_nanos_opt().unwrap()
}

/// A percentile, between the two values that it lies between.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places among a thousand durations of a minute"
)]
fn quantile(rows: &[Row], share: f64) -> Option<f64> {
    let ended = rows.iter().filter(|row| row.status != 0);
    let mut durations: Vec<i64> = ended.filter_map(|row| row.duration_ns).collect();
    durations.sort_unstable();
    let place = share * (durations.len().checked_sub(1)? as f64);
    let (below, above) = (durations[place.floor() as usize], durations[place.ceil() as usize]);
    Some((below as f64 + (above - below) as f64 * place.fract()) / 1e6)
}

fn agrees(told: &Value, expected: Option<f64>, error: f64, of: &str) {
    match (told.as_f64(), expected) {
        (None, None) => {}
        (Some(told), Some(expected)) => {
            assert!(
                (told - expected).abs() <= expected.abs() * error + 1e-3,
                "{of}: {told} {expected}"
            );
        }
        _ => panic!("{of}: {told} {expected:?}"),
    }
}

/// Compares what is told of some executions with them.
fn agrees_with(told: &Value, rows: &[Row], error: f64, of: &str) {
    let counted = |status| rows.iter().filter(|row| row.status == status).count();
    for (name, status) in [("running", 0), ("success", 1), ("error", 2), ("skipped", 3)] {
        assert_eq!(told[name], counted(status), "{of}: {name} of {told}");
    }
    let tokens: i64 = rows.iter().map(|row| row.total_tokens).sum();
    assert_eq!(told["totalTokens"], tokens, "{of}");
    let costs: Vec<f64> = rows.iter().filter_map(|row| row.cost).collect();
    agrees(&told["cost"], (!costs.is_empty()).then(|| costs.iter().sum()), 1e-9, of);
    // Buckets may put a percentile at either of its neighbours where there are few.
    if rows.len() > 100 || error == 0.0 {
        agrees(&told["p50DurationMs"], quantile(rows, 0.5), error, of);
        agrees(&told["p95DurationMs"], quantile(rows, 0.95), error, of);
    }
}

/// Asks for a time, and compares everything that is told of it with the rows.
async fn check(farol: &Farol, from: i64, to: i64, interval: &str, source: &str) -> Value {
    let path = format!("{PATH}?from={from}&to={to}{interval}");
    let told = farol.find(&path).await;
    assert_eq!(told["source"], source, "{path}");
    let error = if source == "executions" { 0.0 } else { 0.05 };
    let all = rows(farol).await;
    let current = within(&all, from, to);
    agrees_with(&told["total"], &current, error, "total");
    assert_eq!(told["total"]["executions"], current.len());
    let previous = within(&all, from - (to - from), from);
    agrees_with(&told["previous"], &previous, error, "previous");
    let width = told["intervalSeconds"].as_i64().unwrap() * SECOND;
    let mut seen = 0;
    for point in told["series"].as_array().unwrap() {
        let start = time(&point["start"]);
        let rows = within(&current, start, start + width);
        agrees_with(point, &rows, error, "a bucket");
        seen += rows.len();
    }
    assert_eq!(seen, current.len(), "every execution is in a bucket");
    told
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_short_time_is_told_exactly(pool: PgPool) {
    let farol = with_executions(pool).await;
    let from = start() + 3 * DAY + 17 * 60 * SECOND + 1;
    for (length, interval) in [
        (DAY, ""),
        (2 * DAY, "&interval=3h"),
        (2 * DAY, "&interval=7m"),
        (HOUR, ""),
        (5 * SECOND, ""),
    ] {
        check(&farol, from, from + length, interval, "executions").await;
    }
    let told = check(&farol, from, from + 2 * DAY, "&interval=day", "executions").await;
    let current = within(&rows(&farol).await, from, from + 2 * DAY);
    let mut agents: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &current {
        if let Some(agent) = &row.agent {
            agents.entry(agent.clone()).or_default().push(row.clone());
        }
    }
    assert_eq!(agents.len(), 7);
    for list in ["slowest", "failing"] {
        let items = told[list].as_array().unwrap();
        assert_eq!(items.len(), 6, "{list}");
        let by = if list == "slowest" { "p95DurationMs" } else { "errorRate" };
        assert!(items.is_sorted_by(|one, next| one[by].as_f64() >= next[by].as_f64()), "{list}");
        for item in items {
            let rows = &agents[item["agent"].as_str().unwrap()];
            let errors = rows.iter().filter(|row| row.status == 2).count();
            assert_eq!(
                (&item["executions"], &item["errors"]),
                (&json!(rows.len()), &json!(errors))
            );
            agrees(&item["p95DurationMs"], quantile(rows, 0.95), 0.0, "an agent");
            // What is told leads to the list of as many.
            let agent = item["agent"].as_str().unwrap().replace(' ', "+");
            let query = format!("limit=500&agentId={agent}&from={from}&to={}", from + 2 * DAY);
            let listed = farol.find(&format!("/api/v1/observability/executions?{query}")).await;
            assert_eq!(listed["items"].as_array().unwrap().len(), rows.len());
        }
    }
    let failures = told["failures"].as_array().unwrap();
    assert_eq!((failures.len(), &told["failureCount"]), (7, &told["total"]["error"]));
    assert!(failures.is_sorted_by(|one, next| time(&one["startTime"]) >= time(&next["startTime"])));
    assert!(failures[0]["error"].as_str().unwrap().starts_with("failure "));
    assert_eq!(failures[0]["type"], "agent_execution");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_long_time_is_added_up_from_hours(pool: PgPool) {
    let farol = with_executions(pool).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let from = start() + 5 * DAY + 17 * 60 * SECOND + 1;
    for _ in ["as deltas", "folded"] {
        for (from, to, interval) in [
            (from, from + 4 * DAY + 12 * 60 * SECOND, ""),
            (from, from + 5 * DAY, "&interval=5h"),
            (start() - 90 * DAY, start() + 90 * DAY, ""),
            (
                start() + 4 * DAY - start() % HOUR,
                start() + 8 * DAY - start() % HOUR,
                "&interval=week",
            ),
        ] {
            check(&farol, from, to, interval, "statistics").await;
        }
        while fold_statistics(&mut connection).await.unwrap() > 0 {}
    }
    let told = farol.find(&format!("{PATH}?from={}&to={}", start(), start() + 20 * DAY)).await;
    let models: BTreeMap<&str, &Value> = told["models"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (of["model"].as_str().unwrap(), of))
        .collect();
    let calls: i64 = models.values().map(|of| of["calls"].as_i64().unwrap()).sum();
    let tokens: i64 = models.values().map(|of| of["totalTokens"].as_i64().unwrap()).sum();
    assert_eq!((models.len(), calls, &told["total"]["totalTokens"]), (3, 900, &json!(tokens)));
    assert_eq!(models["unpriced"]["cost"], Value::Null);
    let cost = models["told"]["calls"].as_f64().unwrap() * 0.25;
    agrees(&models["told"]["cost"], Some(cost), 1e-9, "told costs");
    assert_eq!(told["total"]["costEstimated"], true);
    assert_eq!(told["slowest"].as_array().unwrap().len(), 6);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_retention_took_is_told_from_statistics(pool: PgPool) {
    let farol = with_executions(pool).await;
    let hour = start() / HOUR * HOUR;
    let path = format!("{PATH}?from={}&to={}", hour + 6 * DAY, hour + 12 * DAY);
    let before = farol.find(&path).await;
    sqlx::query("delete from executions where start_ns < $1")
        .bind(hour + 6 * DAY)
        .execute(&farol.pool)
        .await
        .unwrap();
    let after = farol.find(&path).await;
    assert_eq!(after["total"], before["total"]);
    for figure in ["error", "totalTokens", "p50DurationMs", "p95DurationMs"] {
        let agree = (&after["previous"][figure], &before["previous"][figure]);
        assert_eq!(agree.0, agree.1, "{figure}");
    }
    // Those that ran are in no statistics, and those that were skipped are no errors.
    let running = before["previous"]["running"].as_i64().unwrap();
    let ended = before["previous"]["executions"].as_i64().unwrap() - running;
    assert_eq!(after["previous"]["executions"], ended);
    sqlx::query("delete from executions").execute(&farol.pool).await.unwrap();
    assert_eq!(farol.find(&path).await["total"]["error"], before["total"]["error"]);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_cannot_be_told_is_refused_by_name(pool: PgPool) {
    let farol = with_executions(pool).await;
    let (from, day, days) = (start(), start() + DAY, start() + 3 * DAY);
    for (query, field) in [
        (format!("from={day}&to={from}"), "to"),
        (format!("from={from}&to={from}"), "to"),
        (format!("from={from}&to={days}&interval=30m"), "interval"),
        (format!("from={from}&to={day}&interval=1s"), "interval"),
        ("interval=fortnight".to_owned(), "interval"),
        ("from=yesterday".to_owned(), "from"),
        ("status=error".to_owned(), "status"),
    ] {
        farol.read(&format!("{PATH}?{query}")).await.names_field(field);
    }
    let today = farol.find(PATH).await;
    assert_eq!(
        (&today["intervalSeconds"], &today["total"]["executions"]),
        (&json!(900), &json!(0))
    );
    assert_eq!(
        (&today["total"]["errorRate"], &today["total"]["cost"]),
        (&Value::Null, &Value::Null)
    );
    for query in [
        "from=-9223372036854775808&to=9223372036854775807",
        "from=-9223372036854775808&to=-9223372036854775807",
        "from=9223372036854775806&to=9223372036854775807",
        "to=-9223372036854775807",
        "from=0&to=9223372036854775807",
    ] {
        farol.read(&format!("{PATH}?{query}")).await.expect(200);
    }
}
