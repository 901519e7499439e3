//! Resources and scopes around the items.
//!
//! Read twice: in JSON, resource and scope may come after the items they are for.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    object::{Elements, Into, Known, Object, camel_case, list, object},
    read,
    scalar::number,
    text::{Text, string},
    why,
};
use crate::{
    DecodeError,
    assemble::{Desk, Record, ResourceEntry, ScopeEntry, Survey},
    raw::{RawResource, RawScope},
    session::Session,
};

/// Reads what is around the items, and counts them.
pub(crate) fn survey(body: &[u8], session: &mut Session<'_>) -> Result<Survey, DecodeError> {
    let mut request = Request::default();
    if let Err(error) = read(body, Into { target: &mut request, session }) {
        return Err(why(&error, session));
    }
    let mut survey = Survey::default();
    for mut entry in request.resources {
        entry.scopes.retain(|scope| scope.items > 0);
        survey.add(entry, session);
    }
    Ok(survey)
}

#[derive(Default)]
struct Request<'a> {
    resources: Vec<ResourceEntry<'a>>,
}

impl<'a> Object<'a> for Request<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        if name != session.names.resources {
            return Ok(Known::No);
        }
        let mut more = Vec::new();
        map.next_value_seed(Elements { list: &mut more, session })?;
        self.resources.append(&mut more);
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for ResourceEntry<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "resource" => {
                let mut resource = RawResource::default();
                if object(&mut resource, map, session)? {
                    self.resource = Some(resource);
                }
            }
            "schemaUrl" => self.schema_url = string(map)?,
            _ if name == session.names.scopes => {
                let mut more = Vec::new();
                list(&mut more, map, session)?;
                self.scopes.append(&mut more);
            }
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for ScopeEntry<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "scope" => {
                let mut scope = RawScope::default();
                if object(&mut scope, map, session)? {
                    self.scope = Some(scope);
                }
            }
            "schemaUrl" => self.schema_url = string(map)?,
            _ if name == session.names.items => {
                self.items += map.next_value_seed(Count)?;
            }
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for RawResource<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for RawScope<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "name" => self.name = string(map)?,
            "version" => self.version = string(map)?,
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

/// Counts the elements of a list without reading them; `null` has none.
pub(super) struct Count;

impl<'a> DeserializeSeed<'a> for Count {
    type Value = usize;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'a> Visitor<'a> for Count {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while elements.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

/// Reads the items one by one and hands them to the desk.
pub(crate) fn walk<'a, R: Record + Object<'a>>(
    body: &'a [u8],
    desk: &mut Desk<R>,
    session: &mut Session<'_>,
) -> Result<(), DecodeError> {
    let mut raw = R::default();
    let seed = Walk { level: Level::Request, raw: &mut raw, desk, session };
    read(body, seed).map_err(|error| why(&error, session))
}

/// What the walk has reached.
#[derive(Clone, Copy)]
enum Level {
    Request,
    Resource,
    Scope,
    Item,
}

/// Goes down from the request to the items: an object, or the list of them, of one level.
///
/// The survey has read the same body before: no list stands where an object should.
struct Walk<'w, 'c, R: Record> {
    level: Level,
    raw: &'w mut R,
    desk: &'w mut Desk<R>,
    session: &'w mut Session<'c>,
}

impl<R: Record> Walk<'_, '_, R> {
    /// The field that leads from an object of this level to those below, and their level.
    fn below(&self) -> (&'static str, Level) {
        match self.level {
            Level::Request => (self.session.names.resources, Level::Resource),
            Level::Resource => (self.session.names.scopes, Level::Scope),
            Level::Scope | Level::Item => (self.session.names.items, Level::Item),
        }
    }
}

impl<'a, R: Record + Object<'a>> DeserializeSeed<'a> for Walk<'_, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a, R: Record + Object<'a>> Visitor<'a> for Walk<'_, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of them")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        if matches!(self.level, Level::Scope) {
            self.desk.begin_scope();
        }
        let (field, below) = self.below();
        let Self { raw, desk, session, .. } = self;
        while let Some(name) = map.next_key_seed(Text)? {
            if camel_case(name) == field {
                map.next_value_seed(Walk { level: below, raw, desk, session })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self { level, raw, desk, session } = self;
        loop {
            let more = if matches!(level, Level::Item) {
                raw.reset();
                elements.next_element_seed(Into { target: raw, session })?.map(|_| ())
            } else {
                elements.next_element_seed(Walk { level, raw, desk, session })?
            };
            if more.is_none() {
                return Ok(());
            }
            if matches!(level, Level::Item) && desk.take(raw, session).is_err() {
                return Err(A::Error::custom("out of memory"));
            }
        }
    }
}
