//! JSON as it came, made into JSON that Postgres takes and that every reader can read: without a tree,
//! since a body may be all one value.

use std::{borrow::Cow, fmt};

use farol_model::JsonText;
use farol_otlp::{mend_text, push_json_string};
use serde::{
    Deserializer,
    de::{Error, Visitor},
};

use super::Rejection;

/// Lists and objects inside each other in one value.
const MAX_DEPTH: usize = 64;

/// The integers that every reader of JSON holds exactly: ±2^53.
const EXACT: u64 = 1 << 53;

/// The longest fraction or exponent that is kept as it was written: Postgres refuses some that are longer.
const LONGEST_NUMBER: usize = 32;

/// Mends a JSON value.
pub(super) fn mend(json: &str) -> Result<JsonText, Rejection> {
    let mut out = String::with_capacity(json.len());
    push_json(&mut out, json)?;
    Ok(JsonText::vouched(out))
}

/// Writes a JSON value without its white space, its texts mended, and as text what numbers not every
/// reader can hold.
pub(super) fn push_json(out: &mut String, json: &str) -> Result<(), Rejection> {
    let bytes = json.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b'"' => string_end(bytes, at),
            b'-' | b'0'..=b'9' => number_end(bytes, at),
            _ => at + 1,
        };
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => {}
            b'"' => push_string(out, &json[at..end]),
            b'-' | b'0'..=b'9' => push_number(out, &json[at..end]),
            _ => out.push(char::from(byte)),
        }
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let detail = format!("it holds a value that is nested more than {MAX_DEPTH} deep");
            return Err(Rejection::new("too_deep", detail));
        }
        at = end;
    }
    Ok(())
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    let length = bytes[start..].iter().position(|byte| !is_part(byte));
    length.map_or(bytes.len(), |length| start + length)
}

/// Only what is written by its number can be U+0000 or half a surrogate pair.
fn push_string(out: &mut String, json: &str) {
    if !json.contains("\\u") {
        out.push_str(json);
        return;
    }
    push_json_string(out, &text(json).unwrap_or_default());
}

fn push_number(out: &mut String, number: &str) {
    if number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
        let exact = number.trim_start_matches('-').parse().is_ok_and(|value: u64| value <= EXACT);
        return push_quoted(out, number, !exact);
    }
    match number.parse::<f64>() {
        Ok(value) if !value.is_finite() => push_quoted(out, number, true),
        Ok(value) if number.len() > LONGEST_NUMBER || number.contains(['e', 'E']) => {
            out.push_str(&serde_json::json!(value).to_string());
        }
        _ => out.push_str(number),
    }
}

fn push_quoted(out: &mut String, number: &str, quoted: bool) {
    let quote = if quoted { "\"" } else { "" };
    for part in [quote, number, quote] {
        out.push_str(part);
    }
}

/// The text of a JSON string, mended; `None` where it is none.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?;
    if !inner.contains('\\') {
        return inner.strip_suffix('"').map(Cow::Borrowed);
    }
    let bytes = serde_json::Deserializer::from_str(json).deserialize_bytes(Bytes).ok()?;
    Some(Cow::Owned(mend_text(bytes)))
}

/// Reads a JSON string as bytes: as text, half a surrogate pair would be an error.
struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(json: &str) -> String {
        let mended = mend(json).unwrap().into_string();
        serde_json::from_str::<serde_json::Value>(&mended).expect("JSON");
        mended
    }

    #[test]
    fn what_is_sound_stays_as_it_was_written() {
        let json = r#"{ "a" : [1, -0.0, 1.50, true, null],
            "é\n\"": "\\u0000", "__proto__": {} }"#;
        let expected = r#"{"a":[1,-0.0,1.50,true,null],"é\n\"":"\\u0000","__proto__":{}}"#;
        assert_eq!(mended(json), expected);
    }

    #[test]
    fn zeroes_and_half_pairs_are_replaced_in_keys_and_values() {
        assert_eq!(mended(r#"{"\u0000":"\ud800x"}"#), "{\"\u{fffd}\":\"\u{fffd}x\"}");
        assert_eq!(mended(r#""\ud83d\ude00\u00e9""#), "\"😀é\"");
    }

    #[test]
    fn numbers_that_few_can_hold_travel_as_text() {
        assert_eq!(mended("9007199254740992"), "9007199254740992");
        assert_eq!(mended("-9007199254740993"), "\"-9007199254740993\"");
        assert_eq!(mended(&"9".repeat(400)), format!("\"{}\"", "9".repeat(400)));
        assert_eq!(mended("[1e400,1e-400,1e3]"), "[\"1e400\",0.0,1000.0]");
        let long = format!("0.{}", "1".repeat(99_999));
        assert!(mended(&long).len() < 32);
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(mended(&nested(64)), nested(64));
        assert_eq!(mend(&nested(100_000)).unwrap_err().code, "too_deep");
    }
}
