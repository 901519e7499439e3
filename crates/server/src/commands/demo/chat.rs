//! An agent's turn: somebody wrote, it looks things up and answers.

use farol_model::{Level, SpanType};
use serde_json::{Value, json};

use super::{
    calls::{Chat, Model, message, reason, stack},
    corpus::{Said, Turn, tool},
    facts::Facts,
    media,
    trace::{Handle, Luck, MS, Micros, Trace},
};

/// An agent.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) agent: &'static str,
    pub(super) prompt: &'static str,
    pub(super) model: Model,
    /// Whether it records its conversation; else only its model's calls tell it.
    pub(super) records: bool,
    /// How often in a thousand it fails on a usual day, and with what.
    pub(super) failures: (i64, Failure),
}

/// What an agent fails with.
#[derive(Clone, Copy)]
pub(super) enum Failure {
    RateLimit,
    Bug,
}

/// The status that a system failed with, and the tool that asked it.
type Away = (u16, &'static str);

/// What is said when nothing could be found out.
const APOLOGY: &str =
    "Tive um problema para consultar o seu cadastro agora. Pode tentar de novo em alguns minutos?";

/// A turn in the making.
struct Work<'t, 's> {
    trace: &'t mut Trace<'s>,
    desk: &'t Desk,
    facts: &'t Facts,
    root: Handle,
    /// What the model is told of the conversation.
    history: &'t mut Vec<Value>,
}

/// Plays a turn, which may be one that must go wrong.
pub(super) fn take_turn(
    trace: &mut Trace<'_>,
    desk: &Desk,
    facts: &Facts,
    turn: &Turn,
    history: &mut Vec<Value>,
) {
    let root = trace.open(None, SpanType::AgentExecution, desk.agent, 0);
    trace.at(root).set("gen_ai.operation.name", "invoke_agent");
    if desk.records {
        let alias = trace.alias();
        trace.at(root).set("farol.execution.id", alias.as_str());
        trace.at(root).span.execution_id = Some(alias);
    }
    if history.is_empty() {
        history.push(message("system", desk.prompt));
    }
    Work { trace, desk, facts, root, history }.run(turn);
}

impl Work<'_, '_> {
    fn run(&mut self, turn: &Turn) {
        let said = turn
            .user
            .iter()
            .map(|said| self.facts.fill(said.text()))
            .collect::<Vec<_>>()
            .join("\n");
        self.trace.at(self.root).input(&said.as_str().into());
        let fields = json!({ "event": "turn_started", "channel": "whatsapp" });
        self.trace.log(self.root, 2 * MS, Level::Info, "message received", fields);
        let mut at = self.hear(turn.user, 4 * MS);
        self.history.push(message("user", &said));
        at = self.trace.moderate(self.root, at + 6 * MS) + 10 * MS;
        if self.desk.records && !turn.tools.is_empty() {
            at = self.trace.triage(self.root, at, &said, self.facts);
        }
        let (often, failure) = self.desk.failures;
        if self.trace.luck == Luck::Chance && self.trace.random.chance(often) {
            return self.break_down(at, failure);
        }
        let (at, failed) = self.resolve(turn, at);
        let answers: &[Said] = match failed {
            Some(_) if self.trace.luck == Luck::Chance && self.trace.random.chance(700) => {
                &[Said::Text(APOLOGY)]
            }
            _ => turn.assistant,
        };
        self.reply(answers, at, failed);
    }

    /// What the customer sends; what was spoken is written down first.
    fn hear(&mut self, said: &[Said], at: Micros) -> Micros {
        let mut at = at;
        for each in said {
            if let Said::Voice(words, seconds) = each {
                let length = self.trace.random.around(90 * MS * seconds);
                let words = self.facts.fill(words);
                at = self.trace.transcribe(self.root, (at, length), *seconds, &words);
            }
            self.record("user", *each, at);
            at += 3 * MS;
        }
        at
    }

    /// Asks the model, and the tools that it wants; says when its answer is there, and which system
    /// was away.
    fn resolve(&mut self, turn: &Turn, at: Micros) -> (Micros, Option<Away>) {
        let parent = if turn.tools.is_empty() {
            self.root
        } else {
            self.trace.open(Some(self.root), SpanType::WorkflowExecution, "resolve request", at)
        };
        let (mut at, mut failed) = (at + 2 * MS, None);
        if !turn.tools.is_empty() {
            (at, failed) = self.ask_tools(turn.tools, parent, at);
        }
        let answer = self.facts.fill(turn.assistant[0].text());
        let output = message("assistant", &answer);
        let chat = Chat {
            model: self.desk.model,
            input: self.history.as_slice(),
            output: output.clone(),
            characters: answer.len(),
            finish_reason: "stop",
        };
        let end = self.trace.chat(parent, at, &chat);
        self.history.push(output);
        if !turn.tools.is_empty() {
            self.trace.close(parent, end + MS);
        }
        (end + 3 * MS, failed)
    }

    /// The model names the tools, which are asked at the same time.
    fn ask_tools(&mut self, names: &[&str], parent: Handle, at: Micros) -> (Micros, Option<Away>) {
        let ids: Vec<String> =
            names.iter().map(|_| format!("call_{:08x}", self.trace.random.next() >> 32)).collect();
        let parts: Vec<Value> = names
            .iter()
            .zip(&ids)
            .map(|(name, id)| {
                let arguments = self.facts.json(tool(name).arguments);
                json!({ "type": "tool_call", "id": id, "name": name, "arguments": arguments })
            })
            .collect();
        let calls = json!({ "role": "assistant", "parts": parts });
        let chat = Chat {
            model: self.desk.model,
            input: self.history.as_slice(),
            characters: 60 * names.len(),
            output: calls.clone(),
            finish_reason: "tool_calls",
        };
        let at = self.trace.chat(parent, at, &chat);
        self.history.push(calls);
        let step = if names.len() == 1 {
            parent
        } else {
            let name = "parallel: diagnostics";
            let step = self.trace.open(Some(parent), SpanType::WorkflowStep, name, at);
            self.trace.at(step).span.subtype = Some("parallel".to_owned());
            step
        };
        let (mut end, mut failed) = (at, None);
        for (index, (name, id)) in names.iter().zip(&ids).enumerate() {
            let begun = at + MS * i64::try_from(index + 1).unwrap_or(1);
            let asked = self.trace.ask(step, begun, tool(name), self.facts);
            end = end.max(asked.end);
            failed = failed.or(asked.failed.map(|status| (status, tool(name).name)));
            let part = json!({ "type": "tool_call_response", "id": id, "response": asked.result });
            self.history.push(json!({ "role": "tool", "parts": [part] }));
        }
        if names.len() > 1 {
            self.trace.close(step, end + MS);
        }
        (end + 2 * MS, failed)
    }

    fn reply(&mut self, answers: &[Said], at: Micros, failed: Option<Away>) {
        let mut at = at;
        for each in answers {
            self.record("assistant", *each, at);
            at += 6 * MS;
        }
        let text = self.facts.fill(answers[0].text());
        let end = self.trace.remember(self.root, at, &text);
        self.trace.close(self.root, end + 2 * MS);
        self.trace.at(self.root).output(&text.into());
        let body = format!("reply sent after {}.{:02} s", at / 1_000_000, at / 10_000 % 100);
        let fields =
            json!({ "event": "reply_sent", "duration_ms": at / MS, "messages": answers.len() });
        self.trace.log(self.root, at, Level::Info, &body, fields);
        if let Some((status, tool)) = failed {
            let message = format!("{status} {}, {tool}", reason(status));
            self.trace.at(self.root).fail("UpstreamError", &message, None);
        }
    }

    /// The turn ends without an answer.
    fn break_down(&mut self, at: Micros, failure: Failure) {
        let (end, kind, message, stack) = match failure {
            Failure::RateLimit => {
                let input = self.history.as_slice();
                let model = self.desk.model;
                let chat =
                    Chat { model, input, output: Value::Null, characters: 0, finish_reason: "" };
                let mut end = self.trace.refused_chat(self.root, at, &chat);
                let pause = self.trace.random.around(2_100 * MS);
                end = self.trace.refused_chat(self.root, end + pause, &chat);
                (end, "RateLimitError", format!("429 RateLimitError, {}", model.name), None)
            }
            Failure::Bug => {
                let message = "plan is undefined".to_owned();
                let stack = stack("farol_demo/plans.py", 61, "TypeError", &message);
                (at + 4 * MS, "TypeError", message, Some(stack))
            }
        };
        self.trace.close(self.root, end + 3 * MS);
        self.trace.at(self.root).fail(kind, &message, stack);
        let fields = json!({ "event": "turn_failed", "error": kind });
        self.trace.log(self.root, end, Level::Error, &format!("turn failed: {message}"), fields);
    }

    /// Records a message, where the agent does so.
    fn record(&mut self, role: &str, said: Said, at: Micros) {
        if !self.desk.records {
            return;
        }
        let name = format!("{role} message");
        let handle = self.trace.add(self.root, SpanType::ConversationMessage, &name, (at, MS));
        let content = media::content(said, self.facts);
        let draft = self.trace.at(handle);
        draft.input(&json!({ "role": role, "content": content }));
        if role == "assistant" {
            draft.set("confidence", json!(0.91)).set("channel", "whatsapp");
        }
        self.trace.identify(handle);
    }
}
