//! An execution's summary from its spans: the rules of the contract's "Executions" and of the
//! roll-up of usage.

mod rollup;
mod statistics;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, time::Duration};

use self::rollup::Rollup;
pub use self::statistics::{NANOS_PER_HOUR, OTHER, StatisticsKey, Tallies};
use crate::{SpanId, SpanStatus, SpanType, TreeNode, TreeRow, UnixNano, Usage, arrange};

/// What a summary needs to know of one span; borrowed, since the span lives elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct SummarySpan<'a> {
    pub span_id: SpanId,
    pub parent: Option<SpanId>,
    pub start: UnixNano,
    pub end: Option<UnixNano>,
    pub arrival: i64,
    /// As [`crate::Span::version_arrival`].
    pub version_arrival: Option<i64>,
    pub span_type: SpanType,
    pub status: SpanStatus,
    pub name: &'a str,
    pub service: Option<&'a str>,
    pub execution_id: Option<&'a str>,
    pub agent_id: Option<&'a str>,
    pub agent_name: Option<&'a str>,
    pub thread_id: Option<&'a str>,
    pub session_id: Option<&'a str>,
    pub user_id: Option<&'a str>,
    pub company_id: Option<&'a str>,
    pub entity_type: Option<&'a str>,
    pub entity_value: Option<&'a str>,
    pub model: Option<&'a str>,
    pub response_id: Option<&'a str>,
    pub error: Option<&'a str>,
    pub usage: Usage,
    pub cost: Option<f64>,
    pub cost_estimated: bool,
    pub has_input: bool,
    pub has_output: bool,
}

/// One execution, summed up from all of its spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub execution_id: Option<String>,
    pub root_span_id: Option<SpanId>,
    pub name: String,
    pub span_type: SpanType,
    pub status: SpanStatus,
    pub start: UnixNano,
    /// The start of the span that started last: with `start` it bounds the days to look into.
    pub last_start: UnixNano,
    /// `None` while the execution runs.
    pub end: Option<UnixNano>,
    /// The arrival of the span that came first.
    pub arrival: i64,
    /// The arrival of what came last.
    pub last_arrival: i64,
    pub agent_id: Option<String>,
    pub agent_name: Option<String>,
    pub thread_id: Option<String>,
    pub session_id: Option<String>,
    pub user_id: Option<String>,
    pub company_id: Option<String>,
    pub entity_type: Option<String>,
    pub entity_value: Option<String>,
    pub service: Option<String>,
    /// The root's model, else the first that was used.
    pub model: Option<String>,
    /// Every model that was used, once, in order.
    pub models: Vec<String>,
    pub span_count: i64,
    pub error_count: i64,
    /// Recorded messages: spans of the type `conversation_message`.
    pub message_count: i64,
    /// About how many messages the calls of models tell, which stand in where none is recorded.
    pub told_count: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub total_tokens: i64,
    pub cost: Option<f64>,
    /// Whether some of the cost is Farol's own estimate.
    pub cost_estimated: bool,
    pub error: Option<String>,
    /// The span whose input and output stand for the execution's.
    pub input_span: Option<SpanId>,
    pub output_span: Option<SpanId>,
    /// Whether some span came in more than one version with different starts: its reader has to
    /// fold them.
    pub has_versions: bool,
}

impl SummarySpan<'_> {
    /// What makes a version newer, as [`crate::Span::version`].
    pub fn version(&self) -> (Option<UnixNano>, i64) {
        (self.end, self.version_arrival.unwrap_or(self.arrival))
    }
}

impl Summary {
    /// Nanoseconds from the first start to the last end; `None` while it runs.
    pub fn duration(&self) -> Option<i64> {
        self.end.map(|end| end.0.saturating_sub(self.start.0).max(0))
    }

    /// Whether nothing more is expected: it does not run, and no span came for so long. (An arrival is the
    /// time of receipt.)
    pub fn has_ended(&self, now: UnixNano, quiet: Duration) -> bool {
        let since = u64::try_from(now.0.saturating_sub(self.last_arrival)).unwrap_or(0);
        self.status != SpanStatus::Running && u128::from(since) >= quiet.as_nanos()
    }
}

/// Puts spans in order (start, then arrival) and keeps one version of each: an ended one over a
/// running one, then the later end, then the later arrival, at the place of the first.
///
/// Says whether anything was folded.
pub fn fold_versions(spans: &mut Vec<SummarySpan<'_>>) -> bool {
    // Spans are large: they are moved once, and only where one is folded a second time.
    spans.sort_by_cached_key(|span| (span.start, span.arrival));
    let mut places: HashMap<SpanId, usize> = HashMap::with_capacity(spans.len());
    for index in 0..spans.len() {
        let kept = places.len();
        let place = *places.entry(spans[index].span_id).or_insert(kept);
        let is_first = place == kept;
        if (is_first && place < index)
            || (!is_first && spans[index].version() > spans[place].version())
        {
            spans[place] = spans[index];
        }
    }
    let folded = places.len() < spans.len();
    spans.truncate(places.len());
    folded
}

/// All spans of an execution, in order and in their newest versions, and how they hang together.
pub struct Trace<'a> {
    spans: Vec<SummarySpan<'a>>,
    forest: Vec<TreeNode>,
    leads: Leads,
    /// The span that gives the execution its name and type; `None` where all have parents.
    root: Option<usize>,
    rollup: Rollup,
    arrival: i64,
    last_arrival: i64,
    has_versions: bool,
}

impl<'a> Trace<'a> {
    /// Arranges spans that come in any order; `None` without spans.
    pub fn of(mut spans: Vec<SummarySpan<'a>>) -> Option<Self> {
        let arrival = spans.iter().map(|span| span.arrival).min()?;
        let last_arrival = spans.iter().map(|span| span.version().1).max()?;
        let has_versions = fold_versions(&mut spans);
        let rows: Vec<TreeRow> =
            spans.iter().map(|span| TreeRow { id: span.span_id, parent: span.parent }).collect();
        let forest = arrange(&rows);
        let leads = Leads::of(&spans);
        let rollup = Rollup::of(&spans, &forest);
        let root = leads.all.first().copied();
        Some(Self { spans, forest, leads, root, rollup, arrival, last_arrival, has_versions })
    }

    /// Sums the execution up.
    pub fn summary(&self) -> Summary {
        let Self { spans, rollup, .. } = self;
        let root = self.root.map_or(&spans[0], |index| &spans[index]);
        let status = status(spans, &self.forest, &self.leads);
        let first = |field: fn(&SummarySpan<'_>) -> Option<String>| {
            field(root).or_else(|| spans.iter().find_map(field))
        };
        let models = models(spans);
        let input = if root.has_input { Some(root) } else { spans.iter().find(|s| s.has_input) };
        // Until its root has ended, what one of its steps gave is not what it answers.
        let output = match root.status {
            _ if root.has_output => Some(root),
            SpanStatus::Running => None,
            _ => spans.iter().rfind(|span| span.has_output),
        };
        let count = |is: fn(&&SummarySpan<'_>) -> bool| to_count(spans.iter().filter(is).count());
        // A newer version stands at the first one's place, whatever start it tells.
        let starts = || spans.iter().map(|span| span.start);
        let end = spans.iter().map(|span| span.end.unwrap_or(span.start)).max();
        Summary {
            execution_id: first(|span| span.execution_id.map(str::to_owned)),
            root_span_id: self.root.map(|index| spans[index].span_id),
            name: root.name.to_owned(),
            span_type: root.span_type,
            status,
            start: starts().min().unwrap_or_default(),
            last_start: starts().max().unwrap_or_default(),
            end: end.filter(|_| status != SpanStatus::Running),
            arrival: self.arrival,
            last_arrival: self.last_arrival,
            agent_id: first(|span| span.agent_id.map(str::to_owned)),
            agent_name: first(|span| span.agent_name.map(str::to_owned)),
            thread_id: first(|span| span.thread_id.map(str::to_owned)),
            session_id: first(|span| span.session_id.map(str::to_owned)),
            user_id: first(|span| span.user_id.map(str::to_owned)),
            company_id: first(|span| span.company_id.map(str::to_owned)),
            // Type and value belong together: both come from the same span.
            entity_type: first(|span| span.entity_value.and(span.entity_type).map(str::to_owned)),
            entity_value: first(|span| span.entity_value.map(str::to_owned)),
            service: first(|span| span.service.map(str::to_owned)),
            model: root.model.map(str::to_owned).or_else(|| models.first().cloned()),
            models,
            span_count: to_count(spans.len()),
            error_count: count(|span| span.status == SpanStatus::Error),
            message_count: count(|span| span.span_type == SpanType::ConversationMessage),
            told_count: told(spans, SpanType::LlmCall).max(told(spans, SpanType::AgentExecution)),
            input_tokens: rollup.usage.input.unwrap_or(0),
            output_tokens: rollup.usage.output.unwrap_or(0),
            total_tokens: rollup.usage.total.unwrap_or(0),
            cost: rollup.cost,
            cost_estimated: rollup.cost_estimated,
            error: error(spans, root, status),
            input_span: input.map(|span| span.span_id),
            output_span: output.map(|span| span.span_id),
            has_versions: self.has_versions,
        }
    }
}

/// Sums up an execution from all of its spans, in any order; `None` without spans.
pub fn summarise(spans: Vec<SummarySpan<'_>>) -> Option<Summary> {
    Some(Trace::of(spans)?.summary())
}

/// The parentless spans that may stand for the execution.
struct Leads {
    /// Where there are none, the first parentless span.
    all: Vec<usize>,
}

impl Leads {
    fn of(spans: &[SummarySpan<'_>]) -> Self {
        let parentless = || (0..spans.len()).filter(|&index| spans[index].parent.is_none());
        let mut all: Vec<usize> =
            parentless().filter(|&index| spans[index].span_type.may_lead()).collect();
        if all.is_empty() {
            all.extend(parentless().next());
        }
        Self { all }
    }
}

fn status(spans: &[SummarySpan<'_>], forest: &[TreeNode], leads: &Leads) -> SpanStatus {
    if let [only] = leads.all[..] {
        return spans[only].status;
    }
    let failed = |index: usize| spans[index].status == SpanStatus::Error;
    let orphans = forest.iter().filter(|node| node.depth == 0).map(|node| node.index);
    let orphans = orphans.filter(|&index| spans[index].parent.is_some());
    if spans.iter().any(|span| span.status == SpanStatus::Running) {
        SpanStatus::Running
    } else if leads.all.iter().copied().chain(orphans).any(failed) {
        SpanStatus::Error
    } else {
        SpanStatus::Success
    }
}

/// The root's own error, else, where the execution failed, the first that a span tells.
fn error(spans: &[SummarySpan<'_>], root: &SummarySpan<'_>, status: SpanStatus) -> Option<String> {
    let failing = || spans.iter().filter(|span| span.status == SpanStatus::Error);
    let told = root.error.or_else(|| {
        (status == SpanStatus::Error).then(|| failing().find_map(|span| span.error)).flatten()
    });
    told.map(str::to_owned)
}

fn models(spans: &[SummarySpan<'_>]) -> Vec<String> {
    let mut models: Vec<String> = Vec::new();
    for model in spans.iter().filter_map(|span| span.model) {
        if !models.iter().any(|known| known == model) {
            models.push(model.to_owned());
        }
    }
    models
}

/// About how many messages these spans tell: a question to begin with, and each one's answer. Exact
/// it is not: that would take reading every payload.
fn told(spans: &[SummarySpan<'_>], span_type: SpanType) -> i64 {
    let of_type = || spans.iter().filter(|span| span.span_type == span_type);
    let asked = i64::from(of_type().any(|span| span.has_input));
    asked + to_count(of_type().filter(|span| span.has_output).count())
}

fn to_count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
