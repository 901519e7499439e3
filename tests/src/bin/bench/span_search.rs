//! Spans searched and broken down, and a month of statistics.

use serde_json::Value;

use farol_testkit::corpus::Corpus;

use crate::http::get;
use crate::ingest::as_float;
use crate::load::Load;
use crate::report::{Report, Row, milliseconds, number};
use crate::statistics::{median, timed};
use crate::subject::{Subject, yesterday_noon};

const SPANS: i64 = 300_000;
const RUNS: usize = 10;
/// Combinations of agent, service, model and type that each hour of the month has.
const KEYS: usize = 100;
const HOURS: usize = 720;

const SEARCH: &str = "/api/v1/observability/spans";
const STATISTICS: &str = "/api/v1/observability/statistics";

/// What is asked of all spans; the last two look at each of them.
const ASKED: [(&str, &str); 6] = [
    ("newest", "?limit=50"),
    ("one type, failed", "?type=tool_call&status=error"),
    ("longest names of one kind", "?name=chat*&minDurationMs=1"),
    ("an attribute that all have", "?attr.service.name=worker"),
    ("an attribute that none has", "?attr.no.such.key=nothing"),
    ("broken down by model", "/breakdown?by=model"),
];

pub fn measure(report: &mut Report, subject: &mut Subject) {
    let mut spans: i64 = subject.database.value("select count(*) from spans");
    if spans < SPANS {
        let count = usize::try_from(SPANS).expect("a count");
        Load::of_spans(Corpus { start: yesterday_noon(), ..Corpus::new(count) })
            .send(subject.host());
        spans = subject.database.value("select count(*) from spans");
    }
    subject.database.execute("vacuum (analyze) spans");
    let spans = as_float(usize::try_from(spans).expect("a count"));
    report.section(format!("Search of {} spans, median of {RUNS}", number(spans, 0)));
    for (name, query) in ASKED {
        ask(report, subject, name, &format!("{SEARCH}{query}"));
    }
    make_up(subject);
    report.section(format!(
        "A month of statistics: {} rows of {HOURS} hours, median of {RUNS}",
        number(as_float(HOURS * KEYS), 0)
    ));
    for (name, query) in [
        ("by agent, a series of days", "by=agent&interval=day&timezone=America/Sao_Paulo"),
        ("by model, no series", "by=model"),
        ("one agent, a series of hours", "agent=made-up-agent-7&interval=hour"),
    ] {
        let range = "from=2025-01-01T00:00:00Z&to=2025-01-31T00:00:00Z";
        ask(report, subject, name, &format!("{STATISTICS}?{query}&{range}"));
    }
}

fn ask(report: &mut Report, subject: &Subject, name: &str, path: &str) {
    let mut connection = subject.connect();
    let request = get(path, &subject.key);
    let answer: Value = serde_json::from_slice(connection.must(&request)).expect("JSON");
    let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
    let time = milliseconds(median(&runs.collect::<Vec<_>>()));
    let partial = answer["complete"] == Value::Bool(false);
    let figure = if partial { format!("{time}, in part") } else { time };
    report.row(Row::new(name, figure));
}

/// Adds a month of hours, each with durations in thirty buckets.
fn make_up(subject: &mut Subject) {
    let durations = format!("\\x910304{}", "0104".repeat(29));
    subject.database.execute(&format!(
        "insert into statistics select (select id from projects where name = 'default'),
             extract(epoch from timestamptz '2025-01-01T00:00:00Z')::bigint / 3600 + number / {KEYS},
             number % 5, number % 5 = 1, 'service-' || number % 4, 'made-up-agent-' || number % 20,
             'made-up-model-' || number % 5, 60, 1, 1000, 100, 1100, 0.01, 10, 5, '{durations}'
         from generate_series(0, {HOURS} * {KEYS} - 1) as number"
    ));
    subject.database.execute("vacuum (analyze) statistics");
}
