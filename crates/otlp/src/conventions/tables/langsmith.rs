//! `LangSmith`'s exporters (`semantics.md` 3.6), which tell the operation wrongly: their own kind
//! comes first.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, inside, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("langsmith.span.kind", Rule::Scope, KINDS),
    field("langsmith.trace.name", Field::EntityName),
    field("langsmith.metadata.thread_id", Field::ThreadId),
    field("langsmith.metadata.session_id", Field::ThreadId),
    field("langsmith.metadata.conversation_id", Field::ThreadId),
    field("langsmith.metadata.session_id", Field::SessionId),
    field("lc.metadata.thread_id", Field::ThreadId),
    field("langsmith.metadata.user_id", Field::UserId),
    field("langsmith.metadata.ls_provider", Field::Provider),
    field("langsmith.metadata.ls_model_name", Field::Model),
    // The whole response, where the client's library is wrapped.
    inside("gen_ai.completion", &[("choices.0.finish_reason", Field::FinishReason)]),
    inside("langsmith.usage_metadata", USAGE),
    inside("langsmith.metadata.usage_metadata", USAGE),
    inside(
        "gen_ai.usage.input_token_details",
        &[("cache_read", Field::CachedTokens), ("cache_creation", Field::CacheWriteTokens)],
    ),
    inside("gen_ai.usage.output_token_details", &[("reasoning", Field::ReasoningTokens)]),
];

const KINDS: &[(&str, SpanType)] = &[
    ("llm", SpanType::LlmCall),
    ("chain", SpanType::Chain),
    ("tool", SpanType::ToolCall),
    ("retriever", SpanType::Retrieval),
    ("embedding", SpanType::Embedding),
    ("prompt", SpanType::Chain),
    ("parser", SpanType::Chain),
];

const USAGE: &[(&str, Field)] = &[
    ("input_tokens", Field::InputTokens),
    ("output_tokens", Field::OutputTokens),
    ("total_tokens", Field::TotalTokens),
    ("input_token_details.cache_read", Field::CachedTokens),
    ("input_token_details.cache_creation", Field::CacheWriteTokens),
    ("output_token_details.reasoning", Field::ReasoningTokens),
    ("total_cost", Field::Cost),
];
