//! The fields that attributes are read into.

/// A field of a span, or something that several are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Field {
    Subtype,
    ExecutionId,
    ThreadId,
    SessionId,
    CompanyId,
    AgentId,
    AgentName,
    /// The name of the node of a graph: an agent's only where the span is one.
    NodeName,
    /// The name of what the span is about: an agent's or a tool's, by the span's type.
    EntityName,
    UserId,
    EntityType,
    EntityValue,
    Operation,
    Model,
    /// A model's name behind its provider's: `googleai/gemini-2.5-flash`. Other spans carry their
    /// own name there.
    QualifiedModel,
    Provider,
    ResponseId,
    ToolName,
    ToolCallId,
    FinishReason,
    /// Seconds.
    TimeToFirstToken,
    TimeToFirstTokenMs,
    /// Milliseconds in whole or large numbers, seconds in fractions.
    TimeToFirstTokenMixed,
    /// The instant of the first token.
    FirstTokenAt,
    InputTokens,
    /// Input tokens without those read from and written to the cache.
    ExclusiveInputTokens,
    /// Parts of the input by their kind, where nobody tells their sum.
    InputTextTokens,
    InputAudioTokens,
    OutputTokens,
    OutputTextTokens,
    OutputAudioTokens,
    /// Output tokens, without reasoning where the total says so.
    ExclusiveOutputTokens,
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
    /// Instructions that stand apart from the messages.
    Instructions,
    ToolInput,
    ToolOutput,
    RetrievalInput,
    RetrievalOutput,
    /// Attributes that are called no more than `input`: believed where the span is of some type.
    PlainInput,
    PlainOutput,
    VectorStore,
    VectorOperation,
    /// What a span of Logfire's stands for.
    RecordKind,
    /// The parent of the span that a pending one announces.
    PendingParent,
    Severity,
    Message,
    ErrorType,
    ErrorMessage,
    ErrorStack,
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
    /// An amount, not negative: a finite number, or text that is one.
    Amount,
    /// A time in RFC 3339.
    Instant,
    /// One of these words, in any case.
    OneOf(&'static [&'static str]),
    /// Any value but an empty one.
    Any,
    /// Any value but an empty one or blank text.
    Payload,
}

/// Databases that are asked for what is near.
const VECTOR_STORES: &[&str] = &[
    "chroma", "lancedb", "marqo", "milvus", "pgvector", "pinecone", "qdrant", "vespa", "weaviate",
];

impl Field {
    pub(super) const COUNT: usize = Self::ErrorStack as usize + 1;

    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::Provider => Shape::Provider,
            Self::FinishReason => Shape::FinishReason,
            Self::FirstTokenAt => Shape::Instant,
            Self::InputTokens
            | Self::ExclusiveInputTokens
            | Self::InputTextTokens
            | Self::InputAudioTokens
            | Self::OutputTokens
            | Self::OutputTextTokens
            | Self::OutputAudioTokens
            | Self::ExclusiveOutputTokens
            | Self::TotalTokens
            | Self::CachedTokens
            | Self::CacheWriteTokens
            | Self::CacheWriteShortTokens
            | Self::CacheWriteLongTokens
            | Self::ReasoningTokens
            | Self::Severity => Shape::Count,
            Self::TimeToFirstToken
            | Self::TimeToFirstTokenMs
            | Self::TimeToFirstTokenMixed
            | Self::Cost
            | Self::InputCost
            | Self::OutputCost => Shape::Amount,
            Self::OwnInput | Self::OwnOutput => Shape::Any,
            Self::Input
            | Self::Output
            | Self::Instructions
            | Self::ToolInput
            | Self::ToolOutput
            | Self::RetrievalInput
            | Self::RetrievalOutput
            | Self::PlainInput
            | Self::PlainOutput => Shape::Payload,
            Self::VectorStore => Shape::OneOf(VECTOR_STORES),
            Self::VectorOperation => Shape::OneOf(&["query", "search"]),
            Self::RecordKind => Shape::OneOf(&["log", "pending_span"]),
            _ => Shape::Text,
        }
    }
}
