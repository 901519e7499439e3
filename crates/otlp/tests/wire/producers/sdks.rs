//! SDKs of observability tools: Langfuse, `LangSmith`, `MLflow`, Laminar, `AgentOps`, litellm.

use serde_json::json;

use super::sent;

#[test]
fn langfuse() {
    sent(
        "langfuse-sdk",
        "answer",
        json!({
            "langfuse.observation.type": "generation", "openinference.span.kind": "CHAIN",
            "langfuse.observation.model.name": "gpt-4o",
            "langfuse.observation.usage_details":
                "{\"input\":10,\"output\":5,\"input_cached_tokens\":90,\"total\":105}",
            "langfuse.observation.cost_details": "{\"input\":0.5,\"output\":0.25}",
            "langfuse.observation.input": "{\"messages\":[]}", "langfuse.observation.output": "hi",
            "langfuse.observation.completion_start_time": "\"2025-11-21T04:40:00.100000Z\"",
            "session.id": "s", "user.id": "u",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "in": 100, "out": 5, "cached": 90, "total": 105,
        "cost": 0.75, "firstTokenMs": 100, "thread": "s", "session": "s", "user": "u",
        "input": "@langfuse.observation.input", "output": "@langfuse.observation.output",
    }));
    // Shaped as OpenAI's, the total includes its parts.
    let usage = "{\"prompt_tokens\":100,\"completion_tokens\":5,\
        \"prompt_tokens_details\":{\"cached_tokens\":90}}";
    sent(
        "langfuse-sdk",
        "old",
        json!({
            "langfuse.observation.type": "span", "langfuse.observation.usage_details": usage,
        }),
    )
    .means(json!({"type": "llm_call", "in": 100, "out": 5, "cached": 90}));
    sent(
        "langfuse-sdk",
        "failed",
        json!({
            "langfuse.observation.type": "tool", "langfuse.observation.level": "ERROR",
            "langfuse.observation.status_message": "no such order",
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "failed", "error": {"message": "no such order"},
    }));
    sent("langfuse-sdk", "plain", json!({"langfuse.observation.type": "span"}))
        .means(json!({"type": "span"}));
}

#[test]
fn langsmith() {
    sent(
        "langsmith",
        "VectorStoreRetriever",
        json!({
            "langsmith.span.kind": "retriever", "gen_ai.operation.name": "embeddings",
            "gen_ai.prompt": "{\"query\":\"x\"}", "langsmith.metadata.thread_id": "t",
            "langsmith.trace.session_id": "a project",
        }),
    )
    .means(json!({"type": "retrieval", "thread": "t", "input": "@gen_ai.prompt"}));
    sent("langsmith", "ChatOpenAI", json!({
        "langsmith.span.kind": "LLM", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 80, "gen_ai.usage.output_tokens": 7,
        "gen_ai.usage.input_token_details": "{'cache_read': 64}",
        "langsmith.metadata.usage_metadata":
            "{\"input_tokens\":1,\"input_token_details\":{\"cache_read\":64}}",
        "gen_ai.usage.output_token_details": {"reasoning": 4},
        "langsmith.metadata.session_id": "s", "langsmith.metadata.user_id": "u",
        "gen_ai.completion": "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{}}]}",
    }))
    .event("exception", 3, json!({"exception.type": "ValueError"}))
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "provider": "openai", "in": 80, "out": 7,
        "cached": 64, "reasoning": 4, "thread": "s", "session": "s", "user": "u",
        "finish": "stop", "output": "@gen_ai.completion", "error": {"type": "ValueError"},
    }));
    sent(
        "langsmith",
        "prompt",
        json!({
            "langsmith.span.kind": "prompt", "gen_ai.operation.name": "chat",
        }),
    )
    .means(json!({"type": "chain", "subtype": "prompt"}));
}

#[test]
fn mlflow() {
    sent(
        "mlflow",
        "Completions",
        json!({
            "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.llm.model": "\"gpt-4o\"",
            "mlflow.chat.tokenUsage": "{\"input_tokens\":9,\"output_tokens\":2,\"total_tokens\":11,\
                \"cache_read_input_tokens\":4}",
            "mlflow.spanInputs": "{}", "mlflow.spanOutputs": "\"hi\"",
        }),
    )
    .means(json!({
        "type": "llm_call", "subtype": "chat_model", "model": "gpt-4o",
        "in": 9, "out": 2, "total": 11, "cached": 4,
        "input": "@mlflow.spanInputs", "output": "@mlflow.spanOutputs",
    }));
    sent("mlflow", "call", json!({"mlflow.spanType": "\"LLM\"", "model": "claude"}))
        .means(json!({"type": "llm_call", "model": "claude"}));
    sent("mlflow", "recall", json!({"mlflow.spanType": "\"MEMORY\""}))
        .means(json!({"type": "memory"}));
}

#[test]
fn laminar_agentops_and_litellm() {
    sent(
        "lmnr",
        "call",
        json!({
            "lmnr.span.type": "LLM", "lmnr.span.input": "[]", "lmnr.span.output": "\"x\"",
            "gen_ai.usage.input_tokens": 4, "gen_ai.usage.input_cost": 0.5,
            "lmnr.association.properties.session_id": "s",
        }),
    )
    .means(json!({
        "type": "llm_call", "in": 4, "cost": 0.5, "thread": "s", "session": "s",
        "input": "@lmnr.span.input", "output": "@lmnr.span.output",
    }));
    sent(
        "agentops",
        "cook.agent",
        json!({
            "agentops.span.kind": "agent", "agentops.entity.name": "cook",
            "agentops.entity.input": "{}", "agentops.entity.output": "[]",
            "gen_ai.usage.total_cost": 0.125,
        }),
    )
    .means(json!({
        "type": "agent_execution", "agent": "cook", "cost": 0.125,
        "input": "@agentops.entity.input", "output": "@agentops.entity.output",
    }));
    sent(
        "litellm",
        "litellm_request",
        json!({
            "gen_ai.request.model": "openai/gpt-4o", "gen_ai.cost.total_cost": 0.5,
            "gen_ai.usage.prompt_tokens": 5, "gen_ai.completion.0.function_call.name": "search",
        }),
    )
    .means(json!({
        "type": "llm_call", "model": "openai/gpt-4o", "in": 5, "cost": 0.5,
        "output": [{"function_call": {"name": "search"}}],
    }));
    sent("litellm", "raw_gen_ai_request", json!({"llm.openai.model": "gpt-4o"}))
        .means(json!({"type": "span"}));
}
