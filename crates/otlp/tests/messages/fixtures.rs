//! Third-party payloads.

use serde_json::{Value, json};

use crate::{input, output, read, shown};

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_round_trip_of_a_tool_call() {
    let messages =
        fixture(include_str!("../fixtures/semconv-genai/input-messages-tool-call-round-trip.json"));
    let id = "call_VSPygqKTWdrhaFErNvMV18Yl";
    assert_eq!(
        json!(input(&messages)),
        json!([
            ["user", "What's the weather in Paris?"],
            ["assistant", null, {"calls": [[id, "get_weather", {"location": "Paris"}]]}],
            ["tool", "rainy, 57°F", {"of": id, "name": "get_weather"}],
        ])
    );
}

#[test]
fn reasoning_and_a_part_of_an_unknown_type_stay_as_they_are() {
    let messages = fixture(include_str!(
        "../fixtures/semconv-genai/output-messages-reasoning-and-generic-parts.json"
    ));
    let said = output(&messages);
    assert_eq!(said.len(), 1);
    assert_eq!(said[0][1], messages[0]["parts"]);
    assert_eq!(said[0][2], json!({"finish": "stop"}));
}

#[test]
fn openinference_and_the_standard_tell_the_same() {
    let conversation = json!([
        ["user", "Weather in Paris?"],
        ["assistant", "Absolutely! Let me check the weather for you.",
            {"calls": [["1234", "get_weather", {"location": "Paris"}]]}],
        ["tool", "rainy, 57°F", {"of": "1234", "name": "get_weather"}],
    ]);
    let answer = "The weather in Paris is currently rainy with a temperature of 57°F.";
    for (text, keys) in [
        (
            include_str!(
                "../fixtures/openinference-genai/openinference_client_span_tool_calls.json"
            ),
            ("input.value", "output.value"),
        ),
        (
            include_str!(
                "../fixtures/openinference-genai/openinference_client_span_input_output_only.json"
            ),
            ("input.value", "output.value"),
        ),
        (
            include_str!("../fixtures/openinference-genai/otel_genai_client_span_tool_calls.json"),
            ("input", "output"),
        ),
        (
            include_str!(
                "../fixtures/openinference-genai/otel_genai_deprecated_client_span_tool_calls.json"
            ),
            ("gen_ai.prompt", "gen_ai.completion"),
        ),
    ] {
        let attributes = fixture(text);
        let exchange = read(&attributes, &attributes[keys.0], &attributes[keys.1]);
        assert_eq!(json!(shown(&exchange.input)), conversation);
        assert_eq!(exchange.output.len(), 1);
        assert_eq!(exchange.output[0].content, json!(answer));
    }
}

#[test]
fn every_model_call_of_the_ai_sdk_has_a_question_and_an_answer() {
    let spans = fixture(include_str!("../fixtures/openinference-vercel.json"));
    let calls = spans.as_array().unwrap().iter().filter(|span| {
        span["name"].as_str().unwrap().contains(".do") && span["attributes"]["ai.values"].is_null()
    });
    let mut count = 0;
    for span in calls {
        let attributes = &span["attributes"];
        let exchange = read(attributes, &Value::Null, &Value::Null);
        let (input, output) = (shown(&exchange.input), shown(&exchange.output));
        assert_eq!(input.last().unwrap()[0], "user", "{}", span["name"]);
        assert_eq!((output.len(), &output[0][0]), (1, &json!("assistant")), "{}", span["name"]);
        count += 1;
    }
    assert!(count >= 4);
}
