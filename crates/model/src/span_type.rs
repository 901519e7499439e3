//! The types of a span.

use std::{borrow::Cow, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! span_types {
    ($($variant:ident = $code:literal $name:literal,)+) => {
        /// What kind of work a span stands for. The number is what the database stores; it never
        /// changes its meaning.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[repr(i16)]
        pub enum SpanType {
            #[default]
            $($variant = $code,)+
        }

        impl SpanType {
            /// Every type, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in the API and in `farol.span.type`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Reads a stored code; an unknown one, from a newer Farol, is a plain span.
            pub const fn from_code(code: i16) -> Self {
                match code { $($code => Self::$variant,)+ _ => Self::Span }
            }
        }

        impl FromStr for SpanType {
            type Err = ();

            fn from_str(name: &str) -> Result<Self, ()> {
                match name { $($name => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}

span_types! {
    Span = 0 "span",
    AgentExecution = 1 "agent_execution",
    WorkflowExecution = 2 "workflow_execution",
    Execution = 3 "execution",
    WorkflowStep = 4 "workflow_step",
    LlmCall = 5 "llm_call",
    ToolCall = 6 "tool_call",
    Retrieval = 7 "retrieval",
    Embedding = 8 "embedding",
    Rerank = 9 "rerank",
    Guardrail = 10 "guardrail",
    Evaluation = 11 "evaluation",
    Chain = 12 "chain",
    Memory = 13 "memory",
    CustomEvent = 14 "custom_event",
    ConversationMessage = 15 "conversation_message",
    PipelineRun = 16 "pipeline_run",
    PipelinePhase = 17 "pipeline_phase",
    SpeechToText = 18 "speech_to_text",
    TextToSpeech = 19 "text_to_speech",
    Session = 20 "session",
    Turn = 21 "turn",
}

impl SpanType {
    /// The number that the database stores.
    pub const fn code(self) -> i16 {
        self as i16
    }

    /// Whether a parentless span of this type may stand for the execution while others can too:
    /// messages and events are things that happened in it, not what it is.
    pub const fn may_lead(self) -> bool {
        !matches!(self, Self::ConversationMessage | Self::CustomEvent)
    }
}

impl Serialize for SpanType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for SpanType {
    /// A name from a newer Farol is a plain span.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Ok(name.parse().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_read_back() {
        for &each in SpanType::ALL {
            assert_eq!(each.name().parse(), Ok(each));
            assert_eq!(SpanType::from_code(each.code()), each);
        }
        assert_eq!(SpanType::from_code(999), SpanType::Span);
    }
}
