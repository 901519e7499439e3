//! Instrumentations that speak a convention of their own: `OpenInference`, `OpenLLMetry`, Vercel's
//! legacy keys.

use serde_json::json;

use super::sent;

#[test]
fn langchain_under_open_inference() {
    sent(
        "openinference.instrumentation.langchain",
        "ChatOpenAI",
        json!({
            "openinference.span.kind": "LLM",
            "gen_ai.operation.name": "execute_tool",
            "llm.model_name": "gpt-4o",
            "llm.finish_reason": "stop",
            "llm.token_count.prompt": 120.0, "llm.token_count.completion": "30",
            "llm.token_count.prompt_details.cache_read": 100,
            "llm.token_count.completion_details.reasoning": 10,
            "llm.cost.total": 0.002,
            "metadata": "{\"ls_provider\":\"openai\",\"thread_id\":\"t-1\",\"user_id\":\"u-1\"}",
            "input.value": "{}", "input.mime_type": "application/json",
            "llm.input_messages.10.message.content": "later",
            "llm.input_messages.2.message.content": "sooner",
            "llm.input_messages.2.message.role": "user",
        }),
    )
    .event("First Token Stream Event", 250, json!({}))
    .means(json!({
        "type": "llm_call", "model": "gpt-4o", "provider": "openai",
        "in": 120, "out": 30, "cached": 100, "reasoning": 10, "cost": 0.002,
        "thread": "t-1", "user": "u-1", "finish": "stop", "firstTokenMs": 250,
        "input": [{"role": "user", "content": "sooner"}, {"content": "later"}],
    }));
}

#[test]
fn other_kinds_under_open_inference() {
    sent(
        "",
        "search",
        json!({
            "openinference.span.kind": "tool", "tool.name": "search", "tool.id": "call_1",
            "tool.parameters": "{\"type\":\"object\"}", "input.value": "Paris", "output.value": "7",
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "search", "call": "call_1",
        "input": "@input.value", "output": "@output.value",
    }));
    sent(
        "",
        "retrieve",
        json!({
            "openinference.span.kind": "RETRIEVER", "input.value": "where?",
            "retrieval.documents.1.document.content": "there",
            "retrieval.documents.0.document.content": "here",
            "retrieval.documents.0.document.score": 0.5,
        }),
    )
    .means(json!({
        "type": "retrieval", "input": "@input.value",
        "output": [{"content": "here", "score": 0.5}, {"content": "there"}],
    }));
    sent(
        "",
        "rerank",
        json!({
            "openinference.span.kind": "RERANKER", "reranker.model_name": "cohere",
            "reranker.query": "q", "reranker.output_documents.0.document.id": 7,
        }),
    )
    .means(json!({
        "type": "rerank", "model": "cohere", "input": "@reranker.query", "output": [{"id": 7}],
    }));
    sent("", "step", json!({"openinference.span.kind": "AGENT", "graph.node.id": "planner"}))
        .means(json!({"type": "agent_execution", "agent": "planner"}));
    sent("", "step", json!({"openinference.span.kind": "CHAIN", "graph.node.id": "planner"}))
        .means(json!({"type": "chain"}));
    let parameters = "{\"model\":\"gpt-5\"}";
    sent(
        "",
        "failed",
        json!({
            "openinference.span.kind": "LLM", "llm.invocation_parameters": parameters,
            "llm.system": "openai", "llm.provider": "Azure",
        }),
    )
    .means(json!({"type": "llm_call", "model": "gpt-5", "provider": "azure"}));
}

#[test]
fn openllmetry() {
    sent("opentelemetry.instrumentation.anthropic", "anthropic.chat", json!({
        "llm.request.type": "chat",
        "gen_ai.system": "Langchain",
        "traceloop.association.properties.ls_provider": "anthropic",
        "gen_ai.request.model": "claude-3", "gen_ai.response.model": "claude-3-opus",
        "gen_ai.usage.prompt_tokens": 10, "gen_ai.usage.completion_tokens": 4,
        "gen_ai.usage.cache_read_input_tokens": 6, "llm.usage.reasoning_tokens": 2,
        "gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "hi",
        "gen_ai.completion.0.content": "", "gen_ai.completion.0.finish_reason": "tool_use",
        "gen_ai.completion.0.tool_calls.0.name": "search",
        "traceloop.association.properties.session_id": "s",
        "traceloop.association.properties.thread_id": "t",
    }))
    .means(json!({
        "type": "llm_call", "model": "claude-3-opus", "provider": "anthropic",
        "in": 10, "out": 4, "cached": 6, "reasoning": 2, "finish": "tool_use",
        "thread": "t", "session": "s",
        "input": [{"role": "user", "content": "hi"}],
        "output": [{"content": "", "finish_reason": "tool_use", "tool_calls": [{"name": "search"}]}],
    }));
    for (kind, span_type, named) in [
        ("workflow", "workflow_execution", None),
        ("task", "workflow_step", None),
        ("agent", "agent_execution", Some("agent")),
        ("tool", "tool_call", Some("tool")),
        ("unknown", "span", None),
    ] {
        let mut expected = json!({
            "type": span_type, "input": "@traceloop.entity.input",
            "output": "@traceloop.entity.output",
        });
        if let Some(field) = named {
            expected[field] = "joke".into();
        }
        sent("", "joke.x", json!({
            "traceloop.span.kind": kind, "traceloop.entity.name": "joke",
            "traceloop.entity.input": "{\"args\":[],\"kwargs\":{}}", "traceloop.entity.output": "1",
        }))
        .means(expected);
    }
    sent("", "query", json!({"db.system": "Chroma", "db.operation": "query"}))
        .event("db.query.result", 3, json!({"id": "a", "score": 0.5}))
        .event("db.query.result", 3, json!({"id": "b"}))
        .means(json!({"type": "retrieval", "output": [{"id": "a", "score": 0.5}, {"id": "b"}]}));
    sent("", "query", json!({"db.system": "postgresql", "db.operation": "query"}))
        .means(json!({"type": "span"}));
}

#[test]
fn the_legacy_keys_of_vercel() {
    sent(
        "ai",
        "ai.streamText.doStream",
        json!({
            "operation.name": "ai.streamText.doStream my-function",
            "ai.model.provider": "anthropic.messages", "ai.model.id": "claude",
            "ai.usage.inputTokens": 5, "ai.usage.outputTokens": 9,
            "ai.response.providerMetadata": "{\"anthropic\":{\"usage\":{\
                \"cache_read_input_tokens\":90,\"cache_creation_input_tokens\":4}}}",
            "ai.response.msToFirstChunk": 42.4,
            "ai.response.text": "", "ai.response.toolCalls": "[{}]",
            "ai.telemetry.metadata.sessionId": "s", "ai.telemetry.metadata.userId": "u",
        }),
    )
    .means(json!({
        "type": "llm_call", "subtype": "ai.streamText.doStream",
        "model": "claude", "provider": "anthropic",
        "in": 99, "out": 9, "cached": 90, "written": 4, "firstTokenMs": 42,
        "thread": "s", "session": "s", "user": "u", "output": "@ai.response.toolCalls",
    }));
    sent(
        "ai",
        "ai.toolCall",
        json!({
            "ai.operationId": "ai.toolCall", "ai.toolCall.name": "weather", "ai.toolCall.id": "c1",
            "ai.toolCall.args": "{}", "ai.toolCall.result": "7",
        }),
    )
    .means(json!({
        "type": "tool_call", "tool": "weather", "call": "c1",
        "input": "@ai.toolCall.args", "output": "@ai.toolCall.result",
    }));
}
