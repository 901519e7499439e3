//! How long a project's data is kept, as a command says it.

use anyhow::Context;
use clap::Args;
use farol_storage::{Limits, PartitionedTable};

use crate::size::parse_size;

#[derive(Args, Debug)]
pub(crate) struct ProjectLimits {
    /// The project's name.
    pub(crate) name: String,
    /// Days that spans and executions are kept, or `default` for the server's setting.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    spans_days: Option<Setting>,
    /// Days that logs are kept, or `default` for the server's setting.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    logs_days: Option<Setting>,
    /// Days that events are kept, or `default` for the server's setting.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    events_days: Option<Setting>,
    /// What spans may take on disk, such as 500MB or 10GB, or `default` for no bound.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    spans_max_bytes: Option<Setting>,
    /// What logs may take on disk, such as 500MB or 10GB, or `default` for no bound.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    logs_max_bytes: Option<Setting>,
    /// What events may take on disk, such as 500MB or 10GB, or `default` for no bound.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    events_max_bytes: Option<Setting>,
    /// Changes nothing, and tells what the next run of retention would take away.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A value, or word that the project has none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Default,
    Own(i64),
}

impl ProjectLimits {
    /// What a kind's limits are to be; `None` where the command does not touch them.
    pub(crate) fn change(&self, table: PartitionedTable, known: Limits) -> Option<Limits> {
        let (days, max_bytes) = match table {
            PartitionedTable::Spans => (self.spans_days, self.spans_max_bytes),
            PartitionedTable::Logs => (self.logs_days, self.logs_max_bytes),
            PartitionedTable::Events => (self.events_days, self.events_max_bytes),
        };
        let over = |said: Option<Setting>, known| said.map_or(known, Setting::own);
        let limits =
            Limits { days: over(days, known.days), max_bytes: over(max_bytes, known.max_bytes) };
        (days.is_some() || max_bytes.is_some()).then_some(limits)
    }
}

impl Setting {
    const fn own(self) -> Option<i64> {
        match self {
            Self::Default => None,
            Self::Own(value) => Some(value),
        }
    }
}

fn days(text: &str) -> anyhow::Result<Setting> {
    if text == "default" {
        return Ok(Setting::Default);
    }
    let days = text.parse().ok().filter(|days| (1..=36_500).contains(days));
    days.map(Setting::Own).context("neither a number of days from 1 to 36500 nor `default`")
}

fn size(text: &str) -> anyhow::Result<Setting> {
    if text == "default" {
        return Ok(Setting::Default);
    }
    let bytes = parse_size(text).map(Setting::Own);
    bytes.context("neither a size such as 500MB or 10GB nor `default`")
}
