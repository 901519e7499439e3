//! What is kept of one day: many series, each a question's answer, so that a question reads its own alone.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{DaySketch, Figures, NumberHistogram, TypeCounts, cells::Cells};
use crate::codec::{Reader, Writer};

/// What a series tells. The codes are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// How many events there are.
    Count = 1,
    /// What else is to be known of a day: see [`Flags`].
    Flags = 2,
    /// How many of a property's values are of each type.
    Types = 3,
    /// How many events have each value.
    Values = 4,
    Figures = 5,
    Histogram = 6,
    /// Figures of one property under each value of a second one.
    FiguresBy = 7,
    HistogramBy = 8,
    /// How many events have each pair of values; the property that comes first by name is the first.
    Pairs = 9,
    Distinct = 10,
}

impl Kind {
    pub(super) const ALL: [Self; 10] = [
        Self::Count,
        Self::Flags,
        Self::Types,
        Self::Values,
        Self::Figures,
        Self::Histogram,
        Self::FiguresBy,
        Self::HistogramBy,
        Self::Pairs,
        Self::Distinct,
    ];

    pub(super) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == code)
    }

    /// Whether the series is of two properties.
    pub const fn is_crossed(self) -> bool {
        matches!(self, Self::FiguresBy | Self::HistogramBy | Self::Pairs)
    }

    /// Whether the series is of a property at all.
    pub const fn has_property(self) -> bool {
        !matches!(self, Self::Count | Self::Flags)
    }
}

/// What rollups of a day do not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub(super) u8);

impl Flags {
    pub(super) const UNCROSSED: u8 = 1;
    pub(super) const PROPERTIES: u8 = 2;

    /// Adds what another tells.
    pub const fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Events had too many properties to be counted by two of them.
    pub const fn is_uncrossed(self) -> bool {
        self.0 & (Self::UNCROSSED | Self::PROPERTIES) != 0
    }

    /// There were more properties than are looked at.
    pub const fn lacks_properties(self) -> bool {
        self.0 & Self::PROPERTIES != 0
    }
}

/// A series' name, within the events of one name and agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesName<'n> {
    pub kind: Kind,
    pub property: &'n str,
    /// The second property.
    pub with: &'n str,
}

impl SeriesName<'_> {
    /// What the series is stored under, of one agent's events or of all. Never changes.
    pub fn id(&self, event: &str, agent: Option<&str>) -> Uuid {
        let mut hash = Sha256::new();
        hash.update([self.kind as u8, u8::from(agent.is_some())]);
        for text in [event, agent.unwrap_or_default(), self.property, self.with] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        let hash = hash.finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Uuid::from_bytes(id)
    }
}

/// A day of a series.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    Flags(Flags),
    Counts(Cells<u64>),
    Types(Cells<TypeCounts>),
    Figures(Cells<Figures>),
    Histograms(Cells<NumberHistogram>),
    Distinct(DaySketch),
    /// There are too many values to tell them apart.
    Many,
}

/// In front of what is not [`Series::Many`].
const FORMAT: u8 = 1;
const MANY: u8 = 0;

impl Series {
    /// Adds all of another of the same kind.
    pub fn merge(&mut self, other: &Self) {
        let fits = match (&mut *self, other) {
            (Self::Flags(own), Self::Flags(theirs)) => {
                own.merge(*theirs);
                true
            }
            (Self::Counts(own), Self::Counts(theirs)) => own.merge(theirs),
            (Self::Types(own), Self::Types(theirs)) => own.merge(theirs),
            (Self::Figures(own), Self::Figures(theirs)) => own.merge(theirs),
            (Self::Histograms(own), Self::Histograms(theirs)) => own.merge(theirs),
            (Self::Distinct(own), Self::Distinct(theirs)) => {
                own.merge(theirs);
                true
            }
            _ => false,
        };
        if !fits {
            *self = Self::Many;
        }
    }

    /// As it is stored beside others; of distinct values the day without its hours.
    pub fn encode(&self) -> Vec<u8> {
        self.encode_with(DaySketch::encode_day)
    }

    /// All of it.
    pub(super) fn encode_whole(&self) -> Vec<u8> {
        self.encode_with(DaySketch::encode_whole)
    }

    fn encode_with(&self, encode: impl Fn(&DaySketch, &mut Writer)) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.byte(if *self == Self::Many { MANY } else { FORMAT });
        match self {
            Self::Flags(flags) => writer.byte(flags.0),
            Self::Counts(cells) => cells.encode(&mut writer),
            Self::Types(cells) => cells.encode(&mut writer),
            Self::Figures(cells) => cells.encode(&mut writer),
            Self::Histograms(cells) => cells.encode(&mut writer),
            Self::Distinct(sketch) => encode(sketch, &mut writer),
            Self::Many => {}
        }
        writer.0
    }

    /// Reads what [`Series::encode`] wrote; `None` where it is damaged, or newer than this Farol.
    pub fn decode(kind: Kind, bytes: &[u8]) -> Option<Self> {
        Self::decode_with(kind, bytes, DaySketch::decode_day)
    }

    pub(super) fn decode_whole(kind: Kind, bytes: &[u8]) -> Option<Self> {
        Self::decode_with(kind, bytes, DaySketch::decode_whole)
    }

    fn decode_with(
        kind: Kind,
        bytes: &[u8],
        decode: impl Fn(&mut Reader<'_>) -> Option<DaySketch>,
    ) -> Option<Self> {
        let reader = &mut Reader(bytes);
        match reader.byte()? {
            MANY => return Some(Self::Many),
            FORMAT => {}
            _ => return None,
        }
        Some(match kind {
            Kind::Flags => Self::Flags(Flags(reader.byte()?)),
            Kind::Count | Kind::Values | Kind::Pairs => Self::Counts(Cells::decode(reader)?),
            Kind::Types => Self::Types(Cells::decode(reader)?),
            Kind::Figures | Kind::FiguresBy => Self::Figures(Cells::decode(reader)?),
            Kind::Histogram | Kind::HistogramBy => Self::Histograms(Cells::decode(reader)?),
            Kind::Distinct => Self::Distinct(decode(reader)?),
        })
    }
}
