//! Which distinct values a day has seen, in which quarters of an hour.

mod bytes;

use std::{collections::BTreeMap, ops::Range};

use self::bytes::{decode_distinct, decode_seen, encode_distinct, encode_seen};
use super::{Distinct, distinct::FEW};
use crate::codec::{Reader, Writer};

/// Hashes, each with the quarters of the day in which it was seen, as bits.
pub(super) type Seen = BTreeMap<u64, u128>;

/// The distinct values of one property and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DaySketch {
    Few(Seen),
    /// Of all the day, and for each hour.
    Many {
        day: Distinct,
        hours: BTreeMap<u8, HourSketch>,
    },
}

/// Those of an hour: quarters are told apart only while values are few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HourSketch {
    Few(Seen),
    Many(Distinct),
}

impl Default for DaySketch {
    fn default() -> Self {
        Self::Few(Seen::new())
    }
}

impl DaySketch {
    pub(super) fn of(seen: impl Iterator<Item = (u64, u128)>) -> Self {
        let mut sketch = Self::default();
        sketch.add(seen);
        sketch
    }

    fn add(&mut self, seen: impl Iterator<Item = (u64, u128)>) {
        for (hash, quarters) in seen {
            match self {
                Self::Few(known) => {
                    *known.entry(hash).or_default() |= quarters;
                    if known.len() > FEW {
                        *self = split(known);
                    }
                }
                Self::Many { day, hours } => {
                    day.add_hash(hash);
                    add_to_hours(hours, hash, quarters);
                }
            }
        }
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        match other {
            Self::Few(seen) => self.add(seen.iter().map(|(hash, quarters)| (*hash, *quarters))),
            Self::Many { day: their_day, hours: theirs } => {
                if let Self::Few(known) = self {
                    *self = split(known);
                }
                let Self::Many { day, hours } = self else { return };
                day.merge(their_day);
                for (hour, sketch) in theirs {
                    hours.entry(*hour).or_default().merge(sketch);
                }
            }
        }
    }

    /// The distinct values of all the day.
    pub fn day(&self) -> Distinct {
        match self {
            Self::Few(seen) => Distinct::Few(seen.keys().copied().collect()),
            Self::Many { day, .. } => day.clone(),
        }
    }

    /// Those of some of the day's quarters; `None` where an hour that is cut has too many of them.
    pub fn quarters(&self, quarters: &Range<u8>) -> Option<Distinct> {
        let wanted = bits(quarters);
        let mut distinct = Distinct::default();
        match self {
            Self::Few(seen) => add_wanted(&mut distinct, seen, wanted),
            Self::Many { hours, .. } => {
                for (hour, sketch) in hours {
                    let of_hour = bits(&(hour * 4..hour * 4 + 4));
                    match sketch {
                        HourSketch::Few(seen) => add_wanted(&mut distinct, seen, wanted),
                        HourSketch::Many(all) if wanted & of_hour == of_hour => distinct.merge(all),
                        HourSketch::Many(_) if wanted & of_hour == 0 => {}
                        HourSketch::Many(_) => return None,
                    }
                }
            }
        }
        Some(distinct)
    }

    /// The hours that are kept apart from the day.
    pub fn hours(&self) -> Vec<u8> {
        match self {
            Self::Few(seen) => {
                let all = seen.values().fold(0, |all, quarters| all | quarters);
                (0..24).filter(|hour| all & bits(&(hour * 4..hour * 4 + 4)) != 0).collect()
            }
            Self::Many { hours, .. } => hours.keys().copied().collect(),
        }
    }

    /// The day without its hours.
    pub(super) fn encode_day(&self, writer: &mut Writer) {
        match self {
            Self::Few(seen) => {
                writer.byte(0);
                encode_seen(writer, seen);
            }
            Self::Many { day, .. } => {
                writer.byte(1);
                encode_distinct(writer, day);
            }
        }
    }

    /// What stands beside the day: its hours, each in bytes.
    pub fn encode_hours(&self) -> Vec<(u8, Vec<u8>)> {
        let Self::Many { hours, .. } = self else { return Vec::new() };
        let encode = |(hour, sketch): (&u8, &HourSketch)| {
            let mut writer = Writer::default();
            sketch.encode(&mut writer);
            (*hour, writer.0)
        };
        hours.iter().map(encode).collect()
    }

    /// With its hours.
    pub(super) fn encode_whole(&self, writer: &mut Writer) {
        self.encode_day(writer);
        let hours = self.encode_hours();
        writer.length(hours.len());
        for (hour, bytes) in hours {
            writer.byte(hour);
            writer.bytes(&bytes);
        }
    }

    /// The day; of many values, without hours.
    pub(super) fn decode_day(reader: &mut Reader<'_>) -> Option<Self> {
        Some(match reader.byte()? {
            0 => Self::Few(decode_seen(reader)?),
            _ => Self::Many { day: decode_distinct(reader)?, hours: BTreeMap::new() },
        })
    }

    /// Takes in an hour that stood beside the day; says whether it could be read.
    pub fn decode_hour(&mut self, hour: u8, bytes: &[u8]) -> bool {
        let Self::Many { hours, .. } = self else { return true };
        let Some(sketch) = HourSketch::decode(&mut Reader(bytes)) else { return false };
        hours.entry(hour).or_default().merge(&sketch);
        true
    }

    pub(super) fn decode_whole(reader: &mut Reader<'_>) -> Option<Self> {
        let mut sketch = Self::decode_day(reader)?;
        for _ in 0..reader.length()? {
            let (hour, bytes) = (reader.byte()?, reader.bytes()?);
            if hour >= 24 || !sketch.decode_hour(hour, bytes) {
                return None;
            }
        }
        Some(sketch)
    }
}

fn split(seen: &Seen) -> DaySketch {
    let mut day = Distinct::default();
    let mut hours = BTreeMap::new();
    for (hash, quarters) in seen {
        day.add_hash(*hash);
        add_to_hours(&mut hours, *hash, *quarters);
    }
    DaySketch::Many { day, hours }
}

fn add_to_hours(hours: &mut BTreeMap<u8, HourSketch>, hash: u64, quarters: u128) {
    for hour in 0..24 {
        let of_hour = quarters & bits(&(hour * 4..hour * 4 + 4));
        if of_hour != 0 {
            hours.entry(hour).or_default().add(hash, of_hour);
        }
    }
}

fn add_wanted(distinct: &mut Distinct, seen: &Seen, wanted: u128) {
    let wanted = seen.iter().filter(|(_, quarters)| **quarters & wanted != 0);
    wanted.for_each(|(hash, _)| distinct.add_hash(*hash));
}

/// The bits of quarters of the day.
const fn bits(quarters: &Range<u8>) -> u128 {
    if quarters.start >= quarters.end {
        return 0;
    }
    (u128::MAX >> (128 - (quarters.end - quarters.start) as u32)) << quarters.start
}

impl Default for HourSketch {
    fn default() -> Self {
        Self::Few(Seen::new())
    }
}

impl HourSketch {
    fn add(&mut self, hash: u64, quarters: u128) {
        match self {
            Self::Few(seen) => {
                *seen.entry(hash).or_default() |= quarters;
                if seen.len() > FEW {
                    *self = Self::Many(whole(seen));
                }
            }
            Self::Many(distinct) => distinct.add_hash(hash),
        }
    }

    fn merge(&mut self, other: &Self) {
        match other {
            Self::Few(theirs) => {
                for (hash, quarters) in theirs {
                    self.add(*hash, *quarters);
                }
            }
            Self::Many(theirs) => {
                if let Self::Few(seen) = self {
                    *self = Self::Many(whole(seen));
                }
                if let Self::Many(own) = self {
                    own.merge(theirs);
                }
            }
        }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Few(seen) => {
                writer.byte(0);
                encode_seen(writer, seen);
            }
            Self::Many(distinct) => {
                writer.byte(1);
                encode_distinct(writer, distinct);
            }
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        Some(match reader.byte()? {
            0 => Self::Few(decode_seen(reader)?),
            _ => Self::Many(decode_distinct(reader)?),
        })
    }
}

fn whole(seen: &Seen) -> Distinct {
    let mut distinct = Distinct::default();
    for hash in seen.keys() {
        distinct.add_hash(*hash);
    }
    distinct
}
