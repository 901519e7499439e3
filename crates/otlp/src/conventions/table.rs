//! The form of a convention's table.

use farol_model::SpanType;

use super::field::Field;

/// A convention: rows in order of precedence.
pub(super) struct Table {
    /// Instrumentation scopes (themselves, or what stands before their first dot) whose spans
    /// `names`, `resource` and `local` are about.
    pub(super) scopes: &'static [&'static str],
    /// What spans of these scopes are, by the rule and by their names.
    pub(super) names: (Rule, &'static [(&'static str, SpanType)]),
    /// Paths into the resource of these scopes; they rank after all rows of the table.
    pub(super) resource: &'static [(&'static str, Field)],
    /// Attributes whose names are too plain to mean anything outside these scopes.
    pub(super) local: &'static [Row],
    /// Attributes that mean the same wherever they come from.
    pub(super) rows: &'static [Row],
}

impl Table {
    pub(super) const EMPTY: Self =
        Self { scopes: &[], names: (Rule::Scope, &[]), resource: &[], local: &[], rows: &[] };

    /// A table of attributes that are told by their names alone.
    pub(super) const fn of(rows: &'static [Row]) -> Self {
        Self { rows, ..Self::EMPTY }
    }
}

/// What one attribute, or a family of attributes, means.
pub(super) struct Row {
    /// The attribute's name; a family's names all begin so, up to the dot before their first index.
    pub(super) key: &'static str,
    pub(super) meaning: Meaning,
    /// Texts with which the producer says that there is no value.
    pub(super) absent: &'static [&'static str],
}

#[derive(Clone, Copy)]
pub(super) enum Meaning {
    /// The value goes into a field.
    Field(Field),
    /// The attributes of the family, joined by their indexes, go into a field.
    Family(Field),
    /// Values inside of an object go into fields; it may be a map or JSON text. An empty path is
    /// the value itself, out of its quotes.
    Inside(&'static [(&'static str, Field)]),
    /// The first word of the value names a type; one that is not listed says nothing. The first
    /// name listed for a type says no more than the type does; the others are subtypes.
    Type { rule: Rule, names: &'static [(&'static str, SpanType)] },
    /// That the attribute is there tells the type.
    Hint { rule: Rule, span_type: SpanType },
    /// That the attribute is there tells that an agent's or a tool's span has its name.
    Named,
    /// The value may say that the span failed.
    Failure(Failure),
    /// That the attribute is there tells that the span has scores.
    Scored,
}

/// When a value says that a span failed.
#[derive(Clone, Copy)]
pub(super) enum Failure {
    /// It is this text, in any case.
    Is(&'static str),
    /// It is this number or more.
    AtLeast(i64),
    /// It is there.
    Told,
}

/// The place of a type's rule in the order of `semantics.md` 3.0, where the first hit wins,
/// whatever table it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// 1: our own attribute.
    Own,
    /// 2: `langfuse.observation.type`.
    Langfuse,
    /// 3: `openinference.span.kind`.
    OpenInference,
    /// 4: producers whose generic attributes mislead.
    Scope,
    /// 5: `gen_ai.operation.name`.
    Operation,
    /// 6: the kinds of other producers.
    Kind,
    /// 6, behind the kinds: `llm.request.type`.
    RequestType,
    /// 7: `ai.operationId`.
    Vercel,
    /// 8: attributes that only tools have.
    Tool,
    /// 9: attributes that only retrievals and embeddings have.
    Search,
}

const fn row(key: &'static str, meaning: Meaning) -> Row {
    Row { key, meaning, absent: &[] }
}

pub(super) const fn field(key: &'static str, field: Field) -> Row {
    row(key, Meaning::Field(field))
}

pub(super) const fn family(prefix: &'static str, field: Field) -> Row {
    row(prefix, Meaning::Family(field))
}

pub(super) const fn inside(key: &'static str, paths: &'static [(&'static str, Field)]) -> Row {
    row(key, Meaning::Inside(paths))
}

pub(super) const fn typed(
    key: &'static str,
    rule: Rule,
    names: &'static [(&'static str, SpanType)],
) -> Row {
    row(key, Meaning::Type { rule, names })
}

pub(super) const fn hint(key: &'static str, rule: Rule, span_type: SpanType) -> Row {
    row(key, Meaning::Hint { rule, span_type })
}

pub(super) const fn named(key: &'static str) -> Row {
    row(key, Meaning::Named)
}

pub(super) const fn failure(key: &'static str, when: Failure) -> Row {
    row(key, Meaning::Failure(when))
}

pub(super) const fn scored(key: &'static str) -> Row {
    row(key, Meaning::Scored)
}

impl Row {
    /// The same row, for producers that write one of these texts where they have no value.
    pub(super) const fn unless(self, absent: &'static [&'static str]) -> Self {
        Self { absent, ..self }
    }
}
