//! Mutations that know JSON: one value becomes another, of the kinds that trip readers up.

use serde_json::{Map, Value};

use super::below;
use crate::Random;

/// What JSON text may hold that a parsed value cannot: numbers beyond range, repeated keys, lone
/// surrogates, and what is no JSON at all.
const RAW: [&str; 22] = [
    "1e999",
    "-1e999",
    "1e-999",
    "-0",
    "-0.0",
    "18446744073709551616",
    "123456789012345678901234567890.5",
    "9007199254740993",
    "NaN",
    "-Infinity",
    "01",
    "\"\\ud800\"",
    "\"\\udc00\\ud800x\"",
    "\"\\u0000\"",
    "\"\\uD83E\\uDD80\"",
    "\"\u{1}\"",
    "{\"key\":1,\"key\":{\"intValue\":2}}",
    "{\"stringValue\":\"a\",\"intValue\":\"1\",\"arrayValue\":{}}",
    "{\"\\u0000\":{}}",
    "[[[[[[[[]]]]]]]]",
    "\"",
    "",
];
/// Text in places of ids, numbers and times.
const TEXTS: [&str; 14] = [
    "",
    "0",
    "-1",
    "1e3",
    "18446744073709551615",
    "9223372036854775808",
    "-9223372036854775809",
    "NaN",
    "Infinity",
    "5b8efff798038103d269b633813fc60c",
    "EEE19B7EC3C1B174",
    "SPAN_KIND_SERVER",
    "AP8=",
    "\u{fffd}\u{0}\u{10ffff}",
];
/// Stands for raw text until the value is written.
const PLACEHOLDER: &str = "\u{e000}placeholder";

/// Changes one value, somewhere inside. What is no JSON comes back as it is.
pub fn mutate_json(text: &[u8], random: &mut Random) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice::<Value>(text) else { return text.to_vec() };
    let raw = change_within(&mut value, random);
    let placeholder = Value::from(PLACEHOLDER).to_string();
    value.to_string().replacen(&placeholder, &raw, 1).into_bytes()
}

/// Gives what the placeholder stands for.
fn change_within(value: &mut Value, random: &mut Random) -> String {
    let inside = random.below(8) > 0;
    match value {
        Value::Object(fields) if inside && !fields.is_empty() => {
            let at = below(random, fields.len());
            let key = fields.keys().nth(at).cloned().unwrap_or_default();
            match random.below(12) {
                0 => drop(fields.remove(&key)),
                1 => return repeat_key(fields, &key, random),
                _ => {
                    return fields
                        .get_mut(&key)
                        .map_or_else(String::new, |v| change_within(v, random));
                }
            }
        }
        Value::Array(items) if inside && !items.is_empty() => {
            let at = below(random, items.len());
            match random.below(12) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                2 => items.reverse(),
                _ => return change_within(&mut items[at], random),
            }
        }
        _ => return replace(value, random),
    }
    String::new()
}

/// The key a second time, with another value.
fn repeat_key(fields: &mut Map<String, Value>, key: &str, random: &mut Random) -> String {
    fields.insert(PLACEHOLDER.to_owned(), edge(random));
    Value::from(key).to_string()
}

fn replace(value: &mut Value, random: &mut Random) -> String {
    match random.below(4) {
        0 => *value = edge(random),
        1 => *value = nested(random.between(1, 300), value.take(), random),
        _ => {
            *value = PLACEHOLDER.into();
            return (*random.choose(&RAW)).to_owned();
        }
    }
    String::new()
}

fn edge(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => true.into(),
        2 => i64::MIN.into(),
        3 => u64::MAX.into(),
        4 => f64::MAX.into(),
        5 => Value::Array(Vec::new()),
        6 => Value::Object(Map::new()),
        7 => "x".repeat(below(random, 10_000)).into(),
        _ => (*random.choose(&TEXTS)).into(),
    }
}

/// Lists, or values of lists, inside each other.
fn nested(depth: u64, inner: Value, random: &mut Random) -> Value {
    let plain = random.below(2) == 0;
    (0..depth.min(100)).fold(inner, |inner, _| {
        if plain {
            Value::Array(vec![inner])
        } else {
            serde_json::json!({"arrayValue": {"values": [inner]}})
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_changes_one_place_and_mostly_leaves_json() {
        let text = crate::otlp::json_bytes(&crate::TraceBuilder::new(3).build());
        let mutated: Vec<Vec<u8>> =
            (0..200).map(|seed| mutate_json(&text, &mut Random::new(seed))).collect();
        let is_json = |text: &&Vec<u8>| serde_json::from_slice::<Value>(text).is_ok();
        assert!(mutated.iter().filter(|mutated| **mutated != text).count() > 150);
        assert!(mutated.iter().filter(is_json).count() > 80);
        let holds =
            |raw: &str| mutated.iter().any(|text| String::from_utf8_lossy(text).contains(raw));
        assert!(holds("1e999") && holds("\\ud800"), "what a value cannot hold gets in");
    }
}
