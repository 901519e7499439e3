//! Values that no producer should send.

use farol_model::JsonText;
use farol_testkit::otlp::{attribute, value};
use serde_json::json;

use super::{sent, told};
use crate::support::parsed;

#[test]
fn names_that_mean_something_with_values_that_mean_nothing() {
    let keys = [
        "gen_ai.usage.input_tokens",
        "gen_ai.response.model",
        "gen_ai.operation.name",
        "openinference.span.kind",
        "langfuse.observation.usage_details",
        "langfuse.observation.completion_start_time",
        "logfire.span_type",
        "logfire.pending_parent_id",
        "logfire.level_num",
        "genkit:output",
        "metadata",
        "gen_ai.response.finish_reasons",
        "llm.input_messages.0.message.role",
        "gen_ai.prompt.99999999999999999999.role",
    ];
    let deep = "[".repeat(10_000);
    let values = [
        json!(-1),
        json!(f64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("{\"usage\":{\"inputTokens\":\"\\ud800\"},\"input\":-4,\"model\":\"a\\u0000b\"}"),
        json!("\"\\u0000\""),
        json!(deep),
        json!("<script>alert(1)</script>"),
        json!({"__proto__": {"input": {}}, "usage": []}),
        json!([[], {}, null]),
        json!(null),
    ];
    for key in keys {
        for value in &values {
            let decoded = sent("logfire", "name", json!({key: value})).decode();
            let span = &decoded.items[0];
            parsed(Some(&JsonText::of(&told(span))));
            assert!(span.usage.input.is_none_or(|tokens| tokens >= 0));
            parsed(span.attributes.as_ref());
        }
    }
    let mut nan = sent("", "x", json!({}));
    nan.span.attributes = vec![attribute("gen_ai.usage.input_tokens", value(f64::NAN))];
    assert_eq!(told(&nan.decode().items[0]), json!({"type": "span"}));
}

#[test]
fn names_are_taken_apart_within_limits() {
    let long = format!("llm.input_messages.0.{}x", "a.".repeat(100_000));
    let decoded = sent("", "x", json!({long: 1, "openinference.span.kind": "LLM"})).decode();
    let input = decoded.items[0].input.json().unwrap().as_str();
    assert!(input.starts_with("[{\"a\":{\"a\"") && input.len() < 300, "{}", input.len());

    sent(
        "",
        "x",
        json!({
            "openinference.span.kind": "LLM",
            "llm.input_messages.10000.message.content": "the last",
            "llm.input_messages.10001.message.content": "beyond",
            "llm.input_messages.__proto__.message.content": "no index",
            "llm.input_messages.1.message.constructor.prototype.x": 1,
            "llm.input_messages.1.message.content": "leaf",
            "llm.input_messages.1.message.content.0.text": "below a leaf",
        }),
    )
    .means(json!({"type": "llm_call", "input": [
        {"constructor": {"prototype": {"x": 1}}, "content": [{"text": "below a leaf"}]},
        {"content": "the last"},
    ]}));
}

#[test]
fn long_names_of_models_are_cut_and_their_attributes_kept() {
    let name = "m".repeat(10_000_000);
    let decoded = sent("", "x", json!({"gen_ai.request.model": name})).decode();
    assert_eq!(decoded.items[0].model.as_ref().unwrap().len(), 512);
    assert!(decoded.items[0].attributes.as_ref().unwrap().as_str().len() > 10_000_000);
}
