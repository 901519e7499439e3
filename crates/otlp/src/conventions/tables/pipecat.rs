//! Pipecat (`semantics.md` 3.11), whose attributes have the plainest of names.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field},
};

pub(super) static TABLE: Table =
    Table { scopes: &["pipecat"], names: (Rule::Scope, NAMES), local: LOCAL, ..Table::EMPTY };

const NAMES: &[(&str, SpanType)] = &[
    ("conversation", SpanType::Session),
    ("turn", SpanType::Turn),
    ("stt", SpanType::SpeechToText),
    ("llm", SpanType::LlmCall),
    ("tts", SpanType::TextToSpeech),
    ("llm_setup", SpanType::Span),
    ("llm_request", SpanType::LlmCall),
    ("llm_response", SpanType::LlmCall),
    ("llm_tool_call", SpanType::ToolCall),
    ("llm_tool_result", SpanType::ToolCall),
];

const LOCAL: &[Row] = &[
    field("conversation.id", Field::SessionId),
    field("input", Field::Input),
    field("text", Field::Input),
    field("output", Field::Output),
    field("text_output", Field::Output),
    field("transcript", Field::Output),
    field("tokens.prompt", Field::InputTokens),
    field("tokens.completion", Field::OutputTokens),
    field("tokens.total", Field::TotalTokens),
    field("metrics.ttfb", Field::TimeToFirstToken),
    field("tool.function_name", Field::ToolName),
    field("function_calls.first_name", Field::EntityName),
    field("tool.call_id", Field::ToolCallId),
    field("tool.arguments", Field::ToolInput),
    field("tool.result", Field::ToolOutput),
];
