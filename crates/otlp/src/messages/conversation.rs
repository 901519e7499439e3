//! The calls of executions put together into one conversation, in which nothing is told twice.
//!
//! A model is handed the whole history with every call. Within an execution a message is new when a
//! call holds it more often than any call before. What an execution says anew is always shown, even
//! in the words of an earlier one; only what stands before its newest question may be the thread's
//! history.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use farol_model::{SpanId, UnixNano};
use serde_json::Value;

use super::{exchange::Exchange, message::Message, part};

/// One call of a model.
#[derive(Clone, Debug)]
pub struct Call {
    pub span_id: SpanId,
    pub start: UnixNano,
    pub end: UnixNano,
    pub response_id: Option<String>,
    pub exchange: Exchange,
}

/// A message that is shown, and the call that told it first.
#[derive(Clone, Debug)]
pub struct Said {
    pub span_id: SpanId,
    /// Its place among what the call tells.
    pub index: usize,
    /// A question's is the start of its call, an answer's the end.
    pub time: UnixNano,
    pub message: Message,
}

/// A message by what it says.
type Print = u64;

/// What was said so far.
#[derive(Debug, Default)]
pub struct Conversation {
    /// How often each message occurs in the executions before this one, at least.
    history: HashMap<Print, usize>,
    /// Whether there are executions before the first one, which are not looked at.
    has_past: bool,
    /// How often at most in a call of this one.
    seen: HashMap<Print, usize>,
    /// When the calls that answered so were made.
    answered: HashMap<Print, Vec<(UnixNano, UnixNano)>>,
    response_ids: HashSet<String>,
}

impl Conversation {
    /// A conversation that goes on from executions which are not looked at: what a first call tells
    /// of them is left out.
    pub fn with_past() -> Self {
        Self { has_past: true, ..Self::default() }
    }

    /// Begins the next execution of the thread.
    pub fn begin_execution(&mut self) {
        for (print, count) in self.seen.drain() {
            let known = self.history.entry(print).or_default();
            *known += count;
        }
        self.answered.clear();
        self.response_ids.clear();
    }

    /// Takes the next call, in the order of their starts, and hands each message that is new on.
    pub fn add(&mut self, call: Call, out: &mut Vec<Said>) {
        let Call { span_id, start, end, response_id, exchange } = call;
        let repeated = response_id.is_some_and(|id| !self.response_ids.insert(id));
        let current = current_question(&exchange.input);
        let asked = exchange.input.first().map(print);
        let mut counts: HashMap<Print, usize> = HashMap::new();
        let inputs = exchange.input.len();
        for (index, message) in exchange.input.into_iter().enumerate() {
            let print = print(&message);
            let count = count(&mut counts, print);
            let is_system = message.role == "system";
            let before = match index < current || is_system {
                true if self.has_past && !is_system => usize::MAX,
                true => self.history.get(&print).copied().unwrap_or(0),
                false => 0,
            };
            if self.is_new(print, count, before) {
                out.push(Said { span_id, index, time: start, message });
            }
        }
        // An answer that begins with the question is a whole state, told again.
        let restated = exchange.output.len() > 1 && exchange.output.first().map(print) == asked;
        if restated {
            counts.clear();
        }
        for (index, message) in exchange.output.into_iter().enumerate() {
            let print = print(&message);
            let count = count(&mut counts, print);
            let times = self.answered.entry(print).or_default();
            // Spans that are under way together and answer the same are about one call.
            let meets = times.iter().any(|&(from, to)| from <= end && start <= to);
            times.push((start, end));
            let seen = self.seen.entry(print).or_default();
            if count <= *seen && (meets || repeated || restated) {
                continue;
            }
            *seen = count.max(*seen + 1);
            out.push(Said { span_id, index: inputs + index, time: end, message });
        }
    }

    fn is_new(&mut self, print: Print, count: usize, before: usize) -> bool {
        let seen = self.seen.entry(print).or_default();
        let new = count > *seen && count > before;
        *seen = (*seen).max(count);
        new
    }
}

fn count(counts: &mut HashMap<Print, usize>, print: Print) -> usize {
    let count = counts.entry(print).or_default();
    *count += 1;
    *count
}

/// Where the part of an input begins that has not been answered yet; its end where all was.
fn current_question(input: &[Message]) -> usize {
    let answered =
        input.iter().rposition(|message| message.role == "assistant").map_or(0, |at| at + 1);
    let asks = input[answered..].iter().position(|message| message.role == "user");
    asks.map_or(input.len(), |at| answered + at)
}

/// A number for what a message says: role, words and calls. Ids, thoughts and the way in which content
/// is cut into pieces differ between the first time and the next.
fn print(message: &Message) -> Print {
    let mut hasher = DefaultHasher::new();
    message.role.hash(&mut hasher);
    match &message.content {
        Value::Array(parts) => parts.iter().for_each(|part| hash_part(part, &mut hasher)),
        content => hash_part(content, &mut hasher),
    }
    for call in &message.tool_calls {
        call.name.hash(&mut hasher);
        call.arguments.to_string().hash(&mut hasher);
    }
    hasher.finish()
}

fn hash_part(content: &Value, hasher: &mut DefaultHasher) {
    if let Some(text) = part::text(content) {
        // A tool's answer may be JSON here and its text there.
        match part::parsed(Value::String(text.trim().to_owned())) {
            Value::String(text) => text.hash(hasher),
            json => json.to_string().hash(hasher),
        }
    } else if !content.is_null() && !part::is_thought_value(content) {
        content.to_string().hash(hasher);
    }
}
