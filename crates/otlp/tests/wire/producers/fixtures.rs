//! Payloads that others publish.

use serde_json::{Value, json};

use super::{sent, told};

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

macro_rules! genai {
    ($name:literal) => {
        fixture(include_str!(concat!("../../fixtures/openinference-genai/", $name, ".json")))
    };
}

#[test]
fn a_client_span_of_the_standard() {
    sent("", "chat gpt-4", genai!("otel_genai_client_span_tool_calls")).means(json!({
        "type": "llm_call", "model": "gpt-4-0613", "provider": "openai", "in": 97, "out": 52,
        "response": "chatcmpl-CQF10eCkoFphJZJQkzzN6EkTD0AVF", "finish": "stop",
        "input": "@gen_ai.input.messages", "output": "@gen_ai.output.messages",
    }));
    sent("", "chat gpt-4", genai!("otel_genai_deprecated_client_span_tool_calls")).means(json!({
        "type": "llm_call", "model": "gpt-4-0613", "provider": "openai", "in": 97, "out": 52,
        "response": "chatcmpl-CQF10eCkoFphJZJQkzzN6EkTD0AVF", "finish": "stop",
        "input": "@gen_ai.prompt", "output": "@gen_ai.completion",
    }));
    sent("", "execute_tool", genai!("otel_genai_tool_execution_span")).means(json!({
        "type": "tool_call", "tool": "get_weather", "call": "1234",
        "input": "@input", "output": "@output",
    }));
}

#[test]
fn the_same_in_open_inference() {
    sent("", "chat", genai!("openinference_client_span_input_output_only")).means(json!({
        "type": "llm_call", "model": "gpt-4-0613", "provider": "openai",
        "in": 97, "out": 52, "total": 149,
        "input": "@input.value", "output": "@output.value",
    }));
    sent("", "chat", genai!("openinference_client_span_tool_calls")).means(json!({
        "type": "llm_call", "model": "gpt-4-0613", "provider": "openai",
        "in": 97, "out": 52, "total": 149,
        "input": [
            {"role": "user", "contents": [{"type": "text", "text": "Weather in Paris?"}]},
            {
                "role": "assistant",
                "contents": [
                    {"type": "text", "text": "Absolutely! Let me check the weather for you."},
                ],
                "tool_calls": [{"id": "1234", "function": {
                    "name": "get_weather", "arguments": "{\"location\":\"Paris\"}",
                }}],
            },
            {"role": "tool", "content": "rainy, 57°F", "tool_call_id": "1234"},
        ],
        "output": [{"role": "assistant", "contents": [{
            "type": "text",
            "text": "The weather in Paris is currently rainy with a temperature of 57°F.",
        }]}],
    }));
}

#[test]
fn messages_of_the_standard_as_text_and_as_values() {
    let texts = [
        include_str!("../../fixtures/semconv-genai/input-messages-tool-call-round-trip.json"),
        include_str!(
            "../../fixtures/semconv-genai/output-messages-reasoning-and-generic-parts.json"
        ),
    ];
    let [input, output] = texts.map(fixture);
    let expected = json!({
        "type": "llm_call", "finish": "stop",
        "input": "@gen_ai.input.messages", "output": "@gen_ai.output.messages",
    });
    for (input, output) in [(input, output), (json!(texts[0]), json!(texts[1]))] {
        let attributes = json!({
            "gen_ai.operation.name": "chat",
            "gen_ai.input.messages": input,
            "gen_ai.output.messages": output,
        });
        sent("", "chat", attributes).means(expected.clone());
    }
}

#[test]
fn the_ai_sdk_of_vercel() {
    let spans = fixture(include_str!("../../fixtures/openinference-vercel.json"));
    let spans = spans.as_array().unwrap();
    assert_eq!(spans.len(), 10);
    for span in spans {
        let name = span["name"].as_str().unwrap();
        let attributes = &span["attributes"];
        let mut told = told(&sent("ai", name, attributes.clone()).decode().items[0]);
        let fields = told.as_object_mut().unwrap();
        let is_outer = !name.contains(".do");
        let span_type = match name {
            _ if is_outer => "chain",
            "ai.embed.doEmbed" => "embedding",
            _ => "llm_call",
        };
        assert_eq!(fields["type"], span_type, "{name}");
        assert_eq!(fields["agent"], attributes["ai.telemetry.functionId"], "{name}");
        assert_eq!(fields["provider"], "openai", "{name}");
        let (requested, answered) = (&attributes["ai.model.id"], &attributes["ai.response.model"]);
        assert_eq!(&fields["model"], if answered.is_null() { requested } else { answered });
        let keys = ["ai.usage.promptTokens", "ai.usage.inputTokens", "ai.usage.tokens"];
        let tokens = keys.iter().map(|key| &attributes[key]).find(|tokens| !tokens.is_null());
        assert_eq!(Some(&fields["in"]), tokens, "{name}");
        let places = match name.split('.').nth(1).unwrap() {
            "embed" if is_outer => ("@ai.value", "@ai.embedding"),
            "embed" => ("@ai.values", "@ai.embeddings"),
            "generateObject" if is_outer => ("@ai.prompt", "@ai.response.object"),
            "generateObject" => ("@ai.prompt.messages", "@ai.response.object"),
            _ if is_outer => ("@ai.prompt", "@ai.response.text"),
            _ => ("@ai.prompt.messages", "@ai.response.text"),
        };
        assert_eq!((&fields["input"], &fields["output"]), (&places.0.into(), &places.1.into()));
        if name == "ai.streamText.doStream" {
            assert_eq!(fields["firstTokenMs"], 426);
            assert_eq!((&fields["cached"], &fields["reasoning"]), (&json!(0), &json!(0)));
        }
    }
}

#[test]
fn a_trace_of_genkit() {
    let trace = fixture(include_str!("../../fixtures/genkit.json"));
    let mut told: Vec<Value> = Vec::new();
    for span in trace["spans"].as_object().unwrap().values() {
        let name = span["displayName"].as_str().unwrap();
        let decoded = sent("genkit-tracer", name, span["attributes"].clone()).decode();
        told.push(super::told(&decoded.items[0]));
    }
    let mut types: Vec<&str> = told.iter().map(|span| span["type"].as_str().unwrap()).collect();
    types.sort_unstable();
    assert_eq!(types, ["span", "workflow_execution", "workflow_step", "workflow_step"]);
    let flow = told.iter().find(|span| span["type"] == "workflow_execution").unwrap();
    assert_eq!(
        (&flow["input"], &flow["output"]),
        (&json!("@genkit:input"), &json!("@genkit:output"))
    );
}
