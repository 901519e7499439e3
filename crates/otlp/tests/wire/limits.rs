//! What is too much.

use farol_otlp::{DecodeError, Encoding, decode_logs, decode_traces};
use farol_testkit::otlp::{
    attribute, log, logs, proto::common::v1::AnyValue, protobuf_bytes, span, traces, value,
};
use serde_json::json;

use crate::support::{
    BOTH, START, decode_request, encode, json_span, json_traces, parsed, try_traces, with_budget,
    with_context,
};

/// Lists inside each other in protobuf.
fn nested(depth: usize) -> AnyValue {
    (1..depth).fold(value(vec![value(1)]), |inner, _| value(vec![inner]))
}

#[test]
fn case_37_values_nested_too_deep_reject_their_span_alone() {
    let mut deep = span(1, 1, "deep", START);
    deep.attributes = vec![attribute("k", nested(65))];
    let mut allowed = span(1, 2, "allowed", START);
    allowed.attributes = vec![attribute("k", nested(64))];
    for encoding in BOTH {
        let request = traces("service", vec![deep.clone(), allowed.clone()]);
        let decoded = decode_request(&request, encoding);
        assert_eq!(decoded.items.len(), 1);
        assert_eq!(decoded.items[0].name, "allowed");
        assert!(decoded.rejected.message.contains("nested too deep"));
    }
}

#[test]
fn case_37_a_depth_bomb_neither_overflows_the_stack_nor_fails_the_request() {
    let depth = 100_000;
    let bomb = format!(
        r#""attributes":[{{"key":"k","value":{}{}}}]"#,
        r#"{"kvlistValue":{"values":[{"key":"k","value":"#.repeat(depth),
        "}]}}".repeat(depth).replacen("}]}}", "null}]}}", 1),
    );
    let decoded = json_traces(&json_span(&bomb));
    assert_eq!((decoded.items.len(), decoded.rejected.count), (0, 1));

    // In protobuf every level is longer than the one inside it.
    let mut message = Vec::new();
    for _ in 0..10_000 {
        let mut list = field(5, &field(1, &message));
        std::mem::swap(&mut message, &mut list);
    }
    let attribute = field(9, &[field(1, b"k"), field(2, &message)].concat());
    let start = [&[0x39][..], &START.to_le_bytes()].concat();
    let ids = [field(1, &[1; 16]), field(2, &[1; 8])].concat();
    let body = field(1, &field(2, &field(2, &[ids, start, attribute].concat())));
    let decoded = try_traces(&body, Encoding::Protobuf).unwrap();
    assert_eq!((decoded.items.len(), decoded.rejected.count), (0, 1));
}

/// A length-delimited field.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut field = vec![number << 3 | 2];
    let mut length = content.len();
    while length >= 0x80 {
        field.push(u8::try_from(length & 0x7F).unwrap() | 0x80);
        length >>= 7;
    }
    field.push(u8::try_from(length).unwrap());
    field.extend_from_slice(content);
    field
}

#[test]
fn case_37_a_resource_nested_too_deep_is_cut_off_and_its_spans_are_kept() {
    let mut request = traces("service", vec![span(1, 1, "a", START)]);
    request.resource_spans[0].resource.as_mut().unwrap().attributes =
        vec![attribute("k", nested(65)), attribute("service.name", "kept")];
    for encoding in BOTH {
        let decoded = decode_request(&request, encoding);
        assert_eq!(decoded.items[0].resource.service.as_deref(), Some("kept"));
        assert!(decoded.warning.unwrap().contains("nested too deep"));
        parsed(decoded.items[0].resource.resource.as_ref());
    }
}

#[test]
fn case_37_a_million_attributes_and_a_long_text_are_kept_within_the_budget() {
    let mut many = span(1, 1, "many", START);
    many.attributes = (0..1_000_000).map(|n| attribute(&n.to_string(), n)).collect();
    many.name = "n".repeat(10 << 20);
    let body = encode(&traces("service", vec![many]), Encoding::Protobuf);
    let decoded = try_traces(&body, Encoding::Protobuf).unwrap();
    assert_eq!(decoded.items[0].name.len(), 10 << 20);
    let attributes = parsed(decoded.items[0].attributes.as_ref());
    assert_eq!(attributes["999999"], json!(999_999));

    let mut asked = 0;
    let mut charge = |bytes| {
        asked += bytes;
        asked < 32 << 20
    };
    let outcome = with_budget(&mut charge, |context| {
        decode_traces(&body, Encoding::Protobuf, context).map(|decoded| decoded.items.len())
    });
    assert_eq!(outcome, Err(DecodeError::OverBudget));
    assert!(asked < 33 << 20, "decoding went on after the budget was used up: {asked}");
}

#[test]
fn more_items_than_the_limit_are_refused_before_they_are_read() {
    let spans = (0..11).map(|_| span(0, 1, "rejected ones count too", START)).collect();
    let request = traces("service", spans);
    for encoding in BOTH {
        let body = encode(&request, encoding);
        let outcome = with_context(|context| {
            context.limits.max_items = 10;
            decode_traces(&body, encoding, context).map(|decoded| decoded.items.len())
        });
        assert_eq!(outcome, Err(DecodeError::TooManyItems(10)));
    }
}

#[test]
fn items_and_attributes_are_charged_for() {
    let mut spans: Vec<_> = (1..=100).map(|id| span(1, id, "a", START)).collect();
    let charged = |request: &_, encoding| {
        let body = encode(request, encoding);
        let mut asked = 0;
        let mut charge = |bytes| {
            asked += bytes;
            true
        };
        with_budget(&mut charge, |context| decode_traces(&body, encoding, context)).unwrap();
        asked
    };
    for encoding in BOTH {
        let plain = charged(&traces("service", spans.clone()), encoding);
        assert!(plain >= 100 * 700, "{plain}");
        for span in &mut spans {
            span.attributes = vec![attribute("a", 1), attribute("b", 2)];
        }
        let more = charged(&traces("service", spans.clone()), encoding);
        assert!(more >= plain + 200 * 64, "{more}");
        for span in &mut spans {
            span.attributes.clear();
        }
    }
}

#[test]
fn empty_values_cannot_outgrow_the_budget() {
    // Two bytes each on the wire, many times that in memory.
    let mut record = log(START, "");
    record.body = Some(value(vec![AnyValue::default(); 2_000_000]));
    let body = protobuf_bytes(&logs("service", vec![record]));
    let mut left = 16_usize << 20;
    let mut charge = |bytes| {
        left = left.saturating_sub(bytes);
        left > 0
    };
    let outcome = with_budget(&mut charge, |context| {
        decode_logs(&body, Encoding::Protobuf, context).map(|decoded| decoded.items.len())
    });
    assert_eq!(outcome, Err(DecodeError::OverBudget));
}
