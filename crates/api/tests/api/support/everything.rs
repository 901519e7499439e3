//! Requests that hold every kind of value in every place that has attributes.

use farol_testkit::otlp::{
    attribute,
    proto::{
        collector::trace::v1::ExportTraceServiceRequest,
        common::v1::{AnyValue, InstrumentationScope, KeyValue},
        resource::v1::Resource,
        trace::v1::{
            ResourceSpans, ScopeSpans, Span, Status,
            span::{Event, Link},
        },
    },
    value,
};
use serde_json::{Map, Value, json};

use super::START;

/// Attributes of every kind, as protobuf has them.
pub fn attributes() -> Vec<KeyValue> {
    vec![
        attribute("empty", AnyValue { value: None }),
        KeyValue { key: "none".to_owned(), ..KeyValue::default() },
        attribute("yes", true),
        attribute("no", false),
        attribute("int", 7_i64),
        attribute("zero", 0_i64),
        attribute("least", i64::MIN),
        attribute("most", i64::MAX),
        attribute("fraction", 0.1),
        attribute("whole", 1.0),
        attribute("huge", 1e300),
        attribute("nan", f64::NAN),
        attribute("infinite", f64::INFINITY),
        attribute("deep", f64::NEG_INFINITY),
        attribute("no text", ""),
        attribute("text/~", "olá \u{1f980} \"\\\n"),
        attribute("bytes", &[0_u8, 255][..]),
        attribute("no bytes", &[][..]),
        attribute("no list", Vec::<AnyValue>::new()),
        attribute("list", mixed()),
        attribute("no map", Vec::<KeyValue>::new()),
        attribute("map", vec![attribute("a", vec![attribute("b", vec![value(1_i64)])])]),
    ]
}

fn mixed() -> Vec<AnyValue> {
    vec![
        value(1_i64),
        value("a"),
        AnyValue { value: None },
        value(vec![value(true), value(Vec::<AnyValue>::new())]),
        value(vec![attribute("k", &[1_u8][..])]),
    ]
}

/// The same as OTLP/JSON has them.
pub fn attributes_json() -> Value {
    let values = json!({
        "empty": {},
        "none": null,
        "yes": {"boolValue": true},
        "no": {"boolValue": false},
        "int": {"intValue": "7"},
        "zero": {"intValue": "0"},
        "least": {"intValue": "-9223372036854775808"},
        "most": {"intValue": "9223372036854775807"},
        "fraction": {"doubleValue": 0.1},
        "whole": {"doubleValue": 1.0},
        "huge": {"doubleValue": 1e300},
        "nan": {"doubleValue": "NaN"},
        "infinite": {"doubleValue": "Infinity"},
        "deep": {"doubleValue": "-Infinity"},
        "no text": {"stringValue": ""},
        "text/~": {"stringValue": "olá \u{1f980} \"\\\n"},
        "bytes": {"bytesValue": "AP8="},
        "no bytes": {"bytesValue": ""},
        "no list": {"arrayValue": {"values": []}},
        "list": {"arrayValue": {"values": [
            {"intValue": "1"},
            {"stringValue": "a"},
            {},
            {"arrayValue": {"values": [{"boolValue": true}, {"arrayValue": {"values": []}}]}},
            {"kvlistValue": {"values": [{"key": "k", "value": {"bytesValue": "AQ=="}}]}},
        ]}},
        "no map": {"kvlistValue": {"values": []}},
        "map": {"kvlistValue": {"values": [{"key": "a", "value": {"kvlistValue": {"values": [
            {"key": "b", "value": {"arrayValue": {"values": [{"intValue": "1"}]}}}
        ]}}}]}},
    });
    let pairs = values.as_object().unwrap().iter();
    pairs.map(|(key, value)| json!({"key": key, "value": value})).collect()
}

/// How the API gives them.
pub fn attributes_read() -> Value {
    json!({
        "empty": null,
        "none": null,
        "yes": true,
        "no": false,
        "int": 7,
        "zero": 0,
        "least": "-9223372036854775808",
        "most": "9223372036854775807",
        "fraction": 0.1,
        "whole": 1.0,
        "huge": 1e300,
        "nan": "NaN",
        "infinite": "Infinity",
        "deep": "-Infinity",
        "no text": "",
        "text/~": "olá \u{1f980} \"\\\n",
        "bytes": "AP8=",
        "no bytes": "",
        "no list": [],
        "list": [1, "a", null, [true, []], {"k": "AQ=="}],
        "no map": {},
        "map": {"a": {"b": [1]}},
    })
}

/// What JSON cannot tell apart in them, below a JSON pointer.
pub fn kinds_read(path: &str) -> Map<String, Value> {
    let kinds = [
        ("least", "int"),
        ("most", "int"),
        ("nan", "double"),
        ("infinite", "double"),
        ("deep", "double"),
        ("bytes", "bytes"),
        ("no bytes", "bytes"),
        ("list/4/k", "bytes"),
    ];
    kinds.into_iter().map(|(key, kind)| (format!("{path}/{key}"), kind.into())).collect()
}

/// A request of one span that has every field.
pub fn request() -> ExportTraceServiceRequest {
    let event = Event {
        time_unix_nano: START + 5,
        name: "an event".to_owned(),
        attributes: attributes(),
        dropped_attributes_count: 4,
    };
    let link = Link {
        trace_id: vec![0xab; 16],
        span_id: vec![0xcd; 8],
        trace_state: "c=d".to_owned(),
        attributes: attributes(),
        dropped_attributes_count: 5,
        flags: 0x301,
    };
    let span = Span {
        trace_id: vec![0x5b; 16],
        span_id: vec![0xee; 8],
        trace_state: "a=b".to_owned(),
        parent_span_id: vec![0xdd; 8],
        flags: 0xffff_ff01,
        name: "all of it".to_owned(),
        kind: 3,
        start_time_unix_nano: START,
        end_time_unix_nano: START + 9,
        attributes: attributes(),
        dropped_attributes_count: 1,
        events: vec![event],
        dropped_events_count: 2,
        links: vec![link],
        dropped_links_count: 3,
        status: Some(Status { message: "a reason".to_owned(), code: 1 }),
    };
    let scope = InstrumentationScope {
        name: "library".to_owned(),
        version: "1.2".to_owned(),
        attributes: attributes(),
        dropped_attributes_count: 7,
    };
    let resource =
        Resource { attributes: attributes(), dropped_attributes_count: 6, ..Resource::default() };
    let scope_spans =
        ScopeSpans { scope: Some(scope), spans: vec![span], schema_url: "https://s/2".to_owned() };
    ExportTraceServiceRequest {
        resource_spans: vec![ResourceSpans {
            resource: Some(resource),
            scope_spans: vec![scope_spans],
            schema_url: "https://s/1".to_owned(),
        }],
    }
}

/// The same request as OTLP/JSON.
pub fn request_json() -> Value {
    json!({"resourceSpans": [{
        "resource": {"attributes": attributes_json(), "droppedAttributesCount": 6},
        "schemaUrl": "https://s/1",
        "scopeSpans": [{
            "scope": {"name": "library", "version": "1.2", "attributes": attributes_json(),
                "droppedAttributesCount": 7},
            "schemaUrl": "https://s/2",
            "spans": [{
                "traceId": "5b".repeat(16), "spanId": "ee".repeat(8), "traceState": "a=b",
                "parentSpanId": "dd".repeat(8), "flags": 0xffff_ff01_u32, "name": "all of it",
                "kind": 3, "startTimeUnixNano": START.to_string(),
                "endTimeUnixNano": (START + 9).to_string(),
                "attributes": attributes_json(), "droppedAttributesCount": 1,
                "events": [{"timeUnixNano": (START + 5).to_string(), "name": "an event",
                    "attributes": attributes_json(), "droppedAttributesCount": 4}],
                "droppedEventsCount": 2,
                "links": [{"traceId": "ab".repeat(16), "spanId": "cd".repeat(8),
                    "traceState": "c=d", "attributes": attributes_json(),
                    "droppedAttributesCount": 5, "flags": 0x301}],
                "droppedLinksCount": 3,
                "status": {"code": 1, "message": "a reason"},
            }],
        }],
    }]})
}
