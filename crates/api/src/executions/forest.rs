//! Spans as the forest that the contract describes.

use std::collections::HashSet;

use farol_model::{SpanId, TreeNode, TreeRow, arrange};
use farol_storage::SpanRow;

use crate::wire::{Node, NodePlace};

/// Below this depth all descendants of a node stand in its `children` in pre-order, so that no
/// reader has to recurse deeper.
const NESTED_DEPTH: usize = 200;

/// How nodes are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Tree,
    Flat,
}

/// Arranges a page of spans, given in order. `missing` holds the parents that are nowhere.
pub(super) fn forest(rows: Vec<SpanRow>, shape: Shape, missing: &HashSet<SpanId>) -> Vec<Node> {
    let tree_rows: Vec<TreeRow> =
        rows.iter().map(|row| TreeRow { id: row.span_id, parent: row.parent_span_id }).collect();
    let arranged = arrange(&tree_rows);
    let mut rows: Vec<Option<SpanRow>> = rows.into_iter().map(Some).collect();
    let nodes = arranged.iter().filter_map(|place| {
        let row = rows[place.index].take()?;
        let orphan = row.parent_span_id.is_some_and(|parent| missing.contains(&parent));
        let nests = shape == Shape::Tree && place.depth <= NESTED_DEPTH;
        Some(Node::new(row, NodePlace { depth: place.depth, orphan, nests }))
    });
    match shape {
        Shape::Flat => nodes.collect(),
        Shape::Tree => nest(nodes, &arranged),
    }
}

/// Hangs nodes, which come in pre-order, into their parents.
fn nest(nodes: impl Iterator<Item = Node>, arranged: &[TreeNode]) -> Vec<Node> {
    let mut roots = Vec::new();
    // The path from a root to the node that came last.
    let mut open: Vec<Node> = Vec::new();
    for (node, place) in nodes.zip(arranged) {
        while open.len() > place.depth.min(NESTED_DEPTH + 1) {
            close(&mut open, &mut roots);
        }
        if place.depth > NESTED_DEPTH {
            // Its ancestor at the deepest nesting takes it in, and stays open.
            if let Some(children) = open.last_mut().and_then(|last| last.children.as_mut()) {
                children.push(node);
            }
        } else {
            open.push(node);
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// Hands the node that is open last to its parent.
fn close(open: &mut Vec<Node>, roots: &mut Vec<Node>) {
    let Some(done) = open.pop() else { return };
    match open.last_mut().and_then(|parent| parent.children.as_mut()) {
        Some(siblings) => siblings.push(done),
        None => roots.push(done),
    }
}
