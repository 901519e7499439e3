//! Vercel's AI SDK (`semantics.md` 3.4): the keys of versions 3 to 6, and those that 7 keeps.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, inside, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("ai.operationId", Rule::Vercel, OPERATIONS),
    typed("operation.name", Rule::Vercel, OPERATIONS),
    field("ai.telemetry.functionId", Field::AgentName),
    // The model.
    field("ai.response.model", Field::Model),
    field("ai.model.id", Field::Model),
    field("aisdk.model.id", Field::Model),
    field("ai.model.provider", Field::Provider),
    field("aisdk.model.provider", Field::Provider),
    field("ai.response.id", Field::ResponseId),
    field("ai.response.finishReason", Field::FinishReason),
    field("ai.finishReason", Field::FinishReason),
    field("ai.response.msToFirstChunk", Field::TimeToFirstTokenMs),
    field("ai.stream.msToFirstChunk", Field::TimeToFirstTokenMs),
    // Tokens.
    field("ai.usage.inputTokens", Field::InputTokens),
    field("ai.usage.promptTokens", Field::InputTokens),
    field("ai.usage.tokens", Field::InputTokens),
    field("ai.usage.outputTokens", Field::OutputTokens),
    field("ai.usage.completionTokens", Field::OutputTokens),
    field("ai.usage.totalTokens", Field::TotalTokens),
    field("ai.usage.inputTokenDetails.cacheReadTokens", Field::CachedTokens),
    field("ai.usage.cachedInputTokens", Field::CachedTokens),
    field("ai.usage.inputTokenDetails.cacheWriteTokens", Field::CacheWriteTokens),
    field("ai.usage.outputTokenDetails.reasoningTokens", Field::ReasoningTokens),
    field("ai.usage.reasoningTokens", Field::ReasoningTokens),
    inside("ai.response.providerMetadata", PROVIDER_METADATA),
    // What went in and what came out.
    field("ai.prompt.messages", Field::Input),
    field("ai.prompt", Field::Input),
    field("ai.value", Field::Input),
    field("ai.values", Field::Input),
    field("ai.documents", Field::Input),
    field("ai.response.text", Field::Output),
    field("ai.response.object", Field::Output),
    field("ai.response.toolCalls", Field::Output),
    field("ai.response.reasoning", Field::Output),
    field("ai.response.files", Field::Output),
    field("ai.result.text", Field::Output),
    field("ai.result.object", Field::Output),
    field("ai.result.toolCalls", Field::Output),
    field("ai.embedding", Field::Output),
    field("ai.embeddings", Field::Output),
    field("ai.ranking", Field::Output),
    field("ai.toolCall.name", Field::ToolName),
    field("ai.toolCall.id", Field::ToolCallId),
    field("ai.toolCall.args", Field::ToolInput),
    field("ai.toolCall.input", Field::ToolInput),
    field("ai.toolCall.result", Field::ToolOutput),
    field("ai.toolCall.output", Field::ToolOutput),
    // Who and where.
    field("ai.telemetry.metadata.threadId", Field::ThreadId),
    field("ai.telemetry.metadata.thread_id", Field::ThreadId),
    field("ai.telemetry.metadata.conversationId", Field::ThreadId),
    field("ai.telemetry.metadata.sessionId", Field::SessionId),
    field("ai.telemetry.metadata.session_id", Field::SessionId),
    field("ai.telemetry.metadata.userId", Field::UserId),
    field("ai.telemetry.metadata.user_id", Field::UserId),
    field("ai.settings.context.threadId", Field::ThreadId),
    field("ai.settings.context.thread_id", Field::ThreadId),
    field("ai.settings.context.sessionId", Field::SessionId),
    field("ai.settings.context.session_id", Field::SessionId),
    field("ai.settings.context.userId", Field::UserId),
    field("ai.settings.context.user_id", Field::UserId),
];

/// The outer spans repeat what the inner ones used.
const OPERATIONS: &[(&str, SpanType)] = &[
    ("ai.generateText", SpanType::Chain),
    ("ai.streamText", SpanType::Chain),
    ("ai.generateObject", SpanType::Chain),
    ("ai.streamObject", SpanType::Chain),
    ("ai.embed", SpanType::Chain),
    ("ai.embedMany", SpanType::Chain),
    ("ai.rerank", SpanType::Chain),
    ("ai.generateText.doGenerate", SpanType::LlmCall),
    ("ai.streamText.doStream", SpanType::LlmCall),
    ("ai.generateObject.doGenerate", SpanType::LlmCall),
    ("ai.streamObject.doStream", SpanType::LlmCall),
    ("ai.embed.doEmbed", SpanType::Embedding),
    ("ai.embedMany.doEmbed", SpanType::Embedding),
    ("ai.rerank.doRerank", SpanType::Rerank),
    ("ai.toolCall", SpanType::ToolCall),
];

const PROVIDER_METADATA: &[(&str, Field)] = &[
    ("openai.cachedPromptTokens", Field::CachedTokens),
    ("openai.reasoningTokens", Field::ReasoningTokens),
    ("anthropic.usage.cache_read_input_tokens", Field::CachedTokens),
    ("anthropic.cacheReadInputTokens", Field::CachedTokens),
    ("anthropic.usage.cache_creation_input_tokens", Field::CacheWriteTokens),
    ("anthropic.cacheCreationInputTokens", Field::CacheWriteTokens),
    ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", Field::CacheWriteShortTokens),
    ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", Field::CacheWriteLongTokens),
    ("bedrock.usage.cacheReadInputTokens", Field::CachedTokens),
    ("bedrock.usage.cacheWriteInputTokens", Field::CacheWriteTokens),
];
