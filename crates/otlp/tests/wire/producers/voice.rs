//! Agents on the telephone: `LiveKit` and Pipecat.

use serde_json::json;

use super::{attributes_of, sent};

#[test]
fn livekit() {
    sent(
        "livekit-agents",
        "user_turn",
        json!({
            "gen_ai.request.model": "nova-3", "gen_ai.provider.name": "Deepgram",
            "lk.pii.user_transcript": "hello?", "lk.job_id": "AJ_1",
        }),
    )
    .means(json!({
        "type": "speech_to_text", "model": "nova-3", "provider": "deepgram",
        "thread": "AJ_1", "session": "AJ_1", "output": "@lk.pii.user_transcript",
    }));
    let mut turn = sent(
        "livekit-agents",
        "agent_turn",
        json!({
            "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 5,
            "lk.participant_id": "PA_1",
        }),
    );
    turn.resource = attributes_of(&json!({"room_id": "RM_1", "job_id": "AJ_2"}));
    turn.means(json!({
        "type": "turn", "in": 5, "thread": "RM_1", "session": "RM_1", "user": "PA_1",
    }));
    sent(
        "livekit-agents",
        "llm_node",
        json!({
            "gen_ai.request.model": "gpt-4o", "lk.chat_ctx": "{\"items\":[]}",
            "lk.pii.response.text": "hi", "lk.response.ttft": 0.5,
        }),
    )
    .means(json!({
        "type": "chain", "model": "gpt-4o", "firstTokenMs": 500,
        "input": "@lk.chat_ctx", "output": "@lk.pii.response.text",
    }));
    sent(
        "livekit-agents",
        "llm_request",
        json!({
            "gen_ai.operation.name": "chat", "gen_ai.usage.output_tokens": 5,
        }),
    )
    .event("gen_ai.user.message", 0, json!({"content": "hello?"}))
    .event("gen_ai.choice", 5, json!({"role": "assistant", "content": "hi"}))
    .means(json!({
        "type": "llm_call", "out": 5, "input": [{"role": "user", "content": "hello?"}],
        "output": [{"role": "assistant", "content": "hi"}],
    }));
    sent(
        "livekit-agents",
        "function_tool",
        json!({
            "lk.function_tool.name": "book", "lk.function_tool.id": "c",
            "lk.pii.function_tool.arguments": "{}", "lk.function_tool.output": "full",
            "lk.function_tool.is_error": true, "exception.type": "ToolError",
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "book", "call": "c", "error": {"type": "ToolError"},
        "input": "@lk.pii.function_tool.arguments", "output": "@lk.function_tool.output",
    }));
    sent(
        "livekit-agents",
        "realtime_metrics",
        json!({
            "gen_ai.usage.input_text_tokens": 10, "gen_ai.usage.input_audio_tokens": 90,
            "gen_ai.usage.input_cached_tokens": 60, "gen_ai.usage.output_audio_tokens": 7,
            "exception.message": "the line is dead",
        }),
    )
    .means(json!({
        "type": "llm_call", "in": 100, "out": 7, "cached": 60,
        "error": {"message": "the line is dead"},
    }));
    sent("elsewhere", "user_turn", json!({"gen_ai.request.model": "m"}))
        .means(json!({"type": "span", "model": "m"}));
}

#[test]
fn pipecat() {
    sent("pipecat.turn", "conversation", json!({"conversation.id": "c", "user_id": "u"}))
        .means(json!({"type": "session", "thread": "c", "session": "c", "user": "u"}));
    sent(
        "pipecat",
        "stt",
        json!({
            "gen_ai.operation.name": "stt", "gen_ai.request.model": "nova", "transcript": "hello",
            "metrics.ttfb": 0.2,
        }),
    )
    .means(json!({
        "type": "speech_to_text", "model": "nova", "firstTokenMs": 200, "output": "@transcript",
    }));
    sent(
        "pipecat",
        "llm",
        json!({
            "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "input": "[]",
            "output": "hi", "tokens.prompt": 5, "gen_ai.usage.output_tokens": 2,
        }),
    )
    .means(json!({
        "type": "llm_call", "provider": "openai", "in": 5, "out": 2,
        "input": "@input", "output": "@output",
    }));
    sent("pipecat", "tts", json!({"gen_ai.operation.name": "tts", "text": "hi"}))
        .means(json!({"type": "text_to_speech", "input": "@text"}));
    sent(
        "pipecat",
        "llm_tool_call",
        json!({
            "gen_ai.operation.name": "llm_tool_call", "tool.function_name": "book",
            "tool.arguments": "{}",
        }),
    )
    .means(json!({"type": "tool_call", "tool": "book", "input": "@tool.arguments"}));
    sent("elsewhere", "http", json!({"input": "x", "text": "y", "transcript": "z"}))
        .means(json!({"type": "span"}));
}
