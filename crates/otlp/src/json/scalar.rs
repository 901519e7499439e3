//! Numbers, which JSON producers send as numbers or as text.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Unexpected, Visitor},
};

/// A number that a field may hold.
pub(super) trait Number: Sized + FromStr {
    const EXPECTED: &'static str;

    fn of_u64(value: u64) -> Option<Self>;
    fn of_i64(value: i64) -> Option<Self>;
    fn of_f64(value: f64) -> Option<Self>;

    /// Reads text that [`FromStr`] does not.
    fn of_text(_: &str) -> Option<Self> {
        None
    }
}

/// Reads a number, or `null` for none.
struct Seed<T>(PhantomData<T>);

impl<'a, T: Number> DeserializeSeed<'a> for Seed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T: Number> Visitor<'_> for Seed<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Option<T>, E> {
        let error = || E::invalid_value(Unexpected::Unsigned(value), &self);
        T::of_u64(value).map(Some).ok_or_else(error)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Option<T>, E> {
        let error = || E::invalid_value(Unexpected::Signed(value), &self);
        T::of_i64(value).map(Some).ok_or_else(error)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<T>, E> {
        let error = || E::invalid_value(Unexpected::Float(value), &self);
        T::of_f64(value).map(Some).ok_or_else(error)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        let number = text.trim().parse().ok().or_else(|| T::of_text(text.trim()));
        let error = || E::invalid_value(Unexpected::Str(crate::text::cut(text, 64)), &self);
        number.map(Some).ok_or_else(error)
    }
}

impl Number for u64 {
    const EXPECTED: &'static str = "an unsigned 64-bit integer";

    fn of_u64(value: u64) -> Option<Self> {
        Some(value)
    }

    fn of_i64(value: i64) -> Option<Self> {
        value.try_into().ok()
    }

    fn of_f64(value: f64) -> Option<Self> {
        whole(value)?.try_into().ok()
    }
}

impl Number for i64 {
    const EXPECTED: &'static str = "a signed 64-bit integer";

    fn of_u64(value: u64) -> Option<Self> {
        value.try_into().ok()
    }

    fn of_i64(value: i64) -> Option<Self> {
        Some(value)
    }

    fn of_f64(value: f64) -> Option<Self> {
        whole(value)?.try_into().ok()
    }
}

impl Number for u32 {
    const EXPECTED: &'static str = "an unsigned 32-bit integer";

    fn of_u64(value: u64) -> Option<Self> {
        value.try_into().ok()
    }

    fn of_i64(value: i64) -> Option<Self> {
        value.try_into().ok()
    }

    fn of_f64(value: f64) -> Option<Self> {
        whole(value)?.try_into().ok()
    }
}

impl Number for f64 {
    const EXPECTED: &'static str = "a number, or \"NaN\", \"Infinity\" or \"-Infinity\"";

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
    fn of_u64(value: u64) -> Option<Self> {
        Some(value as Self)
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
    fn of_i64(value: i64) -> Option<Self> {
        Some(value as Self)
    }

    fn of_f64(value: f64) -> Option<Self> {
        Some(value)
    }
}

/// An enum: its number, or one of its names.
pub(super) struct Enum<N>(i32, PhantomData<N>);

/// The names of an enum's values.
pub(super) trait EnumNames {
    fn number(name: &str) -> Option<i32>;
}

impl<N: EnumNames> FromStr for Enum<N> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = N::number(text).or_else(|| text.parse().ok());
        number.map(|number| Self(number, PhantomData)).ok_or(())
    }
}

impl<N: EnumNames> Number for Enum<N> {
    const EXPECTED: &'static str = "an enum's number or one of its names";

    fn of_u64(value: u64) -> Option<Self> {
        value.try_into().ok().map(|number| Self(number, PhantomData))
    }

    fn of_i64(value: i64) -> Option<Self> {
        value.try_into().ok().map(|number| Self(number, PhantomData))
    }

    fn of_f64(value: f64) -> Option<Self> {
        whole(value)?.try_into().ok().map(|number| Self(number, PhantomData))
    }
}

/// The integer that a float stands for, if it is one: `1e9` is a way to write it.
#[expect(clippy::cast_possible_truncation, reason = "whole numbers within the range of i128")]
fn whole(value: f64) -> Option<i128> {
    (value.fract() == 0.0 && value.abs() < 1e30).then_some(value as i128)
}

/// Reads a field that is a number, the protocol's default where it is `null`.
pub(super) fn number<'a, T: Number + Default, A: MapAccess<'a>>(
    map: &mut A,
) -> Result<T, A::Error> {
    optional_number(map).map(Option::unwrap_or_default)
}

/// Reads a field that is a number, unless it is `null`.
pub(super) fn optional_number<'a, T: Number, A: MapAccess<'a>>(
    map: &mut A,
) -> Result<Option<T>, A::Error> {
    map.next_value_seed(Seed(PhantomData))
}

/// Reads a field that is an enum, 0 where it is `null`.
pub(super) fn enumeration<'a, N: EnumNames, A: MapAccess<'a>>(
    map: &mut A,
) -> Result<i32, A::Error> {
    let value: Option<Enum<N>> = optional_number(map)?;
    Ok(value.map_or(0, |value| value.0))
}

/// Reads a field that is true or false.
pub(super) fn boolean<'a, A: MapAccess<'a>>(map: &mut A) -> Result<Option<bool>, A::Error> {
    map.next_value()
}
