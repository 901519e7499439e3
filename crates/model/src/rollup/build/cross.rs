//! Figures by quarter and value, alone and crossed.

use std::{collections::HashSet, hash::BuildHasher};

use foldhash::fast::FixedState;

use super::{Build, Head, Item, Map};
use crate::rollup::{Figures, Flags, Kind, NumberHistogram};

/// Cells that an event may fill by two of its properties; beyond, it fills none.
const MOST_CELLS: usize = 512;

/// In the place of a second property where there is none.
pub(super) const NONE: u8 = u8::MAX;

/// Buckets are negative for negative numbers.
const BUCKET_ORIGIN: i32 = 1 << 16;

/// Which series a cell is of, and where in it. In the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) agent: u8,
    pub(super) property: u8,
    pub(super) with: u8,
    pub(super) quarter: u8,
    pub(super) value: u8,
    /// A second value, or a bucket.
    pub(super) last: u32,
}

impl Cell {
    /// The cell as a number, which is hashed and sorted faster: 8 + 8 + 8 + 8 + 8 + 24 bits.
    fn pack(self) -> u64 {
        let bytes = [self.agent, self.property, self.with, self.quarter, self.value];
        let front = bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        front << 24 | u64::from(self.last)
    }

    pub(super) fn unpack(number: u64) -> Self {
        let [agent, property, with, quarter, value, rest @ ..] = number.to_be_bytes();
        let last = u32::from_be_bytes([0, rest[0], rest[1], rest[2]]);
        Self { agent, property, with, quarter, value, last }
    }

    /// The bucket that it is of.
    pub(super) fn bucket(self) -> i32 {
        self.last.cast_signed() - BUCKET_ORIGIN
    }
}

/// The cells of a group's events.
#[derive(Default)]
pub(super) struct Crossed {
    /// Of values, and of pairs of them.
    pub(super) counts: Map<u64, u64>,
    pub(super) figures: Map<u64, Figures>,
    pub(super) buckets: Map<u64, u64>,
    /// Series of agents whose values are too many: kind, property, second property.
    pub(super) many: HashSet<(u8, Kind, u8, u8)>,
    /// By agent.
    pub(super) flags: Vec<Flags>,
    /// The kinds of events whose properties were looked at for `many`.
    shapes: HashSet<(u8, u64)>,
}

impl Crossed {
    pub(super) fn of(build: &Build<'_>) -> Self {
        let mut crossed = Self { flags: build.flags.clone(), ..Self::default() };
        let mut few = Vec::new();
        for (head, items) in build.events() {
            few.clear();
            let is_few = |item: &&Item| !build.columns[usize::from(item.column)].many;
            few.extend(items.iter().filter(is_few).copied());
            crossed.take(build, head, items, &few);
        }
        crossed
    }

    fn take(&mut self, build: &Build<'_>, head: Head, items: &[Item], few: &[Item]) {
        for item in items {
            if let Some(number) = item.number {
                self.number(head, item.column, NONE, 0, number);
            }
        }
        for item in few {
            self.count(head, (item.column, NONE), item.value, 0);
        }
        let numbers = items.iter().filter(|item| item.number.is_some()).count();
        let cells = few.len() * (few.len().saturating_sub(1)) / 2 + few.len() * numbers;
        if cells > MOST_CELLS {
            self.flags[usize::from(head.agent)].0 |= Flags::UNCROSSED;
            return;
        }
        for (index, item) in few.iter().enumerate() {
            for with in &few[index + 1..] {
                self.count(head, (item.column, with.column), item.value, with.value);
            }
        }
        for item in items {
            let Some(number) = item.number else { continue };
            for by in few.iter().filter(|by| by.column != item.column) {
                self.number(head, item.column, by.column, by.value, number);
            }
        }
        if few.len() < items.len() {
            self.mark(build, head.agent, items);
        }
    }

    fn count(&mut self, head: Head, (property, with): (u8, u8), value: u8, second: u8) {
        let Head { agent, quarter, .. } = head;
        let cell = Cell { agent, property, with, quarter, value, last: second.into() };
        *self.counts.entry(cell.pack()).or_default() += 1;
    }

    fn number(&mut self, head: Head, property: u8, with: u8, value: u8, number: f64) {
        let Head { agent, quarter, .. } = head;
        let bucket = (NumberHistogram::bucket(number) + BUCKET_ORIGIN).cast_unsigned();
        let cell = Cell { agent, property, with, quarter, value, last: 0 };
        self.figures.entry(cell.pack()).or_default().add(number);
        *self.buckets.entry(Cell { last: bucket, ..cell }.pack()).or_default() += 1;
    }

    /// Notes which series of two properties the event would have been in, had one of them fewer values.
    fn mark(&mut self, build: &Build<'_>, agent: u8, items: &[Item]) {
        let shape = |item: &Item| (item.column, item.number.is_some());
        let shape = FixedState::default().hash_one(items.iter().map(shape).collect::<Vec<_>>());
        if !self.shapes.insert((agent, shape)) {
            return;
        }
        let many = |item: &Item| build.columns[usize::from(item.column)].many;
        for (index, item) in items.iter().enumerate() {
            for with in items[index + 1..].iter().filter(|with| many(item) || many(with)) {
                self.many.insert((agent, Kind::Pairs, item.column, with.column));
            }
        }
        for item in items.iter().filter(|item| item.number.is_some()) {
            for by in items.iter().filter(|by| by.column != item.column && many(by)) {
                self.many.insert((agent, Kind::FiguresBy, item.column, by.column));
                self.many.insert((agent, Kind::HistogramBy, item.column, by.column));
            }
        }
    }
}
