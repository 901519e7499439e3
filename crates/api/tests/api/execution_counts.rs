//! Executions counted by time and status, against the rows themselves.

use std::time::Duration;

use farol_api::ApiSettings;
use farol_model::SpanStatus;
use farol_storage::Scope;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::{Farol, START, settings};

const COUNT: &str = "/api/v1/observability/executions/histogram";
const LIST: &str = "/api/v1/observability/executions";
const SECOND: i64 = 1_000_000_000;
const LATER: u64 = START + 200_000_000_000_000;

/// Three thousand executions of any kind over two days, in two projects.
async fn with_executions(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    farol.make_key("other", &[Scope::Read]).await;
    let statement = format!(
        "select setseed(0.25);
         insert into executions (project_id, trace_id, start_ns, last_start_ns, end_ns, duration_ns,
             arrival, span_count, error_count, message_count, input_tokens, output_tokens, total_tokens,
             type, status, name, agent_id, thread_id, user_id, service, models)
         select project_id, gen_random_uuid(), start, start, start + length, length, number, 1, 0,
             number % 2, 1, 1, 2, 1 + number % 3, status, 'run ' || number,
             case number % 3 when 0 then 'ana' when 1 then 'rui' end, 'thread-' || number % 40,
             'user-' || number % 7, 'shop', array['m-' || number % 5]
         from (select number, projects.id as project_id,
                 {START} + (random() * 172800 * {SECOND})::bigint as start,
                 (random() * 20 * {SECOND})::bigint as length,
                 case when random() < 0.7 then 1 else (random() * 3.98 - 0.49)::smallint end as status
             from generate_series(1, 3000) as number, projects) as made;
         analyze executions;"
    );
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&farol.pool).await.unwrap();
    farol
}

/// The same counts from the rows.
async fn counted(pool: &PgPool, condition: &str, width: i64) -> Vec<(i64, i16, i64)> {
    let statement = format!(
        "select (start_ns / {SECOND} - 345600) / {width} * {width} + 345600, status, count(*) \
         from executions where project_id = (select id from projects where name = 'default') \
         and {condition} group by 1, 2 order by 1, 2"
    );
    sqlx::query_as(AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()
}

fn told(answer: &Value) -> Vec<(i64, i16, i64)> {
    let mut told = Vec::new();
    for bucket in answer["items"].as_array().unwrap() {
        let start = chrono::DateTime::parse_from_rfc3339(bucket["start"].as_str().unwrap());
        let mut total = 0;
        for (name, count) in bucket["counts"].as_object().unwrap() {
            let count = count.as_i64().unwrap();
            total += count;
            let code = SpanStatus::from_name(name).unwrap().code();
            told.push((start.unwrap().timestamp(), code, count));
        }
        assert_eq!(bucket["total"], total);
    }
    told.retain(|&(_, _, count)| count > 0);
    told.sort_unstable();
    told
}

const CASES: [(&str, &str); 15] = [
    ("", "true"),
    ("&status=error", "status = 2"),
    ("&status=success", "status = 1"),
    ("&status=running&status=success", "status in (0, 1)"),
    ("&status=running&status=skipped", "status in (0, 3)"),
    (
        "&from=2025-11-21T05:13:20.5Z&to=2025-11-22T17:01:00Z",
        "start_ns >= 1763702000500000000 and start_ns < 1763830860000000000",
    ),
    ("&agentId=ana", "agent_id = 'ana'"),
    ("&agentId=ana&agentId=rui&status=error", "agent_id in ('ana', 'rui') and status = 2"),
    ("&threadId=thread-7", "thread_id = 'thread-7'"),
    ("&userId=user-1&model=m-2", "user_id = 'user-1' and models @> '{m-2}'"),
    ("&minDurationMs=5000&maxDurationMs=9000", "duration_ns between 5000000000 and 9000000000"),
    ("&hasMessages=true", "message_count > 0"),
    ("&search=RUN+12", "name like 'run 12%'"),
    ("&type=agent_execution&service=shop", "type = 1"),
    ("&entityType=order", "false"),
];

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn counts_are_those_of_the_rows_whatever_is_asked_for(pool: PgPool) {
    let farol = with_executions(pool).await;
    for vacuumed in [false, true] {
        for (query, condition) in CASES {
            for (interval, width) in [("15m", 900), ("day", 86_400), ("week", 604_800)] {
                let path = format!("{COUNT}?interval={interval}{query}");
                let answer = farol.find(&path).await;
                let expected = counted(&farol.pool, condition, width).await;
                assert_eq!(told(&answer), expected, "{path}");
                assert_eq!(
                    (&answer["complete"], &answer["searchedTo"]),
                    (&json!(true), &Value::Null)
                );
                assert_eq!(answer["total"], expected.iter().map(|of| of.2).sum::<i64>(), "{path}");
                let errors = expected.iter().filter(|of| of.1 == 2).map(|of| of.2).sum::<i64>();
                assert_eq!(answer["counts"]["error"], errors, "{path}");
            }
        }
        if !vacuumed {
            sqlx::query("vacuum analyze executions").execute(&farol.pool).await.unwrap();
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_bucket_leads_to_a_list_of_as_many(pool: PgPool) {
    let farol = with_executions(pool).await;
    let answer = farol.find(&format!("{COUNT}?interval=6h&status=error&agentId=ana")).await;
    let items = answer["items"].as_array().unwrap();
    assert!(items.len() >= 8);
    for pair in items.windows(2) {
        let (from, to) = (pair[0]["start"].as_str().unwrap(), pair[1]["start"].as_str().unwrap());
        let list = format!("{LIST}?limit=500&status=error&agentId=ana&from={from}&to={to}");
        let listed = farol.find(&list).await["items"].as_array().unwrap().len();
        assert_eq!(pair[0]["counts"]["error"], listed, "{from}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_takes_too_long_is_counted_as_far_as_it_goes(pool: PgPool) {
    let patient = with_executions(pool).await;
    let hurried = ApiSettings { search_deadline: Duration::from_secs(2), ..settings() };
    // Ten thousand newer ones; to look at the name of an older one takes a while.
    let slower = format!(
        "insert into executions (project_id, trace_id, start_ns, last_start_ns, arrival, span_count,
             error_count, message_count, input_tokens, output_tokens, total_tokens, type, status, name)
         select id, gen_random_uuid(), {LATER} + number * 1000, 0, 1, 1, 0, 0, 0, 0, 0, 1,
             1, 'run' from projects, generate_series(1, 10000) as number;
         create function slowly(bigint, text) returns text language plpgsql stable as
             $$ begin if $1 < {LATER} then perform pg_sleep(0.01); end if;
             return $2; end $$;
         alter table executions rename to all_executions;
         create view executions as select project_id, trace_id, start_ns, status, agent_name, execution_id,
             thread_id, input_preview, output_preview, error, slowly(start_ns, name) as name
             from all_executions;"
    );
    sqlx::raw_sql(AssertSqlSafe(slower)).execute(&patient.pool).await.unwrap();
    let farol = Farol::with(patient.pool.clone(), hurried).await;
    let answer = farol.find(&format!("{COUNT}?search=run&interval=hour")).await;
    assert_eq!(answer["complete"], json!(false));
    let time =
        chrono::DateTime::parse_from_rfc3339(answer["searchedTo"].as_str().unwrap()).unwrap();
    let condition = format!("start_ns >= {}", time.timestamp_nanos_opt().unwrap());
    let expected = counted(&farol.pool, &condition, 3_600).await;
    assert_eq!(told(&answer), expected);
    assert!(!expected.is_empty(), "some of it was counted");
    // What indexes tell is not slow.
    let all = farol.find(&format!("{COUNT}?interval=hour")).await;
    assert_eq!((&all["complete"], &all["total"]), (&json!(true), &json!(13_000)));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn intervals_and_conditions_are_checked_by_name(pool: PgPool) {
    let farol = with_executions(pool).await;
    let answer = farol.find(COUNT).await;
    assert_eq!((&answer["intervalSeconds"], &answer["total"]), (&json!(1_800), &json!(3_000)));
    let weeks = farol.find(&format!("{COUNT}?interval=week")).await;
    assert_eq!(weeks["items"][0]["start"], "2025-11-17T00:00:00.000000000Z", "a Monday");
    for (query, field) in [
        ("interval=5", "interval"),
        ("interval=1s&from=2020-01-01T00:00:00Z", "interval"),
        ("sort=startTime", "sort"),
        ("limit=5", "limit"),
        ("cursor=1_2", "cursor"),
        ("attr.tenant=7", "attr.tenant"),
        ("not.attr.tenant=7", "not.attr.tenant"),
        ("status=odd", "status"),
        ("minDurationMs=NaN", "minDurationMs"),
    ] {
        farol.read(&format!("{COUNT}?{query}")).await.names_field(field);
    }
    farol.read(&format!("{LIST}?attr.tenant=7")).await.names_field("attr.tenant");
    let none = format!("{COUNT}?from=2025-11-22T00:00:00Z&to=2025-11-21T00:00:00Z");
    assert_eq!(farol.find(&none).await["items"], json!([]));
    for query in [
        "from=-9223372036854775808&to=9223372036854775807&interval=520w",
        "from=-9223372036854775808",
        "to=9223372036854775807",
        "to=-9223372036854775808&search=a",
        "from=-9223372036854775808&to=9223372036854775807&search=run",
    ] {
        farol.read(&format!("{COUNT}?{query}")).await.expect(200);
    }
    let far =
        "/api/v1/observability/logs/histogram?from=-9223372036854775808&to=9223372036854775807";
    farol.read(far).await.expect(200);
}
