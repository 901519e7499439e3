//! The SDKs of Langfuse (`semantics.md` 3.9).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Failure, Row, Rule, Table, failure, field, hint, inside, named, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    named("langfuse.observation.type"),
    typed("langfuse.observation.type", Rule::Langfuse, TYPES),
    // Older SDKs for Python say `span` of generations too; what only those have tells them.
    hint("langfuse.observation.model.name", Rule::Langfuse, SpanType::LlmCall),
    hint("langfuse.observation.usage_details", Rule::Langfuse, SpanType::LlmCall),
    hint("langfuse.observation.prompt.name", Rule::Langfuse, SpanType::LlmCall),
    typed(
        "langfuse.observation.type",
        Rule::Langfuse,
        &[("span", SpanType::Span), ("event", SpanType::Span)],
    ),
    field("langfuse.observation.model.name", Field::Model),
    inside("langfuse.observation.usage_details", USAGE),
    inside(
        "langfuse.observation.cost_details",
        &[("total", Field::Cost), ("input", Field::InputCost), ("output", Field::OutputCost)],
    ),
    field("langfuse.observation.input", Field::Input).unless(&["null"]),
    field("langfuse.observation.output", Field::Output).unless(&["null"]),
    field("langfuse.trace.input", Field::Input).unless(&["null"]),
    field("langfuse.trace.output", Field::Output).unless(&["null"]),
    field("langfuse.session.id", Field::SessionId),
    field("langfuse.trace.metadata.langfuse_session_id", Field::SessionId),
    field("langfuse.observation.metadata.langfuse_session_id", Field::SessionId),
    field("langfuse.user.id", Field::UserId),
    field("langfuse.trace.metadata.langfuse_user_id", Field::UserId),
    field("langfuse.observation.metadata.langfuse_user_id", Field::UserId),
    field("langfuse.observation.completion_start_time", Field::FirstTokenAt),
    failure("langfuse.observation.level", Failure::Is("ERROR")),
    field("langfuse.observation.status_message", Field::ErrorMessage),
];

const TYPES: &[(&str, SpanType)] = &[
    ("generation", SpanType::LlmCall),
    ("embedding", SpanType::Embedding),
    ("agent", SpanType::AgentExecution),
    ("tool", SpanType::ToolCall),
    ("chain", SpanType::Chain),
    ("retriever", SpanType::Retrieval),
    ("guardrail", SpanType::Guardrail),
    ("evaluator", SpanType::Evaluation),
];

/// In Langfuse's own names the parts stand beside each other; in `OpenAI`'s they stand inside.
const USAGE: &[(&str, Field)] = &[
    ("input", Field::ExclusiveInputTokens),
    ("output", Field::ExclusiveOutputTokens),
    ("total", Field::TotalTokens),
    ("input_cached_tokens", Field::CachedTokens),
    ("input_cache_read", Field::CachedTokens),
    ("cache_read_input_tokens", Field::CachedTokens),
    ("input_cache_creation", Field::CacheWriteTokens),
    ("input_cache_write_tokens", Field::CacheWriteTokens),
    ("cache_creation_input_tokens", Field::CacheWriteTokens),
    ("output_reasoning_tokens", Field::ReasoningTokens),
    ("output_reasoning", Field::ReasoningTokens),
    ("prompt_tokens", Field::InputTokens),
    ("completion_tokens", Field::OutputTokens),
    ("total_tokens", Field::TotalTokens),
    ("prompt_tokens_details.cached_tokens", Field::CachedTokens),
    ("completion_tokens_details.reasoning_tokens", Field::ReasoningTokens),
    ("input_tokens", Field::InputTokens),
    ("output_tokens", Field::OutputTokens),
    ("input_tokens_details.cached_tokens", Field::CachedTokens),
    ("output_tokens_details.reasoning_tokens", Field::ReasoningTokens),
];
