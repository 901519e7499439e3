//! The same questions about executions, spans and log records.

use farol_testkit::otlp::{
    attribute, log,
    proto::trace::v1::{Span, Status},
    span,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, START};

const SECOND: u64 = 1_000_000_000;
const HOUR: u64 = 3_600 * SECOND;

/// A run with a call of a model in it, of so many seconds.
fn run(of: u128, model: &str, start: u64, seconds: u64, fails: bool) -> Vec<Span> {
    let mut run = span(of, 1, "invoke_agent", start);
    run.end_time_unix_nano = start + seconds * SECOND;
    run.attributes = vec![
        attribute("gen_ai.operation.name", "invoke_agent"),
        attribute("gen_ai.agent.id", "ana"),
    ];
    let mut call = span(of, 2, "chat", start);
    call.end_time_unix_nano = start + SECOND;
    call.parent_span_id = 1_u64.to_be_bytes().to_vec();
    call.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", model),
        attribute("gen_ai.usage.input_tokens", 1_000_i64),
        attribute("gen_ai.usage.output_tokens", 100_i64),
    ];
    if fails {
        run.status = Some(Status { code: 2, message: "it broke".to_owned() });
    }
    vec![run, call]
}

async fn with_runs(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    farol.store_spans(run(1, "large", START, 10, false)).await;
    farol.store_spans(run(2, "large", START + HOUR, 20, true)).await;
    farol.store_spans(run(3, "small", START + 2 * HOUR, 40, false)).await;
    farol
}

fn query(more: &Value) -> Value {
    let mut query = json!({"from": "2025-11-21T04:00:00Z", "to": "2025-11-21T08:00:00Z", "aggregation": "count"});
    query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    query
}

async fn ask(farol: &Farol, more: Value) -> Value {
    farol.measure(&query(&more)).await
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn executions_are_counted_and_measured(pool: PgPool) {
    let farol = with_runs(pool).await;
    let told =
        ask(&farol, json!({"dataset": "executions", "interval": "hour", "groupBy": "status"}))
            .await;
    let values: Vec<&Value> =
        told["series"].as_array().unwrap().iter().map(|point| &point["value"]).collect();
    assert_eq!(values, [1, 1, 1, 0]);
    assert_eq!(
        (&told["groups"][0]["key"], &told["groups"][0]["value"]),
        (&json!("success"), &json!(2))
    );
    assert_eq!(
        (&told["groups"][1]["key"], &told["source"], &told["complete"]),
        (&json!("error"), &json!("raw"), &json!(true))
    );
    for (aggregation, property, value) in [
        ("sum", "durationMs", 70_000.0),
        ("max", "durationMs", 40_000.0),
        ("min", "durationMs", 10_000.0),
        ("sum", "totalTokens", 3_300.0),
        ("avg", "inputTokens", 1_000.0),
        ("sum", "spanCount", 6.0),
        ("sum", "errorCount", 1.0),
        ("distinct_count", "model", 2.0),
        ("p50", "durationMs", 20_000.0),
        ("p99", "durationMs", 40_000.0),
    ] {
        let asked =
            json!({"dataset": "executions", "aggregation": aggregation, "property": property});
        let told = ask(&farol, asked).await;
        let error = told["value"].as_f64().unwrap() / value - 1.0;
        let estimated = aggregation.starts_with('p');
        assert!(
            error.abs() < if estimated { 0.022 } else { 1e-9 },
            "{aggregation} {property}: {told}"
        );
        assert_eq!(told["exact"], !estimated);
    }
    let failed = json!({
        "dataset": "executions", "aggregation": "rate", "match": {"property": "status", "value": "error"},
        "filters": [{"property": "durationMs", "op": "lt", "value": 30_000}], "compare": "previous"
    });
    let failed = ask(&farol, failed).await;
    assert_eq!((&failed["value"], &failed["previous"]["value"]), (&json!(50), &Value::Null));
    let of_agent = json!({"dataset": "executions", "agentId": "ana", "aggregation": "min", "property": "cost"});
    assert_eq!(ask(&farol, of_agent).await["value"], Value::Null, "nobody knows what it cost");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn spans_are_told_by_type_and_model(pool: PgPool) {
    let farol = with_runs(pool).await;
    let told = ask(&farol, json!({"dataset": "spans", "groupBy": "type"})).await;
    assert_eq!((&told["value"], &told["groups"][0]["value"]), (&json!(6), &json!(3)));
    let by_model = json!({
        "dataset": "spans", "aggregation": "sum", "property": "totalTokens", "groupBy": "model",
        "filters": [{"property": "type", "value": "llm_call"}]
    });
    let told = ask(&farol, by_model).await;
    let groups: Vec<(&Value, &Value)> =
        told["groups"].as_array().unwrap().iter().map(|of| (&of["key"], &of["value"])).collect();
    assert_eq!(groups, [(&json!("large"), &json!(2_200)), (&json!("small"), &json!(1_100))]);
    for (filter, count) in [
        (json!({"property": "model", "op": "exists"}), 3),
        (json!({"property": "model", "op": "ne", "value": "large"}), 4),
        (json!({"property": "model", "op": "in", "value": ["small", 7]}), 1),
        (json!({"property": "durationMs", "op": "gte", "value": 20_000}), 2),
        (json!({"property": "durationMs", "op": "eq", "value": "20000"}), 0),
        (json!({"property": "model", "op": "gt", "value": 1}), 0),
        (json!({"property": "status", "value": "error"}), 1),
        (json!({"property": "name", "value": "it's \\ \"odd\""}), 0),
    ] {
        let told = ask(&farol, json!({"dataset": "spans", "filters": [filter]})).await;
        assert_eq!(told["value"], count, "{filter}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn logs_are_counted_by_level_and_service(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let lines = [(9, 0), (9, 1), (17, 65), (17, 3_600), (0, 3_700)].map(|(severity, seconds)| {
        let mut line = log(START + seconds * SECOND, "line");
        line.severity_number = severity;
        line.severity_text.clear();
        line
    });
    farol.store_logs(lines.to_vec()).await;
    let range = json!({"dataset": "logs", "groupBy": "level", "interval": "hour"});
    let told = ask(&farol, range).await;
    let groups: Vec<(&Value, &Value)> =
        told["groups"].as_array().unwrap().iter().map(|of| (&of["key"], &of["value"])).collect();
    let expected = [(json!("error"), json!(2)), (json!("info"), json!(2)), (Value::Null, json!(1))];
    assert_eq!(groups, expected.each_ref().map(|(key, value)| (key, value)));
    assert_eq!((&told["source"], &told["exact"]), (&json!("rollup"), &json!(true)));
    let rate = json!({
        "dataset": "logs", "aggregation": "rate", "match": {"property": "level", "value": "error"},
        "from": "2025-11-21T04:40:00.5Z", "to": "2025-11-21T05:40:00.000000001Z",
        "filters": [{"property": "service", "value": "worker"}]
    });
    let told = ask(&farol, rate).await;
    assert_eq!(
        told["value"].as_f64(),
        Some(200.0 / 3.0),
        "the first is before, the last is not: {told}"
    );
    let none = json!({"dataset": "logs", "filters": [{"property": "service", "op": "exists", "value": false}]});
    assert_eq!(ask(&farol, none).await["value"], 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn fields_that_are_not_there_are_refused_by_name(pool: PgPool) {
    let farol = Farol::new(pool).await;
    for (more, field) in [
        (json!({"dataset": "executions", "event": "x"}), "event"),
        (json!({"dataset": "executions", "groupBy": "durationMs"}), "groupBy"),
        (json!({"dataset": "executions", "aggregation": "sum", "property": "status"}), "property"),
        (json!({"dataset": "spans", "aggregation": "sum", "property": "spanCount"}), "property"),
        (
            json!({"dataset": "spans", "filters": [{"property": "userId", "value": "x"}]}),
            "filters[0].property",
        ),
        (json!({"dataset": "logs", "aggregation": "max", "property": "level"}), "aggregation"),
        (json!({"dataset": "logs", "agentId": "ana"}), "agentId"),
        (
            json!({"dataset": "logs", "aggregation": "rate", "match": {"property": "body", "value": "x"}}),
            "match.property",
        ),
    ] {
        let problem = farol.query(&query(&more)).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{more}");
    }
}
