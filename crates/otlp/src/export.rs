//! Stored spans back as OTLP/JSON: what came is what goes.

mod node;

use std::collections::HashMap;

use farol_model::{SpanId, TraceId, UnixNano};
use serde_json::{Map, Value, json};

pub use node::ExportNode;

/// A stored span: its ids and times, and the JSON texts as [`farol_model::Span`] describes them.
#[derive(Clone, Copy, Debug)]
pub struct ExportSpan<'a> {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    pub parent_span_id: Option<SpanId>,
    pub name: &'a str,
    pub kind: i32,
    pub start: UnixNano,
    pub end: UnixNano,
    pub status_code: i32,
    pub status_message: Option<&'a str>,
    pub attributes: Option<&'a str>,
    pub attribute_kinds: Option<&'a str>,
    pub events: Option<&'a str>,
    pub links: Option<&'a str>,
    pub otlp: Option<&'a str>,
    pub resource: Option<&'a str>,
    pub scope: Option<&'a str>,
    pub resource_kinds: Option<&'a str>,
}

/// One element of `resourceSpans` in OTLP/JSON, with this span alone.
pub fn resource_spans(span: &ExportSpan<'_>) -> Value {
    let kinds = Kinds::read(span.attribute_kinds);
    let resource_kinds = Kinds::read(span.resource_kinds);
    let mut out = Map::new();
    out.insert("traceId".to_owned(), span.trace_id.to_string().into());
    out.insert("spanId".to_owned(), span.span_id.to_string().into());
    if let Some(parent) = span.parent_span_id {
        out.insert("parentSpanId".to_owned(), parent.to_string().into());
    }
    out.insert("name".to_owned(), span.name.into());
    out.insert("kind".to_owned(), span.kind.into());
    out.insert("startTimeUnixNano".to_owned(), span.start.0.to_string().into());
    out.insert("endTimeUnixNano".to_owned(), span.end.0.to_string().into());
    out.insert(
        "status".to_owned(),
        json!({"code": span.status_code, "message": span.status_message}),
    );
    out.insert("attributes".to_owned(), kinds.attributes(&parse(span.attributes), "/attributes"));
    for (name, text) in [("events", span.events), ("links", span.links)] {
        let items = parse(text).as_array().cloned().unwrap_or_default();
        let items = items.into_iter().enumerate();
        let items = items.map(|(index, item)| kinds.within(item, &format!("/{name}/{index}")));
        out.insert(name.to_owned(), items.collect());
    }
    if let Value::Object(more) = parse(span.otlp) {
        out.extend(more);
    }
    let (resource, resource_url) = resource_kinds.owner(parse(span.resource), "/resource");
    let (scope, scope_url) = resource_kinds.owner(parse(span.scope), "/scope");
    json!({
        "resource": resource,
        "schemaUrl": resource_url,
        "scopeSpans": [{"scope": scope, "schemaUrl": scope_url, "spans": [out]}],
    })
}

fn parse(text: Option<&str>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// What JSON cannot tell apart, by JSON pointer.
struct Kinds(HashMap<String, String>);

impl Kinds {
    fn read(text: Option<&str>) -> Self {
        Self(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default())
    }

    /// A resource or scope in OTLP's form, and its schema's URL, which stands beside it.
    fn owner(&self, value: Value, path: &str) -> (Value, Value) {
        let mut value = self.within(value, path);
        let url = value.as_object_mut().and_then(|fields| fields.remove("schemaUrl"));
        (value, url.unwrap_or_default())
    }

    /// An object whose `attributes` take OTLP's form.
    fn within(&self, mut value: Value, path: &str) -> Value {
        if let Some(attributes) = value.get_mut("attributes") {
            *attributes = self.attributes(attributes, &format!("{path}/attributes"));
        }
        value
    }

    fn attributes(&self, attributes: &Value, path: &str) -> Value {
        let fields = attributes.as_object().into_iter().flatten();
        let pairs = fields.map(
            |(key, value)| json!({"key": key, "value": self.any_value(value, &child(path, key))}),
        );
        pairs.collect()
    }

    fn any_value(&self, value: &Value, path: &str) -> Value {
        match (value, self.0.get(path).map(String::as_str)) {
            (Value::Null, _) => json!({}),
            (Value::Bool(flag), _) => json!({"boolValue": flag}),
            (value, Some("bytes")) => json!({"bytesValue": value}),
            (value, Some("int")) => json!({"intValue": value}),
            (value, Some("double")) => json!({"doubleValue": value}),
            (Value::Number(number), _) if number.is_f64() => json!({"doubleValue": number}),
            (Value::Number(number), _) => json!({"intValue": number.to_string()}),
            (Value::String(text), _) => json!({"stringValue": text}),
            (Value::Array(items), _) => {
                let items = items.iter().enumerate();
                let values =
                    items.map(|(index, item)| self.any_value(item, &format!("{path}/{index}")));
                json!({"arrayValue": {"values": values.collect::<Vec<_>>()}})
            }
            (fields @ Value::Object(_), _) => {
                json!({"kvlistValue": {"values": self.attributes(fields, path)}})
            }
        }
    }
}

/// A JSON pointer one step further (RFC 6901).
fn child(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_give_back_what_json_cannot_tell() {
        let span = ExportSpan {
            trace_id: "5b8efff798038103d269b633813fc60c".parse().unwrap(),
            span_id: SpanId(2),
            parent_span_id: None,
            name: "work",
            kind: 1,
            start: UnixNano(5),
            end: UnixNano(6),
            status_code: 0,
            status_message: None,
            attributes: Some(
                r#"{"a/b":"AAE=","n":"9007199254740993","x":1.0,"i":1,"l":[null,{"k":"NaN"}]}"#,
            ),
            attribute_kinds: Some(
                r#"{"/attributes/a~1b":"bytes","/attributes/n":"int","/attributes/l/1/k":"double"}"#,
            ),
            events: Some(r#"[{"name":"e","timeUnixNano":"5","attributes":{"b":"AA=="}}]"#),
            links: None,
            otlp: Some(r#"{"traceState":"a=b"}"#),
            resource: Some(r#"{"attributes":{"service.name":"s"},"schemaUrl":"u"}"#),
            scope: Some(r#"{"name":"lib"}"#),
            resource_kinds: None,
        };
        let out = resource_spans(&span);
        let sent = &out["scopeSpans"][0]["spans"][0];
        let value = |key: &str| {
            let all = sent["attributes"].as_array().unwrap();
            all.iter().find(|pair| pair["key"] == key).unwrap()["value"].clone()
        };
        assert_eq!(value("a/b"), json!({"bytesValue": "AAE="}));
        assert_eq!(value("n"), json!({"intValue": "9007199254740993"}));
        assert_eq!(value("x"), json!({"doubleValue": 1.0}));
        assert_eq!(value("i"), json!({"intValue": "1"}));
        let list = &value("l")["arrayValue"]["values"];
        assert_eq!(list[0], json!({}));
        assert_eq!(list[1]["kvlistValue"]["values"][0]["value"], json!({"doubleValue": "NaN"}));
        assert_eq!(sent["traceState"], "a=b");
        assert_eq!((&out["schemaUrl"], &out["resource"]["schemaUrl"]), (&json!("u"), &Value::Null));
        assert_eq!(sent["events"][0]["attributes"][0]["key"], "b");
    }
}
