//! JSON as producers write it, not only as the protocol does (conformance cases 30 to 34).

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, START};

const ONE: &str = "/api/v1/observability/executions/5b8efff798038103d269b633813fc60c";

/// A span with more fields, and its node.
async fn read_back(farol: &Farol, number: u8, more: Value) -> Value {
    let id = format!("eee19b7ec3c1b1{number:02x}");
    let mut span = json!({"traceId": "5b8efff798038103d269b633813fc60c", "spanId": id,
        "startTimeUnixNano": START.to_string()});
    span.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]});
    let answer = farol.send_json("/v1/traces", &body).await.expect(200);
    assert_eq!(answer.text(), "{}", "{more}");
    farol.find(&format!("{ONE}/spans/{id}")).await
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn numbers_may_be_text_and_text_numbers(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for (number, (sent, read)) in [
        (json!({"intValue": 7}), json!(7)),
        (json!({"intValue": "7"}), json!(7)),
        (json!({"intValue": i64::MAX}), json!("9223372036854775807")),
        (json!({"intValue": "-9223372036854775808"}), json!("-9223372036854775808")),
        (json!({"intValue": 9_007_199_254_740_992_i64}), json!(9_007_199_254_740_992_i64)),
        (json!({"doubleValue": "2.5"}), json!(2.5)),
        (json!({"doubleValue": 2}), json!(2.0)),
        (json!({"doubleValue": "NaN"}), json!("NaN")),
        (json!({"doubleValue": "-Infinity"}), json!("-Infinity")),
        (json!({"bytesValue": "+/+/"}), json!("+/+/")),
        (json!({"bytesValue": "-_-_"}), json!("+/+/")),
        (json!({"bytesValue": "AQ"}), json!("AQ==")),
        (json!({"bytesValue": null}), Value::Null),
        (json!({"stringValue": null}), Value::Null),
        (json!(null), Value::Null),
        (json!({}), Value::Null),
    ]
    .into_iter()
    .enumerate()
    {
        let number = u8::try_from(number).unwrap();
        let more = json!({"attributes": [{"key": "k", "value": sent}]});
        let node = read_back(&farol, number, more).await;
        // What an absent string or absent bytes are, only null or empty, is left open.
        let empty = read.is_null() && node["attributes"]["k"] == "";
        assert!(empty || node["attributes"]["k"] == read, "{sent}: {}", node["attributes"]);
    }
    let times = json!({"startTimeUnixNano": START, "endTimeUnixNano": (START + 9).to_string(),
        "flags": "257", "droppedLinksCount": "4"});
    let node = read_back(&farol, 50, times).await;
    assert_eq!(node["startTimeUnixNano"], START.to_string());
    assert_eq!(node["endTimeUnixNano"], (START + 9).to_string());
    assert_eq!(node["otlp"], json!({"flags": 257, "droppedLinksCount": 4}));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn enums_are_numbers_or_names_and_unknown_ones_are_kept(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for (number, (kind, code, read)) in [
        (json!(3), json!(2), (3, 2)),
        (json!("SPAN_KIND_CLIENT"), json!("STATUS_CODE_ERROR"), (3, 2)),
        (json!(77), json!(9), (77, 9)),
        (json!("5"), json!("1"), (5, 1)),
        (json!(null), json!(null), (0, 0)),
    ]
    .into_iter()
    .enumerate()
    {
        let more = json!({"kind": kind, "status": {"code": code}});
        let node = read_back(&farol, u8::try_from(number).unwrap(), more).await;
        assert_eq!((&node["kind"], &node["statusCode"]), (&read.0.into(), &read.1.into()));
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn unknown_fields_of_every_type_are_ignored(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let odd = json!({"x": 1, "y": "text", "z": null, "a": [{}, [[]]], "b": {"spans": 1}, "c": 1e9,
        "d": true});
    let with = |of: Value| {
        let mut fields = odd.as_object().unwrap().clone();
        fields.extend(of.as_object().unwrap().clone());
        Value::Object(fields)
    };
    let value = |text: &str| with(json!({ "stringValue": text }));
    let attributes = json!([with(json!({"key": "k", "value": value("v")}))]);
    let span = with(json!({
        "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
        "startTimeUnixNano": START.to_string(), "attributes": attributes,
        "events": [with(json!({"name": "e", "attributes": attributes}))],
        "links": [with(json!({"traceId": "5b8efff798038103d269b633813fc60c",
            "spanId": "eee19b7ec3c1b174"}))],
        "status": with(json!({"code": 1})),
    }));
    let body = with(json!({"resourceSpans": [with(json!({
        "resource": with(json!({"attributes": attributes})),
        "scopeSpans": [with(json!({"scope": with(json!({"name": "lib"})), "spans": [span]}))],
    }))]}));
    assert_eq!(farol.send_json("/v1/traces", &body).await.expect(200).text(), "{}");
    let node = farol.find(ONE).await["traces"][0].clone();
    assert_eq!(node["attributes"], json!({"k": "v"}));
    assert_eq!(node["resource"], json!({"attributes": {"k": "v"}}));
    assert_eq!(node["scope"], json!({"name": "lib"}));
    assert_eq!(node["events"][0]["attributes"], json!({"k": "v"}));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn snake_case_is_understood_and_null_is_absent(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = json!({"resource_spans": [{"schema_url": "u", "scope_spans": [{"spans": [{
        "trace_id": "5b8efff798038103d269b633813fc60c", "span_id": "eee19b7ec3c1b174",
        "parent_span_id": "eee19b7ec3c1b175", "name": "snake", "trace_state": "a=b",
        "start_time_unix_nano": START.to_string(), "dropped_events_count": 3,
        "attributes": [{"key": "k", "value": {"string_value": "v"}},
            {"key": "list", "value": {"array_value": {"values": [{"int_value": "1"}]}}}],
    }]}]}]});
    assert_eq!(farol.send_json("/v1/traces", &body).await.expect(200).text(), "{}");
    let node = farol.find(&format!("{ONE}/spans/eee19b7ec3c1b174")).await;
    assert_eq!(node["attributes"], json!({"k": "v", "list": [1]}));
    assert_eq!(node["otlp"], json!({"traceState": "a=b", "droppedEventsCount": 3}));
    assert_eq!(node["parentSpanId"], "eee19b7ec3c1b175");

    let null = Value::Null;
    let nulls = json!({"resourceSpans": [{"resource": null, "schemaUrl": null, "scopeSpans": [
        {"scope": null, "schemaUrl": null, "spans": [{
            "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b176",
            "startTimeUnixNano": START.to_string(), "endTimeUnixNano": null, "name": null,
            "attributes": null, "events": null, "links": null, "status": null, "flags": null,
            "parentSpanId": null, "traceState": null, "droppedAttributesCount": null,
        }]},
        {"spans": null},
    ]}, {"scopeSpans": null}, {"resource": {"attributes": null}, "scopeSpans": []}]});
    assert_eq!(farol.send_json("/v1/traces", &nulls).await.expect(200).text(), "{}");
    farol.send_json("/v1/traces", &json!({ "resourceSpans": null })).await.expect(200);
    let node = farol.find(&format!("{ONE}/spans/eee19b7ec3c1b176")).await;
    assert_eq!((&node["attributes"], &node["events"]), (&json!({}), &json!([])));
    assert_eq!((&node["resource"], &node["parentSpanId"]), (&null, &null));
}
