//! A condition on an attribute: of the record, or else of its resource.

use std::borrow::Cow;

use serde_json::value::RawValue;
use sqlx::{Postgres, QueryBuilder};

use crate::payload::field;

/// Dots of a key that are tried as steps into nested values; beyond, a key is a name alone.
const MOST_STEPS: usize = 8;

/// That an attribute has one of some values.
///
/// The key is a name, or names joined by dots that lead into nested values. Values are compared as text;
/// a number also by what it is worth, and a list by each of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeCondition {
    pub key: String,
    pub values: Vec<String>,
}

impl AttributeCondition {
    /// Adds what the stored text of every record holds that the condition holds for.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>) {
        let last = self.key.rsplit('.').next().unwrap_or_default();
        let name = format!("{}\":", inside(last));
        push_either(query, name);
        if let [value] = &self.values[..]
            && let Some(text) = written(value)
        {
            push_either(query, text);
        }
    }

    /// Whether it holds for the attributes of a record and those of its resource.
    pub(super) fn holds(&self, attributes: Option<&str>, resource: Option<&str>) -> bool {
        self.find(attributes, resource)
            .is_some_and(|found| self.values.iter().any(|value| is_equal(found.get(), value, true)))
    }

    /// The value that the key leads to.
    fn find<'o>(
        &self,
        attributes: Option<&'o str>,
        resource: Option<&'o str>,
    ) -> Option<&'o RawValue> {
        let own = attributes.and_then(|attributes| find(attributes, &self.key));
        own.or_else(|| find(field(resource?, "attributes")?.get(), &self.key))
    }

    /// A condition that the record itself meets, by its own value; `None` where it has no such attribute.
    pub(in crate::logs) fn of(
        key: &str,
        attributes: Option<&str>,
        resource: Option<&str>,
    ) -> Option<Self> {
        let mut condition = Self { key: key.to_owned(), values: Vec::new() };
        let found = condition.find(attributes, resource)?.get();
        condition.values.push(text_of(found).into_owned());
        Some(condition)
    }
}

fn push_either(query: &mut QueryBuilder<Postgres>, text: String) {
    query.push(" and (strpos(attributes, ").push_bind(text.clone());
    query.push(") > 0 or strpos(resource, ").push_bind(text).push(") > 0)");
}

/// Text as it stands between the quotes of a JSON string.
fn inside(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

/// What is written of every value that is equal to a text. A number may be written in several ways.
fn written(value: &str) -> Option<String> {
    let Some(number) = number(value) else {
        // A list or an object is written with its quotes as they are.
        return (!value.starts_with(['[', '{'])).then(|| inside(value));
    };
    let shortest = number.abs().to_string();
    (!value.contains(['e', 'E']) && value.contains(&shortest)).then_some(shortest)
}

/// A number as JSON writes it and doubles keep it.
fn number(text: &str) -> Option<f64> {
    // Here the next whole number falls together with this one.
    const INEXACT: f64 = 9_007_199_254_740_992.0;
    let number = serde_json::from_str::<f64>(text).ok();
    number.filter(|number| number.abs() < INEXACT)
}

/// Follows a key into an object: the whole key first, then step by step.
fn find<'o>(object: &'o str, key: &str) -> Option<&'o RawValue> {
    if let Some(value) = field(object, key) {
        return Some(value);
    }
    let mut dots = key.match_indices('.').map(|(place, _)| place);
    if key.matches('.').count() > MOST_STEPS {
        return None;
    }
    dots.find_map(|dot| {
        let inner = field(object, &key[..dot])?.get();
        inner.starts_with('{').then(|| find(inner, &key[dot + 1..])).flatten()
    })
}

fn is_equal(found: &str, value: &str, into_lists: bool) -> bool {
    if found.starts_with('"') {
        return text_of(found) == value;
    }
    if found.starts_with('[') && into_lists {
        let items: Vec<&RawValue> = serde_json::from_str(found).unwrap_or_default();
        if items.iter().any(|item| is_equal(item.get(), value, false)) {
            return true;
        }
    }
    found == value || number(found).is_some_and(|number| self::number(value) == Some(number))
}

/// A value as text: a string's own, anything else as JSON.
pub(in crate::logs) fn text_of(json: &str) -> Cow<'_, str> {
    let text = json.starts_with('"').then(|| serde_json::from_str(json).ok()).flatten();
    text.map_or(Cow::Borrowed(json), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTRIBUTES: &str = r#"{"a":"x","a.b":"y","n":1.0,"big":"9007199254740993","ok":true,"tags":["p",7],
        "http":{"status":200,"path.to":{"it":"\"q\""}},"none":null,"__proto__":"p","list":[["in"]]}"#;
    const RESOURCE: &str = r#"{"attributes":{"host.name":"h","a":"other"},"schemaUrl":"u"}"#;

    fn holds(key: &str, value: &str) -> bool {
        let condition = AttributeCondition { key: key.to_owned(), values: vec![value.to_owned()] };
        condition.holds(Some(ATTRIBUTES), Some(RESOURCE))
    }

    #[test]
    fn keys_are_names_or_lead_into_values() {
        for (key, value) in [
            ("a", "x"),
            ("a.b", "y"),
            ("http.status", "200"),
            ("http.path.to.it", "\"q\""),
            ("host.name", "h"),
            ("__proto__", "p"),
        ] {
            assert!(holds(key, value), "{key}={value}");
        }
        for (key, value) in
            [("a", "other"), ("schemaUrl", "u"), ("http", "200"), ("b", "y"), ("", "")]
        {
            assert!(!holds(key, value), "{key}={value}");
        }
        assert!(!holds(&"http.".repeat(5_000), "x"));
    }

    #[test]
    fn values_are_equal_by_text_or_worth() {
        for (key, value) in [
            ("n", "1"),
            ("n", "1.0"),
            ("n", "1e0"),
            ("big", "9007199254740993"),
            ("ok", "true"),
            ("tags", "p"),
            ("tags", "7"),
            ("tags", r#"["p",7]"#),
            ("none", "null"),
        ] {
            assert!(holds(key, value), "{key}={value}");
        }
        for (key, value) in
            [("n", "01"), ("n", "2"), ("big", "9007199254740992"), ("list", "in"), ("a", "X")]
        {
            assert!(!holds(key, value), "{key}={value}");
        }
    }

    #[test]
    fn what_is_asked_for_is_written_in_every_match() {
        for (value, text) in [
            ("a \"b\"", Some(r#"a \"b\""#)),
            ("5", Some("5")),
            ("5.00", Some("5")),
            ("-5", Some("5")),
            ("1e3", None),
            ("9007199254740993", Some("9007199254740993")),
            (".5", Some(".5")),
            ("0.1234567890123456789", None),
            (r#"["p",7]"#, None),
        ] {
            assert_eq!(written(value).as_deref(), text, "{value}");
        }
    }
}
