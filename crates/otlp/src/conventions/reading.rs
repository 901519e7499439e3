//! One pass over a span's attributes, and what it found.

use farol_model::SpanType;

use super::{
    coerce,
    field::Field,
    index::{Entry, INDEX},
    table::{Meaning, Rule},
};
use crate::value::{Attribute, Value};

/// The best attribute for each field, and the best rule for the type.
pub(super) struct Reading<'r> {
    pub(super) attributes: &'r [Attribute<'r>],
    slots: [Slot; Field::COUNT],
    span_type: Option<(Rule, u16, SpanType)>,
    hits: usize,
}

#[derive(Clone, Copy)]
struct Slot {
    rank: u16,
    attribute: u32,
}

const EMPTY: Slot = Slot { rank: u16::MAX, attribute: 0 };

impl<'r> Reading<'r> {
    pub(super) fn of(attributes: &'r [Attribute<'r>]) -> Self {
        let index = &*INDEX;
        let mut reading =
            Self { attributes, slots: [EMPTY; Field::COUNT], span_type: None, hits: 0 };
        for (place, attribute) in (0_u32..).zip(attributes) {
            for &entry in index.of_key(&attribute.key) {
                reading.hit(entry, place, &attribute.value);
            }
            for entry in index.of_family(&attribute.key) {
                reading.hit(entry, place, &attribute.value);
            }
        }
        reading
    }

    fn hit(&mut self, entry: Entry, place: u32, value: &Value<'_>) {
        match entry.meaning {
            Meaning::Field(field) => {
                let slot = &mut self.slots[field as usize];
                // Of a key that comes twice the last one counts.
                if entry.rank <= slot.rank && coerce::fits(field.shape(), value) {
                    *slot = Slot { rank: entry.rank, attribute: place };
                    self.hits += 1;
                }
            }
            Meaning::Type { rule, names } => {
                let name = value.as_text().unwrap_or_default().trim();
                let known = names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                if let Some(&(_, span_type)) = known {
                    self.propose(rule, entry.rank, span_type);
                }
            }
            Meaning::Hint { rule, span_type } => self.propose(rule, entry.rank, span_type),
        }
    }

    fn propose(&mut self, rule: Rule, rank: u16, span_type: SpanType) {
        self.hits += 1;
        if self.span_type.is_none_or(|(best, of, _)| (rule, rank) <= (best, of)) {
            self.span_type = Some((rule, rank, span_type));
        }
    }

    /// Whether no attribute meant anything.
    pub(super) const fn is_empty(&self) -> bool {
        self.hits == 0
    }

    pub(super) fn span_type(&self) -> Option<SpanType> {
        self.span_type.map(|(_, _, span_type)| span_type)
    }

    pub(super) const fn has(&self, field: Field) -> bool {
        self.slots[field as usize].rank != u16::MAX
    }

    pub(super) fn attribute(&self, field: Field) -> Option<&'r Attribute<'r>> {
        if !self.has(field) {
            return None;
        }
        self.attributes.get(self.slots[field as usize].attribute as usize)
    }

    pub(super) fn value(&self, field: Field) -> Option<&'r Value<'r>> {
        self.attribute(field).map(|attribute| &attribute.value)
    }

    /// A short text: see [`coerce::identifier`].
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.value(field).and_then(coerce::identifier)
    }

    pub(super) fn count(&self, field: Field) -> Option<i64> {
        self.value(field).and_then(coerce::count)
    }

    pub(super) fn amount(&self, field: Field) -> Option<f64> {
        self.value(field).and_then(coerce::amount)
    }
}
