//! Log records: lists, filters, those of an execution.

use farol_testkit::otlp::{attribute, log, proto::logs::v1::LogRecord, span};
use serde_json::Value;
use sqlx::PgPool;

use crate::support::{Farol, START};

const LIST: &str = "/api/v1/observability/logs";
const ONE: &str = "/api/v1/observability/executions";
const SECOND: u64 = 1_000_000_000;

fn bodies(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap()).collect()
}

fn of_trace(trace: u128, span: u64, time: u64, body: &str) -> LogRecord {
    LogRecord {
        trace_id: trace.to_be_bytes().to_vec(),
        span_id: span.to_be_bytes().to_vec(),
        ..log(time, body)
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_are_whole_in_both_orders(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Three by three at the same time, over two days.
    let time = |number: u64| START + number / 3 * SECOND + number / 9 * 80_000 * SECOND;
    let names: Vec<String> = (0..18).map(|number| format!("line {number}")).collect();
    let lines = (0..18).zip(&names).map(|(number, name)| log(time(number), name));
    farol.store_logs(lines.collect()).await;
    for (order, limit, pages) in [("asc", 5, 4), ("desc", 6, 3)] {
        let (mut all, mut count, mut cursor) = (Vec::new(), 0, String::new());
        loop {
            let path = format!("{LIST}?order={order}&limit={limit}{cursor}");
            let page = farol.find(&path).await;
            all.extend(bodies(&page).into_iter().map(str::to_owned));
            count += 1;
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        if order == "desc" {
            all.reverse();
        }
        assert_eq!((all, count), (names.clone(), pages), "{order}");
    }
    let newest = farol.find(&format!("{LIST}?limit=1")).await;
    assert_eq!(bodies(&newest), ["line 17"], "newest first unless asked otherwise");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn filters_find_what_they_name(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let warning = LogRecord {
        severity_number: 0,
        severity_text: "WARNING".to_owned(),
        ..log(START + SECOND, "by word")
    };
    let fatal = LogRecord { severity_number: 24, ..log(START + 2 * SECOND, "by number") };
    let lines =
        vec![log(START, "plain"), warning, fatal, of_trace(1, 2, START + 3 * SECOND, "of a span")];
    farol.store_logs(lines).await;
    for (query, found) in [
        ("", vec!["of a span", "by number", "by word", "plain"]),
        ("level=info", vec!["of a span", "plain"]),
        ("level=warn", vec!["by word"]),
        ("level=WARNING", vec!["by word"]),
        ("level=warning&level=fatal", vec!["by number", "by word"]),
        ("level=debug", vec![]),
        ("service=worker&level=fatal", vec!["by number"]),
        ("service=other", vec![]),
        ("traceId=00000000000000000000000000000001", vec!["of a span"]),
        ("traceId=00000000000000000000000000000002", vec![]),
        ("spanId=0000000000000002", vec!["of a span"]),
        ("executionId=00000000000000000000000000000001", vec!["of a span"]),
        ("executionId=nobody", vec![]),
        ("from=2025-11-21T04:40:02Z", vec!["of a span", "by number"]),
        ("to=2025-11-21T04:40:01.000000001Z", vec!["by word", "plain"]),
    ] {
        let page = farol.find(&format!("{LIST}?{query}")).await;
        assert_eq!(bodies(&page), found, "{query}");
    }
    for (query, field) in [
        ("traceId=1", "traceId"),
        ("spanId=00000000000000000000000000000001", "spanId"),
        ("order=up", "order"),
        ("cursor=1", "cursor"),
        ("limit=501", "limit"),
    ] {
        farol.read(&format!("{LIST}?{query}")).await.names_field(field);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_execution_has_the_logs_of_its_traces_in_time_order(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let named = |trace| {
        let mut span = span(trace, 1, "run", START);
        span.attributes = vec![attribute("farol.execution.id", "order-7")];
        span
    };
    farol.store_spans(vec![named(1), named(2), span(3, 1, "other", START)]).await;
    let lines = vec![
        of_trace(2, 1, START + 2 * SECOND, "third"),
        of_trace(1, 1, START, "first"),
        of_trace(3, 1, START, "another's"),
        log(START, "nobody's"),
        of_trace(1, 1, START + SECOND, "second"),
    ];
    farol.store_logs(lines).await;
    let path = format!("{ONE}/order-7/logs");
    assert_eq!(bodies(&farol.find(&path).await), ["first", "second", "third"]);
    let first = farol.find(&format!("{path}?limit=2")).await;
    let cursor = first["nextCursor"].as_str().unwrap();
    let rest = farol.find(&format!("{path}?limit=2&cursor={cursor}")).await;
    assert_eq!((bodies(&rest), &rest["nextCursor"]), (vec!["third"], &Value::Null));
    let exact = farol.find(&format!("{path}?limit=3")).await;
    assert_eq!(exact["nextCursor"], Value::Null, "a full page may be the last");
    let by_alias = farol.find(&format!("{LIST}?executionId=order-7&order=asc")).await;
    assert_eq!(bodies(&by_alias), ["first", "second", "third"]);
    let both = format!("{LIST}?executionId=order-7&traceId=00000000000000000000000000000002");
    assert_eq!(bodies(&farol.find(&both).await), ["third"]);
    assert_eq!(by_alias["items"][0]["executionId"], "order-7");
    farol.read(&format!("{ONE}/nothing/logs")).await.problem(404, "not_found");
}
