//! Logfire, whose spans may be logs or announcements of others.

use farol_model::{SpanId, SpanStatus};
use serde_json::json;

use super::{Sent, sent};
use crate::support::parsed;

fn below(mut sent: Sent, parent: u64) -> Sent {
    sent.span.parent_span_id = parent.to_be_bytes().to_vec();
    sent
}

#[test]
fn a_pending_span_is_the_beginning_of_its_parent() {
    let pending = sent(
        "logfire",
        "agent run",
        json!({
            "logfire.span_type": "pending_span", "logfire.pending_parent_id": "0000000000000007",
            "gen_ai.operation.name": "invoke_agent",
        }),
    );
    let span = below(pending, 9).decode().items.remove(0);
    assert_eq!((span.span_id, span.parent_span_id), (SpanId(9), Some(SpanId(7))));
    assert_eq!((span.status, span.end), (SpanStatus::Running, None));
    assert_eq!(span.span_type, farol_model::SpanType::AgentExecution);
    let root = sent(
        "logfire",
        "run",
        json!({
            "logfire.span_type": "pending_span", "logfire.pending_parent_id": "0000000000000000",
        }),
    );
    assert_eq!(below(root, 9).decode().items[0].parent_span_id, None);
    let lost = sent("logfire", "run", json!({"logfire.span_type": "pending_span"}));
    assert_eq!(lost.decode().items[0].span_id, SpanId(1), "without a parent it is but a span");
}

#[test]
fn a_span_without_length_that_says_so_is_a_log() {
    let mut log = sent(
        "logfire",
        "order {id}",
        json!({
            "logfire.span_type": "log", "logfire.level_num": 17, "logfire.msg": "order 7", "id": 7,
        }),
    )
    .event("exception", 0, json!({"exception.type": "KeyError"}));
    log.span.end_time_unix_nano = log.span.start_time_unix_nano;
    let decoded = below(log, 9).decode();
    assert_eq!(decoded.items, []);
    let record = &decoded.logs[0];
    assert_eq!(parsed(record.body.as_ref()), "order 7");
    assert_eq!((record.severity_number, record.span_id), (17, Some(SpanId(9))));
    assert!(record.trace_id.is_some());
    let attributes = parsed(record.attributes.as_ref());
    assert_eq!((&attributes["id"], &attributes["exception.type"]), (&json!(7), &json!("KeyError")));
    assert_eq!(record.resource.service.as_deref(), Some("service"));

    let lasting = sent("logfire", "x", json!({"logfire.span_type": "log"}));
    assert_eq!(lasting.decode().items.len(), 1, "a log takes no time");
}

#[test]
fn a_high_level_is_an_error_and_clients_are_understood() {
    sent("logfire", "work", json!({"logfire.level_num": 17, "logfire.msg": "it broke"}))
        .means(json!({"type": "span", "error": {"message": "it broke"}}));
    sent("logfire", "work", json!({"logfire.level_num": 13})).means(json!({"type": "span"}));
    sent("logfire.openai", "Chat Completion with 'gpt-4o'", json!({
        "request_data": "{\"model\":\"gpt-4o\",\"messages\":[]}",
        "response_data": "{\"message\":{},\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}",
    }))
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "in": 4, "out": 2,
        "input": "@request_data", "output": "@response_data",
    }));
}
