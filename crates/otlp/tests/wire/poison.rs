//! What Postgres, or a parser, would choke on.

use farol_otlp::Encoding;
use farol_testkit::otlp::{attribute, protobuf_bytes, span, traces};
use serde_json::json;

use crate::support::{
    BOTH, START, decode_request, json_span, json_traces, one_span, parsed, try_traces,
};

const MENDED: &str = "a\u{fffd}b";

#[test]
fn case_45_zero_characters_are_replaced_everywhere() {
    let mut sent = span(1, 1, "a\0b", START);
    sent.attributes = vec![attribute("a\0b", "a\0b"), attribute("gen_ai.request.model", "a\0b")];
    sent.events = vec![farol_testkit::otlp::event("a\0b", 1, Vec::new())];
    sent.trace_state = "a\0b".to_owned();
    let sent = farol_testkit::otlp::failed(sent, "a\0b");
    for encoding in BOTH {
        let decoded = decode_request(&traces("a\0b", vec![sent.clone()]), encoding);
        let span = &decoded.items[0];
        assert_eq!(span.name, MENDED);
        assert_eq!(span.model.as_deref(), Some(MENDED));
        assert_eq!(span.status_message.as_deref(), Some(MENDED));
        assert_eq!(span.error.as_ref().unwrap().message.as_deref(), Some(MENDED));
        assert_eq!(span.resource.service.as_deref(), Some(MENDED));
        assert_eq!(parsed(span.attributes.as_ref())[MENDED], json!(MENDED));
        assert_eq!(parsed(span.events.as_ref())[0]["name"], json!(MENDED));
        assert_eq!(parsed(span.otlp.as_ref())["traceState"], json!(MENDED));
        parsed(span.resource.resource.as_ref());
    }
}

#[test]
fn case_45_invalid_utf_8_is_replaced_and_spoils_nothing_else() {
    let mut sent = span(1, 1, "a!b", START);
    sent.attributes = vec![attribute("key", "a!b")];
    for encoding in BOTH {
        let mut body = crate::support::encode(&traces("a!b", vec![sent.clone()]), encoding);
        for byte in body.iter_mut().filter(|byte| **byte == b'!') {
            *byte = 0xFF;
        }
        let decoded = try_traces(&body, encoding).unwrap();
        let span = &decoded.items[0];
        assert_eq!(span.name, MENDED);
        assert_eq!(parsed(span.attributes.as_ref()), json!({"key": MENDED}));
        assert_eq!(span.resource.service.as_deref(), Some(MENDED));
    }
}

#[test]
fn case_45_lone_surrogates_are_replaced_and_pairs_are_read() {
    let decoded = json_traces(&json_span(
        r#""name":"a\ud800b","attributes":[
            {"key":"a\udc00b","value":{"stringValue":"\ud83d\ude00\ud83d"}}],"x\ud800":1"#,
    ));
    let span = &decoded.items[0];
    assert_eq!(span.name, MENDED);
    assert_eq!(parsed(span.attributes.as_ref()), json!({MENDED: "😀\u{fffd}"}));
}

#[test]
fn case_45_texts_that_are_searched_by_are_cut_for_their_indexes() {
    let long = "é".repeat(5_000);
    let mut sent = span(1, 1, &long, START);
    sent.attributes = vec![attribute("session.id", long.as_str())];
    let span = one_span(sent);
    assert_eq!(span.session_id.unwrap().len(), 512);
    assert_eq!(span.name, long, "names are kept whole");
    assert_eq!(parsed(span.attributes.as_ref())["session.id"], json!(long));
}

#[test]
fn control_characters_and_quotes_survive() {
    let text: String = (1_u8..128).map(char::from).chain("é漢😀".chars()).collect();
    let mut sent = span(1, 1, "a", START);
    sent.attributes = vec![attribute(&text, text.as_str())];
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", vec![sent.clone()]), encoding);
        let attributes = parsed(decoded.items[0].attributes.as_ref());
        assert_eq!(attributes[&text], json!(text));
    }
}

#[test]
fn case_47_truncations_and_flipped_bytes_never_panic() {
    let request = farol_testkit::TraceBuilder::new(7).spans(4).build();
    for encoding in BOTH {
        let body = crate::support::encode(&request, encoding);
        for length in 0..body.len() {
            let _ = try_traces(&body[..length], encoding);
        }
        for place in 0..body.len() {
            let mut flipped = body.clone();
            flipped[place] ^= 1 << (place % 8);
            if let Ok(decoded) = try_traces(&flipped, encoding) {
                for span in &decoded.items {
                    parsed(span.attributes.as_ref());
                }
            }
        }
    }
    let _ = protobuf_bytes(&request);
    assert!(try_traces(&[0xFF; 64], Encoding::Protobuf).is_err());
}
