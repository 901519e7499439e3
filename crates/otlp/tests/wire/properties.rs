//! Random requests, compared with what the generated types hold.

use farol_model::{JsonText, Span};
use farol_otlp::{Encoding, ExportSpan, count_metrics, resource_spans};
use farol_testkit::otlp::proto::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{
        AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value::Value as Any,
    },
    resource::v1::Resource,
    trace::v1::{
        ResourceSpans, ScopeSpans, Span as Sent, Status,
        span::{Event, Link},
    },
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value, json};

use crate::support::{BOTH, RECEIVED, decode_request, encode, parsed, try_logs, try_traces};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z._/~ ]{0,24}",
        2 => any::<String>(),
        1 => "[\\x00-\\x1f\"\\\\é漢😀]{0,40}",
    ]
}

fn any_value() -> impl Strategy<Value = AnyValue> {
    let leaf = prop_oneof![
        Just(None),
        text().prop_map(|value| Some(Any::StringValue(value))),
        any::<bool>().prop_map(|value| Some(Any::BoolValue(value))),
        any::<i64>().prop_map(|value| Some(Any::IntValue(value))),
        any::<f64>().prop_map(|value| Some(Any::DoubleValue(value))),
        vec(any::<u8>(), 0..9).prop_map(|value| Some(Any::BytesValue(value))),
    ];
    leaf.prop_map(|value| AnyValue { value }).prop_recursive(4, 24, 5, |inner| {
        let entry = (text(), inner.clone()).prop_map(|(key, value)| key_value(key, value));
        prop_oneof![
            vec(inner, 0..5).prop_map(|values| Any::ArrayValue(ArrayValue { values })),
            vec(entry, 0..5).prop_map(|values| Any::KvlistValue(KeyValueList { values })),
        ]
        .prop_map(|value| AnyValue { value: Some(value) })
    })
}

fn key_value(key: String, value: AnyValue) -> KeyValue {
    KeyValue { key, value: Some(value), ..KeyValue::default() }
}

fn attributes() -> impl Strategy<Value = Vec<KeyValue>> {
    let key = prop_oneof![
        3 => text(),
        1 => proptest::sample::select(vec![
            "gen_ai.operation.name", "gen_ai.request.model", "gen_ai.usage.input_tokens",
            "gen_ai.prompt.0.content", "gen_ai.response.finish_reasons", "error.type",
            "session.id", "farol.input", "gen_ai.retrieval.x", "gen_ai.output.messages",
        ]).prop_map(str::to_owned),
    ];
    vec((key, any_value()).prop_map(|(key, value)| key_value(key, value)), 0..6)
}

fn id(length: usize) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![9 => vec(any::<u8>(), length), 1 => vec(any::<u8>(), 0..20), 1 => Just(vec![0; length])]
}

fn time() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0..2_u64.pow(62), 1 => Just(0), 1 => any::<u64>()]
}

fn span() -> impl Strategy<Value = Sent> {
    let event =
        (time(), text(), attributes(), any::<u32>()).prop_map(|(time, name, own, dropped)| Event {
            time_unix_nano: time,
            name,
            attributes: own,
            dropped_attributes_count: dropped,
        });
    let link = (id(16), id(8), text(), attributes(), any::<u32>()).prop_map(
        |(trace_id, span_id, trace_state, attributes, flags)| Link {
            trace_id,
            span_id,
            trace_state,
            attributes,
            dropped_attributes_count: 0,
            flags,
        },
    );
    let status = (text(), 0..4_i32).prop_map(|(message, code)| Status { message, code });
    (
        (id(16), id(8), id(8), text(), text(), any::<i32>()),
        (time(), time(), attributes(), any::<u32>(), any::<u32>()),
        (vec(event, 0..3), vec(link, 0..3), proptest::option::of(status)),
    )
        .prop_map(|(ids, times, lists)| Sent {
            trace_id: ids.0,
            span_id: ids.1,
            parent_span_id: ids.2,
            trace_state: ids.3,
            name: ids.4,
            kind: ids.5,
            start_time_unix_nano: times.0,
            end_time_unix_nano: times.1,
            attributes: times.2,
            flags: times.3,
            dropped_links_count: times.4,
            events: lists.0,
            links: lists.1,
            status: lists.2,
            ..Sent::default()
        })
}

pub fn request() -> impl Strategy<Value = ExportTraceServiceRequest> {
    let scope = (text(), text(), attributes(), any::<u32>()).prop_map(
        |(name, version, attributes, dropped_attributes_count)| InstrumentationScope {
            name,
            version,
            attributes,
            dropped_attributes_count,
        },
    );
    let scope_spans = (proptest::option::of(scope), vec(span(), 0..4), text())
        .prop_map(|(scope, spans, schema_url)| ScopeSpans { scope, spans, schema_url });
    let resource =
        attributes().prop_map(|attributes| Resource { attributes, ..Resource::default() });
    let resource_spans = (proptest::option::of(resource), vec(scope_spans, 0..3), text()).prop_map(
        |(resource, scope_spans, schema_url)| ResourceSpans { resource, scope_spans, schema_url },
    );
    vec(resource_spans, 0..3)
        .prop_map(|resource_spans| ExportTraceServiceRequest { resource_spans })
}

pub fn mended(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// What JSON can hold of a value: the same rules, written another way.
fn json_of(value: Option<&AnyValue>, encoding: Encoding) -> Value {
    match value.and_then(|value| value.value.as_ref()) {
        None | Some(Any::StringValueStrindex(_)) => Value::Null,
        Some(Any::StringValue(text)) => json!(mended(text)),
        Some(Any::BoolValue(value)) => json!(value),
        Some(&Any::IntValue(value)) if value.unsigned_abs() <= 1 << 53 => json!(value),
        Some(Any::IntValue(value)) => json!(value.to_string()),
        Some(Any::DoubleValue(value)) if value.is_finite() => json!(value),
        // The generated types write `null` for these in JSON.
        Some(Any::DoubleValue(_)) if encoding == Encoding::Json => Value::Null,
        Some(Any::DoubleValue(value)) if value.is_nan() => json!("NaN"),
        Some(&Any::DoubleValue(value)) => json!(if value > 0.0 { "Infinity" } else { "-Infinity" }),
        Some(Any::BytesValue(bytes)) => json!(base64(bytes)),
        Some(Any::ArrayValue(list)) => {
            list.values.iter().map(|value| json_of(Some(value), encoding)).collect()
        }
        Some(Any::KvlistValue(map)) => object_of(&map.values, encoding),
    }
}

fn object_of(attributes: &[KeyValue], encoding: Encoding) -> Value {
    let entries = attributes
        .iter()
        .map(|attribute| (mended(&attribute.key), json_of(attribute.value.as_ref(), encoding)));
    Value::Object(entries.collect::<Map<_, _>>())
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

fn is_id(bytes: &[u8], length: usize) -> bool {
    bytes.len() == length && bytes.iter().any(|&byte| byte != 0)
}

pub fn is_storable(sent: &Sent) -> bool {
    is_id(&sent.trace_id, 16)
        && is_id(&sent.span_id, 8)
        && i64::try_from(sent.start_time_unix_nano).is_ok()
        && i64::try_from(sent.end_time_unix_nano).is_ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn assert_same(sent: &Sent, span: &Span, encoding: Encoding) {
    assert_eq!(span.trace_id.to_string(), hex(&sent.trace_id));
    assert_eq!(span.span_id.to_string(), hex(&sent.span_id));
    let parent = is_id(&sent.parent_span_id, 8).then(|| hex(&sent.parent_span_id));
    assert_eq!(span.parent_span_id.map(|id| id.to_string()), parent);
    assert_eq!((&span.name, span.kind), (&mended(&sent.name), sent.kind));
    let start = match sent.start_time_unix_nano {
        0 => RECEIVED.0,
        start => start.cast_signed(),
    };
    let end = match sent.end_time_unix_nano {
        0 => start,
        end => end.cast_signed(),
    };
    assert_eq!((span.start.0, span.end.unwrap().0), (start, end));
    let status = sent.status.clone().unwrap_or_default();
    assert_eq!(span.status_code, status.code);
    assert_eq!(span.status_message.clone().unwrap_or_default(), mended(&status.message));
    let attributes = span.attributes.as_ref().map_or(json!({}), |text| parsed(Some(text)));
    assert_eq!(attributes, object_of(&sent.attributes, encoding));
    let events: Vec<Value> = sent.events.iter().map(|event| event_of(event, encoding)).collect();
    let decoded = span.events.as_ref().map_or(json!([]), |text| parsed(Some(text)));
    assert_eq!(decoded, Value::Array(events));
    let links: Vec<Value> = sent.links.iter().map(|link| link_of(link, encoding)).collect();
    let decoded = span.links.as_ref().map_or(json!([]), |text| parsed(Some(text)));
    assert_eq!(decoded, Value::Array(links));
    let mut otlp = json!({});
    set(&mut otlp, "traceState", mended(&sent.trace_state), sent.trace_state.is_empty());
    set(&mut otlp, "flags", sent.flags, sent.flags == 0);
    set(&mut otlp, "droppedLinksCount", sent.dropped_links_count, sent.dropped_links_count == 0);
    assert_eq!(span.otlp.as_ref().map_or(json!({}), |text| parsed(Some(text))), otlp);
    for text in [&span.attribute_kinds, &span.resource.kinds, &span.resource.resource] {
        parsed(text.as_ref());
    }
}

fn set(object: &mut Value, key: &str, value: impl Into<Value>, is_default: bool) {
    if !is_default {
        object[key] = value.into();
    }
}

fn event_of(event: &Event, encoding: Encoding) -> Value {
    let mut expected = json!({
        "name": mended(&event.name),
        "timeUnixNano": event.time_unix_nano.to_string(),
        "attributes": object_of(&event.attributes, encoding),
    });
    let dropped = event.dropped_attributes_count;
    set(&mut expected, "droppedAttributesCount", dropped, dropped == 0);
    expected
}

fn link_of(link: &Link, encoding: Encoding) -> Value {
    let mut expected = json!({
        "traceId": hex(&link.trace_id),
        "spanId": hex(&link.span_id),
        "attributes": object_of(&link.attributes, encoding),
    });
    set(&mut expected, "traceState", mended(&link.trace_state), link.trace_state.is_empty());
    set(&mut expected, "flags", link.flags, link.flags == 0);
    expected
}

pub fn export(span: &Span) -> Value {
    let text = |text: &Option<JsonText>| text.clone().map(JsonText::into_string);
    let texts = [
        text(&span.attributes),
        text(&span.attribute_kinds),
        text(&span.events),
        text(&span.links),
        text(&span.otlp),
        text(&span.resource.resource),
        text(&span.resource.scope),
        text(&span.resource.kinds),
    ];
    resource_spans(&ExportSpan {
        trace_id: span.trace_id,
        span_id: span.span_id,
        parent_span_id: span.parent_span_id,
        name: &span.name,
        kind: span.kind,
        start: span.start,
        end: span.end.unwrap(),
        status_code: span.status_code,
        status_message: span.status_message.as_deref(),
        attributes: texts[0].as_deref(),
        attribute_kinds: texts[1].as_deref(),
        events: texts[2].as_deref(),
        links: texts[3].as_deref(),
        otlp: texts[4].as_deref(),
        resource: texts[5].as_deref(),
        scope: texts[6].as_deref(),
        resource_kinds: texts[7].as_deref(),
    })
}

/// The JSON texts that are stored of a span.
pub fn texts_of(span: &Span) -> [&Option<JsonText>; 8] {
    [
        &span.attributes,
        &span.attribute_kinds,
        &span.events,
        &span.links,
        &span.otlp,
        &span.resource.resource,
        &span.resource.scope,
        &span.resource.kinds,
    ]
}

/// What is stored of a span, parsed, since the order of keys does not matter.
pub fn stored_texts(span: &Span) -> Vec<Value> {
    let mut values: Vec<Value> = texts_of(span).map(|text| parsed(text.as_ref())).to_vec();
    let ids = (span.trace_id, span.span_id, span.parent_span_id, span.start, span.end);
    values.push(json!(format!("{ids:?} {} {} {}", span.name, span.kind, span.status_code)));
    values
}

proptest! {
    #[test]
    fn random_requests_are_read_as_the_generated_types_hold_them(request in request()) {
        for encoding in BOTH {
            let decoded = decode_request(&request, encoding);
            let scopes = || request.resource_spans.iter().flat_map(|entry| {
                entry.scope_spans.iter().map(move |scope| (entry, scope))
            });
            let sent: Vec<_> = scopes()
                .flat_map(|(entry, scope)| scope.spans.iter().map(move |span| (entry, scope, span)))
                .collect();
            let storable: Vec<_> =
                sent.iter().filter(|(_, _, span)| is_storable(span)).collect();
            assert_eq!(decoded.rejected.count, (sent.len() - storable.len()) as u64);
            assert_eq!(decoded.items.len(), storable.len());
            for ((entry, scope, sent), span) in storable.into_iter().zip(&decoded.items) {
                assert_same(sent, span, encoding);
                let name = scope.scope.as_ref().map(|scope| mended(&scope.name));
                let name = name.filter(|name| !name.is_empty());
                assert_eq!(&span.resource.scope_name, &name);
                if let Some(resource) = &entry.resource {
                    let kept = &parsed(span.resource.resource.as_ref())["attributes"];
                    assert_eq!(kept, &object_of(&resource.attributes, encoding));
                }
            }
        }
    }

    #[test]
    fn what_is_exported_is_what_came(request in request()) {
        let decoded = decode_request(&request, Encoding::Protobuf);
        let exported: Vec<Value> = decoded.items.iter().map(export).collect();
        let body = json!({"resourceSpans": exported}).to_string();
        let again = try_traces(body.as_bytes(), Encoding::Json).unwrap();
        assert_eq!(again.items.len(), decoded.items.len());
        for (first, second) in decoded.items.iter().zip(&again.items) {
            assert_eq!(stored_texts(first), stored_texts(second));
        }
    }

    #[test]
    fn case_47_random_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        for encoding in BOTH {
            let _ = try_traces(&bytes, encoding);
            let _ = try_logs(&bytes, encoding);
            let _ = count_metrics(&bytes, encoding);
        }
    }

    #[test]
    fn case_47_random_json_never_panics(text in r#"[\[\]{}:,"a0-9.eE\-]{0,80}"#) {
        for start in ["", r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":["#] {
            let _ = try_traces(format!("{start}{text}").as_bytes(), Encoding::Json);
        }
    }

    #[test]
    fn case_47_truncated_requests_never_panic(request in request(), cut in 0.0..1.0_f64) {
        for encoding in BOTH {
            let body = encode(&request, encoding);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            #[expect(clippy::cast_precision_loss)]
            let length = (body.len() as f64 * cut) as usize;
            let _ = try_traces(&body[..length], encoding);
            let _ = try_logs(&body[..length], encoding);
        }
    }
}
