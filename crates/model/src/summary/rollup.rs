//! Usage added up without counting a parent that repeats its children's.

use std::collections::HashSet;

use super::SummarySpan;
use crate::{SpanType, TreeNode, Usage};

/// Adds up tokens and cost: a span counts only where no descendant has figures of its own, and
/// each response of a model counts once.
pub(super) fn rollup(spans: &[SummarySpan<'_>], forest: &[TreeNode]) -> (Usage, Option<f64>) {
    let mut usage = Usage::default();
    for index in counted(spans, forest, |span| span.usage.is_told()) {
        let told = &spans[index].usage;
        add(&mut usage.input, told.input);
        add(&mut usage.output, told.output);
        add(&mut usage.total, told.total_tokens());
    }
    let costs = counted(spans, forest, |span| span.cost.is_some());
    let cost =
        costs.into_iter().filter_map(|index| spans[index].cost).reduce(|sum, cost| sum + cost);
    (usage, cost)
}

fn add(sum: &mut Option<i64>, value: Option<i64>) {
    if let Some(value) = value {
        *sum = Some(sum.unwrap_or(0).saturating_add(value));
    }
}

/// Whether figures lie below a span.
#[derive(Clone, Copy, Default)]
struct Below {
    any: bool,
    /// Not behind a tool call or an agent: a tool that a model calls may call a model itself, whose
    /// usage the first one does not include.
    near: bool,
}

fn counted(
    spans: &[SummarySpan<'_>],
    forest: &[TreeNode],
    bears: impl Fn(&SummarySpan<'_>) -> bool,
) -> Vec<usize> {
    let mut below = vec![Below::default(); spans.len()];
    for node in forest.iter().rev() {
        let Some(parent) = node.parent else { continue };
        let own = bears(&spans[node.index]);
        let own_below = below[node.index];
        let screened =
            matches!(spans[node.index].span_type, SpanType::ToolCall | SpanType::AgentExecution);
        below[parent].any |= own || own_below.any;
        below[parent].near |= !screened && (own || own_below.near);
    }
    let yields = |index: usize| match spans[index].span_type {
        SpanType::LlmCall => below[index].near,
        _ => below[index].any,
    };
    let mut responses = HashSet::new();
    (0..spans.len())
        .filter(|&index| bears(&spans[index]) && !yields(index))
        .filter(|&index| spans[index].response_id.is_none_or(|id| responses.insert(id)))
        .collect()
}
