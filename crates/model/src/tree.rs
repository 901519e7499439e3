//! Spans arranged as a forest: bounded work, whatever the parents say.

use std::collections::HashMap;

use crate::SpanId;

/// One span's place as it was told: its id and its parent's.
#[derive(Clone, Copy, Debug)]
pub struct TreeRow {
    pub id: SpanId,
    pub parent: Option<SpanId>,
}

/// One span's place in the forest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// Position in the rows that were given.
    pub index: usize,
    /// 0 for the roots.
    pub depth: usize,
    /// Position in the rows of the parent; `None` for the roots.
    pub parent: Option<usize>,
}

/// Arranges rows in pre-order: roots, and the children of each node, in the order given.
///
/// A row whose parent is not among the rows is a root. Rows that are each other's ancestors have
/// no root to hang from: the first of them in order becomes one. Every row comes out exactly once.
/// Of rows with equal ids, children hang from the first.
pub fn arrange(rows: &[TreeRow]) -> Vec<TreeNode> {
    let mut by_id = HashMap::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        by_id.entry(row.id).or_insert(index);
    }
    let parents: Vec<Option<usize>> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let parent = *by_id.get(&row.parent?)?;
            (parent != index).then_some(parent)
        })
        .collect();
    let children = Children::of(&parents);

    let mut placed = vec![false; rows.len()];
    let mut forest = Vec::with_capacity(rows.len());
    let roots = (0..rows.len()).filter(|&index| parents[index].is_none());
    for root in roots {
        place(root, &children, &mut placed, &mut forest);
    }
    // What is left hangs from a cycle.
    for index in 0..rows.len() {
        if !placed[index] {
            place(index, &children, &mut placed, &mut forest);
        }
    }
    forest
}

/// Appends `root` and all below it, depth first and without recursion.
fn place(root: usize, children: &Children, placed: &mut [bool], forest: &mut Vec<TreeNode>) {
    let mut waiting = vec![TreeNode { index: root, depth: 0, parent: None }];
    placed[root] = true;
    while let Some(node) = waiting.pop() {
        forest.push(node);
        let before = waiting.len();
        for &child in children.below(node.index) {
            // In a cycle the root is its own descendant.
            if !placed[child] {
                placed[child] = true;
                let depth = node.depth + 1;
                waiting.push(TreeNode { index: child, depth, parent: Some(node.index) });
            }
        }
        waiting[before..].reverse();
    }
}

/// The children of every row, in order, in two flat lists.
struct Children {
    offsets: Vec<usize>,
    children: Vec<usize>,
}

impl Children {
    fn of(parents: &[Option<usize>]) -> Self {
        let mut offsets = vec![0; parents.len() + 1];
        for parent in parents.iter().flatten() {
            offsets[parent + 1] += 1;
        }
        for index in 1..offsets.len() {
            offsets[index] += offsets[index - 1];
        }
        let mut next = offsets.clone();
        let mut children = vec![0; offsets[parents.len()]];
        for (index, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[next[*parent]] = index;
                next[*parent] += 1;
            }
        }
        Self { offsets, children }
    }

    fn below(&self, index: usize) -> &[usize] {
        &self.children[self.offsets[index]..self.offsets[index + 1]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(of: &[(u64, u64)]) -> Vec<TreeRow> {
        let parent = |id: u64| (id != 0).then_some(SpanId(id));
        of.iter().map(|&(id, up)| TreeRow { id: SpanId(id), parent: parent(up) }).collect()
    }

    fn shape(of: &[(u64, u64)]) -> Vec<(usize, usize)> {
        arrange(&rows(of)).iter().map(|node| (node.index, node.depth)).collect()
    }

    #[test]
    fn children_follow_their_parent_in_the_order_given() {
        let forest = shape(&[(4, 2), (2, 1), (1, 0), (3, 1)]);
        assert_eq!(forest, [(2, 0), (1, 1), (0, 2), (3, 1)]);
    }

    #[test]
    fn an_unknown_parent_makes_a_root() {
        assert_eq!(shape(&[(1, 9), (2, 1)]), [(0, 0), (1, 1)]);
    }

    #[test]
    fn cycles_and_selfish_parents_come_out_once() {
        assert_eq!(shape(&[(1, 1)]), [(0, 0)]);
        assert_eq!(shape(&[(1, 3), (2, 1), (3, 2)]), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_no_trouble() {
        let chain: Vec<_> = (1..=100_000).map(|id| (id, id - 1)).collect();
        assert_eq!(arrange(&rows(&chain)).last().map(|node| node.depth), Some(99_999));
    }

    proptest! {
        #[test]
        fn every_row_comes_out_once_and_after_its_parent(
            of in prop::collection::vec((1_u64..40, 0_u64..50), 0..60)
        ) {
            let forest = arrange(&rows(&of));
            let mut seen = vec![false; of.len()];
            for node in &forest {
                prop_assert!(!seen[node.index]);
                prop_assert!(node.parent.is_none_or(|parent| seen[parent]));
                seen[node.index] = true;
            }
            prop_assert_eq!(forest.len(), of.len());
        }
    }
}
