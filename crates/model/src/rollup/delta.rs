//! What one group of events of a name and day comes to, as it is written beside them.

use super::{Catalog, Kind, Series, SeriesName};
use crate::codec::{Reader, Writer};

const FORMAT: u8 = 1;

/// Whose events a part of a delta is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgentOf<'d> {
    /// Events that name no agent.
    Nobody,
    Agent(&'d str),
}

/// A delta, as its bytes tell it.
#[derive(Clone, Debug)]
pub struct Delta<'d> {
    catalog: &'d [u8],
    pub entries: Vec<DeltaEntry<'d>>,
}

/// A series of a delta.
#[derive(Clone, Copy, Debug)]
pub struct DeltaEntry<'d> {
    pub agent: AgentOf<'d>,
    pub name: SeriesName<'d>,
    data: &'d [u8],
}

/// A series to be written: whose, of what, and the positions of its properties.
pub(super) struct Written {
    /// 0: nobody's.
    pub(super) agent: u8,
    pub(super) kind: Kind,
    pub(super) property: u8,
    pub(super) with: u8,
    pub(super) series: Series,
}

pub(super) fn encode<'n>(
    catalog: &Catalog,
    agents: &[&str],
    properties: impl ExactSizeIterator<Item = &'n str>,
    series: &[Written],
) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.byte(FORMAT);
    writer.bytes(&catalog.encode());
    writer.length(agents.len());
    for agent in agents {
        writer.text(agent);
    }
    writer.length(properties.len());
    properties.for_each(|property| writer.text(property));
    writer.length(series.len());
    for of in series {
        writer.byte(of.agent);
        writer.byte(of.kind as u8);
        if of.kind.has_property() {
            writer.byte(of.property);
        }
        if of.kind.is_crossed() {
            writer.byte(of.with);
        }
        writer.bytes(&of.series.encode_whole());
    }
    writer.0
}

impl<'d> Delta<'d> {
    /// Reads what was written, its series unread; `None` where it is damaged, or newer than this Farol.
    pub fn decode(bytes: &'d [u8]) -> Option<Self> {
        let reader = &mut Reader(bytes);
        if reader.byte()? != FORMAT {
            return None;
        }
        let catalog = reader.bytes()?;
        let agents = texts(reader)?;
        let properties = texts(reader)?;
        let entries = (0..reader.length()?)
            .map(|_| entry(reader, &agents, &properties))
            .collect::<Option<_>>()?;
        Some(Self { catalog, entries })
    }

    pub fn catalog(&self) -> Option<Catalog> {
        Catalog::decode(self.catalog)
    }
}

impl DeltaEntry<'_> {
    /// `None` where it is damaged.
    pub fn series(&self) -> Option<Series> {
        Series::decode_whole(self.name.kind, self.data)
    }
}

fn texts<'d>(reader: &mut Reader<'d>) -> Option<Vec<&'d str>> {
    (0..reader.length()?).map(|_| reader.text()).collect()
}

fn entry<'d>(
    reader: &mut Reader<'d>,
    agents: &[&'d str],
    properties: &[&'d str],
) -> Option<DeltaEntry<'d>> {
    let agent = match usize::from(reader.byte()?).checked_sub(1) {
        None => AgentOf::Nobody,
        Some(place) => AgentOf::Agent(agents.get(place)?),
    };
    let kind = Kind::from_code(reader.byte()?)?;
    let mut property = |is_there: bool| {
        if !is_there {
            return Some("");
        }
        properties.get(usize::from(reader.byte()?)).copied()
    };
    let name = SeriesName {
        kind,
        property: property(kind.has_property())?,
        with: property(kind.is_crossed())?,
    };
    Some(DeltaEntry { agent, name, data: reader.bytes()? })
}
