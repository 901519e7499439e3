//! Google's Agent Development Kit (`semantics.md` 3.7).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, inside},
};

pub(super) static TABLE: Table =
    Table { scopes: &["gcp.vertex.agent"], names: (Rule::Kind, NAMES), rows: ROWS, ..Table::EMPTY };

const NAMES: &[(&str, SpanType)] = &[
    ("invocation", SpanType::WorkflowExecution),
    ("agent_run", SpanType::AgentExecution),
    ("invoke_agent", SpanType::AgentExecution),
    ("call_llm", SpanType::LlmCall),
    ("execute_tool", SpanType::ToolCall),
    ("send_data", SpanType::Span),
];

/// What stands where there is nothing.
const ABSENT: &[&str] = &["{}", "<not specified>", "N/A", "null"];

const ROWS: &[Row] = &[
    field("gcp.vertex.agent.llm_request", Field::Input).unless(ABSENT),
    field("gcp.vertex.agent.data", Field::Input).unless(ABSENT),
    field("gcp.vertex.agent.llm_response", Field::Output).unless(ABSENT),
    field("gcp.vertex.agent.tool_call_args", Field::ToolInput).unless(ABSENT),
    field("gcp.vertex.agent.tool_response", Field::ToolOutput).unless(ABSENT),
    field("gcp.vertex.agent.session_id", Field::SessionId).unless(ABSENT),
    field("gcp.vertex.agent.user_id", Field::UserId).unless(ABSENT),
    inside(
        "gcp.vertex.agent.llm_response",
        &[
            ("usage_metadata.prompt_token_count", Field::InputTokens),
            ("usage_metadata.candidates_token_count", Field::OutputTokens),
            ("usage_metadata.total_token_count", Field::TotalTokens),
            ("usage_metadata.cached_content_token_count", Field::CachedTokens),
            ("usage_metadata.thoughts_token_count", Field::ReasoningTokens),
            ("finish_reason", Field::FinishReason),
        ],
    ),
    inside("gcp.vertex.agent.llm_request", &[("model", Field::Model)]),
    field("gen_ai.usage.experimental.reasoning_tokens", Field::ReasoningTokens),
];
