//! Log records.

use farol_model::Level;
use farol_otlp::Encoding;
use farol_testkit::otlp::{
    attribute, log,
    proto::{common::v1::AnyValue, logs::v1::LogRecord},
    value,
};
use serde_json::json;

use crate::support::{START, one_log, parsed, try_logs};

#[test]
fn case_44_every_severity_is_kept_as_sent() {
    for severity_number in [0, 1, 9, 24, 25, -1, i32::MAX] {
        let record = LogRecord { severity_number, ..log(START, "x") };
        assert_eq!(one_log(record).severity_number, severity_number);
    }
    let mut record = log(START, "x");
    record.severity_number = 0;
    record.severity_text = "WARNING".to_owned();
    let log = one_log(record);
    assert_eq!(log.severity_text.as_deref(), Some("WARNING"));
    assert_eq!(log.level(), Some(Level::Warn));
}

#[test]
fn case_44_the_name_of_an_event_is_a_field_or_an_attribute() {
    let mut record = log(START, "x");
    record.attributes = vec![attribute("event.name", "old")];
    assert_eq!(one_log(record.clone()).event_name.as_deref(), Some("old"));
    record.event_name = "new".to_owned();
    assert_eq!(one_log(record).event_name.as_deref(), Some("new"));
    assert_eq!(one_log(log(START, "x")).event_name, None);
}

#[test]
fn case_44_bodies_may_be_any_value_or_none() {
    let body = |body| parsed(one_log(LogRecord { body, ..log(START, "") }).body.as_ref());
    assert_eq!(body(Some(value("text"))), json!("text"));
    assert_eq!(body(Some(value(5))), json!(5));
    assert_eq!(body(Some(value(vec![attribute("a", vec![value(1.5)])]))), json!({"a": [1.5]}));
    let none = |body| one_log(LogRecord { body, ..log(START, "") }).body;
    assert_eq!(none(None), None);
    assert_eq!(none(Some(AnyValue::default())).unwrap().as_str(), "null");

    let json = |body: &str| {
        let request = format!(
            r#"{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{{"body":{body}}}]}}]}}]}}"#
        );
        try_logs(request.as_bytes(), Encoding::Json).unwrap().items.remove(0).body
    };
    assert_eq!(json("null"), None);
    assert_eq!(json("{}").unwrap().as_str(), "null");
    assert_eq!(json(r#"{"boolValue":true}"#).unwrap().as_str(), "true");
}

#[test]
fn flags_and_dropped_counts_are_kept() {
    let mut record = log(START, "x");
    record.flags = 0xFFFF_FFFF;
    record.dropped_attributes_count = 2;
    let log = one_log(record);
    assert_eq!(parsed(log.otlp.as_ref()), json!({"flags": u32::MAX, "droppedAttributesCount": 2}));
    assert_eq!(log.resource.service.as_deref(), Some("service"));
}
