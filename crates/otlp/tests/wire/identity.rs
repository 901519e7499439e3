//! Ids and what hangs on them.

use farol_model::SpanId;
use farol_otlp::Encoding;
use farol_testkit::otlp::{
    attribute, logs, proto::trace::v1::span::Link, protobuf_bytes, span, traces,
};
use serde_json::json;

use crate::support::{
    BOTH, START, decode_request, json_span, json_traces, one_json_span, one_log, one_span, parsed,
    try_logs,
};

#[test]
fn case_28_hex_of_any_case_is_the_same_trace() {
    let ids = [
        "5B8EFFF798038103D269B633813FC60C",
        "5b8efff798038103d269b633813fc60c",
        "5b8EFFf798038103d269b633813fc60C",
    ];
    for id in ids {
        let span = one_json_span(&format!(r#""traceId":"{id}""#));
        assert_eq!(span.trace_id.to_string(), "5b8efff798038103d269b633813fc60c");
    }
}

#[test]
fn case_29_base64_ids_are_rejected_and_told_that_hex_is_required() {
    let decoded = json_traces(&json_span(r#""traceId":"W47/95gDgQPSabYzgT/GDA==""#));
    assert!(decoded.items.is_empty());
    assert!(decoded.rejected.message.contains("32 hex digits"), "{:?}", decoded.rejected);
    let decoded = json_traces(&json_span(r#""spanId":"7uGbfsPBsXQ=""#));
    assert!(decoded.rejected.message.contains("16 hex digits"), "{:?}", decoded.rejected);
}

#[test]
fn case_38_a_span_with_an_invalid_id_is_rejected_alone() {
    for id in [vec![], vec![0; 8], vec![1; 7], vec![1; 16]] {
        let mut bad = span(1, 1, "bad", START);
        bad.span_id = id;
        let request = traces("service", vec![bad, span(1, 2, "good", START)]);
        for encoding in BOTH {
            let decoded = decode_request(&request, encoding);
            assert_eq!((decoded.rejected.count, decoded.items.len()), (1, 1));
            assert_eq!(decoded.items[0].name, "good");
        }
    }
    for id in [vec![], vec![0; 16], vec![1; 15], vec![1; 32]] {
        let mut bad = span(1, 1, "bad", START);
        bad.trace_id = id;
        for encoding in BOTH {
            let decoded = decode_request(&traces("service", vec![bad.clone()]), encoding);
            assert_eq!((decoded.rejected.count, decoded.items.len()), (1, 0));
        }
    }
    let decoded = json_traces(&json_span(r#""spanId":"5b8efff798038103d269b633813fc60c""#));
    assert_eq!(decoded.rejected.count, 1);
}

#[test]
fn case_39_a_log_with_an_invalid_id_is_kept_unlinked() {
    for (trace, id) in [(vec![0; 16], vec![0; 8]), (vec![1; 3], vec![1; 3]), (vec![], vec![])] {
        let mut record = farol_testkit::otlp::log(START, "kept");
        record.trace_id = trace;
        record.span_id = id;
        let log = one_log(record);
        assert_eq!((log.trace_id, log.span_id), (None, None));
        assert_eq!(parsed(log.body.as_ref()), json!("kept"));
    }
    let mut record = farol_testkit::otlp::log(START, "linked");
    record.trace_id = vec![1; 16];
    record.span_id = 7_u64.to_be_bytes().to_vec();
    let body = protobuf_bytes(&logs("service", vec![record]));
    let log = try_logs(&body, Encoding::Protobuf).unwrap().items.remove(0);
    assert_eq!(log.trace_id.unwrap().to_string(), "01".repeat(16));
    assert_eq!(log.span_id, Some(SpanId(7)));
}

#[test]
fn case_40_no_parent_is_said_in_many_ways() {
    for parent in [vec![], vec![0; 8]] {
        let mut root = span(1, 1, "root", START);
        root.parent_span_id = parent;
        assert_eq!(one_span(root).parent_span_id, None);
    }
    for parent in [r#""parentSpanId":"""#, r#""parentSpanId":null"#, r#""name":"x""#] {
        assert_eq!(one_json_span(parent).parent_span_id, None);
    }
    assert_eq!(one_json_span(r#""parentSpanId":"0000000000000000""#).parent_span_id, None);
}

#[test]
fn case_40_a_span_may_be_its_own_parent_and_a_bad_parent_leaves_a_root() {
    let mut own = span(1, 5, "own", START);
    own.parent_span_id = own.span_id.clone();
    assert_eq!(one_span(own).parent_span_id, Some(SpanId(5)));

    let mut odd = span(1, 5, "odd", START);
    odd.parent_span_id = vec![1, 2, 3];
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", vec![odd.clone()]), encoding);
        assert_eq!(decoded.items[0].parent_span_id, None);
        assert!(decoded.warning.unwrap().contains("parentSpanId"));
    }
}

#[test]
fn case_42_links_events_flags_and_dropped_counts_are_kept() {
    let mut sent = span(1, 1, "a", START);
    sent.trace_state = "vendor=1,other=2".to_owned();
    sent.flags = 0xFFFF_FF01;
    sent.dropped_attributes_count = 1;
    sent.dropped_events_count = 2;
    sent.dropped_links_count = u32::MAX;
    sent.links = vec![Link {
        trace_id: vec![0xAB; 16],
        span_id: vec![0xCD; 8],
        trace_state: "x=y".to_owned(),
        attributes: vec![attribute("why", "retry")],
        dropped_attributes_count: 5,
        flags: 0x301,
    }];
    let mut event = farol_testkit::otlp::event("e", u64::MAX, vec![attribute("n", 1)]);
    event.dropped_attributes_count = 9;
    sent.events = vec![event, farol_testkit::otlp::event("f", 0, Vec::new())];
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", vec![sent.clone()]), encoding);
        let span = &decoded.items[0];
        assert_eq!(
            parsed(span.otlp.as_ref()),
            json!({
                "traceState": "vendor=1,other=2", "flags": 0xFFFF_FF01_u32,
                "droppedAttributesCount": 1, "droppedEventsCount": 2,
                "droppedLinksCount": u32::MAX,
            })
        );
        assert_eq!(
            parsed(span.links.as_ref()),
            json!([{
                "traceId": "ab".repeat(16), "spanId": "cd".repeat(8), "traceState": "x=y",
                "attributes": {"why": "retry"}, "droppedAttributesCount": 5, "flags": 0x301,
            }])
        );
        assert_eq!(
            parsed(span.events.as_ref()),
            json!([
                {"name": "e", "timeUnixNano": u64::MAX.to_string(), "attributes": {"n": 1},
                 "droppedAttributesCount": 9},
                {"name": "f", "timeUnixNano": "0", "attributes": {}},
            ])
        );
    }
    let plain = one_span(span(1, 1, "a", START));
    assert_eq!((plain.otlp, plain.events, plain.links), (None, None, None));
    assert_eq!((plain.attributes, plain.attribute_kinds), (None, None));
}
