//! What an overview tells.

use std::{cmp::Ordering, collections::BTreeMap};

use farol_model::{Execution, Tally, UnixNano};

use crate::executions::StatusCounts;

/// Where figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverviewSource {
    /// The executions themselves: exact.
    Executions,
    /// What was counted by the hour: percentiles are those of buckets.
    Statistics,
}

/// What a project's executions came to.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    pub total: ExecutionFigures,
    /// Of the time before, which is as long.
    pub previous: ExecutionFigures,
    /// By the start of the bucket; none of those that have nothing.
    pub series: BTreeMap<UnixNano, ExecutionFigures>,
    /// In no order.
    pub agents: Vec<AgentFigures>,
    /// Those with the highest cost first.
    pub models: Vec<ModelFigures>,
    /// The newest executions that failed.
    pub failures: Vec<Execution>,
}

/// What some executions came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExecutionFigures {
    pub counts: StatusCounts,
    /// Nanoseconds that half of those that have ended took at most; `None` where none has.
    pub p50: Option<f64>,
    pub p95: Option<f64>,
    pub total_tokens: i64,
    /// In US dollars, where any is known.
    pub cost: Option<f64>,
    /// Whether some of the cost is estimated.
    pub cost_estimated: bool,
}

/// An agent's executions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentFigures {
    /// Its name, or its id where it has none.
    pub agent: String,
    pub executions: i64,
    pub errors: i64,
    pub p50: Option<f64>,
    pub p95: Option<f64>,
}

/// What was used of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelFigures {
    pub model: String,
    pub calls: i64,
    pub total_tokens: i64,
    pub cost: Option<f64>,
}

impl Overview {
    /// The agents that take longest, by the time that one in twenty of their executions exceeds.
    pub fn slowest(&self, most: usize) -> Vec<&AgentFigures> {
        let timed = self.agents.iter().filter(|agent| agent.p95.is_some());
        let order = |one: &AgentFigures, other: &AgentFigures| {
            let (one, other) = (one.p95.unwrap_or_default(), other.p95.unwrap_or_default());
            other.total_cmp(&one)
        };
        first(timed.collect(), most, order)
    }

    /// The agents that fail most often for what they do.
    pub fn failing(&self, most: usize) -> Vec<&AgentFigures> {
        let failing = self.agents.iter().filter(|agent| agent.errors > 0);
        let order = |one: &AgentFigures, other: &AgentFigures| {
            let rate = |of: &AgentFigures| of.error_rate().unwrap_or_default();
            rate(other).total_cmp(&rate(one)).then(other.errors.cmp(&one.errors))
        };
        first(failing.collect(), most, order)
    }
}

fn first(
    mut agents: Vec<&AgentFigures>,
    most: usize,
    order: impl Fn(&AgentFigures, &AgentFigures) -> Ordering,
) -> Vec<&AgentFigures> {
    agents.sort_unstable_by(|one, other| order(one, other).then(one.agent.cmp(&other.agent)));
    agents.truncate(most);
    agents
}

impl ExecutionFigures {
    /// The figures of executions that were counted, and of a tally of theirs.
    pub(super) fn of(counts: StatusCounts, tally: &Tally) -> Self {
        Self {
            counts,
            p50: tally.durations.quantile(0.5),
            p95: tally.durations.quantile(0.95),
            total_tokens: tally.total_tokens,
            cost: tally.known_cost(),
            cost_estimated: tally.estimated > 0,
        }
    }

    /// The percentage of executions that failed.
    pub fn error_rate(&self) -> Option<f64> {
        percentage(self.counts.error, self.counts.total())
    }
}

impl AgentFigures {
    /// The percentage of its executions that failed.
    pub fn error_rate(&self) -> Option<f64> {
        percentage(self.errors, self.executions)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a percentage")]
fn percentage(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_come_in_the_order_of_what_is_wrong_with_them() {
        let agent = |name: &str, executions, errors, p95| AgentFigures {
            agent: name.to_owned(),
            executions,
            errors,
            p50: None,
            p95,
        };
        let overview = Overview {
            agents: vec![
                agent("quick", 100, 1, Some(1.0)),
                agent("slow", 100, 0, Some(9.0)),
                agent("running", 3, 0, None),
                agent("broken", 4, 2, Some(5.0)),
                agent("as broken, more often", 8, 4, Some(5.0)),
            ],
            ..Overview::default()
        };
        let names = |agents: Vec<&AgentFigures>| {
            agents.into_iter().map(|of| of.agent.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(overview.slowest(3)), ["slow", "as broken, more often", "broken"]);
        assert_eq!(names(overview.failing(6)), ["as broken, more often", "broken", "quick"]);
        assert_eq!(overview.agents[3].error_rate(), Some(50.0));
        assert_eq!(ExecutionFigures::default().error_rate(), None);
    }
}
