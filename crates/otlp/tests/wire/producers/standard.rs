//! `OpenTelemetry`'s own conventions: messages in events, and what older generations and single
//! producers make of them.

use serde_json::json;

use super::sent;

#[test]
fn messages_come_as_events() {
    sent(
        "opentelemetry.instrumentation.openai_v2",
        "chat",
        json!({
            "gen_ai.operation.name": "chat",
            "gen_ai.system": "openai",
            "gen_ai.request.model": "gpt-4o",
        }),
    )
    .event("gen_ai.system.message", 0, json!({"content": "Be brief.", "gen_ai.system": "openai"}))
    .event("gen_ai.user.message", 0, json!({"content": "Hi", "role": "user"}))
    .event(
        "gen_ai.choice",
        9,
        json!({
            "index": 0, "finish_reason": "tool_calls", "message.role": "assistant",
            "message.content": "Hello",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "provider": "openai", "finish": "tool_calls",
        "input": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
        "output": [
            {"role": "assistant", "content": "Hello", "index": 0, "finish_reason": "tool_calls"},
        ],
    }));
}

#[test]
fn attributes_come_before_events_and_an_answer_tells_a_model_call() {
    sent("", "chat", json!({"gen_ai.request.model": "m", "gen_ai.input.messages": "[]"}))
        .event("gen_ai.user.message", 0, json!({"content": "the same again"}))
        .event("gen_ai.choice", 9, json!({"content": "Hello"}))
        .means(json!({
            "type": "llm_call", "model": "m", "input": "@gen_ai.input.messages",
            "output": [{"role": "assistant", "content": "Hello"}],
        }));
    sent("", "tts_node", json!({"gen_ai.request.model": "m"}))
        .means(json!({"type": "span", "model": "m"}));
}

#[test]
fn whole_payloads_come_in_events() {
    sent("openlit.otel.tracing", "chat", json!({"gen_ai.operation.name": "chat"}))
        .event("gen_ai.content.prompt", 0, json!({"gen_ai.prompt": "user: hi"}))
        .event("gen_ai.content.completion", 5, json!({"gen_ai.completion": "hello"}))
        .means(json!({"type": "llm_call", "input": "user: hi", "output": "hello"}));
    sent("", "chat", json!({"gen_ai.operation.name": "chat"}))
        .event(
            "gen_ai.client.inference.operation.details",
            0,
            json!({
                "gen_ai.input.messages": [{"role": "user"}],
            "gen_ai.output.messages": "[{\"role\":\"assistant\"}]",
            }),
        )
        .means(json!({"type": "llm_call", "input": [{"role": "user"}], "output": [{"role": "assistant"}]}));
}

#[test]
fn the_first_piece_of_a_stream_is_the_first_token() {
    for event in ["gen_ai.content.completion.chunk", "First Token Stream Event"] {
        sent("", "chat", json!({"gen_ai.operation.name": "chat"}))
            .event(event, 120, json!({}))
            .event(event, 500, json!({}))
            .means(json!({"type": "llm_call", "firstTokenMs": 120}));
    }
}

#[test]
fn strands_agents() {
    sent(
        "strands.telemetry.tracer",
        "execute_tool weather",
        json!({
            "gen_ai.operation.name": "execute_tool", "gen_ai.system": "strands-agents",
            "gen_ai.tool.name": "weather", "gen_ai.tool.call.id": "tooluse_1",
        }),
    )
    .event("gen_ai.tool.message", 0, json!({"role": "tool", "content": "{\"city\":\"Paris\"}"}))
    .event("gen_ai.choice", 5, json!({"message": "[{\"text\":\"sunny\"}]", "id": "tooluse_1"}))
    .means(json!({
        "type": "tool_call", "tool": "weather", "call": "tooluse_1",
        "input": [{"role": "tool", "content": "{\"city\":\"Paris\"}"}],
        "output": [{"role": "assistant", "message": "[{\"text\":\"sunny\"}]", "id": "tooluse_1"}],
    }));
    sent(
        "strands.telemetry.tracer",
        "chat",
        json!({
            "gen_ai.operation.name": "chat", "gen_ai.server.time_to_first_token": 812,
            "gen_ai.usage.cache_write_input_tokens": 3, "gen_ai.usage.input_tokens": 9,
        }),
    )
    .means(json!({"type": "llm_call", "in": 9, "written": 3, "firstTokenMs": 812}));
    sent(
        "strands.telemetry.tracer",
        "execute_event_loop_cycle",
        json!({
            "gen_ai.operation.name": "execute_event_loop_cycle",
        }),
    )
    .means(json!({"type": "span"}));
}

#[test]
fn the_ai_sdk_of_vercel_in_its_seventh_version() {
    sent(
        "gen_ai",
        "invoke_agent gpt-4o",
        json!({
            "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support",
            "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o",
            "ai.settings.context.sessionId": "s", "ai.settings.context.userId": "u",
        }),
    )
    .means(json!({
        "type": "agent_execution", "agent": "support", "provider": "openai", "model": "gpt-4o",
        "thread": "s", "session": "s", "user": "u",
    }));
    sent("gen_ai", "agent_step 0", json!({"gen_ai.operation.name": "agent_step"}))
        .means(json!({"type": "chain"}));
    sent(
        "gen_ai",
        "chat gpt-4o",
        json!({
            "gen_ai.operation.name": "chat", "gen_ai.usage.output_tokens": 50,
            "ai.usage.outputTokenDetails.reasoningTokens": 40,
            "gen_ai.client.operation.time_to_first_chunk": 0.5,
        }),
    )
    .means(json!({"type": "llm_call", "out": 50, "reasoning": 40, "firstTokenMs": 500}));
}

#[test]
fn subtypes_say_what_the_type_does_not() {
    for (operation, span_type, subtype) in [
        ("generate_content", "llm_call", json!("generate_content")),
        ("create_agent", "agent_execution", json!("create_agent")),
        ("chat", "llm_call", json!(null)),
    ] {
        let mut expected = json!({"type": span_type, "subtype": subtype});
        expected.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        sent("", "x", json!({"gen_ai.operation.name": operation})).means(expected);
    }
    sent("", "x", json!({"farol.span.type": "workflow_step", "farol.span.subtype": "condition"}))
        .means(json!({"type": "workflow_step", "subtype": "condition"}));
}
