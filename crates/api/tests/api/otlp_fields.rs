//! Times, severities and what else the fields mean (conformance cases 41 to 44, 46).

use farol_testkit::otlp::{
    attribute, log,
    proto::{
        common::v1::{AnyValue, KeyValue, any_value},
        logs::v1::LogRecord,
        trace::v1::Span,
    },
    protobuf_bytes, span, traces,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, telemetry};

const ONE: &str = "/api/v1/observability/executions/00000000000000000000000000000001";
const LOGS: &str = "/api/v1/observability/logs?order=asc";
const DAY: u64 = 86_400_000_000_000;

fn now() -> u64 {
    u64::try_from(chrono::Utc::now().timestamp_nanos_opt().unwrap()).unwrap()
}

fn time_of(item: &Value, field: &str) -> u64 {
    item[field].as_str().unwrap().parse().unwrap()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn spans_have_the_times_they_tell(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let timed = |id, start, end| Span {
        start_time_unix_nano: start,
        end_time_unix_nano: end,
        ..span(1, id, "work", START)
    };
    let before = now();
    farol.store_spans(vec![timed(1, START, START - 5), timed(2, START, 0), timed(3, 0, 0)]).await;
    let found = farol.find(&format!("{ONE}?shape=flat")).await;
    let [early, endless, timeless] = &found["traces"].as_array().unwrap()[..] else {
        panic!("{found}")
    };
    assert_eq!(time_of(early, "endTimeUnixNano"), START - 5, "kept as it was sent");
    assert_eq!(early["durationMs"], 0.0, "though it cannot have lasted less than nothing");
    assert_eq!(time_of(endless, "endTimeUnixNano"), START);
    let received = time_of(timeless, "startTimeUnixNano");
    assert!((before..=now()).contains(&received), "{received}");
    for (start, end) in [
        (now() + 8 * DAY, now() + 9 * DAY),
        (u64::MAX, u64::MAX),
        (START, u64::MAX),
        (i64::MAX.unsigned_abs() + 1, START),
    ] {
        let body = protobuf_bytes(&traces("worker", vec![timed(9, start, end)]));
        let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
        let (rejected, message) = answer.partial();
        assert_eq!((rejected, message.contains("span 0")), (1, true), "{message}");
    }
    farol.store_spans(vec![timed(4, now() + 6 * DAY, now() + 6 * DAY)]).await;
    assert_eq!(farol.count("spans").await, 4);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_without_a_time_have_the_next_best(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let timed = |time_unix_nano, observed_time_unix_nano, body| LogRecord {
        time_unix_nano,
        observed_time_unix_nano,
        ..log(START, body)
    };
    let before = now();
    let records =
        vec![timed(START + 2, START, "own"), timed(0, START, "observed"), timed(0, 0, "received")];
    farol.store_logs(records).await;
    let page = farol.find(LOGS).await;
    let items = page["items"].as_array().unwrap();
    let bodies: Vec<&str> = items.iter().map(|item| item["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["observed", "own", "received"]);
    assert_eq!(time_of(&items[0], "timestampUnixNano"), START);
    assert_eq!(time_of(&items[1], "timestampUnixNano"), START + 2);
    assert!((before..=now()).contains(&time_of(&items[2], "timestampUnixNano")));
    assert_eq!(items[2]["observedTimestamp"], Value::Null);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn equal_times_keep_the_order_of_arrival(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for request in 0..3_u64 {
        let spans = (1..=5).map(|id| span(1, 100 - 10 * request - id, "step", START));
        farol.store_spans(spans.collect()).await;
        let lines = (1..=5).map(|line| log(START, &format!("{request}.{line}")));
        farol.store_logs(lines.collect()).await;
    }
    let found = farol.find(&format!("{ONE}?shape=flat")).await;
    let ids =
        found["traces"].as_array().unwrap().iter().map(|node| node["spanId"].as_str().unwrap());
    let expected =
        (0..3).flat_map(|of| (1..=5).map(move |id| format!("{:016x}", 100 - 10 * of - id)));
    assert_eq!(ids.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    let page = farol.find(LOGS).await;
    let bodies =
        page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap());
    let expected = (0..3).flat_map(|of| (1..=5).map(move |line| format!("{of}.{line}")));
    assert_eq!(bodies.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn severities_are_kept_and_named(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let numbers = (-1..=25).chain([i32::MAX, i32::MIN]);
    let mut records: Vec<LogRecord> = numbers
        .clone()
        .zip(START..)
        .map(|(severity_number, time)| LogRecord {
            severity_number,
            severity_text: String::new(),
            ..log(time, "")
        })
        .collect();
    records.push(LogRecord {
        severity_number: 0,
        severity_text: "Warning".to_owned(),
        event_name: "order.placed".to_owned(),
        ..log(START + 500, "")
    });
    records.push(LogRecord {
        severity_number: 0,
        severity_text: "chatty".to_owned(),
        attributes: vec![attribute("event.name", "older.producer")],
        ..log(START + 501, "")
    });
    farol.store_logs(records).await;
    let page = farol.find(LOGS).await;
    let items = page["items"].as_array().unwrap();
    let levels = ["trace", "debug", "info", "warn", "error", "fatal"];
    for (number, item) in numbers.zip(items) {
        let level = match number {
            1..=24 => json!(levels[usize::try_from((number - 1) / 4).unwrap()]),
            _ => Value::Null,
        };
        assert_eq!((&item["severityNumber"], &item["level"]), (&number.into(), &level));
    }
    let [.., warning, chatty] = &items[..] else { panic!("{page}") };
    assert_eq!((&warning["level"], &warning["severityText"]), (&"warn".into(), &"Warning".into()));
    assert_eq!(warning["eventName"], "order.placed");
    assert_eq!((&chatty["level"], &chatty["severityText"]), (&Value::Null, &"chatty".into()));
    assert_eq!(chatty["eventName"], "older.producer");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn resource_and_scope_may_be_missing(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let span = json!({"traceId": "00000000000000000000000000000001",
        "spanId": "0000000000000001", "startTimeUnixNano": START.to_string()});
    let record = json!({"timeUnixNano": START.to_string(), "body": {"stringValue": "bare"}});
    let traces = json!({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]});
    let logs = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]});
    assert_eq!(farol.send_json("/v1/traces", &traces).await.expect(200).text(), "{}");
    assert_eq!(farol.send_json("/v1/logs", &logs).await.expect(200).text(), "{}");
    let node = farol.find(ONE).await["traces"][0].clone();
    let line = farol.find(LOGS).await["items"][0].clone();
    for field in ["resource", "scope", "service"] {
        assert_eq!((&node[field], &line[field]), (&Value::Null, &Value::Null), "{field}");
    }
    assert_eq!((&node["name"], &node["kind"]), (&"".into(), &0.into()));
    assert_eq!((&node["status"], &node["statusCode"]), (&"success".into(), &0.into()));
    assert_eq!((&line["logger"], &line["severityNumber"]), (&Value::Null, &0.into()));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn indices_into_tables_of_text_are_as_good_as_absent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let index = AnyValue { value: Some(any_value::Value::StringValueStrindex(4)) };
    let mut work = span(1, 1, "work", START);
    work.attributes = vec![
        KeyValue { key_strindex: 3, ..attribute("named", "kept") },
        attribute("indexed", index),
    ];
    let body = protobuf_bytes(&traces("worker", vec![work]));
    let answer = farol.send(telemetry("/v1/traces", PROTOBUF, body)).await.expect(200);
    let (rejected, warning) = answer.partial();
    assert_eq!((rejected, warning.contains("index")), (0, true), "{warning}");
    let node = farol.find(ONE).await["traces"][0].clone();
    assert_eq!(node["attributes"], json!({"named": "kept", "indexed": null}));
}
