//! Metrics, which are only counted.

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

use super::{envelope::Count, malformed, object::camel_case, read, text::Text};
use crate::DecodeError;

/// The way down to the data points: the fields of each level that lead to the next.
const WAY: [&[&str]; 5] = [
    &["resourceMetrics"],
    &["scopeMetrics"],
    &["metrics"],
    &["gauge", "sum", "histogram", "exponentialHistogram", "summary"],
    &["dataPoints"],
];

/// Counts the data points of an `ExportMetricsServiceRequest`.
pub(crate) fn count_data_points(body: &[u8]) -> Result<u64, DecodeError> {
    let count = read(body, Descend { level: 0 }).map_err(|error| malformed(&error))?;
    Ok(count as u64)
}

/// Counts the data points below an object, or a list of them.
#[derive(Clone, Copy)]
struct Descend {
    level: usize,
}

impl<'a> DeserializeSeed<'a> for Descend {
    type Value = usize;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Descend {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of them")
    }

    fn visit_unit<E: Error>(self) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while let Some(name) = map.next_key_seed(Text)? {
            if !WAY[self.level].contains(&&*camel_case(name)) {
                map.next_value::<IgnoredAny>()?;
            } else if self.level + 1 == WAY.len() {
                count += map.next_value_seed(Count)?;
            } else {
                count += map.next_value_seed(Self { level: self.level + 1 })?;
            }
        }
        Ok(count)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while let Some(below) = elements.next_element_seed(ElementOf(self))? {
            count += below;
        }
        Ok(count)
    }
}

/// An element of a list: an object, not a list again, or lists in lists would be a depth bomb.
struct ElementOf(Descend);

impl<'a> DeserializeSeed<'a> for ElementOf {
    type Value = usize;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_map(self.0)
    }
}
