//! Requests as a whole: what is malformed, what is empty, resources and scopes.

use std::sync::Arc;

use farol_otlp::{DecodeError, Encoding, count_metrics};
use farol_testkit::otlp::{
    attribute,
    proto::{
        collector::metrics::v1::ExportMetricsServiceRequest,
        metrics::v1::{
            Gauge, Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, metric::Data,
        },
    },
    protobuf_bytes, scope, span, traces,
};
use serde_json::json;

use crate::support::{
    BOTH, START, decode_request, encode, json_traces, parsed, try_logs, try_traces,
};

fn is_malformed<T>(outcome: &Result<T, DecodeError>) -> bool {
    matches!(outcome, Err(DecodeError::Malformed(_)))
}

#[test]
fn case_03_metrics_are_counted_in_either_encoding() {
    let points = |count| vec![NumberDataPoint::default(); count];
    let metric = |data| Metric { data: Some(data), ..Metric::default() };
    let metrics = vec![
        metric(Data::Gauge(Gauge { data_points: points(2) })),
        metric(Data::Sum(Sum { data_points: points(3), ..Sum::default() })),
        Metric::default(),
    ];
    let scope_metrics = vec![ScopeMetrics { metrics, ..ScopeMetrics::default() }];
    let resource_metrics = vec![ResourceMetrics { scope_metrics, ..ResourceMetrics::default() }];
    let body = protobuf_bytes(&ExportMetricsServiceRequest { resource_metrics });
    assert_eq!(count_metrics(&body, Encoding::Protobuf), Ok(5));

    let example = include_bytes!("../fixtures/metrics.json");
    assert_eq!(count_metrics(example, Encoding::Json), Ok(4));
    assert_eq!(count_metrics(b"", Encoding::Protobuf), Ok(0));
    assert_eq!(count_metrics(b"{\"resourceMetrics\":null}", Encoding::Json), Ok(0));
    assert!(is_malformed(&count_metrics(b"", Encoding::Json)));
    assert!(is_malformed(&count_metrics("[".repeat(100_000).as_bytes(), Encoding::Json)));
}

#[test]
fn case_16_what_cannot_be_read_is_malformed_and_says_where() {
    let body = protobuf_bytes(&traces("service", vec![span(1, 1, "a", START)]));
    let Err(DecodeError::Malformed(message)) =
        try_traces(&body[..body.len() - 1], Encoding::Protobuf)
    else {
        panic!("a truncated message was read");
    };
    assert!(message.contains("at byte"), "{message}");
    // Field 1 as a varint, a group, field number 0, an unknown wire type, a length beyond the end.
    for body in [&[0x08, 1][..], &[0x0B], &[0x02, 0], &[0x0E], &[0x0A, 0xFF, 0xFF, 0x7F]] {
        assert!(is_malformed(&try_traces(body, Encoding::Protobuf)), "{body:?}");
        assert!(is_malformed(&try_logs(body, Encoding::Protobuf)), "{body:?}");
    }

    let Err(DecodeError::Malformed(message)) =
        try_traces(br#"{"resourceSpans": 5}"#, Encoding::Json)
    else {
        panic!("a number was read as a list");
    };
    assert!(message.contains("line 1 column"), "{message}");
    for body in ["[]", "5", "{", "{}x", r#"{"resourceSpans":[[]]}"#, "\u{feff}{}", "nul"] {
        assert!(is_malformed(&try_traces(body.as_bytes(), Encoding::Json)), "{body}");
    }
    let name_is_a_list = r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":[1]}]}]}]}"#;
    assert!(is_malformed(&try_traces(name_is_a_list.as_bytes(), Encoding::Json)));
}

#[test]
fn messages_about_malformed_requests_are_bounded() {
    let body = format!(r#"{{"resourceSpans":"{}"}}"#, "x".repeat(1 << 20));
    let Err(DecodeError::Malformed(message)) = try_traces(body.as_bytes(), Encoding::Json) else {
        panic!("text was read as a list");
    };
    assert!(message.len() < 1_000 && message.contains("at line 1 column"), "{message}");
}

#[test]
fn case_17_an_empty_body_is_an_empty_message_in_protobuf_and_nothing_in_json() {
    assert!(try_traces(b"", Encoding::Protobuf).unwrap().items.is_empty());
    assert!(is_malformed(&try_traces(b"", Encoding::Json)));
    let decoded = try_traces(b"{}", Encoding::Json).unwrap();
    assert!(decoded.items.is_empty() && decoded.all_timed && !decoded.finer_than_millisecond);
    assert_eq!((decoded.rejected.count, decoded.warning), (0, None));
}

#[test]
fn case_18_empty_envelopes_are_fine() {
    for body in [
        r#"{"resourceSpans":[]}"#,
        r#"{"resourceSpans":null}"#,
        r#"{"resourceSpans":[{}, null]}"#,
        r#"{"resourceSpans":[{"scopeSpans":[]}]}"#,
        r#"{"resourceSpans":[{"scopeSpans":[{}, {"spans":[]}, {"spans":null}]}]}"#,
        r#"{"resourceSpans":[{"resource":null,"scopeSpans":[{"scope":null,"spans":[]}]}]}"#,
    ] {
        assert!(json_traces(body).items.is_empty(), "{body}");
    }
    let mut request = traces("service", Vec::new());
    request.resource_spans.push(farol_testkit::otlp::proto::trace::v1::ResourceSpans::default());
    assert!(decode_request(&request, Encoding::Protobuf).items.is_empty());
}

#[test]
fn case_22_bad_spans_are_rejected_alone_with_their_positions() {
    let mut spans: Vec<_> = (1..=5).map(|id| span(1, id, "a", START)).collect();
    spans[1].trace_id = vec![0; 16];
    spans[3].span_id = vec![1; 7];
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", spans.clone()), encoding);
        assert_eq!(decoded.rejected.count, 2);
        assert!(decoded.rejected.message.contains("span 1: traceId"), "{:?}", decoded.rejected);
        assert!(decoded.rejected.message.contains("span 3: spanId"), "{:?}", decoded.rejected);
        let arrivals: Vec<i64> = decoded.items.iter().map(|span| span.arrival).collect();
        assert_eq!(arrivals, [1_000, 1_002, 1_004], "rejected ones have their place too");
    }
}

#[test]
fn messages_about_many_rejected_spans_are_bounded() {
    let spans = (0..10_000).map(|_| span(0, 1, "a", START)).collect();
    let decoded = decode_request(&traces("service", spans), Encoding::Protobuf);
    assert_eq!(decoded.rejected.count, 10_000);
    assert!(decoded.rejected.message.len() < 1_000);
    assert!(decoded.rejected.message.ends_with("and 9995 more"));
}

#[test]
fn case_43_resource_and_scope_are_kept_with_their_schemas() {
    let mut request = traces("checkout", vec![span(1, 1, "a", START)]);
    let entry = &mut request.resource_spans[0];
    entry.schema_url = "https://schemas/resource".to_owned();
    entry.resource.as_mut().unwrap().dropped_attributes_count = 3;
    entry.scope_spans[0].schema_url = "https://schemas/scope".to_owned();
    let scope = entry.scope_spans[0].scope.as_mut().unwrap();
    scope.attributes = vec![attribute("a", true)];
    scope.dropped_attributes_count = 4;
    for encoding in BOTH {
        let decoded = decode_request(&request, encoding);
        let resource = &decoded.items[0].resource;
        assert_eq!(resource.service.as_deref(), Some("checkout"));
        assert_eq!(resource.scope_name.as_deref(), Some("testkit"));
        assert_eq!(
            parsed(resource.resource.as_ref()),
            json!({
                "attributes": {"service.name": "checkout"},
                "droppedAttributesCount": 3,
                "schemaUrl": "https://schemas/resource",
            })
        );
        assert_eq!(
            parsed(resource.scope.as_ref()),
            json!({
                "name": "testkit", "version": "1", "attributes": {"a": true},
                "droppedAttributesCount": 4, "schemaUrl": "https://schemas/scope",
            })
        );
    }
}

#[test]
fn case_43_resource_and_scope_may_be_missing_or_come_last() {
    let mut request = traces("service", vec![span(1, 1, "a", START)]);
    request.resource_spans[0].resource = None;
    request.resource_spans[0].scope_spans[0].scope = None;
    for encoding in BOTH {
        let decoded = try_traces(&encode(&request, encoding), encoding).unwrap();
        let resource = &decoded.items[0].resource;
        assert_eq!((&resource.resource, &resource.scope, &resource.service), (&None, &None, &None));
    }

    let span = r#"{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}"#;
    let decoded = json_traces(&format!(
        r#"{{"resourceSpans":[{{
            "scopeSpans":[{{"spans":[{span},{span}],"scope":{{"name":"s"}}}},{{"scope":{{"name":"t"}}}},
                          {{"scope":{{"name":"u"}},"spans":[{span}]}}],
            "resource":{{"attributes":[{{"value":{{"stringValue":"late"}},"key":"service.name"}}]}}
        }}]}}"#
    ));
    let scopes: Vec<_> = decoded.items.iter().map(|s| s.resource.scope_name.clone()).collect();
    assert_eq!(scopes, [Some("s".to_owned()), Some("s".to_owned()), Some("u".to_owned())]);
    assert!(decoded.items.iter().all(|s| s.resource.service.as_deref() == Some("late")));
    assert!(Arc::ptr_eq(&decoded.items[0].resource, &decoded.items[1].resource));
}

#[test]
fn scopes_keep_their_own_items_apart() {
    let mut request = traces("service", vec![span(1, 1, "a", START)]);
    let mut second = request.resource_spans[0].scope_spans[0].clone();
    second.scope = Some(scope("other"));
    second.spans[0].span_id = vec![2; 8];
    request.resource_spans[0].scope_spans.push(second);
    for encoding in BOTH {
        let decoded = decode_request(&request, encoding);
        let names: Vec<_> =
            decoded.items.iter().map(|span| span.resource.scope_name.as_deref()).collect();
        assert_eq!(names, [Some("testkit"), Some("other")]);
    }
}

#[test]
fn the_examples_of_the_specification_are_read() {
    let traces = include_str!("../fixtures/trace.json");
    let span = json_traces(traces).items.remove(0);
    assert_eq!(span.name, "I'm a server span");
    assert_eq!(span.trace_id.to_string(), "5b8efff798038103d269b633813fc60c");
    assert_eq!(span.parent_span_id.unwrap().to_string(), "eee19b7ec3c1b173");
    assert_eq!((span.kind, span.start.0), (2, 1_544_712_660_000_000_000));
    assert_eq!(parsed(span.attributes.as_ref()), json!({"my.span.attr": "some value"}));
    assert_eq!(span.resource.service.as_deref(), Some("my.service"));

    let logs = include_bytes!("../fixtures/logs.json");
    let log = try_logs(logs, Encoding::Json).unwrap().items.remove(0);
    assert_eq!(parsed(log.body.as_ref()), json!("Example log record"));
    assert_eq!((log.severity_number, log.severity_text.as_deref()), (10, Some("Information")));

    let events = include_bytes!("../fixtures/events.json");
    let event = try_logs(events, Encoding::Json).unwrap().items.remove(0);
    assert_eq!(event.event_name.as_deref(), Some("browser.page_view"));
    assert_eq!(parsed(event.body.as_ref())["type"], json!(0));
}
