//! Calls put together: what they repeat is shown once.

use farol_model::{SpanId, UnixNano};
use farol_otlp::{Call, Conversation, Said};
use serde_json::{Value, json};

use crate::read;

/// A call of the tenth of a second that the number names, with texts by role: `u: Hi`.
fn call(number: i64, input: &[&str], output: &[&str]) -> Call {
    let messages = |texts: &[&str]| -> Value {
        let messages = texts.iter().map(|text| {
            let (role, content) = text.split_once(": ").unwrap();
            let role = match role {
                "u" => "user",
                "a" => "assistant",
                "s" => "system",
                "t" => "tool",
                other => other,
            };
            json!({"role": role, "content": content})
        });
        messages.collect()
    };
    Call {
        span_id: SpanId(u64::try_from(number).unwrap()),
        start: UnixNano(number * 100),
        end: UnixNano(number * 100 + 50),
        response_id: None,
        exchange: read(&Value::Null, &messages(input), &messages(output)),
    }
}

fn texts(mut said: Vec<Said>) -> Vec<String> {
    said.sort_by_key(|said| said.time);
    let line =
        |said: Said| format!("{}: {}", &said.message.role[..1], said.message.text().unwrap());
    said.into_iter().map(line).collect()
}

fn all(calls: Vec<Call>) -> Vec<String> {
    let (mut conversation, mut out) = (Conversation::default(), Vec::new());
    for call in calls {
        conversation.add(call, &mut out);
    }
    texts(out)
}

#[test]
fn history_that_later_calls_repeat_is_shown_once() {
    let calls = vec![
        call(1, &["s: Be brief.", "u: yes"], &["a: ok"]),
        call(2, &["s: Be brief.", "u: yes", "a: ok", "t: {\"a\":1}"], &["a: done"]),
        call(
            3,
            &["s: Be brief.", "u: yes", "a: ok", "t: { \"a\": 1 }", "a: done", "u: yes"],
            &["a: ok"],
        ),
    ];
    assert_eq!(
        all(calls),
        ["s: Be brief.", "u: yes", "a: ok", "t: {\"a\":1}", "a: done", "u: yes", "a: ok"]
    );
}

#[test]
fn a_call_inside_a_call_tells_the_same_exchange() {
    let mut outer = call(1, &["u: Hi"], &["a: Hello!"]);
    outer.end = UnixNano(1_000);
    let inner = call(2, &["u: Hi"], &["a: Hello!"]);
    assert_eq!(all(vec![outer, inner]), ["u: Hi", "a: Hello!"]);

    let of_response = |number| {
        let call = call(number, &["u: Hi"], &["a: Hello!"]);
        Call { response_id: Some("r1".to_owned()), ..call }
    };
    assert_eq!(all(vec![of_response(1), of_response(5)]), ["u: Hi", "a: Hello!"]);
}

#[test]
fn an_answer_in_the_same_words_is_another_answer() {
    let calls = vec![call(1, &["u: 1+1"], &["a: 2"]), call(2, &["u: 4-2"], &["a: 2"])];
    assert_eq!(all(calls), ["u: 1+1", "a: 2", "u: 4-2", "a: 2"]);
}

#[test]
fn a_whole_state_as_an_answer_tells_only_what_is_new() {
    let calls = vec![call(1, &["u: Hi"], &["u: Hi", "a: Hello!"])];
    assert_eq!(all(calls), ["u: Hi", "a: Hello!"]);
}

#[test]
fn the_next_execution_of_a_thread_goes_on() {
    let (mut conversation, mut out) = (Conversation::default(), Vec::new());
    for call in [
        call(1, &["s: Be brief.", "u: yes"], &["a: ok"]),
        // With the history, and with a question in the words of an earlier one.
        call(2, &["s: Be brief.", "u: yes", "a: ok", "u: yes"], &["a: fine"]),
        // Without it.
        call(3, &["s: Be brief.", "u: yes"], &["a: well"]),
    ] {
        conversation.begin_execution();
        conversation.add(call, &mut out);
    }
    assert_eq!(
        texts(out),
        ["s: Be brief.", "u: yes", "a: ok", "u: yes", "a: fine", "u: yes", "a: well"]
    );

    let (mut conversation, mut out) = (Conversation::with_past(), Vec::new());
    conversation.begin_execution();
    conversation
        .add(call(9, &["s: Be brief.", "u: yes", "a: ok", "u: and?"], &["a: no"]), &mut out);
    assert_eq!(texts(out), ["s: Be brief.", "u: and?", "a: no"]);
}
