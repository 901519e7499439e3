//! Payloads that stand among the attributes, taken out of their JSON text.

use std::{borrow::Cow, fmt};

use serde::{
    Deserializer as _,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// The value of an object's field as the JSON text that it is; borrowed from the object.
pub(crate) fn field<'o>(object: &'o str, key: &str) -> Option<&'o RawValue> {
    serde_json::Deserializer::from_str(object).deserialize_map(FieldOf(key)).ok()?
}

/// Reads one field and skips the others.
struct FieldOf<'k>(&'k str);

impl<'de> Visitor<'de> for FieldOf<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = fields.next_key::<Cow<'de, str>>()? {
            if key == self.0 {
                found = Some(fields.next_value()?);
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_as_it_stands() {
        let object = r#"{"a":{"key":1},"key":"a \"text\"","z":[1.0]}"#;
        assert_eq!(field(object, "key").map(RawValue::get), Some(r#""a \"text\"""#));
        assert_eq!(field(object, "z").map(RawValue::get), Some("[1.0]"));
        assert!(field(object, "other").is_none() && field("not JSON", "key").is_none());
    }
}
