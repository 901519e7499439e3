//! Spans and logs in by OTLP and events by JSON, against the bare COPY of the rows that Farol makes of them.

use std::env;
use std::ops::Range;
use std::time::Duration;

use farol_testkit::{corpus::Corpus, event_corpus::EventCorpus, log_corpus::LogCorpus};
use farol_tests::process::peak_resident_bytes;

use crate::copy::{Copied, Table};
use crate::load::{Load, Outcome};
use crate::machine::{busy_time, cpu_time, own_cpu_time, reset_peak_memory, share};
use crate::report::{Report, Row, mebibytes, milliseconds, number};
use crate::statistics::{median, quantile};
use crate::subject::{Subject, yesterday_noon};

/// Enough for Postgres to have as many segments of its log as it keeps: in a young cluster each has
/// to be made and zeroed first, under the writers' eyes, and later ones are reused.
const WARM_UP: usize = 300_000;
const LATENCY_SECONDS: f64 = 20.0;
/// Longer than any of these loads reaches, which is a millisecond for each item.
const HOUR: u64 = 3_600_000_000_000;

/// What is sent.
#[derive(Clone, Copy)]
struct Signal {
    noun: &'static str,
    table: Table,
    form: &'static str,
    /// Items in a request.
    batch: usize,
    aim: &'static str,
    load: fn(usize, u64, u64) -> Load,
}

const SPANS: Signal = Signal {
    noun: "spans",
    table: Table { name: "spans", time: "start_ns" },
    form: "OTLP/HTTP protobuf",
    batch: 512,
    aim: "ratio ≥ 0.7, then 140,000 spans/s",
    load: |spans, seed, start| Load::of_spans(Corpus { seed, start, ..Corpus::new(spans) }),
};

const LOGS: Signal = Signal {
    noun: "logs",
    table: Table { name: "logs", time: "time_ns" },
    form: "OTLP/HTTP protobuf",
    batch: 1_000,
    aim: "ratio ≥ 0.7",
    load: |logs, seed, start| Load::of_logs(LogCorpus { seed, start, ..LogCorpus::new(logs) }),
};

const EVENTS: Signal = Signal {
    noun: "events",
    table: Table { name: "events", time: "time_ns" },
    form: "JSON",
    batch: 1_000,
    aim: "ratio ≥ 0.5",
    load: |events, seed, start| {
        Load::of_events(EventCorpus { seed, start, ..EventCorpus::new(events) })
    },
};

/// Measures spans, and how soon they are acknowledged at a tenth of the rate.
pub fn measure_spans(report: &mut Report, subject: &mut Subject) {
    let rate = measure(report, subject, SPANS);
    measure_latency(report, subject, rate / 10.0);
}

pub fn measure_logs(report: &mut Report, subject: &mut Subject) {
    measure(report, subject, LOGS);
}

pub fn measure_events(report: &mut Report, subject: &mut Subject) {
    measure(report, subject, EVENTS);
}

/// Sends a load as fast as it is taken; gives the items a second.
fn measure(report: &mut Report, subject: &mut Subject, signal: Signal) -> f64 {
    let noon = yesterday_noon();
    (signal.load)(WARM_UP, 1, noon).send(subject.host());

    let full = env::var_os("BENCH_FULL").is_some_and(|value| value == "1");
    let items = if full { 1_000_000 } else { 300_000 };
    let load = (signal.load)(items, 2, noon + HOUR);
    report.section(format!(
        "Ingest of {} {}, {}, {} bytes each, {} a request, 16 connections",
        number(as_float(items), 0),
        signal.noun,
        signal.form,
        load.bytes_per_item(),
        signal.batch,
    ));
    subject.database.execute("checkpoint");
    let spent = Spent::before(subject);
    let outcome = load.send(subject.host());
    let spent = spent.after(subject);
    drop(load);
    let peak = peak_resident_bytes(subject.server.pid());

    let times = noon + HOUR..noon + 2 * HOUR;
    assert_eq!(stored(subject, signal.table, &times), items, "what was acknowledged, once");
    let copied = Copied::measure(subject, signal.table, &times);
    let rate = as_float(items) / outcome.took.as_secs_f64();
    report_rate(report, signal, &outcome, rate, &copied);
    report_spent(report, items, &spent, outcome.took, &copied, peak);
    let bytes = bytes_on_disk(subject, signal.table);
    report.row(Row::new("on disk, each, with its indexes", format!("{bytes} bytes")));
    rate
}

fn report_rate(report: &mut Report, signal: Signal, outcome: &Outcome, rate: f64, copied: &Copied) {
    let figure = format!("{} {}/s", number(rate, 0), signal.noun);
    let reference = format!("COPY: {} rows/s", number(copied.rate(), 0));
    let row = Row::new("durable", figure).against(reference, rate / copied.rate());
    report.row(row.aim(signal.aim));
    if outcome.refused > 0 {
        report.row(Row::new("503, sent again", outcome.refused.to_string()));
    }
}

fn report_spent(
    report: &mut Report,
    items: usize,
    spent: &Spent,
    took: Duration,
    copied: &Copied,
    peak: u64,
) {
    let per_million = |time: Duration| {
        let seconds = time.as_secs_f64() * 1e6 / as_float(items);
        format!("{seconds:.2} s")
    };
    report.row(Row::new("CPU a million: Farol", per_million(spent.farol)));
    let ratio = spent.postgres.as_secs_f64() / copied.postgres.as_secs_f64();
    let postgres = Row::new("CPU a million: Postgres", per_million(spent.postgres));
    report.row(postgres.against(format!("COPY: {}", per_million(copied.postgres)), ratio));
    report.row(Row::new("CPU a million: this load", per_million(spent.load)));
    let others = Row::new("CPU of others on the machine", share(spent.others, took));
    report.row(others.beside(format!("COPY: {}", share(copied.others, copied.took))));
    report.row(Row::new("memory of Farol, peak", mebibytes(peak)).aim("≤ 300 MB"));
}

fn measure_latency(report: &mut Report, subject: &Subject, rate: f64) {
    let batch = as_float(SPANS.batch);
    let requests = (rate * LATENCY_SECONDS / batch).ceil().max(100.0);
    let load = (SPANS.load)(as_count(requests * batch), 3, yesterday_noon() + 2 * HOUR);
    report.section(format!(
        "Acknowledgement at a tenth of that rate, {} requests of {} spans",
        number(as_float(load.requests()), 0),
        SPANS.batch,
    ));
    let latencies =
        load.send_paced(subject.host(), Duration::from_secs_f64(batch / rate)).latencies;
    report.row(Row::new("median", milliseconds(median(&latencies))));
    report.row(Row::new("p99", milliseconds(quantile(&latencies, 0.99))).aim("≤ 25 ms"));
}

fn stored(subject: &mut Subject, Table { name, time }: Table, times: &Range<u64>) -> usize {
    let Range { start, end } = times;
    let query = format!("select count(*) from {name} where {time} >= {start} and {time} < {end}");
    let count: i64 = subject.database.value(&query);
    usize::try_from(count).expect("a count")
}

/// What an item takes on disk.
fn bytes_on_disk(subject: &mut Subject, Table { name, .. }: Table) -> i64 {
    subject.database.value(&format!(
        "select (sum(pg_total_relation_size(inhrelid)) / (select count(*) from {name}))::bigint \
         from pg_inherits where inhparent = '{name}'::regclass"
    ))
}

/// CPU time by process.
struct Spent {
    farol: Duration,
    postgres: Duration,
    load: Duration,
    /// What had nothing to do with the measurement: where it is much, the rates mean little.
    others: Duration,
}

impl Spent {
    fn before(subject: &Subject) -> Self {
        reset_peak_memory(subject.server.pid());
        Self::now(subject)
    }

    fn now(subject: &Subject) -> Self {
        let farol = own_cpu_time(subject.server.pid());
        let postgres = cpu_time(subject.postmaster());
        let load = own_cpu_time(std::process::id());
        let others = busy_time().saturating_sub(farol + postgres + load);
        Self { farol, postgres, load, others }
    }

    fn after(self, subject: &Subject) -> Self {
        let now = Self::now(subject);
        Self {
            farol: now.farol.saturating_sub(self.farol),
            postgres: now.postgres.saturating_sub(self.postgres),
            load: now.load.saturating_sub(self.load),
            others: now.others.saturating_sub(self.others),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn as_float(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
fn as_count(number: f64) -> usize {
    number as usize
}
