//! What one request's decoding carries along.

use farol_model::{LogRecord, Score, UnixNano};

use crate::{Context, meter::Meter, notes::Notes};

/// The names of a signal's envelope in JSON; in protobuf all signals number it alike.
pub(crate) struct Names {
    pub(crate) resources: &'static str,
    pub(crate) scopes: &'static str,
    pub(crate) items: &'static str,
    /// One item, in messages.
    pub(crate) item: &'static str,
}

pub(crate) const TRACES: Names =
    Names { resources: "resourceSpans", scopes: "scopeSpans", items: "spans", item: "span" };

pub(crate) const LOGS: Names = Names {
    resources: "resourceLogs",
    scopes: "scopeLogs",
    items: "logRecords",
    item: "log record",
};

/// The state of one request while it is decoded.
pub(crate) struct Session<'c> {
    pub(crate) names: &'static Names,
    pub(crate) received: UnixNano,
    pub(crate) first_arrival: i64,
    pub(crate) oldest: UnixNano,
    pub(crate) newest: UnixNano,
    pub(crate) max_items: usize,
    pub(crate) meter: Meter<'c>,
    pub(crate) notes: Notes,
    /// Spans that stand for log records.
    pub(crate) logs: Vec<LogRecord>,
    /// What evaluations say, in spans and log records.
    pub(crate) scores: Vec<Score>,
    pub(crate) all_timed: bool,
    pub(crate) finer_than_millisecond: bool,
    max_depth: usize,
    depth: usize,
}

impl<'c> Session<'c> {
    pub(crate) fn new(names: &'static Names, context: &'c mut Context<'_>) -> Self {
        Self {
            names,
            received: context.received,
            first_arrival: context.first_arrival,
            oldest: context.oldest,
            newest: context.newest,
            max_items: context.limits.max_items,
            meter: Meter::new(&mut *context.charge),
            notes: Notes::default(),
            logs: Vec::new(),
            scores: Vec::new(),
            all_timed: true,
            finer_than_millisecond: false,
            max_depth: context.limits.max_depth,
            depth: 0,
        }
    }

    /// Goes into a list or map inside a value; `false`, and nothing to leave, where that would be
    /// too deep.
    pub(crate) fn enter(&mut self) -> bool {
        let enters = self.depth < self.max_depth;
        self.depth += usize::from(enters);
        enters
    }

    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Fields that point into a table of texts are for profiles alone; elsewhere they are to be
    /// taken as absent.
    pub(crate) fn warn_of_index(&mut self) {
        self.notes.warn("fields with an index into a string table were left out");
    }

    /// The time of an item: its own, else that of receipt; refused where nothing so old or so
    /// far in the future is kept.
    pub(crate) fn time_of_item(&mut self, own: Option<UnixNano>) -> Result<UnixNano, String> {
        let Some(time) = own else {
            self.all_timed = false;
            return Ok(self.received);
        };
        if time < self.oldest {
            return Err(format!("its time {time} is older than what is kept"));
        }
        if time > self.newest {
            return Err(format!("its time {time} is too far in the future"));
        }
        self.finer_than_millisecond |= time.0 % 1_000_000 != 0;
        Ok(time)
    }
}
