//! Answers as text that a model can read: without what says nothing, and a page at a time.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

/// Characters of an answer's page.
pub(super) const PAGE: usize = 25_000;

/// Characters of one text in a list; a single thing is told whole.
const IN_A_LIST: usize = 1_000;

/// What machines need and no reader does, in items of lists.
const NOISE: &[&str] = &[
    "attributeKinds",
    "resourceKinds",
    "observedTimestamp",
    "severityNumber",
    "statusCode",
    "otlp",
    "scope",
    "resource",
    "costEstimated",
    "kind",
];

/// A page of an answer from this character on, cut at the end of a line where one is near; says how to go on.
pub(super) fn page(answer: &str, offset: usize) -> String {
    let total = answer.chars().count();
    if offset == 0 && total <= PAGE {
        return answer.to_owned();
    }
    if offset >= total {
        return format!("(The answer has {total} characters: nothing follows at offset {offset}.)");
    }
    let rest: String = answer.chars().skip(offset).take(PAGE).collect();
    let is_last = offset + rest.chars().count() == total;
    if is_last {
        return format!("{rest}\n(The end: characters {offset} to {total}.)");
    }
    let line = rest.rfind('\n').filter(|&end| end > rest.len() / 2);
    let shown = &rest[..line.map_or(rest.len(), |end| end + 1)];
    let next = offset + shown.chars().count();
    format!(
        "{shown}\n(Cut: characters {offset} to {next} of {total}. To go on, call this tool again with the \
         same arguments and offset={next}.)"
    )
}

/// A page of a list: how many, how to go on, then an item a line.
pub(super) fn list<T: Serialize>(what: &str, items: &[T], next_cursor: Option<&str>) -> String {
    let more = match next_cursor {
        Some(cursor) => format!(
            "There are more: call this tool again with the same arguments and cursor=\"{cursor}\"."
        ),
        None => "That is all.".to_owned(),
    };
    let count = items.len();
    let mut text = format!("{count} {what}. {more}\n");
    for item in items {
        text.push_str(&line(&json(item), Some(IN_A_LIST)));
        text.push('\n');
    }
    text
}

/// One thing whole, a field a line.
pub(super) fn whole<T: Serialize>(of: &T) -> String {
    let mut text = String::new();
    match json(of) {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let Some(value) = told(&name, value, None) {
                    // Writing to a text does not fail.
                    writeln!(text, "{name}: {value}").ok();
                }
            }
        }
        other => text.push_str(&other.to_string()),
    }
    text
}

pub(super) fn json<T: Serialize>(of: &T) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// One item as JSON on a line.
pub(super) fn line(item: &Value, longest: Option<usize>) -> String {
    told("", item.clone(), longest).unwrap_or_default().to_string()
}

/// A value without what says nothing; `None` where nothing is left.
fn told(name: &str, value: Value, longest: Option<usize>) -> Option<Value> {
    let is_noise = name.ends_with("UnixNano") || longest.is_some() && NOISE.contains(&name);
    if is_noise {
        return None;
    }
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(Value::String(match longest {
            Some(longest) => shortened(text, longest),
            None => text,
        })),
        Value::Array(items) => {
            let items: Vec<Value> =
                items.into_iter().filter_map(|item| told("", item, longest)).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(fields) => {
            let fields: Map<String, Value> = fields
                .into_iter()
                .filter_map(|(name, value)| {
                    let value = told(&name, value, longest)?;
                    Some((name, value))
                })
                .collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        value => Some(value),
    }
}

/// A text of at most so many characters.
pub(super) fn shortened(text: String, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text };
    let rest = text[end..].chars().count();
    format!("{}…[{rest} more characters]", &text[..end])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_overlap() {
        let lines: Vec<String> = (0..5_000).map(|line| format!("line é {line}")).collect();
        let answer = lines.join("\n");
        let (mut read, mut offset, mut pages) = (String::new(), 0, 0);
        loop {
            let page = page(&answer, offset);
            let (shown, note) = page.rsplit_once("\n(").unwrap();
            assert!(shown.chars().count() <= PAGE, "{note}");
            read.push_str(shown);
            pages += 1;
            let Some((_, next)) = note.split_once("offset=") else { break };
            offset = next.trim_end_matches(".)").parse().unwrap();
        }
        assert_eq!(read, answer);
        assert!(pages > 2, "{pages}");
        assert_eq!(page("short", 0), "short");
        assert!(page("short", 5).contains("nothing follows"));
    }

    #[test]
    fn a_text_without_lines_is_cut_all_the_same() {
        let answer = "é".repeat(PAGE + 1);
        assert!(page(&answer, 0).contains(&format!("offset={PAGE}.")));
        assert!(page(&answer, PAGE).starts_with("é\n(The end"));
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let item = json!({"a": null, "b": "", "c": [], "d": {"e": {}}, "f": 0, "g": false,
            "startTimeUnixNano": "1", "resource": {"x": 1}, "long": "é".repeat(1_001)});
        let line = line(&item, Some(IN_A_LIST));
        let long = format!("{}…[1 more characters]", "é".repeat(1_000));
        assert_eq!(line, json!({"f": 0, "g": false, "long": long}).to_string());
    }
}
