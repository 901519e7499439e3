//! One property of all events of a group.

use std::borrow::Cow;

use super::Map;
use crate::{
    Scalar,
    rollup::{MOST_VALUES, RollupValue, TypeCounts, value::hash_scalar},
};

/// Characters of a text that is told apart from others.
const LONGEST: usize = 200;

/// What the values of one property come to.
pub(super) struct Column<'e> {
    pub(super) name: Cow<'e, str>,
    /// By agent and quarter.
    pub(super) types: Map<(u8, u8), TypeCounts>,
    pub(super) first: i64,
    pub(super) last: i64,
    /// Those that came first, and how often.
    pub(super) values: Vec<(RollupValue, u64)>,
    places: Map<u64, u8>,
    /// Whether there are more than can be told apart.
    pub(super) many: bool,
    /// Hashes of values by agent, with the quarters that have them as bits.
    pub(super) seen: Map<(u64, u8), u128>,
    /// What was counted last, since the next is mostly like it.
    last_types: ((u8, u8), TypeCounts),
}

impl<'e> Column<'e> {
    pub(super) fn new(name: Cow<'e, str>) -> Self {
        Self {
            name,
            types: Map::default(),
            first: i64::MAX,
            last: i64::MIN,
            values: Vec::new(),
            places: Map::default(),
            many: false,
            seen: Map::default(),
            last_types: ((u8::MAX, u8::MAX), TypeCounts::default()),
        }
    }

    /// Takes a value in; returns its position, counted from 1, or 0 where there are too many; `None` for
    /// lists and objects.
    pub(super) fn take(
        &mut self,
        scalar: &Scalar<'_>,
        time: i64,
        (agent, quarter): (u8, u8),
    ) -> Option<u8> {
        self.first = self.first.min(time);
        self.last = self.last.max(time);
        if self.last_types.0 != (agent, quarter) {
            self.settle();
            self.last_types.0 = (agent, quarter);
        }
        let types = &mut self.last_types.1;
        match scalar {
            Scalar::Number(_) => types.numbers += 1,
            Scalar::Text(_) => types.texts += 1,
            Scalar::Boolean(_) => types.booleans += 1,
            Scalar::Other => types.others += 1,
        }
        let hash = hash_scalar(scalar)?;
        *self.seen.entry((hash, agent)).or_default() |= 1 << quarter;
        Some(self.place(hash, scalar))
    }

    /// Adds up what was counted last.
    pub(super) fn settle(&mut self) {
        let (spot, types) = &mut self.last_types;
        if *types != TypeCounts::default() {
            self.types.entry(*spot).or_default().merge(types);
            *types = TypeCounts::default();
        }
    }

    fn place(&mut self, hash: u64, scalar: &Scalar<'_>) -> u8 {
        if self.many {
            return 0;
        }
        if let Some(&place) = self.places.get(&hash) {
            let (value, count) = &mut self.values[usize::from(place) - 1];
            if value.is(scalar) {
                *count += 1;
                return place;
            }
        } else if self.values.len() < MOST_VALUES
            && is_short(scalar)
            && let Some(value) = RollupValue::of(scalar)
        {
            self.values.push((value, 1));
            let place = u8::try_from(self.values.len()).unwrap_or_default();
            self.places.insert(hash, place);
            return place;
        }
        self.many = true;
        0
    }
}

/// Whether it is short enough to be told apart.
fn is_short(scalar: &Scalar<'_>) -> bool {
    match scalar {
        Scalar::Text(text) => text.len() <= LONGEST || text.chars().count() <= LONGEST,
        _ => true,
    }
}
