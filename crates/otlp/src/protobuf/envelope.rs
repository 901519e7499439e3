//! Resources and scopes around the items.
//!
//! Read twice: resource and scope may come after the items they are for.

use super::{
    Message, merge,
    reader::{Field, Reader, Result},
};
use crate::{
    assemble::{Desk, Record, ResourceEntry, ScopeEntry, Survey},
    raw::{RawResource, RawScope},
    session::Session,
};

/// Reads what is around the items, and counts them.
pub(crate) fn survey(body: &[u8], session: &mut Session<'_>) -> Result<Survey> {
    let mut survey = Survey::default();
    let mut request = Reader::new(body);
    while let Some(field) = request.next()? {
        if field.number == 1 {
            let mut entry = ResourceEntry::default();
            merge(&mut entry, field.message()?, session)?;
            survey.add(entry, session);
        }
    }
    Ok(survey)
}

impl<'a> Message<'a> for ResourceEntry<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => merge(self.resource.get_or_insert_default(), field.message()?, session)?,
            2 => {
                let mut scope = ScopeEntry::default();
                merge(&mut scope, field.message()?, session)?;
                self.add(scope, session);
            }
            3 => self.schema_url = field.text()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for ScopeEntry<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => merge(self.scope.get_or_insert_default(), field.message()?, session)?,
            2 => {
                field.bytes()?;
                self.items += 1;
            }
            3 => self.schema_url = field.text()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for RawResource<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => super::push(&mut self.attributes, field, session)?,
            2 => self.dropped_attributes = field.uint32()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for RawScope<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.name = field.text()?,
            2 => self.version = field.text()?,
            3 => super::push(&mut self.attributes, field, session)?,
            4 => self.dropped_attributes = field.uint32()?,
            _ => {}
        }
        Ok(())
    }
}

/// Reads the items one by one and hands them to the desk.
pub(crate) fn walk<'a, R: Record + Message<'a>>(
    body: &'a [u8],
    desk: &mut Desk<R>,
    session: &mut Session<'_>,
) -> Result<()> {
    let mut raw = R::default();
    let mut request = Reader::new(body);
    while let Some(resource) = request.next()? {
        if resource.number != 1 {
            continue;
        }
        let mut scopes = resource.message()?;
        while let Some(scope) = scopes.next()? {
            if scope.number == 2 {
                walk_scope(scope.message()?, &mut raw, desk, session)?;
            }
        }
    }
    Ok(())
}

fn walk_scope<'a, R: Record + Message<'a>>(
    mut scope: Reader<'a>,
    raw: &mut R,
    desk: &mut Desk<R>,
    session: &mut Session<'_>,
) -> Result<()> {
    desk.begin_scope();
    while let Some(item) = scope.next()? {
        if item.number == 2 {
            raw.reset();
            merge(raw, item.message()?, session)?;
            if desk.take(raw, session).is_err() {
                return Err(super::Stop::OverBudget);
            }
        }
    }
    Ok(())
}
