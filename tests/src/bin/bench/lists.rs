//! Pages of the lists of executions and threads, over many.

use std::env;

use farol_tests::executions::EXECUTIONS;
use serde_json::Value;

use crate::http::{Connection, get};
use crate::ingest::as_float;
use crate::report::{Report, Row, milliseconds, number};
use crate::statistics::{median, timed};
use crate::subject::Subject;

const EXECUTIONS_MADE: usize = 200_000;
const EXECUTIONS_MADE_IN_FULL: usize = 1_000_000;
const RUNS: usize = 20;
/// How far the deep page lies, in pages of the largest size.
const PAGES: usize = 100;
const LARGEST: usize = 500;
/// What a page is wanted in.
const PAGE: &str = "≤ 20 ms";

/// Executions counted by time, all of them and those that rows tell.
const COUNTS_ASKED: [(&str, &str, &str); 4] = [
    ("counted by time and status", "", "≤ 50 ms"),
    ("counted by time, one status", "?status=error", "≤ 50 ms"),
    ("counted by time, one agent, 1 in 200 has it", "?agentId=made-up-agent-7", ""),
    ("counted by time, text that only the oldest has", "?search=zanzibar", ""),
];

/// Overviews of the newest of thirty days, and how many there are.
const OVERVIEWS_ASKED: [(&str, i64, &str); 3] =
    [("an hour", 1, "≤ 50 ms"), ("a day", 24, "≤ 50 ms"), ("thirty days", 720, "≤ 150 ms")];

/// What is asked for, and what the made-up executions have of it.
const PAGES_ASKED: [(&str, &str); 10] = [
    ("newest", ""),
    ("one status, 2 in 100 have it", "status=error"),
    ("one thread, 4 have it", "threadId=made-up-thread-77"),
    ("one agent, 1 in 200 has it", "agentId=made-up-agent-7"),
    ("one agent, the 3 oldest have it", "agentId=made-up-agent-rare"),
    ("one model, 1 in 10 has it", "model=made-up-model-3"),
    ("longest first", "sort=-durationMs"),
    ("longest first, one status", "sort=-durationMs&status=error"),
    ("longest first, one agent", "sort=-durationMs&agentId=made-up-agent-7"),
    ("text that only the oldest has", "search=zanzibar"),
];

const OVERVIEW: &str = "/api/v1/observability/overview";
const THREADS: &str = "/api/v1/observability/threads";

/// The same of threads; four executions in turn are one.
const THREADS_ASKED: [(&str, &str); 7] = [
    ("threads, the latest activity first", ""),
    ("threads, one status, 2 in 100 have it", "?status=error"),
    ("threads of one agent, 1 in 50 has it", "?agentId=made-up-agent-7"),
    ("threads of one user, 5 have it", "?userId=made-up-user-77"),
    ("threads of one agent, the oldest", "?agentId=made-up-agent-rare"),
    ("threads with text that only the oldest has", "?search=zanzibar"),
    ("one thread, its executions and messages", "/made-up-thread-77"),
];

pub fn measure(report: &mut Report, subject: &mut Subject) {
    let full = env::var_os("BENCH_FULL").is_some_and(|value| value == "1");
    let made = if full { EXECUTIONS_MADE_IN_FULL } else { EXECUTIONS_MADE };
    make_up(subject, made);
    let all: i64 = subject.database.value("select count(*) from executions");
    let all = as_float(usize::try_from(all).expect("a count"));
    report.section(format!(
        "A page of 50 of {} executions, median of {RUNS} (aim: 1 million)",
        number(all, 0)
    ));
    let mut connection = subject.connect();
    let mut ask = |name: &str, path: &str, aim: &str| {
        let request = get(path, &subject.key);
        let items = items(connection.must(&request));
        assert!(items > 0, "something is found: {name}");
        let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
        let time = median(&runs.collect::<Vec<_>>());
        report.row(Row::new(name, milliseconds(time)).aim(aim));
    };
    for (name, query) in PAGES_ASKED {
        ask(name, &format!("{EXECUTIONS}?{query}"), PAGE);
    }
    for (name, query) in THREADS_ASKED {
        ask(name, &format!("{THREADS}{query}"), PAGE);
    }
    for (name, query, aim) in COUNTS_ASKED {
        ask(name, &format!("{EXECUTIONS}/histogram{query}"), aim);
    }
    let newest: i64 = subject.database.value("select max(start_ns) + 1 from executions");
    for (name, hours, aim) in OVERVIEWS_ASKED {
        let from = newest - hours * 3_600_000_000_000;
        let path = format!("{OVERVIEW}?from={from}&to={newest}");
        ask(&format!("overview of {name}"), &path, aim);
    }
    let deep = deep_cursor(&mut subject.connect(), &subject.key, EXECUTIONS);
    let name = format!("behind {} others, by cursor", number(as_float(PAGES * LARGEST), 0));
    ask(&name, &format!("{EXECUTIONS}?cursor={deep}"), PAGE);
    let deep = deep_cursor(&mut subject.connect(), &subject.key, THREADS);
    ask(&format!("threads {name}"), &format!("{THREADS}?cursor={deep}"), PAGE);
}

/// The cursor behind the last of many pages.
fn deep_cursor(connection: &mut Connection, key: &str, list: &str) -> String {
    let mut cursor = String::new();
    for _ in 0..PAGES {
        let after = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let page = connection.must(&get(&format!("{list}?limit={LARGEST}{after}"), key));
        let page: Value = serde_json::from_slice(page).expect("JSON");
        page["nextCursor"].as_str().expect("more pages").clone_into(&mut cursor);
    }
    cursor
}

fn items(page: &[u8]) -> usize {
    let page: Value = serde_json::from_slice(page).expect("JSON");
    let items = ["items", "executions", "series"].iter().find_map(|name| page[name].as_array());
    items.map_or(0, Vec::len)
}

/// Adds executions of the last thirty days, without spans: lists read nothing else.
fn make_up(subject: &mut Subject, count: usize) {
    subject.database.execute(&format!(
        "select setseed(0.5);
         insert into executions (
             project_id, trace_id, start_ns, last_start_ns, end_ns, duration_ns, arrival,
             root_span_id, span_count, error_count, message_count, input_tokens, output_tokens,
             total_tokens, cost, type, status, name, agent_id, agent_name, thread_id, session_id,
             user_id, service, model, models, input_preview, output_preview, error)
         select (select id from projects where name = 'default'), gen_random_uuid(),
             start, start + duration / 2, start + duration, duration, start, number, 20,
             case when failed then 1 else 0 end, 2, tokens, tokens / 4, tokens + tokens / 4,
             tokens * 0.00001, 1, case when failed then 2 else 1 end, 'support-agent', agent, agent,
             'made-up-thread-' || number / 4, 'made-up-session-' || number / 4,
             'made-up-user-' || number % 50000, 'agent-' || number % 8,
             'made-up-model-' || number % 10, array['made-up-model-' || number % 10],
             case number when 1 then 'where is the invoice from zanzibar '
                 else 'where is the invoice of order ' end || number || repeat(' please check', 5),
             'the customer was told that the delivery is on its way, order ' || number,
             case when failed then 'timeout waiting for upstream' end
         from (
             select number, number % 50 = 0 as failed,
                 case when number <= 3 then 'made-up-agent-rare'
                     else 'made-up-agent-' || number % 200 end as agent,
                 (extract(epoch from now()) * 1e9)::bigint - 3600000000000
                     - ({count} - number) * (2592000000000000 / {count}) as start,
                 1000000 + (random() * random() * 900000000000)::bigint as duration,
                 (random() * 20000)::bigint as tokens
             from generate_series(1, {count}::bigint) as number
         ) as made"
    ));
    subject.database.execute("vacuum (analyze) executions");
}
