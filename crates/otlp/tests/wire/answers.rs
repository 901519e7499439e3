//! Answers, read back by the generated types.

use farol_otlp::{Encoding, Signal, status, success};
use farol_testkit::otlp::proto::collector::{
    logs::v1::ExportLogsServiceResponse, metrics::v1::ExportMetricsServiceResponse,
    trace::v1::ExportTraceServiceResponse,
};
use prost::Message;
use serde_json::{Value, json};

#[test]
fn case_01_full_success_in_protobuf_has_no_bytes() {
    for signal in [Signal::Traces, Signal::Logs, Signal::Metrics] {
        assert_eq!(success(signal, Encoding::Protobuf, 0, None), b"");
    }
}

#[test]
fn case_02_full_success_in_json_is_an_empty_object() {
    assert_eq!(success(Signal::Traces, Encoding::Json, 0, None), b"{}");
}

#[test]
fn case_16_failures_are_a_status_in_either_encoding() {
    let json: Value = serde_json::from_slice(&status(Encoding::Json, "bad \"body\"")).unwrap();
    assert_eq!(json, json!({"message": "bad \"body\""}));
    // Field 2, length-delimited.
    assert_eq!(status(Encoding::Protobuf, "no"), [0x12, 2, b'n', b'o']);
}

#[test]
fn case_22_rejected_counts_are_strings_in_json_and_named_by_the_signal() {
    for (signal, field) in [
        (Signal::Traces, "rejectedSpans"),
        (Signal::Logs, "rejectedLogRecords"),
        (Signal::Metrics, "rejectedDataPoints"),
    ] {
        let bytes = success(signal, Encoding::Json, 2, Some("why"));
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(answer, json!({"partialSuccess": {field: "2", "errorMessage": "why"}}));
    }
    let bytes = success(Signal::Traces, Encoding::Protobuf, 2, Some("why"));
    let partial = ExportTraceServiceResponse::decode(&*bytes).unwrap().partial_success.unwrap();
    assert_eq!((partial.rejected_spans, &*partial.error_message), (2, "why"));
    let bytes = success(Signal::Logs, Encoding::Protobuf, 3, None);
    let partial = ExportLogsServiceResponse::decode(&*bytes).unwrap().partial_success.unwrap();
    assert_eq!(partial.rejected_log_records, 3);
    let bytes = success(Signal::Metrics, Encoding::Protobuf, 4, None);
    let partial = ExportMetricsServiceResponse::decode(&*bytes).unwrap().partial_success.unwrap();
    assert_eq!(partial.rejected_data_points, 4);
}

#[test]
fn case_23_a_warning_rejects_nothing() {
    let bytes = success(Signal::Logs, Encoding::Json, 0, Some("look"));
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(answer, json!({"partialSuccess": {"errorMessage": "look"}}));
}

#[test]
fn case_24_a_message_too_long_is_cut_so_that_clients_read_the_answer() {
    let message = "é\u{1}".repeat(4 << 20);
    for encoding in [Encoding::Protobuf, Encoding::Json] {
        let bytes = success(Signal::Traces, encoding, 1, Some(&message));
        assert!(bytes.len() < 4 << 20, "{}", bytes.len());
        assert!(status(encoding, &message).len() < 4 << 20);
    }
    let bytes = success(Signal::Traces, Encoding::Json, 1, Some(&message));
    serde_json::from_slice::<Value>(&bytes).unwrap();
}
