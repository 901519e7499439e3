//! Attributes and their values.

use serde::de::{IgnoredAny, MapAccess};

use super::{
    object::{Known, Object, list, object},
    scalar::{boolean, optional_number},
    text::{bytes_value, optional_string, string},
};
use crate::{
    session::Session,
    value::{Attribute, Value},
};

impl<'a> Object<'a> for Attribute<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "key" => self.key = string(map)?,
            "value" => {
                self.value = Value::Empty;
                object(&mut self.value, map, session)?;
            }
            "keyStrindex" => {
                session.warn_of_index();
                return Ok(Known::No);
            }
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for Value<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        let value = match name {
            "stringValue" => optional_string(map)?.map(Self::Text),
            "boolValue" => boolean(map)?.map(Self::Bool),
            "intValue" => optional_number(map)?.map(Self::Int),
            "doubleValue" => optional_number(map)?.map(Self::Double),
            "bytesValue" => optional_string(map)?.map(bytes_value),
            "arrayValue" => nested(map, session, Self::List)?,
            "kvlistValue" => nested(map, session, Self::Map)?,
            "stringValueStrindex" => {
                session.warn_of_index();
                return Ok(Known::No);
            }
            _ => return Ok(Known::No),
        };
        if let Some(value) = value {
            *self = value;
        }
        Ok(Known::Yes)
    }
}

/// `ArrayValue` and `KeyValueList`.
struct Values<T>(Vec<T>);

impl<'a, T: Object<'a> + Default> Object<'a> for Values<T> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        if name != "values" {
            return Ok(Known::No);
        }
        list(&mut self.0, map, session)?;
        Ok(Known::Yes)
    }
}

fn nested<'a, T: Object<'a> + Default, A: MapAccess<'a>>(
    map: &mut A,
    session: &mut Session<'_>,
    make: fn(Vec<T>) -> Value<'a>,
) -> Result<Option<Value<'a>>, A::Error> {
    if !session.enter() {
        map.next_value::<IgnoredAny>()?;
        return Ok(Some(Value::TooDeep));
    }
    let mut values = Values(Vec::new());
    let outcome = object(&mut values, map, session);
    session.leave();
    outcome.map(|sent| sent.then(|| make(values.0)))
}
