//! Rollups made of events: of a few thousand at a time, a microsecond or two each.

mod column;
mod cross;
mod finish;

use std::{borrow::Cow, collections::HashMap, mem};

use foldhash::fast::FixedState;

use self::{column::Column, cross::Crossed};
use super::{Flags, MOST_AGENTS, MOST_PROPERTIES, NANOS_PER_QUARTER};
use crate::{Event, NANOS_PER_DAY, Scalar};

/// A map whose keys nobody can choose so that they meet, or that are too few for it to matter.
type Map<K, V> = HashMap<K, V, FixedState>;

/// Values that are taken together: each may fill some cells, which take memory.
const MOST_ITEMS: usize = 32_768;

/// What events of one name and one day come to, as the bytes of a [`Delta`](super::Delta), or of several where
/// they are very many, or have more properties or agents than one can tell apart.
pub(super) fn roll_up<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<Vec<u8>> {
    let mut deltas = Vec::new();
    let mut build = Build::default();
    for event in events {
        let scalars = event.scalars();
        if !build.has_room(event.agent_id.as_deref(), &scalars) {
            deltas.push(mem::take(&mut build).finish());
        }
        build.take(event, scalars);
    }
    deltas.push(build.finish());
    deltas
}

/// Events taken apart.
#[derive(Default)]
struct Build<'e> {
    columns: Vec<Column<'e>>,
    /// Where a property's column is.
    places: HashMap<Cow<'e, str>, u8>,
    /// The columns of the event before, which most have in common with the next.
    before: Vec<u8>,
    agents: Vec<&'e str>,
    agent_places: HashMap<&'e str, u8>,
    /// By agent; the first is nobody's.
    flags: Vec<Flags>,
    heads: Vec<Head>,
    /// Of all events, one after the other, each one's in the order of the properties' names.
    items: Vec<Item>,
    properties_overflowed: bool,
    first: i64,
    last: i64,
}

/// An event.
#[derive(Clone, Copy)]
struct Head {
    /// Its agent, counted from 1; 0 is nobody.
    agent: u8,
    quarter: u8,
    /// Where its items end.
    end: usize,
}

/// A value of an event that can be told apart.
#[derive(Clone, Copy)]
struct Item {
    column: u8,
    /// Its position among the column's values, counted from 1; 0 where they are too many.
    value: u8,
    number: Option<f64>,
}

impl<'e> Build<'e> {
    fn finish(mut self) -> Vec<u8> {
        self.columns.iter_mut().for_each(Column::settle);
        let crossed = Crossed::of(&self);
        finish::finish(&self, crossed)
    }

    /// Whether there is room for an event, all of its properties and its agent. The first one always fits, as
    /// far as it does.
    fn has_room(&self, agent: Option<&str>, scalars: &[(Cow<'e, str>, Scalar<'e>)]) -> bool {
        if self.items.len() >= MOST_ITEMS {
            return false;
        }
        let is_known = |agent| self.agent_places.contains_key(agent);
        if self.agents.len() == MOST_AGENTS && !agent.is_none_or(is_known) {
            return false;
        }
        let is_new = |(name, _): &&(Cow<'e, str>, _)| !self.places.contains_key(name);
        let left = MOST_PROPERTIES - self.columns.len();
        self.heads.is_empty()
            || scalars.len() <= left
            || scalars.iter().filter(is_new).take(left + 1).count() <= left
    }

    fn take(&mut self, event: &'e Event, scalars: Vec<(Cow<'e, str>, Scalar<'e>)>) {
        let time = event.time.0;
        if self.heads.is_empty() {
            (self.first, self.last) = (time, time);
        }
        self.first = self.first.min(time);
        self.last = self.last.max(time);
        let agent = self.agent(event.agent_id.as_deref());
        let quarter = u8::try_from(time.rem_euclid(NANOS_PER_DAY) / NANOS_PER_QUARTER);
        let quarter = quarter.unwrap_or_default();
        for (position, (name, scalar)) in scalars.into_iter().enumerate() {
            let Some(place) = self.column(position, name) else {
                self.flags[usize::from(agent)].0 |= Flags::PROPERTIES;
                self.properties_overflowed = true;
                continue;
            };
            let column = &mut self.columns[usize::from(place)];
            if let Some(value) = column.take(&scalar, time, (agent, quarter)) {
                let number = if let Scalar::Number(number) = scalar { Some(number) } else { None };
                self.items.push(Item { column: place, value, number });
            }
        }
        self.heads.push(Head { agent, quarter, end: self.items.len() });
    }

    /// The position of an agent.
    fn agent(&mut self, agent: Option<&'e str>) -> u8 {
        if self.flags.is_empty() {
            self.flags.push(Flags::default());
        }
        let Some(agent) = agent else { return 0 };
        if let Some(place) = self.agent_places.get(agent) {
            return *place;
        }
        self.agents.push(agent);
        let next = u8::try_from(self.agents.len()).unwrap_or_default();
        self.agent_places.insert(agent, next);
        self.flags.push(Flags::default());
        next
    }

    /// The column of a property; `None` where there are too many.
    fn column(&mut self, position: usize, name: Cow<'e, str>) -> Option<u8> {
        let expected = self.before.get(position).copied();
        let is_it = |place: u8| self.columns[usize::from(place)].name == name;
        if let Some(place) = expected.filter(|place| is_it(*place)) {
            return Some(place);
        }
        let place = if let Some(place) = self.places.get(&name) {
            *place
        } else {
            let next = u8::try_from(self.columns.len()).ok()?;
            if usize::from(next) >= MOST_PROPERTIES {
                return None;
            }
            self.places.insert(name.clone(), next);
            self.columns.push(Column::new(name));
            next
        };
        self.before.truncate(position);
        if self.before.len() == position {
            self.before.push(place);
        }
        Some(place)
    }

    /// The events, each with its items.
    fn events(&self) -> impl Iterator<Item = (Head, &[Item])> {
        let mut start = 0;
        self.heads.iter().map(move |head| {
            let items = &self.items[start..head.end];
            start = head.end;
            (*head, items)
        })
    }
}
