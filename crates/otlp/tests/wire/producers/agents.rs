//! Frameworks of agents: ADK, Genkit, Mastra, pydantic-ai, Claude Code.

use serde_json::json;

use super::sent;

#[test]
fn google_adk() {
    sent(
        "gcp.vertex.agent",
        "call_llm",
        json!({
            "gen_ai.system": "gcp.vertex.agent", "gen_ai.request.model": "gemini-2.5-flash",
            "gcp.vertex.agent.llm_request": "{\"contents\":[]}",
            "gcp.vertex.agent.llm_response": "{\"usage_metadata\":{\"prompt_token_count\":10,\
                \"candidates_token_count\":3,\"cached_content_token_count\":4}}",
            "gcp.vertex.agent.session_id": "s",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "gemini-2.5-flash", "provider": "gcp.vertex.agent",
        "in": 10, "out": 3, "cached": 4, "thread": "s", "session": "s",
        "input": "@gcp.vertex.agent.llm_request", "output": "@gcp.vertex.agent.llm_response",
    }));
    sent(
        "gcp.vertex.agent",
        "execute_tool weather",
        json!({
            "gen_ai.operation.name": "execute_tool",
            "gcp.vertex.agent.llm_request": "{}", "gcp.vertex.agent.llm_response": "{}",
            "gcp.vertex.agent.tool_call_args": "{\"city\":\"Paris\"}",
            "gcp.vertex.agent.tool_response": "<not specified>",
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "weather", "input": "@gcp.vertex.agent.tool_call_args",
    }));
    sent("gcp.vertex.agent", "agent_run [greeter]", json!({}))
        .means(json!({"type": "agent_execution", "agent": "greeter"}));
    sent("gcp.vertex.agent", "invocation", json!({})).means(json!({"type": "workflow_execution"}));
    sent("gcp.vertex.agent", "send_data", json!({"gcp.vertex.agent.data": "[]"}))
        .means(json!({"type": "span", "input": "@gcp.vertex.agent.data"}));
}

#[test]
fn genkit() {
    sent(
        "genkit-tracer",
        "googleai/gemini-2.0-flash",
        json!({
            "genkit:type": "action", "genkit:metadata:subtype": "model",
            "genkit:name": "googleai/gemini-2.0-flash", "genkit:state": "success",
            "genkit:input": "{\"messages\":[]}", "genkit:sessionId": "s",
            "genkit:output": "{\"message\":{},\"usage\":{\"inputTokens\":7,\"outputTokens\":5,\
                \"totalTokens\":12,\"thoughtsTokens\":2},\"finishReason\":\"stop\"}",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "gemini-2.0-flash", "provider": "googleai",
        "in": 7, "out": 5, "total": 12, "reasoning": 2, "finish": "stop",
        "thread": "s", "session": "s", "input": "@genkit:input", "output": "@genkit:output",
    }));
    sent(
        "genkit-tracer",
        "weather",
        json!({
            "genkit:metadata:subtype": "tool.v2", "genkit:name": "weather", "genkit:state": "error",
        }),
    )
    .means(json!({"type": "tool_call", "subtype": "tool.v2", "tool": "weather", "error": {}}));
    sent("genkit-tracer", "menu", json!({"genkit:type": "flow", "genkit:name": "menu"}))
        .means(json!({"type": "workflow_execution"}));
}

#[test]
fn mastra() {
    sent(
        "mastra",
        "llm: 'gpt-4o'",
        json!({
            "mastra.span.type": "model_inference", "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai.chat", "gen_ai.request.model": "gpt-4o",
            "gen_ai.usage.input_tokens": 3, "gen_ai.response.finish_reasons": "[\"stop\"]",
            "mastra.completion_start_time": "2025-11-21T04:40:00.250Z",
            "mastra.metadata.threadId": "t", "mastra.metadata.sessionId": "s",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "provider": "openai", "in": 3, "finish": "stop",
        "firstTokenMs": 250, "thread": "t", "session": "s",
    }));
    sent(
        "mastra",
        "agent",
        json!({
            "mastra.span.type": "agent_run", "gen_ai.agent.name": "cook",
            "mastra.agent_run.input": "[]", "mastra.agent_run.output": "{}",
        }),
    )
    .means(json!({
        "type": "agent_execution", "agent": "cook",
        "input": "@mastra.agent_run.input", "output": "@mastra.agent_run.output",
    }));
    sent("mastra", "step", json!({"mastra.span.type": "model_generation"}))
        .means(json!({"type": "span"}));
}

#[test]
fn pydantic_ai() {
    sent(
        "pydantic-ai",
        "agent run",
        json!({
            "agent_name": "support", "model_name": "gpt-4o",
            "gen_ai.aggregated_usage.input_tokens": 99,
            "pydantic_ai.all_messages": "[]", "final_result": "done",
        }),
    )
    .means(json!({
        "type": "agent_execution", "agent": "support", "model": "gpt-4o",
        "input": "@pydantic_ai.all_messages", "output": "@final_result",
    }));
    sent(
        "pydantic-ai",
        "running tool",
        json!({
            "gen_ai.tool.name": "roll", "gen_ai.tool.call.id": "c", "tool_arguments": "{}",
            "tool_response": "4", "logfire.msg": "running tool: roll", "logfire.level_num": 9,
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "roll", "call": "c",
        "input": "@tool_arguments", "output": "@tool_response",
    }));
    sent("pydantic-ai", "running 2 tools", json!({})).means(json!({"type": "span"}));
    sent(
        "pydantic-ai",
        "chat gpt-4o",
        json!({
            "gen_ai.operation.name": "chat", "events": "[{\"event.name\":\"gen_ai.user.message\"}]",
            "gen_ai.usage.details.cache_read_tokens": 2, "operation.cost": 0.25,
        }),
    )
    .means(json!({
        "type": "llm_call", "cached": 2, "cost": 0.25, "input": "@events", "output": "@events",
    }));
}

#[test]
fn claude_code() {
    let scope = "com.anthropic.claude_code.tracing";
    sent(
        scope,
        "claude_code.llm_request",
        json!({
            "span.type": "llm_request", "model": "claude-opus-4", "session.id": "s",
            "input_tokens": 10, "output_tokens": 20, "cache_read_tokens": 1000,
            "cache_creation_tokens": 5, "new_context": "<REDACTED>", "response.model_output": "ok",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "claude-opus-4", "in": 1015, "out": 20,
        "cached": 1000, "written": 5, "thread": "s", "session": "s",
        "output": "@response.model_output",
    }));
    sent(
        scope,
        "claude_code.tool",
        json!({
            "span.type": "claude_code.tool", "tool_name": "Bash", "full_command": "ls",
        }),
    )
    .event("tool.output", 3, json!({"output": "a b"}))
    .means(json!({
        "type": "tool_call", "tool": "Bash", "input": "@full_command", "output": "a b",
    }));
    sent("elsewhere", "query", json!({"span.type": "tool", "model": "T", "input_tokens": 4}))
        .means(json!({"type": "span"}));
}
