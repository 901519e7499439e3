use std::borrow::Cow;

use super::*;
use crate::value::{Attribute, Value};

fn text(value: &str) -> Value<'static> {
    Value::Text(Cow::Owned(value.to_owned()))
}

/// Values of every kind, and texts that look like something.
fn values() -> Vec<Value<'static>> {
    let entry = |key: &'static str, value| Attribute { key: Cow::Borrowed(key), value };
    let texts = [
        "",
        " ",
        "x",
        "-1",
        "1e400",
        "true",
        "span",
        "[",
        "{\"a\":",
        "\"\"",
        "\"\\u0000\"",
        "{}",
        "{\"input\":{},\"usage\":[1],\"model\":\"\\u0000\",\"total\":-1,\"\":7}",
        "[[[]]]",
        "{'a': 1}",
        "2025-11-21T04:40:00Z",
        "9999-12-31T23:59:59Z",
        "0000000000000000",
    ];
    let mut values: Vec<_> = texts.map(text).into();
    values.extend([text(&"[".repeat(5_000)), text(&"é".repeat(2_000))]);
    values.extend([i64::MIN, -1, 0, i64::MAX].map(Value::Int));
    values.extend([f64::NAN, f64::NEG_INFINITY, -0.0, 1e300].map(Value::Double));
    values.extend([Value::Empty, Value::Bool(true), Value::TooDeep, Value::List(Vec::new())]);
    values.push(Value::Bytes(Cow::Borrowed(b"\xff")));
    values.push(Value::List(vec![Value::Empty, Value::Map(Vec::new())]));
    values.push(Value::Map(vec![entry("usage", Value::Int(1)), entry("", Value::Empty)]));
    values
}

#[test]
fn no_value_of_a_known_name_does_harm() {
    let mut charge = |_| true;
    let mut meter = Meter::new(&mut charge);
    let rows = TABLES.iter().flat_map(|table| table.local.iter().chain(table.rows));
    for (row, place) in rows.zip(0..) {
        let key = if row.key.ends_with('.') { format!("{}0.a.0", row.key) } else { row.key.into() };
        for value in values() {
            let attributes = vec![Attribute { key: Cow::Borrowed(&*key), value }];
            let raw = RawSpan { attributes, name: Cow::Borrowed("x"), ..RawSpan::default() };
            // Each scope in turn, so that local rows are met, too.
            let scopes = TABLES.iter().flat_map(|table| table.scopes);
            let scope_name = scopes.cycle().nth(place % 7).map(|scope| (*scope).to_owned());
            let resource = farol_model::Resource { scope_name, ..Default::default() };
            let mut span = Span { resource: resource.into(), ..Span::default() };
            understand(&raw, &mut span, &mut meter, &mut Vec::new());
            let usage = &span.usage;
            let counts = [usage.input, usage.output, usage.total, usage.cached, usage.cache_write];
            assert!(counts.into_iter().flatten().all(|count| count >= 0), "{key}");
            assert!(span.cost.is_none_or(|cost| cost.is_finite() && cost >= 0.0), "{key}");
            let names = [&span.model, &span.thread_id, &span.tool_name, &span.agent_name];
            let is_good = |name: &&Option<String>| {
                name.as_ref().is_none_or(|name| !name.trim().is_empty() && !name.contains('\0'))
            };
            assert!(names.iter().all(is_good), "{key} {names:?}");
        }
    }
}
