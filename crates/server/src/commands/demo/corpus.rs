//! What people and agents say, and what tools answer. `$line` and the like are filled in.

mod billing;
mod orders;
mod plans;
mod retention;
mod shop;
mod support;
mod tools;
mod verdicts;
mod visits;
mod voice;

pub(super) use self::{
    billing::BILLING,
    orders::ORDERS,
    plans::SALES,
    retention::RETENTION,
    shop::SHOP,
    support::{HERO, SUPPORT},
    tools::{Tool, tool},
    verdicts::{ANY_BAD, ANY_GOOD, VERDICTS, Verdict},
    visits::VISITS,
    voice::{CALLS, CAMPAIGNS, Call, Line},
};

/// A conversation.
pub(super) struct Topic {
    pub(super) turns: &'static [Turn],
}

/// What somebody says, what the agent looks up, and what it answers.
pub(super) struct Turn {
    pub(super) user: &'static [Said],
    pub(super) tools: &'static [&'static str],
    pub(super) assistant: &'static [Said],
}

/// One message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said {
    Text(&'static str),
    /// A question with answers to choose from.
    Buttons(&'static str, &'static [&'static str]),
    Photo(&'static str),
    /// A voice message: its words and seconds.
    Voice(&'static str, i64),
    File(&'static str),
    /// Something that only the sender's own program knows: a type and its fields, as JSON.
    Own(&'static str),
}

impl Said {
    /// Its words.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Text(text)
            | Self::Buttons(text, _)
            | Self::Photo(text)
            | Self::Voice(text, _)
            | Self::File(text)
            | Self::Own(text) => text,
        }
    }
}

const fn turn(
    user: &'static [Said],
    tools: &'static [&'static str],
    assistant: &'static [Said],
) -> Turn {
    Turn { user, tools, assistant }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_that_a_conversation_uses_is_there() {
        let topics = [SUPPORT, BILLING, SALES, ORDERS, SHOP, RETENTION, HERO];
        for turn in topics.iter().flat_map(|topics| topics.iter()).flat_map(|topic| topic.turns) {
            assert!(!turn.user.is_empty() && !turn.assistant.is_empty());
            for name in turn.tools {
                assert_eq!(tool(name).name, *name);
            }
        }
    }
}
