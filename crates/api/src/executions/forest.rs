//! Spans as the forest that the contract describes, written while they are read.
//!
//! A trace may have ten thousand nodes and more. Each is turned into JSON as its row comes, while
//! the database prepares the next; where it stands in the forest is known only at the end, so that
//! the pieces are put together then, in pre-order.

use std::{collections::HashSet, io::Write, ops::Range};

use farol_model::{SpanId, TreeRow, arrange};
use farol_storage::{SpanCursor, SpanRow};

use crate::wire::Node;

/// Below this depth all descendants of a node stand in its `children` in pre-order, so that no
/// reader has to recurse deeper.
const NESTED_DEPTH: usize = 200;

/// What a node takes besides its own fields: depth, brackets, commas.
const FRAME_BYTES: usize = 40;

/// How nodes are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Tree,
    Flat,
}

/// A page of spans, added in order.
#[derive(Default)]
pub(super) struct Forest {
    /// The nodes' own fields, each an object that is not closed.
    json: Vec<u8>,
    pieces: Vec<Range<usize>>,
    rows: Vec<TreeRow>,
    cursors: Vec<SpanCursor>,
}

impl Forest {
    pub(super) fn add(&mut self, row: SpanRow) {
        let start = self.json.len();
        self.rows.push(TreeRow { id: row.span_id, parent: row.parent_span_id });
        self.cursors.push(SpanCursor::of(&row));
        Node::from(row).write_open(&mut self.json);
        self.pieces.push(start..self.json.len());
    }

    /// Cuts off what came beyond the limit; says whether anything did.
    pub(super) fn cut(&mut self, limit: i64) -> bool {
        let more = self.count() > limit;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.pieces.truncate(limit);
        self.rows.truncate(limit);
        self.cursors.truncate(limit);
        more
    }

    pub(super) fn count(&self) -> i64 {
        i64::try_from(self.rows.len()).unwrap_or(i64::MAX)
    }

    /// The place of the last span.
    pub(super) fn last(&self) -> Option<&SpanCursor> {
        self.cursors.last()
    }

    /// The parents that spans name and that are not among them.
    pub(super) fn absent_parents(&self) -> HashSet<SpanId> {
        let here: HashSet<SpanId> = self.rows.iter().map(|row| row.id).collect();
        let parents = self.rows.iter().filter_map(|row| row.parent);
        parents.filter(|parent| !here.contains(parent)).collect()
    }

    /// Bytes that [`Forest::write`] writes, about.
    pub(super) fn bytes(&self) -> usize {
        self.json.len() + self.rows.len() * FRAME_BYTES
    }

    /// Writes the nodes as a JSON array. `missing` holds the parents that are nowhere.
    pub(super) fn write(&self, out: &mut Vec<u8>, shape: Shape, missing: &HashSet<SpanId>) {
        // The depths of the nodes whose `children` are open, and whether one has been written there.
        let mut open: Vec<usize> = Vec::new();
        let mut first = true;
        out.push(b'[');
        for place in arrange(&self.rows) {
            while open.pop_if(|depth| *depth >= place.depth.min(NESTED_DEPTH + 1)).is_some() {
                out.extend_from_slice(b"]}");
                first = false;
            }
            if !first {
                out.push(b',');
            }
            out.extend_from_slice(&self.json[self.pieces[place.index].clone()]);
            write!(out, ",\"depth\":{}", place.depth).ok();
            if self.rows[place.index].parent.is_some_and(|parent| missing.contains(&parent)) {
                out.extend_from_slice(b",\"orphan\":true");
            }
            first = shape == Shape::Tree && place.depth <= NESTED_DEPTH;
            if first {
                out.extend_from_slice(b",\"children\":[");
                open.push(place.depth);
            } else {
                out.push(b'}');
            }
        }
        for _ in open {
            out.extend_from_slice(b"]}");
        }
        out.push(b']');
    }
}
