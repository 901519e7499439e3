//! The shapes of providers and frameworks.

use serde_json::{Value, json};

use crate::{input, of_attributes, output, read};

#[test]
fn requests_to_openai_and_anthropic() {
    let weather = json!({"city": "Paris"});
    told_alike(vec![
        (
            "OpenAI chat",
            json!({"model": "gpt-4o", "messages": [
                {"role": "developer", "content": "Be brief."},
                {"role": "user", "content": [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image_url", "image_url": {"url": "https://x/y.png"}},
                ]},
                {"role": "assistant", "content": null, "tool_calls": [
                    {"id": "c1", "type": "function", "function":
                        {"name": "weather", "arguments": "{\"city\":\"Paris\"}"}},
                ]},
                {"role": "tool", "tool_call_id": "c1", "content": "rainy"},
            ]}),
            json!([
                ["system", "Be brief."],
                ["user", [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image_url", "image_url": {"url": "https://x/y.png"}},
                ]],
                ["assistant", null, {"calls": [["c1", "weather", weather]]}],
                ["tool", "rainy", {"of": "c1", "name": "weather"}],
            ]),
        ),
        (
            "OpenAI responses",
            json!({"instructions": "Be brief.", "input": [
                {"role": "user", "content": [{"type": "input_text", "text": "Weather?"}]},
                {"type": "function_call", "call_id": "c1", "name": "weather",
                    "arguments": "{\"city\":\"Paris\"}"},
                {"type": "function_call_output", "call_id": "c1", "output": "rainy"},
            ]}),
            json!([
                ["system", "Be brief."],
                ["user", "Weather?"],
                ["assistant", null, {"calls": [["c1", "weather", weather]]}],
                ["tool", "rainy", {"of": "c1", "name": "weather"}],
            ]),
        ),
        (
            "Anthropic",
            json!({"system": [{"type": "text", "text": "Be brief."}], "messages": [
                {"role": "user", "content": "Weather?"},
                {"role": "assistant", "content": [
                    {"type": "text", "text": "I look."},
                    {"type": "tool_use", "id": "c1", "name": "weather", "input": weather},
                ]},
                {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "c1", "content":
                        [{"type": "text", "text": "rainy"}]},
                    {"type": "text", "text": "And now?"},
                ]},
            ]}),
            json!([
                ["system", "Be brief."],
                ["user", "Weather?"],
                ["assistant", "I look.", {"calls": [["c1", "weather", weather]]}],
                ["tool", "rainy", {"of": "c1", "name": "weather"}],
                ["user", "And now?"],
            ]),
        ),
    ]);
}

#[test]
fn requests_to_others() {
    let weather = json!({"city": "Paris"});
    told_alike(vec![
        (
            "Gemini, as ADK sends it",
            json!({"model": "gemini", "config": {"system_instruction": "Be brief."}, "contents": [
                {"role": "user", "parts": [{"text": "Weather?"}]},
                {"role": "model", "parts": [{"function_call": {"name": "weather", "args": weather}}]},
                {"role": "user", "parts": [
                    {"function_response": {"name": "weather", "response": {"sky": "rainy"}}},
                ]},
            ]}),
            json!([
                ["system", "Be brief."],
                ["user", "Weather?"],
                ["assistant", null, {"calls": [[null, "weather", weather]]}],
                ["tool", {"sky": "rainy"}, {"name": "weather"}],
            ]),
        ),
        (
            "Bedrock",
            json!([
                {"role": "user", "content": [{"text": "Weather?"}]},
                {"role": "assistant", "content": [
                    {"toolUse": {"toolUseId": "c1", "name": "weather", "input": weather}}]},
                {"role": "user", "content": [
                    {"toolResult": {"toolUseId": "c1", "content": [{"text": "rainy"}]}}]},
            ]),
            json!([
                ["user", "Weather?"],
                ["assistant", null, {"calls": [["c1", "weather", weather]]}],
                ["tool", "rainy", {"of": "c1", "name": "weather"}],
            ]),
        ),
        (
            "Genkit",
            json!({"messages": [
                {"role": "system", "content": [{"text": "Be brief."}]},
                {"role": "user", "content": [{"text": "Weather?"}]},
                {"role": "model", "content": [
                    {"toolRequest": {"ref": "c1", "name": "weather", "input": weather}}]},
                {"role": "tool", "content": [
                    {"toolResponse": {"ref": "c1", "name": "weather", "output": "rainy"}}]},
            ], "config": {}, "tools": []}),
            json!([
                ["system", "Be brief."],
                ["user", "Weather?"],
                ["assistant", null, {"calls": [["c1", "weather", weather]]}],
                ["tool", "rainy", {"of": "c1", "name": "weather"}],
            ]),
        ),
        (
            "Cohere",
            json!({"message": "Weather?", "chat_history": [{"role": "USER", "message": "Hi"},
                {"role": "CHATBOT", "message": "Hello!"}]}),
            json!([["user", "Hi"], ["assistant", "Hello!"], ["user", "Weather?"]]),
        ),
    ]);
}

/// A request gives its messages, as it is, as JSON text, and as that in a JSON text.
fn told_alike(cases: Vec<(&str, Value, Value)>) {
    for (name, request, expected) in cases {
        let text = Value::from(request.to_string());
        for request in [&request, &text, &Value::from(text.to_string())] {
            assert_eq!(Value::from(input(request)), expected, "{name}");
        }
    }
}

#[test]
fn answers_of_providers() {
    for (name, answer, expected) in [
        (
            "OpenAI chat",
            json!({"id": "x", "choices": [{"index": 0, "finish_reason": "stop",
                "message": {"role": "assistant", "content": "Rainy."}}]}),
            json!([["assistant", "Rainy.", {"finish": "stop"}]]),
        ),
        (
            "OpenAI completion",
            json!({"choices": [{"text": "Rainy.", "index": 0, "finish_reason": "stop"}]}),
            json!([["assistant", "Rainy.", {"finish": "stop"}]]),
        ),
        (
            "OpenAI responses",
            json!({"output": [
                {"type": "reasoning", "summary": []},
                {"type": "message", "role": "assistant", "content":
                    [{"type": "output_text", "text": "Rainy."}]},
            ]}),
            json!([
                ["assistant", {"type": "reasoning", "summary": []}],
                ["assistant", "Rainy."],
            ]),
        ),
        (
            "Anthropic",
            json!({"type": "message", "role": "assistant", "stop_reason": "end_turn", "content": [
                {"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Rainy."}]}),
            json!([["assistant", [{"type": "thinking", "thinking": "Hm."},
                {"type": "text", "text": "Rainy."}], {"finish": "end_turn"}]]),
        ),
        (
            "Gemini",
            json!({"candidates": [{"content": {"role": "model", "parts": [{"text": "Rainy."}]},
                "finishReason": "STOP"}]}),
            json!([["assistant", "Rainy.", {"finish": "STOP"}]]),
        ),
        (
            "ADK",
            json!({"content": {"role": "model", "parts": [{"text": "Rainy."}]}, "partial": false}),
            json!([["assistant", "Rainy."]]),
        ),
        ("ADK, empty", json!({}), json!([])),
        (
            "Bedrock",
            json!({"output": {"message": {"role": "assistant", "content": [{"text": "Rainy."}]}},
                "stopReason": "end_turn"}),
            json!([["assistant", "Rainy.", {"finish": "end_turn"}]]),
        ),
        (
            "Genkit",
            json!({"message": {"role": "model", "content": [{"text": "Rainy."}]},
                "finishReason": "stop", "usage": {"inputTokens": 3}}),
            json!([["assistant", "Rainy.", {"finish": "stop"}]]),
        ),
        (
            "LangChain",
            json!({"generations": [[{"text": "Rainy.", "message": {
                "lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", "AIMessage"],
                "kwargs": {"content": "Rainy.", "tool_calls": [], "additional_kwargs": {}}}}]]}),
            json!([["assistant", "Rainy."]]),
        ),
        (
            "text and its reason",
            json!({"text": "Rainy.", "finish_reason": "stop"}),
            json!([["assistant", "Rainy.", {"finish": "stop"}]]),
        ),
        ("text", json!("Rainy."), json!([["assistant", "Rainy."]])),
        (
            "blocks",
            json!([{"text": "Rainy."}, {"toolUse": {"toolUseId": "1", "name": "f",
            "input": {}}}]),
            json!([["assistant", "Rainy.", {"calls": [["1", "f", {}]]}]]),
        ),
        ("what nobody understands", json!({"order": 7}), json!([["assistant", {"order": 7}]])),
        ("a number", json!(7), json!([["assistant", 7]])),
        ("a repr", json!("{'role': 'user'}"), json!([["assistant", "{'role': 'user'}"]])),
    ] {
        assert_eq!(Value::from(output(&answer)), expected, "{name}");
    }
}

#[test]
fn messages_of_frameworks() {
    let call = json!({"calls": [["c1", "weather", {"city": "Paris"}]]});
    let args = json!({"city": "Paris"});
    for (name, value, expected) in [
        (
            "LangChain, serialised",
            json!({"messages": [[
                {"lc": 1, "type": "constructor", "id": ["langchain_core", "messages", "SystemMessage"],
                    "kwargs": {"content": "Be brief.", "type": "system"}},
                {"lc": 1, "type": "constructor", "id": ["langchain_core", "messages", "HumanMessage"],
                    "kwargs": {"content": "Weather?", "type": "human", "id": "m1"}},
                {"lc": 1, "type": "constructor", "id": ["langchain_core", "messages", "AIMessage"],
                    "kwargs": {"content": "", "tool_calls":
                        [{"id": "c1", "name": "weather", "args": args, "type": "tool_call"}]}},
                {"lc": 1, "type": "constructor", "id": ["langchain_core", "messages", "ToolMessage"],
                    "kwargs": {"content": "rainy", "tool_call_id": "c1", "name": "weather"}},
            ]]}),
            json!([["system", "Be brief."], ["user", "Weather?"], ["assistant", "", call],
                ["tool", "rainy", {"of": "c1", "name": "weather"}]]),
        ),
        (
            "LangChain, as a dictionary",
            json!([{"type": "human", "content": "Weather?"},
                {"type": "ai", "data": {"content": "Rainy.", "additional_kwargs": {}}}]),
            json!([["user", "Weather?"], ["assistant", "Rainy."]]),
        ),
        (
            "pydantic-ai, of old",
            json!([{"kind": "request", "parts": [
                    {"part_kind": "system-prompt", "content": "Be brief."},
                    {"part_kind": "user-prompt", "content": "Weather?"}]},
                {"kind": "response", "parts": [{"part_kind": "tool-call", "tool_name": "weather",
                    "args": "{\"city\":\"Paris\"}", "tool_call_id": "c1"}]},
                {"kind": "request", "parts": [{"part_kind": "tool-return", "tool_name": "weather",
                    "content": "rainy", "tool_call_id": "c1"}]}]),
            json!([["system", "Be brief."], ["user", "Weather?"], ["assistant", null, call],
                ["tool", "rainy", {"of": "c1", "name": "weather"}]]),
        ),
        (
            "AI SDK",
            json!([{"role": "user", "content": [{"type": "text", "text": "Weather?"}]},
                {"role": "assistant", "content": [{"type": "tool-call", "toolCallId": "c1",
                    "toolName": "weather", "input": args}]},
                {"role": "tool", "content": [{"type": "tool-result", "toolCallId": "c1",
                    "toolName": "weather", "output": {"type": "text", "value": "rainy"}}]}]),
            json!([["user", "Weather?"], ["assistant", null, call],
                ["tool", "rainy", {"of": "c1", "name": "weather"}]]),
        ),
        (
            "AI SDK, the outer call",
            json!({"system": "Be brief.", "prompt": "Weather?"}),
            json!([["system", "Be brief."], ["user", "Weather?"]]),
        ),
        (
            "LiveKit",
            json!({"items": [
                {"id": "1", "type": "message", "role": "user", "content": ["Weather?"]},
                {"id": "2", "type": "function_call", "call_id": "c1", "name": "weather",
                    "arguments": "{\"city\":\"Paris\"}"},
                {"id": "3", "type": "agent_handoff", "new_agent_id": "b"}]}),
            json!([["user", "Weather?"], ["assistant", null, call],
                ["system", {"id": "3", "type": "agent_handoff", "new_agent_id": "b"}]]),
        ),
        (
            "smolagents",
            json!({"messages": [
                {"role": "MessageRole.USER", "content": [{"type": "text", "text": "Weather?"}]},
                {"role": "tool-call", "content": "weather('Paris')"},
                {"role": "tool-response", "content": [{"type": "text", "text": "rainy"}]}]}),
            json!([["user", "Weather?"], ["assistant", "weather('Paris')"], ["tool", "rainy"]]),
        ),
        (
            "a wrapped call",
            json!({"args": [], "kwargs": {"messages": [{"role": "user", "content": "Weather?"}]}}),
            json!([["user", "Weather?"]]),
        ),
        (
            "the call of an agent",
            json!({"message": "Weather?", "sessionId": "s"}),
            json!([["user", "Weather?"]]),
        ),
        (
            "a role of one's own",
            json!([{"role": "Supervisor", "name": "Ada", "content": "Go."}]),
            json!([["Supervisor", "Go.", {"name": "Ada"}]]),
        ),
    ] {
        assert_eq!(Value::from(input(&value)), expected, "{name}");
    }
}

#[test]
fn attributes_that_spread_a_message() {
    let call = json!([["c1", "weather", {"city": "Paris"}]]);
    let open_inference = json!({
        "llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments": "{\"city\":\"Paris\"}",
        "llm.input_messages.1.message.tool_calls.0.tool_call.function.name": "weather",
        "llm.input_messages.1.message.tool_calls.0.tool_call.id": "c1",
        "llm.input_messages.1.message.role": "assistant",
        "llm.input_messages.0.message.role": "user",
        "llm.input_messages.0.message.contents.1.message_content.type": "image",
        "llm.input_messages.0.message.contents.1.message_content.image.image.url": "data:x",
        "llm.input_messages.0.message.contents.0.message_content.type": "text",
        "llm.input_messages.0.message.contents.0.message_content.text": "Look",
        "llm.output_messages.0.message.role": "assistant",
        "llm.output_messages.0.message.content": "Rainy.",
        "input.value": "the same again",
    });
    let (input, output) = of_attributes(&open_inference);
    assert_eq!(
        json!(input),
        json!([
            ["user", [{"type": "text", "text": "Look"},
                {"type": "image", "image": {"image": {"url": "data:x"}}}]],
            ["assistant", null, {"calls": call}],
        ])
    );
    assert_eq!(json!(output), json!([["assistant", "Rainy."]]));

    let traceloop = json!({
        "gen_ai.prompt.0.role": "system", "gen_ai.prompt.0.content": "Be brief.",
        "gen_ai.prompt.1.role": "user",
        "gen_ai.prompt.1.content": "[{\"type\":\"text\",\"text\":\"Weather?\"}]",
        "gen_ai.completion.0.role": "assistant", "gen_ai.completion.0.finish_reason": "tool_calls",
        "gen_ai.completion.0.reasoning": "Hm.",
        "gen_ai.completion.0.tool_calls.0.id": "c1",
        "gen_ai.completion.0.tool_calls.0.name": "weather",
        "gen_ai.completion.0.tool_calls.0.arguments": "{\"city\":\"Paris\"}",
        "gen_ai.completion.1.role": "assistant",
        "gen_ai.completion.1.function_call.name": "weather",
        "gen_ai.completion.1.function_call.arguments": "{\"city\":\"Paris\"}",
    });
    let (input, output) = of_attributes(&traceloop);
    assert_eq!(json!(input), json!([["system", "Be brief."], ["user", "Weather?"]]));
    assert_eq!(
        json!(output),
        json!([
            ["assistant", {"type": "reasoning", "content": "Hm."},
                {"calls": call, "finish": "tool_calls"}],
            ["assistant", null, {"calls": [[null, "weather", {"city": "Paris"}]]}],
        ])
    );

    let ai_sdk = json!({
        "ai.prompt.messages": "[{\"role\":\"user\",\"content\":\"Weather?\"}]",
        "ai.response.text": "I look.",
        "ai.response.toolCalls":
            "[{\"toolCallId\":\"c1\",\"toolName\":\"weather\",\"input\":{\"city\":\"Paris\"}}]",
    });
    let exchange = read(&ai_sdk, &ai_sdk["ai.prompt.messages"], &ai_sdk["ai.response.text"]);
    assert_eq!(json!(crate::shown(&exchange.input)), json!([["user", "Weather?"]]));
    assert_eq!(
        json!(crate::shown(&exchange.output)),
        json!([["assistant", "I look.", {"calls": call}]])
    );

    let instructed = json!({
        "gen_ai.system_instructions": "[{\"type\":\"text\",\"content\":\"Be brief.\"}]",
        "gen_ai.input.messages": [{"role": "user", "parts": [{"type": "text", "content": "Hi"}]}],
    });
    assert_eq!(
        json!(of_attributes(&instructed).0),
        json!([["system", "Be brief."], ["user", "Hi"]])
    );
    let repeated = json!({
        "gen_ai.system_instructions": "Be brief.",
        "gen_ai.input.messages": [{"role": "system", "parts": [{"type": "text", "content": "Be brief."}]}],
    });
    assert_eq!(json!(of_attributes(&repeated).0), json!([["system", "Be brief."]]));
}
