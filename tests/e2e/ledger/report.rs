//! What a run says in the end.

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use farol_tests::server::repository;

/// Differences that are printed; there may be one for each item.
const SHOWN: usize = 20;

/// What came of a seed.
#[derive(Debug)]
pub struct Outcome {
    pub seed: u64,
    /// In order, with their time since the begin.
    pub faults: Vec<(Duration, String)>,
    pub requests: usize,
    /// Acknowledged, each counted once.
    pub spans: usize,
    pub logs: usize,
    pub events: usize,
    pub scores: usize,
    pub refused: usize,
    pub unanswered: usize,
    pub answers_lost: usize,
    pub slowest_replay: Duration,
    pub refused_but_stored: usize,
    pub lost: usize,
    pub doubled: usize,
    pub differences: Vec<String>,
    /// Of Farol and of Postgres, where something differed.
    pub process_logs: Option<(String, String)>,
}

/// Prints a table of all seeds. Panics where one of them found a difference.
pub fn conclude(outcomes: &[Outcome]) {
    println!("{}", table(outcomes));
    let failed: Vec<&Outcome> = outcomes.iter().filter(|of| !of.differences.is_empty()).collect();
    for outcome in &failed {
        eprintln!("{}", outcome.explain());
    }
    let seeds: Vec<u64> = failed.iter().map(|outcome| outcome.seed).collect();
    assert!(seeds.is_empty(), "seeds that found a difference: {seeds:?}");
}

/// A seed's faults in order, each with the seconds since the begin.
pub fn story(seed: u64, faults: &[(Duration, String)]) -> String {
    let fault = |(at, fault): &(Duration, String)| format!("{:.1} {fault}", at.as_secs_f64());
    let faults: Vec<String> = faults.iter().map(fault).collect();
    format!("seed {seed}: {}", faults.join("; "))
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = "seed  faults  requests   spans    logs  events  scores  refused  unanswered  \
                    answers lost  slowest replay  refused but stored  lost  doubled\n"
        .to_owned();
    for of in outcomes {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:>4}  {:>6}  {:>8}  {:>6}  {:>6}  {:>6}  {:>6}  {:>7}  {:>10}  {:>12}  {:>12.1} s  {:>18}  {:>4}  {:>7}",
            of.seed,
            of.faults.len(),
            of.requests,
            of.spans,
            of.logs,
            of.events,
            of.scores,
            of.refused,
            of.unanswered,
            of.answers_lost,
            of.slowest_replay.as_secs_f64(),
            of.refused_but_stored,
            of.lost,
            of.doubled,
        );
    }
    text
}

impl Outcome {
    /// What it takes to understand a failure.
    fn explain(&self) -> String {
        let Self { seed, differences, .. } = self;
        let mut text = story(*seed, &self.faults);
        let _ = writeln!(text, "\n{} differences; again: LEDGER_SEEDS={seed},", differences.len());
        for difference in differences.iter().take(SHOWN) {
            let _ = writeln!(text, "  {difference}");
        }
        if let Some(logs) = &self.process_logs {
            let _ = writeln!(text, "logs: {}", self.keep(logs));
        }
        text
    }

    /// Keeps the processes' logs for whoever looks into it; says where.
    fn keep(&self, (farol, postgres): &(String, String)) -> String {
        let directory = repository().join(format!("target/ledger/seed-{}", self.seed));
        fs::create_dir_all(&directory).expect("a directory");
        fs::write(directory.join("farol.log"), farol).expect("a log");
        fs::write(directory.join("postgres.log"), postgres).expect("a log");
        directory.display().to_string()
    }
}
