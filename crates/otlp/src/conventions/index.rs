//! One lookup for all tables.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
    sync::LazyLock,
};

use super::{
    TABLES,
    table::{Key, Meaning},
};

/// A row and its place among all rows of all tables: the lower wins.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) rank: u16,
    pub(super) meaning: Meaning,
}

pub(super) struct Index {
    /// The entries of each key stand side by side.
    entries: Vec<Entry>,
    keys: HashMap<&'static str, Range<usize>, BuildHasherDefault<KeyHasher>>,
    families: Vec<(&'static str, Entry)>,
}

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Self {
        let mut exact = Vec::new();
        let mut families = Vec::new();
        let rows = TABLES.iter().flat_map(|table| table.rows);
        for (rank, row) in (0_u16..).zip(rows) {
            let entry = Entry { rank, meaning: row.meaning };
            match row.key {
                Key::Is(key) => exact.push((key, entry)),
                Key::StartsWith(prefix) => families.push((prefix, entry)),
            }
        }
        exact.sort_by_key(|&(key, entry)| (key, entry.rank));
        let mut keys = HashMap::<_, Range<usize>, _>::default();
        for (place, &(key, _)) in exact.iter().enumerate() {
            keys.entry(key).or_insert(place..place).end = place + 1;
        }
        Self { entries: exact.into_iter().map(|(_, entry)| entry).collect(), keys, families }
    }

    /// The rows that are about exactly this attribute.
    pub(super) fn of_key(&self, key: &str) -> &[Entry] {
        self.keys.get(key).map_or(&[], |range| &self.entries[range.clone()])
    }

    /// The rows that are about attributes whose names begin like this one's.
    pub(super) fn of_family(&self, key: &str) -> impl Iterator<Item = Entry> {
        self.families
            .iter()
            .filter(move |(prefix, _)| {
                // Every prefix ends in a dot: one byte tells most of the others.
                key.as_bytes().get(prefix.len() - 1) == Some(&b'.') && key.starts_with(prefix)
            })
            .map(|&(_, entry)| entry)
    }
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
