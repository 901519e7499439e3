//! Usage added up without counting a parent that repeats its children's.

use std::collections::HashSet;

use super::SummarySpan;
use crate::{SpanType, TreeNode, Usage};

/// What a trace used, and the spans that say so: one counts only where no descendant has figures of its
/// own, and each response of a model counts once.
pub(super) struct Rollup {
    pub(super) usage: Usage,
    pub(super) cost: Option<f64>,
    /// Whether some of the cost is an estimate.
    pub(super) cost_estimated: bool,
    /// Positions of the spans whose tokens count, and of those whose cost does.
    pub(super) usage_bearers: Vec<usize>,
    pub(super) cost_bearers: Vec<usize>,
}

impl Rollup {
    pub(super) fn of(spans: &[SummarySpan<'_>], forest: &[TreeNode]) -> Self {
        let usage_bearers = usage_bearers(spans, forest);
        let mut usage = Usage::default();
        for &index in &usage_bearers {
            let told = &spans[index].usage;
            add(&mut usage.input, told.input);
            add(&mut usage.output, told.output);
            add(&mut usage.total, told.total_tokens());
        }
        let cost_bearers = cost_bearers(spans, forest);
        let costs = cost_bearers.iter().filter_map(|&index| spans[index].cost);
        Self {
            usage,
            cost: costs.reduce(|sum, cost| sum + cost),
            cost_estimated: cost_bearers.iter().any(|&index| spans[index].cost_estimated),
            usage_bearers,
            cost_bearers,
        }
    }
}

/// The spans whose tokens count.
fn usage_bearers(spans: &[SummarySpan<'_>], forest: &[TreeNode]) -> Vec<usize> {
    counted(spans, forest, &|index| spans[index].usage.is_told(), 0..spans.len())
}

/// The spans whose cost counts. What a producer tells goes before Farol's estimates: of the spans
/// below it, and of the same response elsewhere.
fn cost_bearers(spans: &[SummarySpan<'_>], forest: &[TreeNode]) -> Vec<usize> {
    if !spans.iter().any(|span| span.cost_estimated) {
        return counted(spans, forest, &|index| spans[index].cost.is_some(), 0..spans.len());
    }
    let covered = covered_by_told(spans, forest);
    let is_told = |index: usize| spans[index].cost.is_some() && !spans[index].cost_estimated;
    let is_estimated = |index: usize| spans[index].cost_estimated && !covered[index];
    let order = (0..spans.len()).filter(|&index| is_told(index));
    let order = order.chain((0..spans.len()).filter(|&index| !is_told(index)));
    counted(spans, forest, &|index| is_told(index) || is_estimated(index), order)
}

/// Whether a span's ancestors tell a cost that includes its own.
fn covered_by_told(spans: &[SummarySpan<'_>], forest: &[TreeNode]) -> Vec<bool> {
    let mut above = vec![Reach::default(); spans.len()];
    for node in forest {
        let Some(parent) = node.parent else { continue };
        let tells = spans[parent].cost.is_some() && !spans[parent].cost_estimated;
        let mut reach = above[parent];
        match spans[parent].span_type {
            SpanType::LlmCall => reach.near |= tells,
            _ => reach.any |= tells,
        }
        if screens(spans[node.index].span_type) {
            reach.near = false;
        }
        above[node.index] = reach;
    }
    above.into_iter().map(|reach| reach.any || reach.near).collect()
}

fn add(sum: &mut Option<i64>, value: Option<i64>) {
    if let Some(value) = value {
        *sum = Some(sum.unwrap_or(0).saturating_add(value));
    }
}

/// How far figures reach from a span to another, up or down the tree.
#[derive(Clone, Copy, Default)]
struct Reach {
    any: bool,
    /// Not past a tool call or an agent: a tool that a model calls may call a model itself, whose
    /// usage the first one does not include.
    near: bool,
}

const fn screens(span_type: SpanType) -> bool {
    matches!(span_type, SpanType::ToolCall | SpanType::AgentExecution)
}

/// The spans that bear figures and do not yield to others', each response once: the first in the
/// order given.
fn counted(
    spans: &[SummarySpan<'_>],
    forest: &[TreeNode],
    bears: &dyn Fn(usize) -> bool,
    order: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let mut below = vec![Reach::default(); spans.len()];
    for node in forest.iter().rev() {
        let Some(parent) = node.parent else { continue };
        let own = bears(node.index);
        let own_below = below[node.index];
        below[parent].any |= own || own_below.any;
        below[parent].near |= !screens(spans[node.index].span_type) && (own || own_below.near);
    }
    let yields = |index: usize| match spans[index].span_type {
        SpanType::LlmCall => below[index].near,
        _ => below[index].any,
    };
    let mut responses = HashSet::new();
    order
        .filter(|&index| bears(index) && !yields(index))
        .filter(|&index| spans[index].response_id.is_none_or(|id| responses.insert(id)))
        .collect()
}
