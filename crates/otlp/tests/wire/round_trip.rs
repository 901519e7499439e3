//! What goes out is what came in, type by type: stored JSON tells integers from doubles, bytes from
//! text and maps from whatever looks like one.

use std::collections::BTreeMap;

use farol_otlp::Encoding;
use farol_testkit::otlp::proto::common::v1::{AnyValue, KeyValue, any_value::Value as Any};
use proptest::prelude::*;
use serde_json::Value;

use crate::{
    properties::{base64, export, is_storable, mended, request},
    support::decode_request,
};

/// A value with its type. Doubles by their bits, NaN as one.
#[derive(Debug, PartialEq)]
enum Typed {
    Empty,
    Text(String),
    Bool(bool),
    Int(i64),
    Double(u64),
    Bytes(String),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

fn double(value: f64) -> Typed {
    Typed::Double(if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() })
}

fn sent(value: Option<&AnyValue>) -> Typed {
    match value.and_then(|value| value.value.as_ref()) {
        None | Some(Any::StringValueStrindex(_)) => Typed::Empty,
        Some(Any::StringValue(text)) => Typed::Text(mended(text)),
        Some(Any::BoolValue(value)) => Typed::Bool(*value),
        Some(Any::IntValue(value)) => Typed::Int(*value),
        Some(Any::DoubleValue(value)) => double(*value),
        Some(Any::BytesValue(bytes)) => Typed::Bytes(base64(bytes)),
        Some(Any::ArrayValue(list)) => {
            Typed::List(list.values.iter().map(|value| sent(Some(value))).collect())
        }
        Some(Any::KvlistValue(map)) => sent_map(&map.values),
    }
}

/// Of a key that is there twice, the last counts.
fn sent_map(attributes: &[KeyValue]) -> Typed {
    let entry = |of: &KeyValue| (mended(&of.key), sent(of.value.as_ref()));
    Typed::Map(attributes.iter().map(entry).collect())
}

fn received(value: &Value) -> Typed {
    let Some((kind, value)) = value.as_object().and_then(|fields| fields.iter().next()) else {
        return Typed::Empty;
    };
    let text = value.as_str().unwrap_or_default();
    match kind.as_str() {
        "stringValue" => Typed::Text(text.to_owned()),
        "boolValue" => Typed::Bool(value.as_bool().unwrap()),
        "intValue" => Typed::Int(text.parse().unwrap()),
        "doubleValue" => double(value.as_f64().unwrap_or_else(|| text.parse().unwrap())),
        "bytesValue" => Typed::Bytes(text.to_owned()),
        "arrayValue" => {
            let values = value["values"].as_array().into_iter().flatten();
            Typed::List(values.map(received).collect())
        }
        "kvlistValue" => received_map(&value["values"]),
        other => panic!("{other} is no kind of value"),
    }
}

fn received_map(attributes: &Value) -> Typed {
    let attributes = attributes.as_array().into_iter().flatten();
    let entry = |of: &Value| (of["key"].as_str().unwrap().to_owned(), received(&of["value"]));
    Typed::Map(attributes.map(entry).collect())
}

proptest! {
    #[test]
    fn attributes_go_out_with_the_types_they_came_with(request in request()) {
        let decoded = decode_request(&request, Encoding::Protobuf);
        let scopes = request.resource_spans.iter().flat_map(|entry| {
            entry.scope_spans.iter().map(move |scope| (entry, scope))
        });
        let came = scopes
            .flat_map(|(entry, scope)| scope.spans.iter().map(move |span| (entry, span)))
            .filter(|(_, span)| is_storable(span));
        for ((entry, came), span) in came.zip(&decoded.items) {
            let exported = export(span);
            let out = &exported["scopeSpans"][0]["spans"][0];
            assert_eq!(received_map(&out["attributes"]), sent_map(&came.attributes));
            for (place, event) in came.events.iter().enumerate() {
                let out = &out["events"][place]["attributes"];
                assert_eq!(received_map(out), sent_map(&event.attributes));
            }
            let resource = entry.resource.iter().flat_map(|of| of.attributes.clone());
            let out = &exported["resource"]["attributes"];
            assert_eq!(received_map(out), sent_map(&resource.collect::<Vec<_>>()));
        }
    }
}
