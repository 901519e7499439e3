//! The fields that attributes are read into.

/// A field of a span, or something that several are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Field {
    ExecutionId,
    ThreadId,
    SessionId,
    CompanyId,
    AgentId,
    AgentName,
    UserId,
    EntityType,
    EntityValue,
    Operation,
    Model,
    Provider,
    ResponseId,
    ToolName,
    ToolCallId,
    FinishReason,
    TimeToFirstToken,
    InputTokens,
    OutputTokens,
    TotalTokens,
    CachedTokens,
    CacheWriteTokens,
    /// Tokens written into a cache that lasts five minutes, where they are told apart.
    CacheWriteShortTokens,
    /// Tokens written into a cache that lasts an hour.
    CacheWriteLongTokens,
    ReasoningTokens,
    Cost,
    InputCost,
    OutputCost,
    /// Our own attributes, whatever the type.
    OwnInput,
    OwnOutput,
    Input,
    Output,
    /// Messages spread over attributes with an index: `gen_ai.prompt.0.content`.
    Prompt,
    Completion,
    /// Instructions that stand apart from the messages.
    Instructions,
    ToolInput,
    ToolOutput,
    RetrievalInput,
    RetrievalOutput,
    ErrorType,
    ErrorMessage,
}

/// What a value must be to be read into a field; otherwise the next attribute may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text that is not empty, or a number or truth value as text.
    Text,
    Provider,
    FinishReason,
    /// A count that is not negative: a number, or text that is one.
    Count,
    /// An amount: a finite number, or text that is one.
    Amount,
    /// Seconds, not negative.
    Seconds,
    /// Any value but an empty one.
    Any,
}

impl Field {
    pub(super) const COUNT: usize = Self::ErrorMessage as usize + 1;

    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::Provider => Shape::Provider,
            Self::FinishReason => Shape::FinishReason,
            Self::TimeToFirstToken => Shape::Seconds,
            Self::InputTokens
            | Self::OutputTokens
            | Self::TotalTokens
            | Self::CachedTokens
            | Self::CacheWriteTokens
            | Self::CacheWriteShortTokens
            | Self::CacheWriteLongTokens
            | Self::ReasoningTokens => Shape::Count,
            Self::Cost | Self::InputCost | Self::OutputCost => Shape::Amount,
            Self::OwnInput
            | Self::OwnOutput
            | Self::Input
            | Self::Output
            | Self::Prompt
            | Self::Completion
            | Self::Instructions
            | Self::ToolInput
            | Self::ToolOutput
            | Self::RetrievalInput
            | Self::RetrievalOutput => Shape::Any,
            _ => Shape::Text,
        }
    }
}
