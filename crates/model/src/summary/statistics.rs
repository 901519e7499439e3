//! What a trace adds to the statistics of its project.

use std::{borrow::Cow, collections::HashMap};

use super::Trace;
use crate::{Histogram, SpanStatus, SpanType, Tally};

/// Nanoseconds in an hour: the statistics' bucket of time.
pub const NANOS_PER_HOUR: i64 = 3_600_000_000_000;

/// Keys that are told apart at a time; what has others is counted under [`OTHER`].
const MOST: usize = 1_000;

/// Bytes of a text that are looked at.
const LONGEST: usize = 200;

/// Stands for services, agents and models that are too many.
pub const OTHER: &str = "(other)";

/// What spans are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StatisticsKey<'a> {
    /// Hours since 1970.
    pub hour: i64,
    pub span_type: SpanType,
    /// Whether the span is the root of its execution.
    pub is_root: bool,
    /// Empty where the span tells none, as are the next two.
    pub service: Cow<'a, str>,
    /// Of the span, else of the nearest span around it, else of its execution.
    pub agent: Cow<'a, str>,
    pub model: Cow<'a, str>,
}

/// Tallies by key, bounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallies<'a>(HashMap<StatisticsKey<'a>, Tally>);

impl StatisticsKey<'_> {
    fn into_owned(self) -> StatisticsKey<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        StatisticsKey {
            service: owned(self.service),
            agent: owned(self.agent),
            model: owned(self.model),
            ..self
        }
    }

    /// The key that stands for those beyond the bound.
    fn collapsed(&self) -> StatisticsKey<'static> {
        let [service, agent, model] = [const { Cow::Borrowed(OTHER) }; 3];
        StatisticsKey { service, agent, model, ..*self }
    }
}

impl<'a> Tallies<'a> {
    /// Adds to a key's tally.
    pub fn add(&mut self, key: StatisticsKey<'a>, tally: &Tally) {
        self.at(key).merge(tally);
    }

    /// Adds all of others, under keys of their own.
    pub fn merge(&mut self, others: Tallies<'_>) {
        for (key, tally) in others.0 {
            self.at(key.into_owned()).merge(&tally);
        }
    }

    fn at(&mut self, key: StatisticsKey<'a>) -> &mut Tally {
        let has_room = self.0.len() < MOST || self.0.contains_key(&key);
        let key = if has_room { key } else { key.collapsed() };
        self.0.entry(key).or_default()
    }

    /// Those that are not empty.
    pub fn iter(&self) -> impl Iterator<Item = (&StatisticsKey<'a>, &Tally)> {
        self.0.iter().filter(|(_, tally)| !tally.is_empty())
    }
}

impl<'a> Trace<'a> {
    /// Counts the trace's spans into tallies, or with a sign of -1 out of them again. Spans that run are
    /// counted when they have ended; tokens and cost where they count for the execution.
    pub fn count_into(&self, tallies: &mut Tallies<'a>, sign: i64) {
        let agents = self.agents();
        let mut figures: Vec<Tally> = vec![Tally::default(); self.spans.len()];
        for (span, tally) in self.spans.iter().zip(&mut figures) {
            tally.spans = sign;
            tally.errors = if span.status == SpanStatus::Error { sign } else { 0 };
        }
        for &index in &self.rollup.usage_bearers {
            let (usage, tally) = (&self.spans[index].usage, &mut figures[index]);
            let signed = |tokens: Option<i64>| tokens.unwrap_or(0).saturating_mul(sign);
            tally.input_tokens = signed(usage.input);
            tally.output_tokens = signed(usage.output);
            tally.total_tokens = signed(usage.total_tokens());
        }
        for &index in &self.rollup.cost_bearers {
            let (span, tally) = (&self.spans[index], &mut figures[index]);
            let cost = span.cost.unwrap_or(0.0);
            tally.cost = if sign < 0 { -cost } else { cost };
            tally.priced = sign;
            tally.estimated = if span.cost_estimated { sign } else { 0 };
        }
        for (index, tally) in figures.iter().enumerate() {
            let span = &self.spans[index];
            let Some(end) = span.end.filter(|_| span.status != SpanStatus::Running) else {
                continue;
            };
            let key = StatisticsKey {
                hour: span.start.0.div_euclid(NANOS_PER_HOUR),
                span_type: span.span_type,
                is_root: self.root == Some(index),
                service: cut(span.service),
                agent: cut(agents[index]),
                model: cut(span.model),
            };
            let sum = tallies.at(key);
            sum.merge(tally);
            sum.durations.add(Histogram::bucket(end.0.saturating_sub(span.start.0)), sign);
        }
    }

    /// Each span's agent: names are what people know agents by, and ids may be new with each run.
    fn agents(&self) -> Vec<Option<&'a str>> {
        let own = |index: usize| self.spans[index].agent_name.or(self.spans[index].agent_id);
        let of_execution = self.root.and_then(own).or_else(|| (0..self.spans.len()).find_map(own));
        let mut agents = vec![None; self.spans.len()];
        for node in &self.forest {
            let around = node.parent.map_or(of_execution, |parent| agents[parent]);
            agents[node.index] = own(node.index).or(around);
        }
        agents
    }
}

fn cut(text: Option<&str>) -> Cow<'_, str> {
    let text = text.unwrap_or_default();
    Cow::Borrowed(&text[..text.floor_char_boundary(LONGEST)])
}
