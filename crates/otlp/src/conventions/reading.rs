//! One pass over a span's attributes, and what it found.

use farol_model::{Resource, SpanType};

use super::{
    coerce,
    field::Field,
    index::{Entry, INDEX, Index, ScopeId},
    inside,
    table::{Failure, Meaning, Row, Rule},
};
use crate::{
    raw::RawSpan,
    value::{Attribute, Value},
};

/// The best attribute for each field, and the best rule for the type.
pub(super) struct Reading<'r> {
    pub(super) attributes: &'r [Attribute<'r>],
    slots: [Slot; Field::COUNT],
    /// Values out of the insides of others.
    found: Vec<Value<'static>>,
    span_type: Option<Proposal>,
    /// Whether some attribute says that the span failed.
    pub(super) failed: bool,
    /// Whether the span's own name is that of its agent or tool.
    pub(super) is_named: bool,
    /// Whether some attribute is of a score.
    pub(super) is_scored: bool,
    hits: usize,
}

/// Small, since every span begins with a row of them.
#[derive(Clone, Copy)]
struct Slot {
    rank: u16,
    /// Whether the place is one among the values found, not among the attributes.
    is_found: bool,
    place: u32,
}

const EMPTY: Slot = Slot { rank: u16::MAX, is_found: false, place: u32::MAX };

#[derive(Clone, Copy)]
struct Proposal {
    order: (Rule, u16),
    span_type: SpanType,
    subtype: Option<&'static str>,
}

impl<'r> Reading<'r> {
    pub(super) fn of(raw: &'r RawSpan<'r>, resource: &Resource) -> Self {
        let index = &*INDEX;
        let scope = resource.scope_name.as_deref().and_then(|name| index.scope(name));
        let mut reading = Self {
            attributes: &raw.attributes,
            slots: [EMPTY; Field::COUNT],
            found: Vec::new(),
            span_type: None,
            failed: false,
            is_named: false,
            is_scored: false,
            hits: 0,
        };
        let mut insides = Vec::new();
        for (place, attribute) in (0_u32..).zip(&raw.attributes) {
            for entry in index.rows(&attribute.key, scope) {
                if let Meaning::Inside(paths) = entry.row.meaning {
                    insides.push((entry.rank, paths, &attribute.value));
                } else {
                    reading.hit(entry, place, &attribute.value);
                }
            }
        }
        for (rank, paths, value) in insides {
            reading.look_inside(rank, paths, value);
        }
        if let Some(scope) = scope {
            reading.of_scope(index, scope, &raw.name, resource);
        }
        reading
    }

    /// What the span's name and resource say in this scope.
    fn of_scope(&mut self, index: &Index, scope: ScopeId, name: &str, resource: &Resource) {
        let table = Index::table(scope);
        let (rule, names) = table.names;
        // Some names go on with that of what the span is about.
        let find = |name: &str| names.iter().find(|(known, _)| *known == name);
        let first_word = name.split(' ').next().unwrap_or_default();
        if let Some(&(_, span_type)) = find(name).or_else(|| find(first_word)) {
            self.propose(Proposal { order: (rule, 0), span_type, subtype: None });
        }
        if !table.resource.is_empty()
            && let Some(text) = &resource.resource
        {
            let found = inside::find_in_json(text.as_str(), table.resource);
            self.take_found(index.resource_rank(scope), table.resource, found);
        }
    }

    fn hit(&mut self, entry: Entry, place: u32, value: &Value<'_>) {
        let Entry { rank, row, .. } = entry;
        match row.meaning {
            Meaning::Field(field) | Meaning::Family(field) => {
                let is_told = coerce::fits(field.shape(), value) && !is_absent(row, value);
                if is_told {
                    self.fill(field, Slot { rank, is_found: false, place });
                }
            }
            Meaning::Inside(_) => {}
            Meaning::Type { rule, names } => {
                let told = value.as_text().unwrap_or_default().trim();
                let quoted = told.strip_prefix('"').and_then(|told| told.strip_suffix('"'));
                let word = quoted.unwrap_or(told).split(' ').next().unwrap_or_default();
                if let Some(proposal) = proposal((rule, rank), names, word) {
                    self.propose(proposal);
                }
            }
            Meaning::Hint { rule, span_type } => {
                self.propose(Proposal { order: (rule, rank), span_type, subtype: None });
            }
            Meaning::Named => self.is_named = true,
            Meaning::Scored => self.is_scored = true,
            Meaning::Failure(when) => {
                self.failed |= match when {
                    Failure::Is(word) => {
                        coerce::scalar(value).is_some_and(|told| told.eq_ignore_ascii_case(word))
                    }
                    Failure::AtLeast(least) => {
                        coerce::count(value).is_some_and(|number| number >= least)
                    }
                    Failure::Told => coerce::scalar(value).is_some(),
                };
            }
        }
    }

    fn look_inside(&mut self, rank: u16, paths: &[(&'static str, Field)], value: &Value<'_>) {
        // Looking into a large text is dear: only where something could be learnt.
        let wanted =
            |(rank, &(_, field)): (u16, &(&str, Field))| rank <= self.slots[field as usize].rank;
        if (rank..).zip(paths).any(wanted) {
            self.take_found(rank, paths, inside::find(value, paths));
        }
    }

    /// Takes values that were found at the paths with these places.
    fn take_found(
        &mut self,
        first_rank: u16,
        paths: &[(&'static str, Field)],
        found: Vec<(usize, Value<'static>)>,
    ) {
        for (path, value) in found {
            let field = paths[path].1;
            if !coerce::fits(field.shape(), &value) {
                continue;
            }
            let place = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
            let rank = first_rank + u16::try_from(path).unwrap_or(0);
            self.found.push(value);
            self.fill(field, Slot { rank, is_found: true, place });
        }
    }

    /// Of a key that comes twice the last one counts.
    fn fill(&mut self, field: Field, slot: Slot) {
        let held = &mut self.slots[field as usize];
        if slot.rank <= held.rank {
            *held = slot;
        }
        self.hits += 1;
    }

    fn propose(&mut self, proposal: Proposal) {
        self.hits += 1;
        if self.span_type.is_none_or(|best| proposal.order <= best.order) {
            self.span_type = Some(proposal);
        }
    }

    /// Whether no attribute meant anything.
    pub(super) const fn is_empty(&self) -> bool {
        self.hits == 0
    }

    pub(super) fn span_type(&self) -> Option<SpanType> {
        self.span_type.map(|proposal| proposal.span_type)
    }

    /// The producer's own word for the type, where it says more.
    pub(super) fn subtype(&self) -> Option<&'static str> {
        self.span_type.and_then(|proposal| proposal.subtype)
    }

    pub(super) const fn has(&self, field: Field) -> bool {
        self.slots[field as usize].rank != u16::MAX
    }

    /// The one of two fields that the better attribute told.
    pub(super) const fn better(&self, one: Field, other: Field) -> Field {
        if self.slots[other as usize].rank < self.slots[one as usize].rank { other } else { one }
    }

    /// The attribute, and for one of a family how all their names begin.
    pub(super) fn attribute(
        &self,
        field: Field,
    ) -> Option<(&'r Attribute<'r>, Option<&'static str>)> {
        let Slot { rank, is_found: false, place } = self.slots[field as usize] else {
            return None;
        };
        let attribute = self.attributes.get(place as usize)?;
        let row = INDEX.row(rank)?;
        Some((attribute, matches!(row.meaning, Meaning::Family(_)).then_some(row.key)))
    }

    pub(super) fn value(&self, field: Field) -> Option<&Value<'_>> {
        let Slot { is_found, place, .. } = self.slots[field as usize];
        if is_found {
            return self.found.get(place as usize);
        }
        self.attributes.get(place as usize).map(|attribute| &attribute.value)
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

fn is_absent(row: &Row, value: &Value<'_>) -> bool {
    value.as_text().is_some_and(|text| row.absent.contains(&text.trim()))
}

/// What a word says, if it is known.
fn proposal(
    order: (Rule, u16),
    names: &'static [(&'static str, SpanType)],
    word: &str,
) -> Option<Proposal> {
    let &(name, span_type) = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    let plain = names.iter().find(|(_, of)| *of == span_type).map(|&(name, _)| name);
    let subtype = (plain != Some(name)).then_some(name);
    Some(Proposal { order, span_type, subtype })
}
