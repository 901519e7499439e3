//! The provider of a model.

use super::coerce;
use crate::value::Value;

/// What producers append to a provider's name to tell which of its interfaces was called.
const SUFFIXES: [&str; 4] = [".chat", ".responses", ".messages", ".embedding"];

/// Names that some producers send and that are frameworks', not providers'.
const FRAMEWORKS: [&str; 8] = [
    "langchain",
    "langgraph",
    "strands-agents",
    "autogen",
    "crewai",
    "llamaindex",
    "llama_index",
    "semantic-kernel",
];

/// The provider's name in lower case, without known suffixes; nothing for a framework's.
pub(super) fn of(value: &Value<'_>) -> Option<String> {
    of_text(value.as_text()?)
}

pub(super) fn of_text(text: &str) -> Option<String> {
    let name = coerce::identifier_text(text.trim())?.to_ascii_lowercase();
    let name = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name);
    (!name.is_empty() && !FRAMEWORKS.contains(&name)).then(|| name.to_owned())
}
