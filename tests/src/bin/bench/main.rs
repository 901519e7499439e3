//! The benchmark: what Farol does, and in the same run what its database does by itself.
//!
//! Figures are printed, never asserted; only what would make them meaningless ends the run. What is
//! measured and how: `docs/benchmarks.md`.

mod copy;
mod database;
mod events;
mod http;
mod ingest;
mod lists;
mod load;
mod log_search;
mod machine;
mod report;
mod reviews;
mod span_search;
mod start;
mod statistics;
mod subject;
mod trace;

use std::env;

use report::Report;
use statistics::timed;
use subject::Subject;

/// The parts, in order; named as arguments, only these are measured.
const PARTS: [&str; 9] =
    ["start", "ingest", "logs", "events", "trace", "lists", "log_search", "span_search", "reviews"];

fn main() {
    assert!(env::var_os("FAROL_BIN").is_some(), "FAROL_BIN names no server: run `make bench`");
    let mut asked: Vec<String> = env::args().skip(1).collect();
    if asked.is_empty() {
        asked = PARTS.map(str::to_owned).to_vec();
    }
    for part in &asked {
        assert!(PARTS.contains(&part.as_str()), "`{part}` is none of {PARTS:?}");
    }
    let (report, took) = timed(|| run(&asked));
    println!("{report}\nmeasured in {:.0} s", took.as_secs_f64());
}

fn run(asked: &[String]) -> Report {
    let wanted = |part: &str| asked.iter().any(|asked| asked == part);
    let mut report = Report::default();
    report.note("machine", machine::describe());
    report.note("load", format!("{} before (1 minute)", machine::load()));
    report.note("server", subject::version());
    if wanted("start") {
        start::measure(&mut report);
    }
    let mut subject = Subject::start();
    let postgres: String = subject.database.value("select current_setting('server_version')");
    report.note("database", format!("Postgres {postgres}, Farol's own"));
    if wanted("ingest") {
        ingest::measure_spans(&mut report, &mut subject);
    }
    if wanted("logs") {
        ingest::measure_logs(&mut report, &mut subject);
    }
    if wanted("events") {
        ingest::measure_events(&mut report, &mut subject);
        events::measure(&mut report, &mut subject);
    }
    if wanted("trace") {
        trace::measure(&mut report, &mut subject);
    }
    if wanted("lists") {
        lists::measure(&mut report, &mut subject);
    }
    if wanted("log_search") {
        log_search::measure(&mut report, &mut subject);
    }
    if wanted("span_search") {
        span_search::measure(&mut report, &mut subject);
    }
    if wanted("reviews") {
        reviews::measure(&mut report, &mut subject);
    }
    subject.stop();
    report
}
