//! Attribute values of every kind, wherever they stand.

use farol_model::JsonText;
use farol_otlp::Encoding;
use farol_testkit::otlp::{
    attribute, log, logs,
    proto::{
        common::v1::{AnyValue, KeyValue},
        trace::v1::span::Link,
    },
    protobuf_bytes, span, traces, value,
};
use serde_json::{Value, json};

use crate::support::{BOTH, START, decode_request, one_span, parsed, try_logs};

fn all_kinds() -> Vec<KeyValue> {
    vec![
        attribute("empty", AnyValue::default()),
        KeyValue { key: "absent".to_owned(), ..KeyValue::default() },
        attribute("bool", false),
        attribute("int", -7),
        attribute("double", 1.0),
        attribute("small", 1e-9),
        attribute("large", 1e300),
        attribute("long", i64::MAX),
        attribute("text", ""),
        attribute("bytes", &[0xFB_u8, 0xFF, 0][..]),
        attribute(
            "list",
            vec![value(1), value("x"), value(vec![value(true)]), AnyValue::default()],
        ),
        attribute("no list", Vec::<AnyValue>::new()),
        attribute("map", vec![attribute("a/b~c", &[1_u8][..]), attribute("d", 2.5)]),
        attribute("no map", Vec::<KeyValue>::new()),
        attribute("__proto__", "just a key"),
    ]
}

fn expected() -> Value {
    json!({
        "empty": null, "absent": null, "bool": false, "int": -7, "double": 1.0, "small": 1e-9,
        "large": 1e300, "long": "9223372036854775807", "text": "", "bytes": "+/8A",
        "list": [1, "x", [true], null], "no list": [],
        "map": {"a/b~c": "AQ==", "d": 2.5}, "no map": {}, "__proto__": "just a key",
    })
}

/// The kinds that go with them, under a pointer.
fn expected_kinds(at: &str) -> Value {
    json!({
        format!("{at}/long"): "int",
        format!("{at}/bytes"): "bytes",
        format!("{at}/map/a~1b~0c"): "bytes",
    })
}

fn joined(parts: [Value; 2]) -> Value {
    Value::Object(parts.into_iter().flat_map(|part| part.as_object().cloned().unwrap()).collect())
}

#[test]
fn case_35_every_kind_is_kept_on_spans_events_and_links() {
    let mut sent = span(1, 1, "a", START);
    sent.attributes = all_kinds();
    assert_kinds(one_span(sent.clone()).attribute_kinds.as_ref(), &expected_kinds("/attributes"));

    sent.attributes = Vec::new();
    sent.events = vec![
        farol_testkit::otlp::event("first", 1, Vec::new()),
        farol_testkit::otlp::event("second", 2, all_kinds()),
    ];
    sent.links = vec![Link { attributes: all_kinds(), ..Link::default() }];
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", vec![sent.clone()]), encoding);
        let span = &decoded.items[0];
        assert_eq!(parsed(span.events.as_ref())[1]["attributes"], expected());
        assert_eq!(parsed(span.links.as_ref())[0]["attributes"], expected());
        let kinds =
            joined([expected_kinds("/events/1/attributes"), expected_kinds("/links/0/attributes")]);
        assert_kinds(span.attribute_kinds.as_ref(), &kinds);
    }
}

fn assert_kinds(kinds: Option<&JsonText>, expected: &Value) {
    assert_eq!(&parsed(kinds), expected);
}

#[test]
fn case_35_every_kind_is_kept_on_resources_and_scopes() {
    let mut request = traces("service", vec![span(1, 1, "a", START)]);
    let entry = &mut request.resource_spans[0];
    entry.resource.as_mut().unwrap().attributes = all_kinds();
    entry.scope_spans[0].scope.as_mut().unwrap().attributes = all_kinds();
    for encoding in BOTH {
        let decoded = decode_request(&request, encoding);
        let resource = &decoded.items[0].resource;
        assert_eq!(parsed(resource.resource.as_ref())["attributes"], expected());
        assert_eq!(parsed(resource.scope.as_ref())["attributes"], expected());
        let kinds =
            joined([expected_kinds("/resource/attributes"), expected_kinds("/scope/attributes")]);
        assert_kinds(resource.kinds.as_ref(), &kinds);
    }
}

#[test]
fn case_35_every_kind_is_kept_on_logs_and_in_their_bodies() {
    let mut record = log(START, "");
    record.attributes = all_kinds();
    record.body = Some(value(all_kinds()));
    let body = protobuf_bytes(&logs("service", vec![record]));
    let log = try_logs(&body, Encoding::Protobuf).unwrap().items.remove(0);
    assert_eq!(parsed(log.attributes.as_ref()), expected());
    assert_eq!(parsed(log.body.as_ref()), expected());
    let kinds = joined([expected_kinds("/attributes"), expected_kinds("/body")]);
    assert_kinds(log.attribute_kinds.as_ref(), &kinds);
}

#[test]
fn doubles_never_look_like_integers() {
    let mut sent = span(1, 1, "a", START);
    sent.attributes = vec![attribute("a", 1.0), attribute("b", -0.0), attribute("c", 1)];
    let text = one_span(sent).attributes.unwrap();
    assert_eq!(text.as_str(), r#"{"a":1.0,"b":-0.0,"c":1}"#);
}

#[test]
fn case_36_of_duplicate_keys_the_last_one_is_kept_with_its_kind() {
    let mut sent = span(1, 1, "a", START);
    sent.attributes = vec![
        attribute("k", &[1_u8][..]),
        attribute("other", 1),
        attribute("k", "last"),
        attribute("m", vec![attribute("x", i64::MAX), attribute("x", 5)]),
    ];
    let decoded = one_span(sent.clone());
    assert_eq!(decoded.attributes.unwrap().as_str(), r#"{"other":1,"k":"last","m":{"x":5}}"#);
    assert_eq!(decoded.attribute_kinds, None);

    sent.attributes = (0..100).map(|n| attribute(&format!("k{}", n % 50), n)).collect();
    let attributes = parsed(one_span(sent).attributes.as_ref());
    assert_eq!(attributes.as_object().unwrap().len(), 50);
    assert_eq!(attributes["k7"], json!(57));
}

#[test]
fn case_46_indexes_into_a_string_table_are_left_out_with_a_warning() {
    let mut sent = span(1, 1, "a", START);
    sent.attributes = vec![KeyValue { key_strindex: 5, ..attribute("key", "value") }];
    // An `AnyValue` that holds field 8, a varint.
    let raw = protobuf_bytes(&traces("service", vec![sent.clone()]));
    let decoded = crate::support::try_traces(&raw, Encoding::Protobuf).unwrap();
    assert_eq!(parsed(decoded.items[0].attributes.as_ref()), json!({"key": "value"}));
    assert!(decoded.warning.unwrap().contains("string table"));

    let value = farol_testkit::otlp::proto::common::v1::any_value::Value::StringValueStrindex(3);
    sent.attributes = vec![attribute("key", AnyValue { value: Some(value) })];
    let decoded = decode_request(&traces("service", vec![sent]), Encoding::Protobuf);
    assert_eq!(parsed(decoded.items[0].attributes.as_ref()), json!({"key": null}));
    assert!(decoded.warning.unwrap().contains("string table"));

    let decoded = crate::support::json_traces(&crate::support::json_span(
        r#""attributes":[{"key":"k","keyStrindex":1,"value":{"stringValueStrindex":2}}]"#,
    ));
    assert_eq!(parsed(decoded.items[0].attributes.as_ref()), json!({"k": null}));
    assert!(decoded.warning.unwrap().contains("string table"));
}
