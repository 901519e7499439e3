//! What is asked.

use super::Filter;

/// A question about events of one name, whatever time it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub measure: Measure,
    /// All of them hold of the events that are looked at.
    pub filters: Vec<Filter>,
    /// The property whose values are told apart.
    pub group_by: Option<String>,
    /// Groups that are told apart: the largest; the rest is one.
    pub limit: usize,
}

/// What is told of events.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    Count,
    /// The percentage of which this holds.
    Rate(Filter),
    /// A figure of a property's values; events that have none do not matter.
    Of(Figure, String),
}

/// What many values come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Sum,
    Average,
    Least,
    Most,
    /// How many different values there are, of whatever type; all other figures are of numbers.
    Distinct,
    /// From 1 to 99.
    Percentile(u8),
}

impl Measure {
    /// The property whose values are measured.
    pub fn property(&self) -> Option<&str> {
        match self {
            Self::Count | Self::Rate(_) => None,
            Self::Of(_, property) => Some(property),
        }
    }
}

impl Question {
    /// The properties that decide which events and groups values belong to, each once, in order.
    pub fn conditions(&self) -> Vec<&str> {
        let filters = self.filters.iter().map(|filter| &*filter.property);
        let matching = match &self.measure {
            Measure::Rate(filter) => Some(&*filter.property),
            _ => None,
        };
        let mut names: Vec<&str> =
            filters.chain(matching).chain(self.group_by.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
