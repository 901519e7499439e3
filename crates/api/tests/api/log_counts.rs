//! Log records counted by time.

use farol_storage::fold_log_counts;
use farol_testkit::otlp::{log, logs, proto::logs::v1::LogRecord, protobuf_bytes};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, telemetry};

const COUNT: &str = "/api/v1/observability/logs/histogram";
const SECOND: u64 = 1_000_000_000;

/// Six hours of lines, one each 7 s, told twice; every fifth is an error, every 50th of no level.
async fn with_lines(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    for service in ["shop", "desk"] {
        let lines = (0..3_000).map(|at| LogRecord {
            severity_number: match at {
                at if at % 50 == 0 => 0,
                at if at % 5 == 0 => 17,
                _ => 9,
            },
            severity_text: String::new(),
            ..log(START + at * 7 * SECOND + 1, &format!("line {at} of {service}"))
        });
        let body = protobuf_bytes(&logs(service, lines.collect()));
        for _ in 0..2 {
            farol.send(telemetry("/v1/logs", PROTOBUF, body.clone())).await.expect(200);
        }
    }
    farol
}

/// The same counts from the rows themselves.
async fn counted(pool: &PgPool, condition: &str, width: i64, key: &str) -> Vec<(i64, String, i64)> {
    let statement = format!(
        "select time_ns / 1000000000 / {width} * {width}, {key}, count(*) from logs where {condition} \
         group by 1, 2 order by 1, 2"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()
}

fn told(answer: &Value) -> Vec<(i64, String, i64)> {
    let mut told = Vec::new();
    for bucket in answer["items"].as_array().unwrap() {
        let start = chrono::DateTime::parse_from_rfc3339(bucket["start"].as_str().unwrap());
        for (name, count) in bucket["counts"].as_object().unwrap() {
            told.push((start.unwrap().timestamp(), name.clone(), count.as_i64().unwrap()));
        }
    }
    told
}

const LEVELS: &str =
    "coalesce((array['trace','debug','info','warn','error','fatal'])[level], 'unknown')";

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn counts_are_those_of_the_rows_however_they_are_come_by(pool: PgPool) {
    let farol = with_lines(pool).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    let cases = [
        ("", "true", 300, LEVELS),
        ("&by=service", "true", 300, "service"),
        ("&level=error&by=service", "level = 5", 300, "service"),
        ("&not.level=error&not.level=unknown", "level = 3", 300, LEVELS),
        ("&service=shop&level=unknown", "service = 'shop' and level is null", 300, LEVELS),
        // What is not counted as it comes, or not so finely.
        ("&search=LINE+1", "body like '\"line 1%'", 300, LEVELS),
        (
            "&search=desk&not.level=info",
            "service = 'desk' and level is distinct from 3",
            300,
            LEVELS,
        ),
        ("&spanId=0000000000000001", "false", 300, LEVELS),
    ];
    for round in ["deltas", "folded"] {
        for (query, condition, width, key) in cases {
            for (interval, width) in [("5m", width), ("hour", 3_600), ("20s", 20)] {
                let path = format!("{COUNT}?interval={interval}{query}");
                let answer = farol.find(&path).await;
                let expected = counted(&farol.pool, condition, width, key).await;
                assert_eq!(told(&answer), expected, "{round}: {path}");
                assert_eq!(answer["complete"], true);
                let total: i64 = expected.iter().map(|of| of.2).sum();
                assert_eq!(answer["total"], total, "{path}");
            }
        }
        // Minutes that are cut by the ends.
        let times = "from=2025-11-21T04:50:03.5Z&to=2025-11-21T06:10:59Z";
        let condition = "time_ns >= 1763700603500000000 and time_ns < 1763705459000000000";
        let expected = counted(&farol.pool, condition, 60, LEVELS).await;
        let answer = farol.find(&format!("{COUNT}?{times}&interval=1m")).await;
        assert_eq!(told(&answer), expected, "{round}");
        assert_eq!(answer["items"].as_array().unwrap().len(), 81, "every bucket is there");
        while fold_log_counts(&mut connection).await.unwrap() > 0 {}
    }
    assert_eq!(farol.count("log_count_deltas").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn intervals_are_chosen_checked_and_bounded(pool: PgPool) {
    let farol = with_lines(pool).await;
    let answer = farol.find(COUNT).await;
    assert_eq!((&answer["intervalSeconds"], &answer["total"]), (&json!(300), &json!(6_000)));
    let weeks = farol.find(&format!("{COUNT}?interval=week")).await;
    assert_eq!(weeks["items"][0]["start"], "2025-11-17T00:00:00.000000000Z", "a Monday");
    for query in ["interval=5", "interval=0s", "interval=1s&from=2020-01-01T00:00:00Z"] {
        farol.read(&format!("{COUNT}?{query}")).await.names_field("interval");
    }
    farol.read(&format!("{COUNT}?by=colour")).await.names_field("by");
    let none = format!("{COUNT}?from=2025-11-22T00:00:00Z&to=2025-11-21T00:00:00Z");
    assert_eq!(farol.find(&none).await["items"], json!([]));
}
