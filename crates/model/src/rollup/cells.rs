//! Figures by quarter of an hour and by value.

use std::collections::HashSet;

use super::{Figures, MOST_PAIRS, MOST_VALUES, NumberHistogram, RollupValue, TypeCounts};
use crate::codec::{Reader, Writer};

/// What a cell holds: it adds up.
pub trait Part: Clone + Default {
    fn add_all(&mut self, other: &Self);
}

/// How it is stored.
pub trait Coded: Part {
    fn encode(&self, writer: &mut Writer);
    fn decode(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Where a cell is: the quarter of the day, and the positions of its values, counted from 1; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub quarter: u8,
    pub value: u8,
    pub with: u8,
}

/// Cells of one series and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells<T> {
    /// Each once, in any order.
    pub(super) values: Vec<RollupValue>,
    /// Those of a second property.
    pub(super) withs: Vec<RollupValue>,
    /// In the order of their places, each place once.
    pub(super) parts: Vec<(Place, T)>,
}

impl<T> Cells<T> {
    /// Cells without values, in the order of their quarters.
    pub(super) fn plain(parts: impl Iterator<Item = (u8, T)>) -> Self {
        let place = |quarter| Place { quarter, ..Place::default() };
        let parts = parts.map(|(quarter, part)| (place(quarter), part)).collect();
        Self { values: Vec::new(), withs: Vec::new(), parts }
    }

    /// The values that cells are of, each once.
    pub fn values(&self) -> &[RollupValue] {
        &self.values
    }

    /// Those of the second property.
    pub fn withs(&self) -> &[RollupValue] {
        &self.withs
    }

    /// The cells in the order of their places.
    pub fn parts(&self) -> &[(Place, T)] {
        &self.parts
    }

    pub(super) fn sort(&mut self) {
        self.parts.sort_by_key(|of| of.0);
    }

    /// Whether values and pairs of them are few enough to be told apart.
    pub(super) fn fits(&self) -> bool {
        if self.values.len() > MOST_VALUES || self.withs.len() > MOST_VALUES {
            return false;
        }
        if self.values.len() * self.withs.len() <= MOST_PAIRS {
            return true;
        }
        let pairs = self.parts.iter().map(|(place, _)| (place.value, place.with));
        pairs.collect::<HashSet<(u8, u8)>>().len() <= MOST_PAIRS
    }
}

impl<T: Coded> Cells<T> {
    /// Adds all of another; says no, and then is good for nothing, where there are too many values.
    pub(super) fn merge(&mut self, other: &Self) -> bool {
        let values = take_in(&mut self.values, &other.values);
        let withs = take_in(&mut self.withs, &other.withs);
        if !self.fits() {
            return false;
        }
        let moved = |place: Place| Place {
            value: values[usize::from(place.value)],
            with: withs[usize::from(place.with)],
            ..place
        };
        self.parts.extend(other.parts.iter().map(|(place, part)| (moved(*place), part.clone())));
        self.sort();
        self.parts.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1.add_all(&later.1);
            }
            same
        });
        self.fits()
    }

    pub(super) fn encode(&self, writer: &mut Writer) {
        for values in [&self.values, &self.withs] {
            writer.length(values.len());
            for value in values {
                writer.value(value);
            }
        }
        writer.length(self.parts.len());
        let mut last = 0;
        for (place, part) in &self.parts {
            writer.byte(place.quarter - last);
            last = place.quarter;
            if !self.values.is_empty() {
                writer.byte(place.value);
            }
            if !self.withs.is_empty() {
                writer.byte(place.with);
            }
            part.encode(writer);
        }
    }

    pub(super) fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        let mut lists = [Vec::new(), Vec::new()];
        for list in &mut lists {
            *list = (0..reader.length()?).map(|_| reader.value()).collect::<Option<_>>()?;
        }
        let [values, withs] = lists;
        let count = reader.length()?;
        let mut parts = Vec::with_capacity(count);
        let mut place = Place::default();
        for _ in 0..count {
            place.quarter = place.quarter.checked_add(reader.byte()?)?;
            if !values.is_empty() {
                place.value = reader.byte()?;
            }
            if !withs.is_empty() {
                place.with = reader.byte()?;
            }
            let known = usize::from(place.value) <= values.len();
            if !known || usize::from(place.with) > withs.len() {
                return None;
            }
            parts.push((place, T::decode(reader)?));
        }
        Some(Self { values, withs, parts })
    }
}

/// Adds the values that are not there; returns where each of them is now, behind a 0 for none.
fn take_in(own: &mut Vec<RollupValue>, others: &[RollupValue]) -> Vec<u8> {
    let mut places = vec![0];
    for value in others {
        let place = own.iter().position(|known| known == value).unwrap_or_else(|| {
            own.push(value.clone());
            own.len() - 1
        });
        places.push(u8::try_from(place + 1).unwrap_or(u8::MAX));
    }
    places
}

impl Part for u64 {
    fn add_all(&mut self, other: &Self) {
        *self += other;
    }
}

impl Coded for u64 {
    fn encode(&self, writer: &mut Writer) {
        writer.number(*self);
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        reader.number()
    }
}

impl Part for TypeCounts {
    fn add_all(&mut self, other: &Self) {
        self.merge(other);
    }
}

impl Coded for TypeCounts {
    fn encode(&self, writer: &mut Writer) {
        for count in [self.numbers, self.texts, self.booleans, self.others] {
            writer.number(count);
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            numbers: reader.number()?,
            texts: reader.number()?,
            booleans: reader.number()?,
            others: reader.number()?,
        })
    }
}

impl Part for Figures {
    fn add_all(&mut self, other: &Self) {
        self.merge(other);
    }
}

impl Coded for Figures {
    fn encode(&self, writer: &mut Writer) {
        writer.number(self.count);
        writer.float(self.sum);
        // Of one number nothing else is to be told.
        if self.count > 1 {
            writer.float(self.rest);
            writer.float(self.min);
            writer.float(self.max);
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        let (count, sum) = (reader.number()?, reader.float()?);
        if count <= 1 {
            return Some(Self { count, sum, rest: 0.0, min: sum, max: sum });
        }
        let (rest, min, max) = (reader.float()?, reader.float()?, reader.float()?);
        Some(Self { count, sum, rest, min, max })
    }
}

impl Part for NumberHistogram {
    fn add_all(&mut self, other: &Self) {
        self.merge(other);
    }
}

impl Coded for NumberHistogram {
    fn encode(&self, writer: &mut Writer) {
        writer.length(self.counts.len());
        let mut last = 0;
        for &(bucket, count) in &self.counts {
            writer.signed(i64::from(bucket - last));
            writer.number(count);
            last = bucket;
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        let mut counts = Vec::with_capacity(reader.length()?);
        let mut last = 0_i32;
        for _ in 0..counts.capacity() {
            last = last.checked_add(i32::try_from(reader.signed()?).ok()?)?;
            counts.push((last, reader.number()?));
        }
        Some(Self { counts })
    }
}
