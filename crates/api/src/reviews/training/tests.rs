//! Conversations of every kind as examples.

use chrono::DateTime;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

fn message(role: &str, content: impl Into<Value>) -> Value {
    json!({"role": role, "name": null, "content": content.into(), "toolCalls": [], "metadata": {}})
}

fn calling(calls: &Value) -> Value {
    json!({"role": "assistant", "name": null, "content": null, "toolCalls": calls, "metadata": {}})
}

fn answering(id: &str, content: &str) -> Value {
    json!({"role": "tool", "name": "search", "content": content, "toolCalls": [],
        "metadata": {"toolCallId": id}})
}

fn example(messages: &Value, corrected: Option<&str>) -> Result<Value, Unfit> {
    let row = TrainingRow {
        id: Uuid::nil(),
        created_at: DateTime::UNIX_EPOCH,
        execution_id: "order \"7\"".into(),
        rating: "bad".into(),
        corrected_output: corrected.map(ToOwned::to_owned),
        messages: messages.to_string(),
        messages_complete: true,
    };
    let mut out = Vec::new();
    write_example(&row, &mut out)?;
    Ok(serde_json::from_slice(&out).unwrap())
}

fn messages(of: Result<Value, Unfit>) -> Value {
    of.unwrap()["messages"].clone()
}

#[test]
fn a_conversation_keeps_its_instructions_and_calls() {
    let call = json!([{"id": "c1", "name": "search", "arguments": {"q": "prazo"}}]);
    let talk = json!([
        message("system", "Be brief."),
        message("user", "Prazo \"hoje\"?\n"),
        calling(&call),
        answering("c1", "7 dias"),
        message("assistant", "30 dias"),
    ]);
    let given = example(&talk, None).unwrap();
    let call = json!([{"id": "c1", "type": "function",
        "function": {"name": "search", "arguments": "{\"q\":\"prazo\"}"}}]);
    assert_eq!(
        given["messages"],
        json!([
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Prazo \"hoje\"?\n"},
            {"role": "assistant", "content": null, "tool_calls": call},
            {"role": "tool", "content": "7 dias", "tool_call_id": "c1"},
            {"role": "assistant", "content": "30 dias"},
        ])
    );
    assert_eq!(
        given["metadata"],
        json!({"review_id": Uuid::nil(), "execution_id": "order \"7\"", "rating": "bad",
            "was_corrected": false})
    );
    let corrected = example(&talk, Some("7 dias, \"não\" 30")).unwrap();
    assert_eq!(corrected["messages"][4]["content"], "7 dias, \"não\" 30");
    assert_eq!(
        corrected["messages"].as_array().unwrap()[..4],
        given["messages"].as_array().unwrap()[..4]
    );
    assert_eq!(corrected["metadata"]["was_corrected"], true);
}

#[test]
fn an_answer_in_several_messages_is_corrected_as_one() {
    let talk = json!([
        message("user", "Prazo?"),
        message("assistant", "30 dias"),
        message("assistant", "Algo mais?"),
    ]);
    assert_eq!(messages(example(&talk, None)).as_array().unwrap().len(), 3);
    let corrected = messages(example(&talk, Some("7 dias")));
    let whole =
        json!([{"role": "user", "content": "Prazo?"}, {"role": "assistant", "content": "7 dias"}]);
    assert_eq!(corrected, whole);
    assert_eq!(given_answer(&talk.to_string()).as_deref(), Some("30 dias\n\nAlgo mais?"));
    // A call in place of an answer.
    let call = json!([{"id": null, "name": "search", "arguments": {}}]);
    let talk =
        json!([message("user", "Prazo?"), message("assistant", "Um momento"), calling(&call)]);
    let corrected = messages(example(&talk, Some("7 dias")));
    assert_eq!(corrected[2], json!({"role": "assistant", "content": "7 dias"}));
    assert_eq!(messages(example(&talk, None))[2]["tool_calls"][0]["id"], "call_1");
    assert_eq!(given_answer(&talk.to_string()), None);
}

#[test]
fn calls_and_answers_without_ids_find_each_other() {
    let calls = json!([
        {"id": null, "name": "search", "arguments": "{\"q\":1}"},
        {"id": null, "name": "stock", "arguments": []},
    ]);
    let tool = |name: &str| {
        json!({"role": "tool", "name": name, "content": {"ok": 1}, "toolCalls": [],
            "metadata": {"toolCallId": 7}})
    };
    let talk = json!([
        message("user", "?"),
        calling(&calls),
        tool("stock"),
        tool("search"),
        message("assistant", "!")
    ]);
    let told = messages(example(&talk, None));
    assert_eq!(told[1]["tool_calls"][0]["function"]["arguments"], "{\"q\":1}");
    assert_eq!(told[1]["tool_calls"][1]["function"]["arguments"], "[]");
    assert_eq!(
        (&told[2]["tool_call_id"], &told[3]["tool_call_id"], &told[2]["content"]),
        (&json!("call_2"), &json!("call_1"), &json!("{\"ok\":1}"))
    );
}

#[test]
fn pieces_become_text() {
    let pieces = json!([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]);
    let talk = json!([message("user", pieces), message("assistant", "c")]);
    assert_eq!(messages(example(&talk, None))[0]["content"], "a\nb");
}

#[test]
fn what_is_no_example_says_why() {
    let (user, said) = (message("user", "a"), message("assistant", "b"));
    let call = |name: &str| calling(&json!([{"id": "c1", "name": name, "arguments": {}}]));
    let long = "x".repeat(65);
    for (talk, reason) in [
        (json!([]), Unfit::NoMessages),
        (json!([user]), Unfit::NoAnswerAtEnd),
        (json!([user, said, user]), Unfit::NoAnswerAtEnd),
        (json!([said]), Unfit::NoQuestion),
        (json!([message("Supervisor", "x"), user, said]), Unfit::UnknownRole),
        (json!([message("user", " "), said]), Unfit::EmptyContent),
        (json!([user, message("assistant", Value::Null)]), Unfit::EmptyContent),
        (json!([user, answering("c1", "x"), said]), Unfit::ToolWithoutCall),
        (json!([user, call("a"), answering("c2", "x"), said]), Unfit::ToolWithoutCall),
        (json!([user, call("a"), said]), Unfit::CallWithoutAnswer),
        (json!([user, call("a.b"), answering("c1", "x"), said]), Unfit::InvalidToolName),
        (json!([user, call(""), answering("c1", "x"), said]), Unfit::InvalidToolName),
        (json!([user, call(&long), answering("c1", "x"), said]), Unfit::InvalidToolName),
    ] {
        assert_eq!(example(&talk, None).unwrap_err(), reason, "{talk}");
    }
    // What the assistant did not say, or another would, is corrected.
    assert!(example(&json!([user, message("assistant", "")]), Some("b")).is_ok());
    assert_eq!(example(&json!([said]), Some("b")).unwrap_err(), Unfit::NoQuestion);
}
