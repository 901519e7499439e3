//! Values inside of an object that is an attribute: a map, JSON text, or JSON text in JSON text.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::field::Field;
use crate::{
    text::{cut, text as mend},
    value::Value,
};

/// Of a text no more than this is kept: these are fields, not payloads.
const MAX_TEXT: usize = 4096;

/// What was found, by the place of its path.
type Found = Vec<(usize, Value<'static>)>;

/// Finds the scalars at the paths (`a.b`, an index being the name of a list's item).
pub(super) fn find(value: &Value<'_>, paths: &[(&'static str, Field)]) -> Found {
    match value {
        Value::Text(text) => find_in_json(text, paths),
        _ => paths
            .iter()
            .enumerate()
            .filter_map(|(place, &(path, _))| Some((place, scalar(walk(value, path)?)?)))
            .collect(),
    }
}

/// As [`find`], in JSON text. What is no JSON is the text itself, for the empty path.
pub(super) fn find_in_json(text: &str, paths: &[(&'static str, Field)]) -> Found {
    let text = text.trim();
    let mut found = Found::new();
    let all: Vec<Path> = paths.iter().map(|&(path, _)| path).enumerate().collect();
    let json = text.starts_with(['{', '[', '"']).then(|| {
        let mut reader = serde_json::Deserializer::from_str(text);
        Walk { paths: all, found: &mut found, quoted: 0 }.deserialize(&mut reader)
    });
    if json.is_none_or(|read| read.is_err())
        && found.is_empty()
        && let Some(whole) = paths.iter().position(|(path, _)| path.is_empty())
    {
        found.push((whole, short(text)));
    }
    found
}

fn walk<'v, 'a>(value: &'v Value<'a>, path: &str) -> Option<&'v Value<'a>> {
    let Some((first, rest)) = split(path) else { return Some(value) };
    match value {
        Value::List(items) => walk(items.get(first.parse::<usize>().ok()?)?, rest),
        value => walk(value.get(first)?, rest),
    }
}

fn scalar(value: &Value<'_>) -> Option<Value<'static>> {
    Some(match value {
        Value::Text(text) => short(text),
        Value::Int(value) => Value::Int(*value),
        Value::Double(value) => Value::Double(*value),
        Value::Bool(value) => Value::Bool(*value),
        _ => return None,
    })
}

/// The beginning of a text; the JSON around it may have escaped what Postgres refuses.
fn short(text: &str) -> Value<'static> {
    Value::Text(mend(cut(text, MAX_TEXT).as_bytes()).into_owned().into())
}

/// The first name of a path and the rest; `None` at its end.
fn split(path: &str) -> Option<(&str, &str)> {
    (!path.is_empty()).then(|| path.split_once('.').unwrap_or((path, "")))
}

/// The place of a path, and what is left of it to go.
type Path = (usize, &'static str);

/// Reads JSON along several paths at once and skips what none of them leads to.
struct Walk<'f> {
    paths: Vec<Path>,
    found: &'f mut Found,
    /// How many texts it is inside of.
    quoted: u8,
}

impl Walk<'_> {
    fn step(&self, name: &str) -> Vec<Path> {
        let onward = |&(place, path): &Path| {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            (!path.is_empty() && first == name).then_some((place, rest))
        };
        self.paths.iter().filter_map(onward).collect()
    }

    fn put(&mut self, value: &Value<'static>) {
        let ends = self.paths.iter().filter(|(_, path)| path.is_empty());
        self.found.extend(ends.map(|&(place, _)| (place, value.clone())));
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(paths) = fields.next_key_seed(Step(&self))? {
            if paths.is_empty() {
                fields.next_value::<IgnoredAny>()?;
            } else {
                let onward = Walk { paths, found: &mut *self.found, quoted: self.quoted };
                fields.next_value_seed(onward)?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0.. {
            // Lists are long, and the paths ask for their beginnings.
            let paths = if index < 4 { self.step(&index.to_string()) } else { Vec::new() };
            let onward = Walk { paths, found: &mut *self.found, quoted: self.quoted };
            let more = if onward.paths.is_empty() {
                items.next_element::<IgnoredAny>()?.is_some()
            } else {
                items.next_element_seed(onward)?.is_some()
            };
            if !more {
                break;
            }
        }
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        self.put(&short(text));
        // JSON in a text; where it is none the text was all there is.
        let onward = self.paths.iter().any(|(_, path)| !path.is_empty());
        if onward && self.quoted < 2 && text.starts_with(['{', '[', '"']) {
            let quoted = self.quoted + 1;
            let walk = Walk { paths: self.paths, found: self.found, quoted };
            let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(text));
        }
        Ok(())
    }

    fn visit_i64<E>(mut self, value: i64) -> Result<(), E> {
        self.put(&Value::Int(value));
        Ok(())
    }

    fn visit_u64<E>(mut self, value: u64) -> Result<(), E> {
        self.put(&Value::Int(i64::try_from(value).unwrap_or(i64::MAX)));
        Ok(())
    }

    fn visit_f64<E>(mut self, value: f64) -> Result<(), E> {
        self.put(&Value::Double(value));
        Ok(())
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.put(&Value::Bool(value));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a key without keeping it, and gives the paths that go on behind it.
struct Step<'w, 'f>(&'w Walk<'f>);

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = Vec<Path>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Path>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Step<'_, '_> {
    type Value = Vec<Path>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Vec<Path>, E> {
        Ok(self.0.step(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: &[(&str, Field)] = &[
        ("usage.input", Field::InputTokens),
        ("choices.0.model", Field::Model),
        ("", Field::Message),
    ];

    #[test]
    fn paths_lead_through_maps_lists_and_quoted_json() {
        let json = r#"{"x":[[]],"choices":[{"model":"m"}],"usage":{"input":7,"y":{}}}"#;
        let expected = vec![(1, Value::Text("m".into())), (0, Value::Int(7))];
        assert_eq!(find_in_json(json, PATHS), expected);
        let quoted = serde_json::to_string(json).unwrap();
        assert_eq!(find_in_json(&quoted, &PATHS[..2]), expected);
        let inner = r#"{"usage":"{\"input\":\"8\"}"}"#;
        assert_eq!(find_in_json(inner, PATHS), [(0, Value::Text("8".into()))]);
    }

    #[test]
    fn what_is_no_json_is_a_text() {
        let text = "{'cache_read': 64}";
        assert_eq!(find_in_json(text, PATHS), [(2, Value::Text(text.into()))]);
        assert_eq!(find_in_json("\"gpt\"", &PATHS[2..]), [(0, Value::Text("gpt".into()))]);
        assert_eq!(find_in_json(&"[".repeat(100_000), &PATHS[..2]), []);
    }
}
