//! What nobody should send.

use serde_json::{Value, json};

use crate::{input, of_attributes, output, read};

#[test]
fn deep_json_stays_text() {
    for (open, close) in
        [("[", "]"), ("{\"messages\":", "}"), ("{\"role\":\"user\",\"content\":", "}")]
    {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        assert_eq!(input(&json!(deep)), [json!(["user", deep])]);
    }
    // As deep as the parser goes, requests within requests are not understood, and shown.
    let mut wrapped = json!({"role": "user", "content": "Hi"});
    for _ in 0..60 {
        wrapped = json!({"messages": [wrapped]});
    }
    assert_eq!(input(&wrapped), [json!(["user", wrapped])]);
    let mut text = json!("Hi").to_string();
    for _ in 0..12 {
        text = json!(text).to_string();
    }
    assert_eq!(input(&json!(text)).len(), 1);
}

#[test]
fn wrong_types_lose_nothing() {
    for value in [
        json!({"role": 7, "content": "Hi"}),
        json!({"role": "user", "content": 7}),
        json!({"role": "user", "content": {"__proto__": {"x": 1}}}),
        json!({"role": "user", "content": "", "tool_calls": "{not json"}),
        json!({"role": null, "content": [null, 1, [2], {"type": 3}]}),
        json!({"messages": {"a": 1}}),
        json!({"messages": 7}),
        json!([[[[["Hi"]]]]]),
        json!(["Hi", 7]),
        json!([7, {"role": "user", "content": "Hi"}]),
        json!({"lc": 1, "id": 7, "kwargs": []}),
        json!({"kind": "request", "parts": "Hi"}),
        json!({"type": "human"}),
        json!({"event.name": "gen_ai.choice", "message": 7, "content": "Hi"}),
        json!({"event.name": "unheard.of", "content": "Hi"}),
        json!("a\u{0}b"),
    ] {
        let said = input(&value);
        let text = Value::from(said.clone()).to_string();
        let is_there = !value.to_string().contains("Hi") || text.contains("Hi");
        assert!(is_there, "{value} gave {text}");
        output(&value);
    }
}

#[test]
fn indexes_without_end_and_odd_names() {
    let mut attributes = json!({
        "gen_ai.prompt.99999999999.content": "beyond",
        "gen_ai.prompt.-1.content": "before",
        "gen_ai.prompt..content": "nowhere",
        "gen_ai.prompt.__proto__.content": "odd",
        "gen_ai.prompt.10000.content": "last",
        "gen_ai.prompt.0.content": "first",
    });
    attributes[format!("gen_ai.prompt.1{}", ".x".repeat(50_000))] = json!("deep");
    let (said, _) = of_attributes(&attributes);
    assert_eq!(said.first(), Some(&json!(["user", "first"])));
    assert_eq!(said.last(), Some(&json!(["user", "last"])));
}

#[test]
fn a_text_of_ten_megabytes_is_one_message() {
    let long = "<script>alert(1)</script>".repeat(400_000);
    let messages = json!([{"role": "user", "content": long}]).to_string();
    let exchange = read(&json!({"gen_ai.input.messages": messages}), &Value::Null, &Value::Null);
    assert_eq!(exchange.input.len(), 1);
    assert_eq!(exchange.input[0].content, json!(long));
}
