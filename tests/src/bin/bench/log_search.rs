//! Log records found and counted, among many.

use std::env;
use std::thread;
use std::time::Duration;

use farol_testkit::log_corpus::LogCorpus;
use farol_tests::payload::now_ns;
use serde_json::Value;

use crate::http::get;
use crate::ingest::as_float;
use crate::load::Load;
use crate::report::{Report, Row, milliseconds, number};
use crate::statistics::{median, timed};
use crate::subject::Subject;

const LOGS: &str = "/api/v1/observability/logs";
const RUNS: usize = 20;
const DAY: u64 = 86_400_000_000_000;

/// Today, yesterday and the day before: so many lines each, of a million.
const SHARES: [usize; 3] = [300_000, 300_000, 400_000];

/// The trace that twenty lines of each day belong to.
const TRACE: &str = "0000000000000000000000000000beef";

pub fn measure(report: &mut Report, subject: &mut Subject) {
    let full = env::var_os("BENCH_FULL").is_some_and(|value| value == "1");
    let counts = SHARES.map(|share| if full { share * 10 } else { share });
    let today = now_ns() / DAY * DAY;
    make_up(subject, today, counts);
    let all: i64 = subject.database.value("select count(*) from logs");
    let all = as_float(usize::try_from(all).expect("a count"));
    report.section(format!(
        "Of {} log lines, {} of today, median of {RUNS} (aim: 10 million, 3 million)",
        number(all, 0),
        number(as_float(counts[0]), 0),
    ));
    let yesterday = format!("from={}&to={today}", today - DAY);
    let today = format!("from={today}");
    let mut asking = Asking { report, subject };
    for (name, query, aim) in [
        ("newest page", String::new(), "≤ 50 ms"),
        ("newest page, one level, 1 in 20 has it", "level=error".to_owned(), "≤ 50 ms"),
        ("newest page, an attribute, 1 in 200 has it", "attr.tenant_id=tenant-7".to_owned(), ""),
        ("newest page, a word, 1 in 40 has it", "search=SHAPE-17".to_owned(), ""),
        ("a trace's lines", format!("traceId={TRACE}"), "≤ 20 ms"),
        ("a rare word, today's", format!("search=quixotic&{today}"), "≤ 1.5 s"),
        ("a rare word, yesterday's, before its index", format!("search=quixotic&{yesterday}"), ""),
    ] {
        asking.ask(name, &format!("{LOGS}?{query}"), aim);
    }
    for (name, query, aim) in [
        ("histogram by level", String::new(), "≤ 50 ms"),
        ("histogram by service", "by=service".to_owned(), "≤ 50 ms"),
        (
            "histogram by service of one level, by minute, today",
            format!("by=service&level=error&interval=1m&{today}"),
            "≤ 50 ms",
        ),
        ("histogram of a rare word, today's", format!("search=quixotic&{today}"), ""),
    ] {
        asking.ask(name, &format!("{LOGS}/histogram?{query}"), aim);
    }
    asking.ask("fields of the newest 10,000", &format!("{LOGS}/fields"), "");
    let took = timed(|| asking.index_yesterday()).1;
    let day = number(as_float(counts[1]), 0);
    let name = format!("building the text index of {day} lines");
    asking.report.row(Row::new(name, format!("{:.0} s", took.as_secs_f64())));
    let size: String = asking.subject.database.value(
        "select round(100.0 * sum(pg_relation_size(indexrelid)) / sum(pg_table_size(indrelid))) || ' %' \
         from pg_index where indexrelid::regclass::text like 'logs\\_%\\_text' and indisvalid",
    );
    asking.report.row(Row::new("its size, of the table's", size));
    asking.ask(
        "a rare word, yesterday's",
        &format!("{LOGS}?search=quixotic&{yesterday}"),
        "≤ 100 ms",
    );
}

struct Asking<'a> {
    report: &'a mut Report,
    subject: &'a mut Subject,
}

impl Asking<'_> {
    fn ask(&mut self, name: &str, path: &str, aim: &str) {
        let mut connection = self.subject.connect();
        let request = get(path, &self.subject.key);
        let page: Value = serde_json::from_slice(connection.must(&request)).expect("JSON");
        let items = page["items"].as_array().map_or(0, Vec::len);
        assert!(items > 0, "something is found: {name}");
        let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
        let time = median(&runs.collect::<Vec<_>>());
        let cut =
            if page["complete"] == false && page["sampled"].is_null() { ", cut off" } else { "" };
        self.report.row(Row::new(format!("{name}{cut}"), milliseconds(time)).aim(aim));
    }

    /// Has the job run that indexes closed days, and waits for the newest of them.
    fn index_yesterday(&mut self) {
        let database = &mut self.subject.database;
        database.execute("update jobs set next_run = now() where name = 'log_text_index'");
        let valid = "select count(*) from pg_index \
                     where indexrelid::regclass::text like 'logs\\_%\\_text' and indisvalid";
        while database.value::<i64>(valid) == 0 {
            thread::sleep(Duration::from_millis(200));
        }
    }
}

/// Adds lines of the shape of the corpus', by the database itself, and what was counted of them.
fn make_up(subject: &mut Subject, today: u64, counts: [usize; 3]) {
    let now = now_ns();
    for (days_ago, count) in (0..).zip(counts) {
        let start = today - days_ago * DAY;
        // A line of its own makes the day.
        let line = LogCorpus { start, ..LogCorpus::new(1) };
        Load::of_logs(line).send(subject.host());
        let time = if days_ago == 0 { now - today } else { DAY };
        subject.database.execute(&lines(start, time, count));
    }
    subject.database.execute(
        "delete from log_arrivals;
         truncate log_counts, log_count_deltas;
         insert into log_count_deltas (project_id, minute, level, service, count)
         select project_id, time_ns / 60000000000, coalesce(level, 0), coalesce(service, ''), count(*)
         from logs group by 1, 2, 3, 4",
    );
    subject.database.execute("vacuum (analyze) logs");
    let left = "select count(*) from log_count_deltas";
    while subject.database.value::<i64>(left) > 0 {
        thread::sleep(Duration::from_millis(200));
    }
    subject.database.execute("vacuum (analyze) log_counts");
    subject.database.execute("vacuum (analyze) log_count_deltas");
}

fn lines(start: u64, time: u64, count: usize) -> String {
    format!(
        "insert into logs (shard_key, trace_id, span_id, time_ns, observed_ns, arrival, project_id,
             severity_number, level, severity_text, service, logger, body, attributes, resource, scope)
         select gen_random_uuid(),
             case when number between 100000 and 100019 then '{TRACE}'::uuid
                 when number % 20 = 0 then gen_random_uuid() end,
             case when number % 20 = 0 then number end, time, time + 1000, time,
             (select id from projects where name = 'default'), severity, (severity + 3) / 4,
             (array['', 'DEBUG', 'INFO', 'WARN', 'ERROR'])[(severity + 3) / 4], service, 'bench',
             '\"lorem ipsum dolor sit amet consectetur shape-' || number * 7919 % 40 || ' call=' || call
                 || ' took ' || number * 31 % 5000 || ' ms'
                 || case when number % 200000 = 77777 then ' quixotic needle-' || number else '' end || '\"',
             '{{\"tenant_id\":\"tenant-' || number * 104729 % 200 || '\",\"call_id\":\"' || call
                 || '\",\"event\":\"tool_call\",\"duration_ms\":' || number * 31 % 5000 || '}}',
             '{{\"attributes\":{{\"service.name\":\"' || service || '\",\"host.name\":\"bench-host\"}}}}',
             '{{\"name\":\"bench\"}}'
         from (
             select number, {start} + number * ({time} / {count}) as time,
                 'svc-' || number * 13 % 12 as service, substr(md5(number::text), 1, 16) as call,
                 case when dice < 20 then 5 when dice < 85 then 9 when dice < 95 then 13 else 17 end as severity
             from (select number, number * 7907 % 100 as dice
                 from generate_series(1, {count}::bigint) as number) as numbers
         ) as made"
    )
}
