//! `LiveKit` agents (`semantics.md` 3.10): content stood under `lk.` once, and now under `lk.pii.`.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Failure, Row, Rule, Table, failure, field},
};

pub(super) static TABLE: Table = Table {
    scopes: &["livekit-agents"],
    names: (Rule::Scope, NAMES),
    resource: &[
        ("attributes.room_name", Field::SessionId),
        ("attributes.room_id", Field::SessionId),
        ("attributes.job_id", Field::SessionId),
    ],
    rows: ROWS,
    ..Table::EMPTY
};

/// Spans of one activity each; generic attributes on them mislead.
const NAMES: &[(&str, SpanType)] = &[
    ("job_entrypoint", SpanType::WorkflowExecution),
    ("agent_session", SpanType::Session),
    ("user_turn", SpanType::SpeechToText),
    ("agent_turn", SpanType::Turn),
    ("llm_node", SpanType::Chain),
    ("llm_request", SpanType::LlmCall),
    ("llm_request_run", SpanType::Span),
    ("llm_fallback_adapter", SpanType::Span),
    ("tts_node", SpanType::TextToSpeech),
    ("tts_request", SpanType::Span),
    ("tts_request_run", SpanType::Span),
    ("tts_stream_adapter", SpanType::Span),
    ("tts_fallback_adapter", SpanType::Span),
    ("function_tool", SpanType::ToolCall),
    ("realtime_metrics", SpanType::LlmCall),
    ("judge_evaluation", SpanType::Evaluation),
    ("amd", SpanType::WorkflowStep),
    ("eou_detection", SpanType::Span),
    ("user_speaking", SpanType::Span),
    ("agent_speaking", SpanType::Span),
    ("on_enter", SpanType::Span),
    ("on_exit", SpanType::Span),
    ("start_agent_activity", SpanType::Span),
    ("drain_agent_activity", SpanType::Span),
];

const ROWS: &[Row] = &[
    field("lk.pii.chat_ctx", Field::Input),
    field("lk.chat_ctx", Field::Input),
    field("lk.pii.user_input", Field::Input),
    field("lk.user_input", Field::Input),
    field("lk.pii.input_text", Field::Input),
    field("lk.input_text", Field::Input),
    field("lk.pii.instructions", Field::Instructions),
    field("lk.instructions", Field::Instructions),
    field("lk.pii.response.text", Field::Output),
    field("lk.response.text", Field::Output),
    field("lk.pii.response.function_calls", Field::Output).unless(&["[]"]),
    field("lk.response.function_calls", Field::Output).unless(&["[]"]),
    field("lk.pii.user_transcript", Field::Output),
    field("lk.user_transcript", Field::Output),
    field("lk.pii.amd.transcript", Field::Output),
    field("lk.amd.transcript", Field::Output),
    field("lk.function_tool.name", Field::ToolName),
    field("lk.function_tool.id", Field::ToolCallId),
    field("lk.pii.function_tool.arguments", Field::ToolInput),
    field("lk.function_tool.arguments", Field::ToolInput),
    field("lk.pii.function_tool.output", Field::ToolOutput),
    field("lk.function_tool.output", Field::ToolOutput),
    failure("lk.function_tool.is_error", Failure::Is("true")),
    field("lk.response.ttft", Field::TimeToFirstToken),
    field("lk.response.ttfb", Field::TimeToFirstToken),
    field("lk.job_id", Field::SessionId),
    field("lk.pii.room_name", Field::SessionId),
    field("lk.room_name", Field::SessionId),
    field("lk.pii.participant_identity", Field::UserId),
    field("lk.participant_identity", Field::UserId),
    field("lk.participant_id", Field::UserId),
    field("lk.agent_name", Field::AgentName),
    field("lk.agent_label", Field::AgentName),
];
