//! One lookup for all tables.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

use super::{
    TABLES,
    table::{Meaning, Row, Table},
};

/// A row and its place among all rows of all tables: the lower wins.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) rank: u16,
    pub(super) row: &'static Row,
    /// Where the row holds in the scopes of one table alone.
    only: Option<ScopeId>,
}

/// A table that has scopes of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ScopeId(u8);

pub(super) struct Index {
    /// By the names of attributes, and of families.
    keys: Map<Vec<Entry>>,
    scopes: Map<ScopeId>,
    /// The rank of the first path into the resource, for each table.
    resource_ranks: Vec<u16>,
    by_rank: Vec<&'static Row>,
}

type Map<V> = HashMap<&'static str, V, BuildHasherDefault<KeyHasher>>;

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Self {
        let mut index = Self {
            keys: Map::default(),
            scopes: Map::default(),
            resource_ranks: Vec::new(),
            by_rank: Vec::new(),
        };
        for (id, table) in (0..).map(ScopeId).zip(TABLES) {
            index.scopes.extend(table.scopes.iter().map(|&scope| (scope, id)));
            table.local.iter().for_each(|row| index.add(row, Some(id)));
            table.rows.iter().for_each(|row| index.add(row, None));
            index.resource_ranks.push(rank_of(index.by_rank.len()));
            index.by_rank.extend(std::iter::repeat_n(&RESOURCE, table.resource.len()));
        }
        // A name that is known is looked for once: what its family means stands with it.
        let families: Vec<_> =
            index.keys.keys().filter_map(|&key| Some((key, indexed(key)?))).collect();
        for (key, family) in families {
            let more = index.keys.get(family).cloned().unwrap_or_default();
            index.keys.entry(key).or_default().extend(more);
        }
        index
    }

    fn add(&mut self, row: &'static Row, only: Option<ScopeId>) {
        let entry = Entry { rank: rank_of(self.by_rank.len()), row, only };
        self.keys.entry(row.key).or_default().push(entry);
        // Each path has a rank of its own.
        let width = if let Meaning::Inside(paths) = row.meaning { paths.len() } else { 1 };
        self.by_rank.extend(std::iter::repeat_n(row, width));
    }

    /// The table that knows spans of this scope.
    pub(super) fn scope(&self, name: &str) -> Option<ScopeId> {
        let of = |name| self.scopes.get(name).copied();
        of(name).or_else(|| of(name.split_once('.')?.0))
    }

    pub(super) fn table(id: ScopeId) -> &'static Table {
        TABLES[usize::from(id.0)]
    }

    pub(super) fn resource_rank(&self, id: ScopeId) -> u16 {
        self.resource_ranks[usize::from(id.0)]
    }

    /// The rows that are about an attribute of this name, in a scope.
    pub(super) fn rows(&self, key: &str, scope: Option<ScopeId>) -> impl Iterator<Item = Entry> {
        let known = self.keys.get(key).or_else(|| self.keys.get(indexed(key)?));
        let entries = known.map_or(&[][..], Vec::as_slice).iter().copied();
        entries.filter(move |entry| entry.only.is_none_or(|only| Some(only) == scope))
    }

    /// The row of a rank.
    pub(super) fn row(&self, rank: u16) -> Option<&'static Row> {
        self.by_rank.get(usize::from(rank)).copied()
    }
}

/// Holds the ranks of paths into resources, which are no attributes.
static RESOURCE: Row = Row { key: "", meaning: Meaning::Inside(&[]), absent: &[] };

fn rank_of(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The name that stands for a family: `gen_ai.prompt.` for `gen_ai.prompt.0.role`.
fn indexed(key: &str) -> Option<&str> {
    let bytes = key.as_bytes();
    let dot = bytes.windows(2).position(|pair| pair[0] == b'.' && pair[1].is_ascii_digit())?;
    key.get(..=dot)
}

/// A quick hash for short names. Only the tables' own keys are ever inserted, so that nobody can
/// make them collide.
#[derive(Default)]
struct KeyHasher(u64);

/// The multiplier of `FxHash`.
const MULTIPLIER: u64 = 0xF135_7AEA_2E62_A9C5;

impl KeyHasher {
    const fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for &word in words {
            self.add(u64::from_le_bytes(word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ bytes.len() as u64);
    }

    /// The end mark of a string, which the length stands for already.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
