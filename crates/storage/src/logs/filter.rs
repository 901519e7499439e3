//! Which log records are meant.
//!
//! What columns say is decided by the database. What stands in bodies and attributes is decided here, on
//! rows that the database let through because their text may match: [`LogFilter::push`] asks for no less
//! than [`LogFilter::accepts`] takes.

mod attribute;
mod text;

use farol_model::{Level, SpanId, TraceId, UnixNano};
use sqlx::{Postgres, QueryBuilder};

pub use self::{attribute::AttributeCondition, text::TextSearch};

/// Which log records are meant; every condition must hold, any value of a list will do.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    pub project_id: i32,
    /// Inclusive.
    pub from: Option<UnixNano>,
    /// Exclusive.
    pub to: Option<UnixNano>,
    pub levels: LevelSet,
    pub not_levels: LevelSet,
    /// Services; an empty name means records without one.
    pub services: Vec<String>,
    pub not_services: Vec<String>,
    /// Records of these traces alone.
    pub traces: Option<Vec<TraceId>>,
    pub span_id: Option<SpanId>,
    pub attributes: Vec<AttributeCondition>,
    pub not_attributes: Vec<AttributeCondition>,
    pub search: Option<TextSearch>,
}

/// Levels, and producers' own words for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelSet {
    /// `None`: records whose level neither number nor word tells.
    pub levels: Vec<Option<Level>>,
    /// In lower case.
    pub words: Vec<String>,
}

impl LevelSet {
    pub const fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.words.is_empty()
    }

    /// The levels' codes in the database, where 0 stands for none.
    pub(super) fn codes(&self) -> Vec<i16> {
        self.levels.iter().map(|level| level.map_or(0, code)).collect()
    }
}

/// A level as the database has it.
pub(crate) const fn code(level: Level) -> i16 {
    level as i16 + 1
}

/// The level of a code; `None` for 0.
pub(crate) fn level_of(code: i16) -> Option<Level> {
    Level::ALL.into_iter().find(|level| self::code(*level) == code)
}

/// The texts of a record that filters look into.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts<'r> {
    pub(super) body: Option<&'r str>,
    pub(super) attributes: Option<&'r str>,
    pub(super) resource: Option<&'r str>,
}

impl LogFilter {
    /// Whether every record of the project is meant, whatever its time.
    pub const fn is_everything(&self) -> bool {
        self.is_countable() && !self.looks_at_columns()
    }

    /// Whether rows have to be looked at here, beside what the database decides.
    pub(super) const fn reads_texts(&self) -> bool {
        self.search.is_some() || !self.attributes.is_empty() || !self.not_attributes.is_empty()
    }

    /// Whether an index leads to the records: to all of a time, or to those of some traces.
    pub(super) const fn is_indexed(&self) -> bool {
        self.traces.is_some() || self.is_everything()
    }

    /// Whether level and service are all that is asked for beside the time: what is counted as it comes.
    pub(super) const fn is_countable(&self) -> bool {
        !self.reads_texts()
            && self.traces.is_none()
            && self.span_id.is_none()
            && self.levels.words.is_empty()
            && self.not_levels.words.is_empty()
    }

    const fn looks_at_columns(&self) -> bool {
        !self.levels.is_empty()
            || !self.not_levels.is_empty()
            || !self.services.is_empty()
            || !self.not_services.is_empty()
    }

    /// Adds what the database can tell, save the time. With `by_index`, in the words of the text index.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>, by_index: bool) {
        push_levels(query, "", &self.levels);
        push_levels(query, " not", &self.not_levels);
        push_services(query, "", &self.services);
        push_services(query, " not", &self.not_services);
        if let Some(traces) = &self.traces {
            let traces: Vec<_> = traces.iter().map(|trace| trace.0).collect();
            query.push(" and trace_id = any(").push_bind(traces).push(")");
        }
        if let Some(span_id) = self.span_id {
            query.push(" and span_id = ").push_bind(span_id.to_i64());
        }
        for condition in &self.attributes {
            condition.push(query);
        }
        if let Some(search) = &self.search {
            if by_index { search.push_indexed(query) } else { search.push(query) }
        }
    }

    /// Whether a record that the database let through is meant.
    pub(super) fn accepts(&self, texts: Texts<'_>) -> bool {
        let holds = |of: &AttributeCondition| of.holds(texts.attributes, texts.resource);
        self.attributes.iter().all(holds)
            && !self.not_attributes.iter().any(holds)
            && self.search.as_ref().is_none_or(|search| {
                texts.body.is_some_and(|body| search.finds(body))
                    || texts.attributes.is_some_and(|attributes| search.finds(attributes))
            })
    }
}

fn push_levels(query: &mut QueryBuilder<Postgres>, not: &str, set: &LevelSet) {
    if set.is_empty() {
        return;
    }
    query.push(format_args!(" and{not} (coalesce(level, 0) = any(")).push_bind(set.codes());
    query.push(") or lower(coalesce(severity_text, '')) = any(").push_bind(set.words.clone());
    query.push("))");
}

fn push_services(query: &mut QueryBuilder<Postgres>, not: &str, services: &[String]) {
    if services.is_empty() {
        return;
    }
    query.push(format_args!(" and{not} coalesce(service, '') = any("));
    query.push_bind(services.to_vec()).push(")");
}
