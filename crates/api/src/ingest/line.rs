//! Log lines that are no JSON, read as the fields that a JSON line would have.
//!
//! Two forms are understood: a time, a level, a component and `key=value` pairs before the message, as
//! console writers put it, and pairs alone (logfmt). Of any other line the whole is the message.

use farol_model::Level;
use farol_otlp::push_json_string;

use super::time::leading_time;

/// Writes a line as a JSON object.
pub(super) fn to_json(line: &str) -> String {
    let mut out = Object::default();
    let Some((time, rest)) = leading_time(line) else {
        if !out.push_pairs_alone(line) {
            out.push("message", line);
        }
        return out.finish();
    };
    out.push("timestamp", time);
    let rest = out.push_level(rest.trim_start());
    let rest = out.push_component(rest);
    out.push_pairs_and_message(rest);
    out.finish()
}

#[derive(Default)]
struct Object(String);

impl Object {
    fn push(&mut self, key: &str, value: &str) {
        self.push_key(key);
        push_json_string(&mut self.0, value);
    }

    fn push_key(&mut self, key: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        push_json_string(&mut self.0, key);
        self.0.push(':');
    }

    /// Whole numbers and truth values as what they are, where nothing is lost by it.
    fn push_value(&mut self, key: &str, value: &str) {
        let is_number = value.len() < 16
            && value.parse::<i64>().is_ok_and(|number| number.to_string() == value);
        if is_number || ["true", "false"].contains(&value) {
            self.push_key(key);
            self.0.push_str(value);
        } else {
            self.push(key, value);
        }
    }

    fn push_level<'l>(&mut self, rest: &'l str) -> &'l str {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let bare = word.trim_matches(['[', ']', ':']);
        if Level::of_text(bare).is_none() {
            return rest;
        }
        self.push("level", bare);
        after.trim_start()
    }

    /// A word is the component where pairs follow it; else it begins the message.
    fn push_component<'l>(&mut self, rest: &'l str) -> &'l str {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let after = after.trim_start();
        if !is_key(word) || pair(after).is_none() {
            return rest;
        }
        self.push("logger", word);
        self.push("component", word);
        after
    }

    fn push_pairs_and_message(&mut self, mut rest: &str) {
        let whole = rest;
        while let Some((key, value, after)) = pair(rest) {
            self.push_value(key, &value);
            rest = after;
        }
        // Pairs alone say it all.
        self.push("message", if rest.is_empty() { whole } else { rest });
    }

    /// Pairs and nothing else; `false`, and nothing pushed, where it is something else.
    fn push_pairs_alone(&mut self, line: &str) -> bool {
        let mut rest = line.trim_start();
        let mut count = 0;
        while let Some((key, value, after)) = pair(rest) {
            self.push_value(key, &value);
            (rest, count) = (after, count + 1);
        }
        let whole = rest.is_empty() && count > 1;
        if !whole {
            self.0.clear();
        }
        whole
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

fn is_key(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && word.chars().all(is_part)
}

/// A `key=value` or `key="value with blanks"` at the start of a text, and what follows it.
fn pair(text: &str) -> Option<(&str, String, &str)> {
    let (key, rest) = text.split_once('=')?;
    if !is_key(key) {
        return None;
    }
    let (value, after) = if let Some(quoted) = rest.strip_prefix('"') {
        quoted_value(quoted)?
    } else {
        let (value, after) = rest.split_once(' ').unwrap_or((rest, ""));
        (value.to_owned(), after)
    };
    Some((key, value, after.trim_start()))
}

fn quoted_value(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => value.push(match characters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                other => other,
            }),
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(line: &str) -> Value {
        serde_json::from_str(&to_json(line)).unwrap()
    }

    #[test]
    fn a_console_line_gives_its_time_level_component_and_pairs() {
        let line =
            "2026-04-04T10:23:45.123Z INFO  http user_id=user_456 n=20 GET /flows?page=1 45ms";
        assert_eq!(
            read(line),
            json!({"timestamp": "2026-04-04T10:23:45.123Z", "level": "INFO", "logger": "http",
                "component": "http", "user_id": "user_456", "n": 20,
                "message": "GET /flows?page=1 45ms"})
        );
        let line =
            "2026-04-04T10:23:46Z WARN mongo duration_ms=234 query=\"find all\" ip=203.0.113.4";
        let told = read(line);
        assert_eq!((&told["duration_ms"], &told["query"]), (&json!(234), &json!("find all")));
        assert_eq!(told["message"], "duration_ms=234 query=\"find all\" ip=203.0.113.4");
    }

    #[test]
    fn words_without_pairs_are_the_message() {
        let told = read("2026-04-04 10:23:45,123 ERROR Server stopped: a=b");
        assert_eq!(
            (&told["level"], &told["message"]),
            (&json!("ERROR"), &json!("Server stopped: a=b"))
        );
        assert_eq!(
            read("2026-04-04T10:23:45Z"),
            json!({"timestamp": "2026-04-04T10:23:45Z", "message": ""})
        );
    }

    #[test]
    fn pairs_alone_are_fields_and_anything_else_is_text() {
        assert_eq!(
            read(r#"time=2026-04-04T10:23:45Z level=info msg="it \"works\"" id=007"#),
            json!({"time": "2026-04-04T10:23:45Z", "level": "info", "msg": "it \"works\"", "id": "007"})
        );
        for line in ["a=b", "é = \"", "x=\"open", "=", "\tat com.example(Foo.java:7)", "{\"cut\": "]
        {
            assert_eq!(read(line), json!({"message": line}));
        }
    }
}
