//! The fields of one item, read one level deep: what is in them stays text until it is asked for.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde::{
    Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{meter::Meter, object::Field};

/// What a field takes in memory, about.
const FIELD_BYTES: usize = 128;

/// The fields of an object in their order, each once: of those with the same name, the last.
#[derive(Debug, Default)]
pub(super) struct Fields<'b> {
    fields: Vec<(Cow<'b, str>, Option<&'b RawValue>)>,
    places: HashMap<Cow<'b, str>, usize>,
}

impl<'b> Fields<'b> {
    /// Reads an object; `None` where the value is something else, or there is no memory for it.
    pub(super) fn read(json: &'b str, meter: &mut Meter<'_>) -> Option<Self> {
        if !json.trim_start().starts_with('{') {
            return None;
        }
        let mut fields = Self::default();
        let visitor = Into { fields: &mut fields, meter };
        serde_json::Deserializer::from_str(json).deserialize_map(visitor).ok()?;
        Some(fields)
    }

    /// Takes a field, unless it is absent or `null`.
    pub(super) fn take(&mut self, name: &str) -> Option<&'b RawValue> {
        let place = *self.places.get(name)?;
        self.fields[place].1.take().filter(|value| value.get() != "null")
    }

    /// Takes a field whose value is as it should be.
    pub(super) fn take_if(
        &mut self,
        name: &str,
        fits: impl Fn(&RawValue) -> bool,
    ) -> Option<&'b RawValue> {
        self.peek(name).filter(|value| fits(value))?;
        self.take(name)
    }

    /// Takes the value of a field and leaves it there.
    pub(super) fn peek(&self, name: &str) -> Option<&'b RawValue> {
        let place = *self.places.get(name)?;
        self.fields[place].1.filter(|value| value.get() != "null")
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Adds a field, unless there is one of its name that tells something.
    pub(super) fn add(&mut self, (name, value): &Field<'b>) {
        if self.peek(name).is_some() {
            return;
        }
        if let Some(&place) = self.places.get(name) {
            self.fields[place].1 = Some(*value);
            return;
        }
        self.places.insert(name.clone(), self.fields.len());
        self.fields.push((name.clone(), Some(*value)));
    }

    /// What was not taken, in its order.
    pub(super) fn rest(self) -> impl Iterator<Item = (Cow<'b, str>, &'b RawValue)> {
        self.fields.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}

struct Into<'f, 'm, 'c, 'b> {
    fields: &'f mut Fields<'b>,
    meter: &'m mut Meter<'c>,
}

impl<'b> Visitor<'b> for Into<'_, '_, '_, 'b> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<&RawValue>()? {
            let name = super::mend::text(name.get()).unwrap_or_default();
            let value = Some(map.next_value::<&RawValue>()?);
            if !self.meter.take(FIELD_BYTES + name.len()) {
                return Err(A::Error::custom("out of memory"));
            }
            let Fields { fields, places } = &mut *self.fields;
            if let Some(&place) = places.get(&name) {
                fields[place].1 = value;
            } else {
                places.insert(name.clone(), fields.len());
                fields.push((name, value));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_names_counts_and_null_is_absent() {
        let mut charge = |_| true;
        let json = r#"{"a":1,"b":null,"\u0061":2,"c\ud800":{}}"#;
        let mut fields = Fields::read(json, &mut Meter::new(&mut charge)).unwrap();
        assert_eq!(fields.take("a").map(RawValue::get), Some("2"));
        assert!(fields.take("b").is_none() && fields.take("a").is_none());
        let rest: Vec<_> = fields.rest().map(|(name, _)| name).collect();
        assert_eq!(rest, ["c\u{fffd}"]);
    }

    #[test]
    fn memory_that_is_not_there_is_not_taken() {
        let mut charge = |_| false;
        let json = format!("{{{}\"z\":1}}", "\"a\":1,".repeat(100_000));
        assert!(Fields::read(&json, &mut Meter::new(&mut charge)).is_none());
    }
}
