//! Messages that come as events of a span, as log records, or listed in an attribute.

use farol_otlp::{LogTexts, is_message_event};
use serde_json::json;

use crate::{of_attributes, of_events, of_logs};

#[test]
fn events_of_a_span_are_its_messages() {
    let (input, output) = of_events(&json!([
        {"name": "gen_ai.system.message", "attributes": {"content": "Be brief."}},
        {"name": "gen_ai.user.message", "attributes": {"gen_ai.event.content":
            "{\"role\":\"user\",\"content\":\"Weather?\"}"}},
        {"name": "gen_ai.assistant.message", "attributes": {"tool_calls":
            ["{\"id\":\"c1\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}"]}},
        {"name": "gen_ai.tool.message", "attributes": {"id": "c1", "content": "rainy"}},
        {"name": "exception", "attributes": {"exception.message": "no message"}},
        {"name": "gen_ai.choice", "attributes": {"index": 0, "finish_reason": "stop",
            "message": "[{\"text\":\"Rainy.\"}]"}},
        {"name": "gen_ai.choice", "attributes": {"index": 1, "message.content": "Wet.",
            "message.role": "assistant"}},
    ]));
    assert_eq!(
        json!(input),
        json!([
            ["system", "Be brief."],
            ["user", "Weather?"],
            ["assistant", null, {"calls": [["c1", "weather", {}]]}],
            ["tool", "rainy", {"of": "c1", "name": "weather"}],
        ])
    );
    assert_eq!(
        json!(output),
        json!([["assistant", "Rainy.", {"finish": "stop"}], ["assistant", "Wet."]])
    );

    let (input, output) = of_events(&json!([
        {"name": "gen_ai.content.prompt", "attributes": {"gen_ai.prompt": "Weather?"}},
        {"name": "gen_ai.content.completion", "attributes": {"gen_ai.completion": "Rainy."}},
    ]));
    assert_eq!(
        (json!(input), json!(output)),
        (json!([["user", "Weather?"]]), json!([["assistant", "Rainy."]]))
    );

    let (input, output) = of_events(&json!([{
        "name": "gen_ai.client.inference.operation.details", "attributes": {
            "gen_ai.system_instructions": [{"type": "text", "content": "Be brief."}],
            "gen_ai.input.messages": [{"role": "user", "parts": [{"type": "text", "content": "Hi"}]}],
            "gen_ai.output.messages": [{"role": "assistant", "finish_reason": "stop",
                "parts": [{"type": "text", "content": "Hello!"}]}],
        },
    }]));
    assert_eq!(json!(input), json!([["system", "Be brief."], ["user", "Hi"]]));
    assert_eq!(json!(output), json!([["assistant", "Hello!", {"finish": "stop"}]]));
}

#[test]
fn an_attribute_may_list_events() {
    let events = json!([
        {"event.name": "gen_ai.user.message", "role": "user", "content": "Weather?",
            "gen_ai.message.index": 0},
        {"event.name": "gen_ai.choice", "index": 0,
            "message": {"role": "assistant", "content": "Rainy."}},
    ]);
    let expected = (json!([["user", "Weather?"]]), json!([["assistant", "Rainy."]]));
    for events in [events.clone(), json!(events.to_string())] {
        let (input, output) = of_attributes(&json!({"events": events}));
        assert_eq!((json!(input), json!(output)), expected);
    }
}

#[test]
fn log_records_tell_messages_in_their_bodies() {
    let new = LogTexts {
        event_name: Some("gen_ai.user.message"),
        attributes: Some(r#"{"gen_ai.system":"openai"}"#),
        body: Some(r#"{"content":"Weather?"}"#),
    };
    let choice = LogTexts {
        attributes: Some(r#"{"event.name":"gen_ai.choice","gen_ai.system":"openai"}"#),
        body: Some(
            r#"{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Rainy."}}"#,
        ),
        ..LogTexts::default()
    };
    let other = LogTexts { body: Some("\"a line\""), ..LogTexts::default() };
    assert!(is_message_event(&new) && is_message_event(&choice) && !is_message_event(&other));
    let (input, output) = of_logs(&[choice, other, new]);
    assert_eq!(json!(input), json!([["user", "Weather?"]]));
    assert_eq!(json!(output), json!([["assistant", "Rainy.", {"finish": "stop"}]]));

    // Semantic Kernel: JSON text, in the order that its index tells.
    let kernel = |index: &'static str, body: &'static str| LogTexts {
        event_name: Some("gen_ai.user.message"),
        attributes: Some(index),
        body: Some(body),
    };
    let (input, _) = of_logs(&[
        kernel(r#"{"CHAT_MESSAGE_INDEX":1}"#, r#""{\"role\":\"user\",\"content\":\"second\"}""#),
        kernel(r#"{"CHAT_MESSAGE_INDEX":0}"#, r#""{\"role\":\"user\",\"content\":\"first\"}""#),
    ]);
    assert_eq!(json!(input), json!([["user", "first"], ["user", "second"]]));
}

#[test]
fn a_choice_holds_its_message_also_as_text() {
    let message = json!({"role": "assistant", "content": "rainy"});
    for message in [message.clone(), message.to_string().into()] {
        let choice = json!([{"index": 0, "message": message, "role": "assistant"}]);
        assert_eq!(crate::output(&choice), [json!(["assistant", "rainy"])]);
    }
}
