//! JSON strings as bytes: a string with a lone surrogate or invalid UTF-8 is mended, where reading
//! it as text would fail the request.

use std::{borrow::Cow, fmt};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};

use crate::{
    text::{owned_text, text},
    value::Value,
};

/// Reads a string, mended.
pub(super) struct Text;

/// Reads a string or `null`.
struct OptionalText;

impl<'a> DeserializeSeed<'a> for Text {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'a> Visitor<'a> for Text {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'a [u8]) -> Result<Self::Value, E> {
        Ok(text(bytes))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(owned_text(bytes.to_vec())))
    }
}

impl<'a> DeserializeSeed<'a> for OptionalText {
    type Value = Option<Cow<'a, str>>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'a> Visitor<'a> for OptionalText {
    type Value = Option<Cow<'a, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(Text).map(Some)
    }
}

/// Reads a field that is text, empty where it is `null`.
pub(super) fn string<'a, A: MapAccess<'a>>(map: &mut A) -> Result<Cow<'a, str>, A::Error> {
    map.next_value_seed(OptionalText).map(Option::unwrap_or_default)
}

/// Reads a field that is text, unless it is `null`.
pub(super) fn optional_string<'a, A: MapAccess<'a>>(
    map: &mut A,
) -> Result<Option<Cow<'a, str>>, A::Error> {
    map.next_value_seed(OptionalText)
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes out of base64 in either alphabet, padded or not; what is no base64 stays text.
pub(super) fn bytes_value(sent: Cow<'_, str>) -> Value<'_> {
    let standard = sent.replace('-', "+").replace('_', "/");
    match LENIENT.decode(standard) {
        Ok(bytes) => Value::Bytes(Cow::Owned(bytes)),
        Err(_) => Value::Text(sent),
    }
}
