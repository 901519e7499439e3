//! What Logfire sends as spans: announcements of spans that run, and logs.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, JSON, START, telemetry};

const TRACE: &str = "5b8efff798038103d269b633813fc60c";
const EXECUTIONS: &str = "/api/v1/observability/executions";

fn span(id: &str, parent: &str, end: u64, attributes: &Value) -> Value {
    let attributes = attributes.as_object().unwrap().iter();
    let attributes = attributes.map(|(key, of)| json!({"key": key, "value": {"stringValue": of}}));
    json!({
        "traceId": TRACE, "spanId": id, "parentSpanId": parent, "name": "agent run",
        "startTimeUnixNano": START.to_string(), "endTimeUnixNano": end.to_string(),
        "attributes": attributes.collect::<Vec<_>>(),
    })
}

async fn send(farol: &Farol, spans: &[Value]) {
    let body = json!({"resourceSpans": [{"scopeSpans": [{"scope": {"name": "logfire"}, "spans": spans}]}]});
    let answer = farol.send(telemetry("/v1/traces", JSON, body.to_string())).await;
    assert_eq!(answer.expect(200).text(), "{}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_pending_span_runs_until_its_span_comes(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let pending = json!({
        "logfire.span_type": "pending_span", "logfire.pending_parent_id": "0000000000000000",
        "gen_ai.operation.name": "invoke_agent",
    });
    send(&farol, &[span("0000000000000002", "0000000000000001", START, &pending)]).await;
    let execution = farol.find(&format!("{EXECUTIONS}/{TRACE}")).await;
    assert_eq!(execution["execution"]["status"], "running");
    assert_eq!(execution["execution"]["type"], "agent_execution");
    assert_eq!(execution["traces"][0]["spanId"], "0000000000000001");
    assert_eq!(execution["traces"][0]["endTime"], Value::Null);

    let ended = json!({"logfire.span_type": "span", "gen_ai.operation.name": "invoke_agent"});
    send(&farol, &[span("0000000000000001", "", START + 5_000_000, &ended)]).await;
    // Told again, as after a lost answer, the beginning changes nothing.
    send(&farol, &[span("0000000000000002", "0000000000000001", START, &pending)]).await;
    let execution = farol.find(&format!("{EXECUTIONS}/{TRACE}")).await;
    assert_eq!(execution["tracesTotal"], 1);
    assert_eq!(execution["traces"][0]["status"], "success");
    assert_eq!(execution["traces"][0]["durationMs"], 5.0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_log_among_spans_is_stored_as_one_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let log = json!({"logfire.span_type": "log", "logfire.level_num": "13", "logfire.msg": "slow"});
    let sent = [
        span("0000000000000001", "", START + 5_000_000, &json!({})),
        span("0000000000000003", "0000000000000001", START, &log),
    ];
    for _ in 0..2 {
        send(&farol, &sent).await;
    }
    let logs = farol.find(&format!("{EXECUTIONS}/{TRACE}/logs")).await;
    let logs = logs["items"].as_array().unwrap();
    assert_eq!(logs.len(), 1);
    assert_eq!((&logs[0]["body"], &logs[0]["level"]), (&json!("slow"), &json!("warn")));
    assert_eq!(logs[0]["spanId"], "0000000000000001");
    assert_eq!(farol.count("spans").await, 1);
}
