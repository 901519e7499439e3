//! Objects and lists, read into structs.

use std::{borrow::Cow, fmt};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::text::Text;
use crate::{assemble::cost_of, session::Session};

/// A JSON object that is read field by field.
pub(crate) trait Object<'a> {
    /// Takes over the value of a field, named in lowerCamelCase; gives it back unread where the
    /// field is not known.
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error>;
}

/// Whether a field's value has been read.
pub(crate) enum Known {
    Yes,
    No,
}

/// Reads an object into what is there already; gives whether there was one: `null` changes nothing.
pub(super) struct Into<'t, 's, 'c, T> {
    pub(super) target: &'t mut T,
    pub(super) session: &'s mut Session<'c>,
}

impl<'a, T: Object<'a>> DeserializeSeed<'a> for Into<'_, '_, '_, T> {
    type Value = bool;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'a, T: Object<'a>> Visitor<'a> for Into<'_, '_, '_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<bool, A::Error> {
        while let Some(name) = map.next_key_seed(Text)? {
            let mut known = self.target.set(&name, &mut map, self.session)?;
            if matches!(known, Known::No) && name.contains('_') {
                known = self.target.set(&camel_case(name), &mut map, self.session)?;
            }
            if matches!(known, Known::No) {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(true)
    }
}

/// Reads the elements of a list of objects; `null` is an empty list.
pub(super) struct Elements<'t, 's, 'c, T> {
    pub(super) list: &'t mut Vec<T>,
    pub(super) session: &'s mut Session<'c>,
}

impl<'a, T: Object<'a> + Default> DeserializeSeed<'a> for Elements<'_, '_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'a, T: Object<'a> + Default> Visitor<'a> for Elements<'_, '_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        // Of a key that comes twice the last counts.
        self.list.clear();
        loop {
            let mut element = T::default();
            let seed = Into { target: &mut element, session: self.session };
            if elements.next_element_seed(seed)?.is_none() {
                return Ok(());
            }
            self.session.meter.take(cost_of::<T>());
            if self.session.meter.is_over() {
                return Err(A::Error::custom("out of memory"));
            }
            self.list.push(element);
        }
    }
}

/// Reads a field that is an object; `false` where it is `null`.
pub(super) fn object<'a, T: Object<'a>, A: MapAccess<'a>>(
    target: &mut T,
    map: &mut A,
    session: &mut Session<'_>,
) -> Result<bool, A::Error> {
    map.next_value_seed(Into { target, session })
}

/// Reads a field that is a list of objects.
pub(super) fn list<'a, T: Object<'a> + Default, A: MapAccess<'a>>(
    list: &mut Vec<T>,
    map: &mut A,
    session: &mut Session<'_>,
) -> Result<(), A::Error> {
    map.next_value_seed(Elements { list, session })
}

/// The standard's spelling of a name; some producers send protobuf's own, with underscores.
pub(super) fn camel_case(name: Cow<'_, str>) -> Cow<'_, str> {
    if !name.contains('_') {
        return name;
    }
    let mut camel = String::with_capacity(name.len());
    let mut raise = false;
    for character in name.chars() {
        match character {
            '_' => raise = true,
            other if raise => {
                camel.push(other.to_ascii_uppercase());
                raise = false;
            }
            other => camel.push(other),
        }
    }
    Cow::Owned(camel)
}
