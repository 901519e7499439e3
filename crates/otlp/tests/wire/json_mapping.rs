//! What JSON producers do with the standard's mapping.

use farol_otlp::Encoding;
use serde_json::json;

use crate::support::{START, json_traces, one_json_span, parsed, try_logs};

#[test]
fn case_30_64_bit_integers_come_as_text_and_as_numbers() {
    let attribute = |value: &str| {
        let span = one_json_span(&format!(
            r#""attributes":[{{"key":"n","value":{{"intValue":{value}}}}}]"#
        ));
        (parsed(span.attributes.as_ref())["n"].clone(), parsed(span.attribute_kinds.as_ref()))
    };
    assert_eq!(attribute("42").0, json!(42));
    assert_eq!(attribute(r#""-42""#).0, json!(-42));
    assert_eq!(attribute("1e3").0, json!(1000));
    for extreme in [i64::MIN, i64::MAX] {
        for sent in [extreme.to_string(), format!("\"{extreme}\"")] {
            let (value, kinds) = attribute(&sent);
            assert_eq!(value, json!(extreme.to_string()));
            assert_eq!(kinds, json!({"/attributes/n": "int"}));
        }
    }
    let span = one_json_span(&format!(r#""startTimeUnixNano":{START}"#));
    assert_eq!(span.start.0, START.cast_signed());
    let span = one_json_span(&format!(r#""events":[{{"timeUnixNano":{}}}]"#, u64::MAX));
    assert_eq!(parsed(span.events.as_ref())[0]["timeUnixNano"], json!(u64::MAX.to_string()));
}

#[test]
fn case_31_enums_come_as_numbers_or_names_and_unknown_numbers_are_kept() {
    for (sent, kind) in
        [("3", 3), ("99", 99), ("-1", -1), (r#""SPAN_KIND_PRODUCER""#, 4), ("null", 0)]
    {
        assert_eq!(one_json_span(&format!(r#""kind":{sent}"#)).kind, kind);
    }
    for (sent, code) in [("2", 2), (r#""STATUS_CODE_ERROR""#, 2), ("7", 7)] {
        let span = one_json_span(&format!(r#""status":{{"code":{sent}}}"#));
        assert_eq!(span.status_code, code);
    }
    for (sent, number) in
        [("9", 9), (r#""SEVERITY_NUMBER_WARN2""#, 14), (r#""SEVERITY_NUMBER_UNSPECIFIED""#, 0)]
    {
        let body = format!(
            r#"{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{{"severityNumber":{sent}}}]}}]}}]}}"#
        );
        let log = try_logs(body.as_bytes(), Encoding::Json).unwrap().items.remove(0);
        assert_eq!(log.severity_number, number);
    }
}

#[test]
fn case_32_unknown_fields_of_every_type_are_ignored_at_every_level() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let unknown =
        ["1", "-1.5e400", "true", "null", r#""text\ud800""#, "[1,[2]]", r#"{"a":{"b":[]}}"#, &deep];
    for value in unknown {
        let x = format!(r#""x":{value}"#);
        let decoded = json_traces(&format!(
            r#"{{{x},"resourceSpans":[{{{x},"resource":{{{x},"attributes":[]}},
                "scopeSpans":[{{{x},"scope":{{{x},"name":"s"}},"spans":[{{{x},
                    "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
                    "status":{{{x},"code":1}},
                    "attributes":[{{{x},"key":"k","value":{{{x},"stringValue":"v"}}}}],
                    "events":[{{{x},"name":"e"}}],"links":[{{{x}}}]
                }}]}}]}}]}}"#
        ));
        let span = &decoded.items[0];
        assert_eq!(parsed(span.attributes.as_ref()), json!({"k": "v"}));
        assert_eq!(span.resource.scope_name.as_deref(), Some("s"));
    }
}

#[test]
fn case_33_keys_in_snake_case_are_accepted() {
    let decoded = json_traces(
        r#"{"resource_spans":[{"schema_url":"u","scope_spans":[{"spans":[{
            "trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174",
            "start_time_unix_nano":"5","dropped_events_count":3,
            "attributes":[{"key":"k","value":{"array_value":{"values":[{"string_value":"v"}]}}}]
        }]}]}]}"#,
    );
    let span = &decoded.items[0];
    assert_eq!(span.start.0, 5);
    assert_eq!(parsed(span.attributes.as_ref()), json!({"k": ["v"]}));
    assert_eq!(parsed(span.otlp.as_ref()), json!({"droppedEventsCount": 3}));
}

#[test]
fn case_34_null_is_absent_everywhere() {
    let span = one_json_span(
        r#""name":null,"kind":null,"flags":null,"attributes":null,"events":null,"links":null,
           "status":null,"traceState":null,"droppedLinksCount":null"#,
    );
    assert_eq!((&*span.name, span.kind, span.attributes), ("", 0, None));
    let span = one_json_span(
        r#""attributes":[{"key":"a","value":null},{"key":"b","value":{"stringValue":null}},
            {"key":"c","value":{"arrayValue":null,"intValue":3}},
            {"key":"d","value":{"arrayValue":{"values":[null,{"intValue":null}]}}}]"#,
    );
    let expected = json!({"a": null, "b": null, "c": 3, "d": [null, null]});
    assert_eq!(parsed(span.attributes.as_ref()), expected);
}

#[test]
fn case_34_bytes_come_in_either_alphabet_padded_or_not() {
    for sent in ["+/+/AQ==", "-_-_AQ==", "+/+/AQ", "-_-_AQ"] {
        let span = one_json_span(&format!(
            r#""attributes":[{{"key":"b","value":{{"bytesValue":"{sent}"}}}}]"#
        ));
        assert_eq!(parsed(span.attributes.as_ref()), json!({"b": "+/+/AQ=="}));
        assert_eq!(parsed(span.attribute_kinds.as_ref()), json!({"/attributes/b": "bytes"}));
    }
}

#[test]
fn case_34_doubles_that_json_has_no_numbers_for_come_as_text() {
    for sent in ["NaN", "Infinity", "-Infinity"] {
        let span = one_json_span(&format!(
            r#""attributes":[{{"key":"d","value":{{"doubleValue":"{sent}"}}}}]"#
        ));
        assert_eq!(parsed(span.attributes.as_ref()), json!({"d": sent}));
        assert_eq!(parsed(span.attribute_kinds.as_ref()), json!({"/attributes/d": "double"}));
    }
    let span = one_json_span(
        r#""attributes":[{"key":"a","value":{"doubleValue":"1.5"}},
            {"key":"b","value":{"doubleValue":2}}]"#,
    );
    assert_eq!(span.attributes.unwrap().as_str(), r#"{"a":1.5,"b":2.0}"#);
}

#[test]
fn of_keys_that_come_twice_the_last_counts() {
    let span = one_json_span(
        r#""name":"first","name":"last",
           "attributes":[{"key":"a","value":{"intValue":1}}],
           "attributes":[{"key":"b","value":{"intValue":1,"stringValue":"x"}}]"#,
    );
    assert_eq!(span.name, "last");
    assert_eq!(parsed(span.attributes.as_ref()), json!({"b": "x"}));
}
