//! Claude Code and its Agent SDK (`semantics.md` 3.12).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Failure, Row, Rule, Table, failure, field, typed},
};

pub(super) static TABLE: Table = Table {
    scopes: &["com.anthropic.claude_code.tracing"],
    local: LOCAL,
    rows: ROWS,
    ..Table::EMPTY
};

const ROWS: &[Row] = &[typed("span.type", Rule::Scope, QUALIFIED)];

const LOCAL: &[Row] = &[
    typed("span.type", Rule::Scope, BARE),
    field("model", Field::Model),
    // The cached part is not in it.
    field("input_tokens", Field::ExclusiveInputTokens),
    field("output_tokens", Field::OutputTokens),
    field("cache_read_tokens", Field::CachedTokens),
    field("cache_creation_tokens", Field::CacheWriteTokens),
    field("cost_usd", Field::Cost),
    field("ttft_ms", Field::TimeToFirstTokenMs),
    field("stop_reason", Field::FinishReason),
    field("user_prompt", Field::Input),
    field("new_context", Field::Input),
    field("response.model_output", Field::Output),
    field("tool_name", Field::ToolName),
    field("tool_use_id", Field::ToolCallId),
    field("tool_input", Field::ToolInput),
    field("full_command", Field::ToolInput),
    field("file_path", Field::ToolInput),
    field("skill_name", Field::ToolInput),
    field("subagent_type", Field::ToolInput),
    failure("success", Failure::Is("false")),
    field("error", Field::ErrorMessage),
];

const BARE: &[(&str, SpanType)] = &[
    ("interaction", SpanType::AgentExecution),
    ("llm_request", SpanType::LlmCall),
    ("tool", SpanType::ToolCall),
    ("hook", SpanType::Span),
];

const QUALIFIED: &[(&str, SpanType)] = &[
    ("claude_code.interaction", SpanType::AgentExecution),
    ("claude_code.llm_request", SpanType::LlmCall),
    ("claude_code.tool", SpanType::ToolCall),
    ("claude_code.hook", SpanType::Span),
];
