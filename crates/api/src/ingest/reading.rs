//! What one item tells, field by field, and what becomes of a value of the wrong type.

use std::borrow::Cow;

use farol_model::JsonText;
use serde_json::value::RawValue;

use super::{
    Ground, Rejection,
    fields::Fields,
    mend::{mend, text},
};

/// Characters that an id may have.
pub(super) const ID_LENGTH: usize = 128;

/// Bytes that a text may have which is searched by.
const WORD_LENGTH: usize = 512;

/// Reads an item's fields, and gathers the values that could not be read as what they should be.
pub(super) struct Reading<'b> {
    pub(super) fields: Fields<'b>,
    /// By the names of their fields.
    pub(super) moved: Vec<(String, &'b RawValue)>,
    /// What stood in the item's objects and is not known, by path.
    pub(super) left: Vec<(Cow<'b, str>, &'b RawValue)>,
    pub(super) warnings: u64,
}

impl<'b> Reading<'b> {
    pub(super) fn of(fields: Fields<'b>) -> Self {
        Self { fields, moved: Vec::new(), left: Vec::new(), warnings: 0 }
    }

    /// Puts a value aside that is not what its field should hold.
    pub(super) fn set_aside(&mut self, name: impl Into<String>, value: &'b RawValue) {
        self.moved.push((name.into(), value));
        self.warnings += 1;
    }

    /// An id, which has to be text of a bounded length; an empty one tells none.
    pub(super) fn id(&mut self, name: &str) -> Result<Option<String>, Rejection> {
        let Some(id) = self.must_be_text(name)? else { return Ok(None) };
        if id.chars().count() > ID_LENGTH {
            let detail = format!("{name} may have at most {ID_LENGTH} characters");
            return Err(Rejection::new("too_long", detail));
        }
        Ok(Some(id))
    }

    /// A text without which the item means nothing; an empty one tells none.
    pub(super) fn must_be_text(&mut self, name: &str) -> Result<Option<String>, Rejection> {
        let Some(value) = self.fields.take(name) else { return Ok(None) };
        let Some(text) = text(value.get()) else {
            return Err(Rejection::new("invalid_type", format!("{name} must be text")));
        };
        Ok((!text.is_empty()).then(|| text.into_owned()))
    }

    /// A word or a name, cut where it is too long to be searched by; the whole is set aside then.
    pub(super) fn word(&mut self, name: &str) -> Option<String> {
        let value = self.fields.take(name)?;
        self.word_of(name, value)
    }

    pub(super) fn word_of(&mut self, name: &str, value: &'b RawValue) -> Option<String> {
        let Some(text) = text(value.get()) else {
            self.set_aside(name, value);
            return None;
        };
        if text.len() > WORD_LENGTH {
            self.set_aside(name, value);
        }
        let cut = &text[..text.floor_char_boundary(WORD_LENGTH)];
        (!cut.is_empty()).then(|| cut.to_owned())
    }

    /// A value that `read` understands.
    pub(super) fn value<T>(
        &mut self,
        name: &str,
        read: impl Fn(&RawValue) -> Option<T>,
    ) -> Option<T> {
        let value = self.fields.take(name)?;
        let read = read(value);
        if read.is_none() {
            self.set_aside(name, value);
        }
        read
    }

    /// A field that is an object itself.
    pub(super) fn object(&mut self, name: &str, ground: &mut Ground<'_, '_>) -> Option<Fields<'b>> {
        let value = self.fields.take(name)?;
        let fields = Fields::read(value.get(), ground.meter);
        if fields.is_none() {
            self.set_aside(name, value);
        }
        fields
    }

    /// A value of a field's field that `read` understands.
    pub(super) fn within<T>(
        &mut self,
        object: &mut Fields<'b>,
        path: &str,
        name: &str,
        read: impl Fn(&RawValue) -> Option<T>,
    ) -> Option<T> {
        let value = object.take(name)?;
        let read = read(value);
        if read.is_none() {
            self.set_aside(format!("{path}.{name}"), value);
        }
        read
    }

    pub(super) fn word_within(
        &mut self,
        object: &mut Fields<'b>,
        path: &str,
        name: &str,
    ) -> Option<String> {
        let value = object.take(name)?;
        self.word_of(&format!("{path}.{name}"), value)
    }

    /// Keeps what a field's fields tell that is not known.
    pub(super) fn leave(&mut self, path: &str, object: Fields<'b>) {
        let left = object.rest().map(|(name, value)| (Cow::Owned(format!("{path}.{name}")), value));
        self.left.extend(left);
    }

    /// Any JSON value.
    pub(super) fn json(&mut self, name: &str) -> Result<Option<JsonText>, Rejection> {
        self.fields.take(name).map(|value| mend(value.get())).transpose()
    }
}
