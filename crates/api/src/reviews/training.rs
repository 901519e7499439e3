//! A reviewed conversation as an example for training: `OpenAI`'s conversational fine-tuning format.
//!
//! What that format refuses, or a model would learn wrongly from, is no example: the reason is told instead.

use std::borrow::Cow;

use farol_otlp::Message as Content;
use farol_storage::TrainingRow;
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};
use utoipa::ToSchema;

/// Why a review is no example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unfit {
    /// There is no conversation.
    NoMessages,
    /// Its conversation was too long to be copied whole.
    CutConversation,
    /// A role that the format does not know.
    UnknownRole,
    /// A message that says nothing.
    EmptyContent,
    /// The assistant does not have the last word.
    NoAnswerAtEnd,
    /// Nothing comes before the answer.
    NoQuestion,
    /// A tool's answer that nobody asked for.
    ToolWithoutCall,
    /// A call that no tool answered.
    CallWithoutAnswer,
    /// A tool's name that has other characters than letters, digits, `_` and `-`, or more than 64.
    InvalidToolName,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    System,
    User,
    Assistant,
    Tool,
}

/// A message as it was copied.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Copied<'a> {
    #[serde(borrow)]
    role: Cow<'a, str>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    content: &'a RawValue,
    #[serde(borrow)]
    tool_calls: Vec<CopiedCall<'a>>,
    #[serde(borrow)]
    metadata: Metadata<'a>,
}

#[derive(Deserialize)]
struct CopiedCall<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    arguments: &'a RawValue,
}

/// What producers write beside a message may be anything.
#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow, rename = "toolCallId")]
    camel: Option<&'a RawValue>,
    #[serde(borrow, rename = "tool_call_id")]
    snake: Option<&'a RawValue>,
}

/// A message of an example.
struct Turn<'a> {
    role: Role,
    /// JSON text; `None` where nothing is said.
    content: Option<Cow<'a, str>>,
    calls: Vec<Call<'a>>,
    /// Of a tool's answer: the tool, and the call.
    name: Option<Cow<'a, str>>,
    call_id: Option<String>,
}

struct Call<'a> {
    id: String,
    name: Cow<'a, str>,
    /// JSON text.
    arguments: Cow<'a, str>,
}

/// Appends a review's example.
pub(super) fn write_example(row: &TrainingRow, out: &mut Vec<u8>) -> Result<(), Unfit> {
    if !row.messages_complete {
        return Err(Unfit::CutConversation);
    }
    let mut turns = read(&row.messages)?;
    if turns.last().is_none_or(|last| last.role != Role::Assistant) {
        return Err(Unfit::NoAnswerAtEnd);
    }
    if let Some(corrected) = &row.corrected_output {
        take_answer(&mut turns);
        turns.push(Turn::said(Role::Assistant, as_json(corrected)));
    }
    if turns.len() < 2 {
        return Err(Unfit::NoQuestion);
    }
    check(&mut turns)?;
    write(row, &turns, out);
    Ok(())
}

/// What the assistant said last, in one text; `None` where it has not got the last word.
pub fn given_answer(messages: &str) -> Option<String> {
    let mut turns = read(messages).ok()?;
    let answer = take_answer(&mut turns);
    let texts = answer.iter().filter_map(|turn| turn.content.as_deref());
    let texts: Vec<String> = texts.filter_map(|text| serde_json::from_str(text).ok()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// Takes off all that the assistant said since anybody else did: an answer may come in several messages.
fn take_answer<'a>(turns: &mut Vec<Turn<'a>>) -> Vec<Turn<'a>> {
    let is_said = |turn: &Turn<'_>| turn.role == Role::Assistant && turn.calls.is_empty();
    let mut start = turns.iter().rposition(|turn| !is_said(turn)).map_or(0, |last| last + 1);
    let ends_in_call = turns.last().is_some_and(|last| last.role == Role::Assistant);
    if start == turns.len() && ends_in_call {
        start -= 1;
    }
    turns.split_off(start)
}

fn read(messages: &str) -> Result<Vec<Turn<'_>>, Unfit> {
    let copied: Vec<Copied<'_>> = serde_json::from_str(messages).unwrap_or_default();
    if copied.is_empty() {
        return Err(Unfit::NoMessages);
    }
    let mut calls = 0;
    copied.into_iter().map(|copied| Turn::read(copied, &mut calls)).collect()
}

impl<'a> Turn<'a> {
    fn said(role: Role, content: String) -> Self {
        let content = Some(Cow::Owned(content));
        Self { role, content, calls: Vec::new(), name: None, call_id: None }
    }

    /// Calls without an id get one of their number.
    fn read(copied: Copied<'a>, count: &mut usize) -> Result<Self, Unfit> {
        let role = match &*copied.role {
            "system" | "developer" => Role::System,
            "user" => Role::User,
            "assistant" => Role::Assistant,
            "tool" => Role::Tool,
            _ => return Err(Unfit::UnknownRole),
        };
        let calls = copied.tool_calls.into_iter().filter(|_| role == Role::Assistant).map(|call| {
            *count += 1;
            let id = call.id.map_or_else(|| format!("call_{count}"), Cow::into_owned);
            let raw = call.arguments.get();
            // Arguments are text that is JSON; some come as such.
            let is_text = raw.starts_with('"');
            let arguments = if is_text { Cow::Borrowed(raw) } else { Cow::Owned(as_json(raw)) };
            Call { id, name: call.name.unwrap_or_default(), arguments }
        });
        let calls = calls.collect();
        let call_id = copied.metadata.camel.or(copied.metadata.snake);
        let call_id = call_id.and_then(|raw| serde_json::from_str(raw.get()).ok());
        Ok(Self { role, content: content(copied.content), calls, name: copied.name, call_id })
    }
}

/// A message's content as text.
fn content(raw: &RawValue) -> Option<Cow<'_, str>> {
    let text = raw.get();
    if text.starts_with('"') {
        let inner: Cow<'_, str> = serde_json::from_str(text).ok()?;
        return (!inner.trim().is_empty()).then_some(Cow::Borrowed(text));
    }
    let content = serde_json::from_str(text).ok()?;
    let said = Content { content, ..Content::default() }.text();
    // What a tool answers is often JSON of its own.
    let whole = || text.starts_with(['{', '[']).then(|| text.to_owned());
    said.or_else(whole).map(|said| Cow::Owned(as_json(&said)))
}

fn as_json(text: &str) -> String {
    json!(text).to_string()
}

/// Looks whether the format takes the messages, and finds the call that each answer of a tool belongs to.
fn check(turns: &mut [Turn<'_>]) -> Result<(), Unfit> {
    let mut waiting: Vec<(String, String)> = Vec::new();
    for turn in turns.iter_mut() {
        if turn.content.is_none() && turn.calls.is_empty() {
            return Err(Unfit::EmptyContent);
        }
        if turn.role == Role::Tool {
            let place = waiting.iter().position(|(id, name)| match &turn.call_id {
                Some(own) => own == id,
                None => turn.name.as_deref().is_none_or(|own| own == name),
            });
            let (id, _) = waiting.remove(place.ok_or(Unfit::ToolWithoutCall)?);
            turn.call_id = Some(id);
            continue;
        }
        if !waiting.is_empty() {
            return Err(Unfit::CallWithoutAnswer);
        }
        for call in &turn.calls {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            if !(1..=64).contains(&call.name.len()) || !call.name.bytes().all(is_plain) {
                return Err(Unfit::InvalidToolName);
            }
            waiting.push((call.id.clone(), call.name.to_string()));
        }
    }
    Ok(())
}

fn write(row: &TrainingRow, turns: &[Turn<'_>], out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"messages\":[");
    for (index, turn) in turns.iter().enumerate() {
        let role = match turn.role {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Tool => "tool",
        };
        let comma = if index > 0 { "," } else { "" };
        let content = turn.content.as_deref().unwrap_or("null");
        out.extend_from_slice(
            format!("{comma}{{\"role\":\"{role}\",\"content\":{content}").as_bytes(),
        );
        write_calls(&turn.calls, out);
        if let Some(id) = turn.call_id.as_deref().filter(|_| turn.role == Role::Tool) {
            out.extend_from_slice(format!(",\"tool_call_id\":{}", as_json(id)).as_bytes());
        }
        out.push(b'}');
    }
    let metadata = json!({
        "review_id": row.id, "execution_id": row.execution_id, "rating": row.rating,
        "was_corrected": row.corrected_output.is_some(),
    });
    out.extend_from_slice(format!("],\"metadata\":{metadata}}}").as_bytes());
}

fn write_calls(calls: &[Call<'_>], out: &mut Vec<u8>) {
    if calls.is_empty() {
        return;
    }
    let calls = calls.iter().map(|call| {
        let (id, name) = (as_json(&call.id), as_json(&call.name));
        let function = format!("{{\"name\":{name},\"arguments\":{}}}", call.arguments);
        format!("{{\"id\":{id},\"type\":\"function\",\"function\":{function}}}")
    });
    let calls: Vec<String> = calls.collect();
    out.extend_from_slice(format!(",\"tool_calls\":[{}]", calls.join(",")).as_bytes());
}

#[cfg(test)]
mod tests;
