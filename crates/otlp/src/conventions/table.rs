//! The form of a convention's table.

use farol_model::SpanType;

use super::field::Field;

/// A convention: rows in order of precedence.
pub(super) struct Table {
    pub(super) rows: &'static [Row],
}

/// What one attribute, or a family of attributes, means.
pub(super) struct Row {
    pub(super) key: Key,
    pub(super) meaning: Meaning,
}

/// Which attributes a row is about.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Is(&'static str),
    StartsWith(&'static str),
}

#[derive(Clone, Copy)]
pub(super) enum Meaning {
    /// The value goes into a field.
    Field(Field),
    /// The value names a type; a value that is not listed says nothing.
    Type { rule: Rule, names: &'static [(&'static str, SpanType)] },
    /// That the attribute is there tells the type.
    Hint { rule: Rule, span_type: SpanType },
}

/// The place of a type's rule in the order of `semantics.md` 3.0, where the first hit wins,
/// whatever table it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// 1: our own attribute.
    Own,
    /// 5: `gen_ai.operation.name`.
    Operation,
    /// 8: attributes that only tools have.
    Tool,
    /// 9: attributes that only retrievals and embeddings have.
    Search,
}

pub(super) const fn field(key: &'static str, field: Field) -> Row {
    Row { key: Key::Is(key), meaning: Meaning::Field(field) }
}

pub(super) const fn family(prefix: &'static str, field: Field) -> Row {
    Row { key: Key::StartsWith(prefix), meaning: Meaning::Field(field) }
}

pub(super) const fn typed(
    key: &'static str,
    rule: Rule,
    names: &'static [(&'static str, SpanType)],
) -> Row {
    Row { key: Key::Is(key), meaning: Meaning::Type { rule, names } }
}

pub(super) const fn hint(key: &'static str, rule: Rule, span_type: SpanType) -> Row {
    Row { key: Key::Is(key), meaning: Meaning::Hint { rule, span_type } }
}

pub(super) const fn family_hint(prefix: &'static str, rule: Rule, span_type: SpanType) -> Row {
    Row { key: Key::StartsWith(prefix), meaning: Meaning::Hint { rule, span_type } }
}
