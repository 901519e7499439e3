//! From items as they came to items as they are stored.

mod log;
mod origin;
mod span;

use std::{sync::Arc, vec};

use farol_model::Resource;

use crate::session::Session;
pub(crate) use origin::{ResourceEntry, ScopeEntry, Survey};

/// An item as it came, which knows how to become what is stored.
pub(crate) trait Record: Default {
    type Item;

    /// Makes it empty again for the next item.
    fn reset(&mut self);

    /// Gives what is stored, or the reason why nothing can be; nothing where it became something
    /// else, which the session has.
    fn assemble(
        &mut self,
        resource: &Arc<Resource>,
        arrival: i64,
        session: &mut Session<'_>,
    ) -> Result<Option<Self::Item>, String>;
}

/// Says that the request's memory budget is used up.
pub(crate) struct OverBudget;

/// Takes in the items of a request in their order.
pub(crate) struct Desk<R: Record> {
    origins: vec::IntoIter<Arc<Resource>>,
    resource: Arc<Resource>,
    /// Whether the next item is the first of its scope.
    scope_begins: bool,
    index: usize,
    pub(crate) items: Vec<R::Item>,
}

impl<R: Record> Desk<R> {
    pub(crate) fn new(survey: Survey) -> Self {
        Self {
            items: Vec::with_capacity(survey.items),
            origins: survey.origins.into_iter(),
            resource: Arc::default(),
            scope_begins: true,
            index: 0,
        }
    }

    /// What follows is of another scope, if anything does: empty ones have no origin.
    pub(crate) const fn begin_scope(&mut self) {
        self.scope_begins = true;
    }

    pub(crate) fn take(
        &mut self,
        raw: &mut R,
        session: &mut Session<'_>,
    ) -> Result<(), OverBudget> {
        if std::mem::take(&mut self.scope_begins) {
            self.resource = self.origins.next().unwrap_or_default();
        }
        let arrival = session.first_arrival.saturating_add_unsigned(self.index as u64);
        match raw.assemble(&self.resource, arrival, session) {
            Ok(item) => self.items.extend(item),
            Err(reason) => session.notes.reject(session.names.item, self.index, &reason),
        }
        self.index += 1;
        if session.meter.is_over() { Err(OverBudget) } else { Ok(()) }
    }
}

/// What one element of a list costs in memory.
pub(crate) const fn cost_of<T>() -> usize {
    if size_of::<T>() < 64 { 64 } else { size_of::<T>() }
}
