//! What is known of an event's name at any time: its properties, their types and values, its agents.

use std::collections::{BTreeMap, BTreeSet};

use super::{MOST_AGENTS, MOST_PROPERTIES, MOST_VALUES, RollupValue, TypeCounts};
use crate::codec::{Reader, Writer};

/// Values that are kept of a property with too many.
const SAMPLES: usize = 10;

/// What events of one name have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    pub count: u64,
    /// The least and the largest time, in nanoseconds.
    pub first: i64,
    pub last: i64,
    pub agents: BTreeSet<String>,
    /// Whether there were more agents: of those, there are no rollups.
    pub agents_overflowed: bool,
    pub properties: BTreeMap<String, CatalogProperty>,
    /// The same of properties.
    pub properties_overflowed: bool,
}

/// What is known of a property.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogProperty {
    pub types: TypeCounts,
    pub first: i64,
    pub last: i64,
    /// In the order in which they came; while they are all that there are, with their counts.
    pub values: Vec<(RollupValue, u64)>,
    pub values_complete: bool,
}

impl Catalog {
    /// Adds all of another. What is known already stays known; beyond a bound nothing new is.
    pub fn merge(&mut self, other: &Self) {
        if self.count == 0 {
            (self.first, self.last) = (other.first, other.last);
        } else if other.count > 0 {
            self.first = self.first.min(other.first);
            self.last = self.last.max(other.last);
        }
        self.count += other.count;
        for agent in &other.agents {
            if self.agents.contains(agent) {
                continue;
            }
            if self.agents.len() < MOST_AGENTS && !self.agents_overflowed {
                self.agents.insert(agent.clone());
            } else {
                self.agents_overflowed = true;
            }
        }
        self.agents_overflowed |= other.agents_overflowed;
        for (name, property) in &other.properties {
            if let Some(known) = self.properties.get_mut(name) {
                known.merge(property);
            } else if self.properties.len() < MOST_PROPERTIES && !self.properties_overflowed {
                self.properties.insert(name.clone(), property.clone());
            } else {
                self.properties_overflowed = true;
            }
        }
        self.properties_overflowed |= other.properties_overflowed;
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.byte(FORMAT);
        writer.number(self.count);
        writer.signed(self.first);
        writer.signed(self.last);
        let overflowed =
            u8::from(self.agents_overflowed) | u8::from(self.properties_overflowed) << 1;
        writer.byte(overflowed);
        writer.length(self.agents.len());
        for agent in &self.agents {
            writer.text(agent);
        }
        writer.length(self.properties.len());
        for (name, property) in &self.properties {
            writer.text(name);
            property.encode(&mut writer);
        }
        writer.0
    }

    /// Reads what [`Catalog::encode`] wrote; `None` where it is damaged, or newer than this Farol.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let reader = &mut Reader(bytes);
        if reader.byte()? != FORMAT {
            return None;
        }
        let (count, first, last) = (reader.number()?, reader.signed()?, reader.signed()?);
        let overflowed = reader.byte()?;
        let mut catalog = Self {
            count,
            first,
            last,
            agents_overflowed: overflowed & 1 != 0,
            properties_overflowed: overflowed & 2 != 0,
            ..Self::default()
        };
        for _ in 0..reader.length()? {
            catalog.agents.insert(reader.text()?.to_owned());
        }
        for _ in 0..reader.length()? {
            let name = reader.text()?.to_owned();
            catalog.properties.insert(name, CatalogProperty::decode(reader)?);
        }
        Some(catalog)
    }
}

const FORMAT: u8 = 1;

impl CatalogProperty {
    fn merge(&mut self, other: &Self) {
        self.types.merge(&other.types);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        for (value, count) in &other.values {
            let known = self.values.len();
            match self.values.iter_mut().find(|(known, _)| known == value) {
                Some((_, sum)) => *sum += count,
                None if known <= MOST_VALUES => {
                    self.values.push((value.clone(), *count));
                }
                None => {}
            }
        }
        self.values_complete &= other.values_complete;
        self.keep_few();
    }

    /// Of too many values keeps a few.
    pub(super) fn keep_few(&mut self) {
        self.values_complete &= self.values.len() <= MOST_VALUES;
        if !self.values_complete {
            self.values.truncate(SAMPLES);
        }
    }

    fn encode(&self, writer: &mut Writer) {
        let TypeCounts { numbers, texts, booleans, others } = self.types;
        for count in [numbers, texts, booleans, others] {
            writer.number(count);
        }
        writer.signed(self.first);
        writer.signed(self.last);
        writer.byte(u8::from(self.values_complete));
        writer.length(self.values.len());
        for (value, count) in &self.values {
            writer.value(value);
            writer.number(*count);
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        let types = TypeCounts {
            numbers: reader.number()?,
            texts: reader.number()?,
            booleans: reader.number()?,
            others: reader.number()?,
        };
        let (first, last) = (reader.signed()?, reader.signed()?);
        let values_complete = reader.byte()? != 0;
        let values = (0..reader.length()?)
            .map(|_| Some((reader.value()?, reader.number()?)))
            .collect::<Option<_>>()?;
        Some(Self { types, first, last, values, values_complete })
    }
}
