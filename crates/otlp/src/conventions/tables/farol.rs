//! Farol's own attributes, which win over everything.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("farol.span.type", Rule::Own, TYPES),
    field("farol.span.subtype", Field::Subtype),
    field("farol.execution.id", Field::ExecutionId),
    field("farol.thread.id", Field::ThreadId),
    field("farol.session.id", Field::SessionId),
    field("farol.company.id", Field::CompanyId),
    field("farol.agent.id", Field::AgentId),
    field("farol.user.id", Field::UserId),
    field("farol.entity.type", Field::EntityType),
    field("farol.entity.value", Field::EntityValue),
    field("farol.input", Field::OwnInput),
    field("farol.output", Field::OwnOutput),
];

/// The names of the API, and the canonical ones of `semantics.md`.
const TYPES: &[(&str, SpanType)] = &[
    ("span", SpanType::Span),
    ("agent_execution", SpanType::AgentExecution),
    ("workflow_execution", SpanType::WorkflowExecution),
    ("execution", SpanType::Execution),
    ("workflow_step", SpanType::WorkflowStep),
    ("llm_call", SpanType::LlmCall),
    ("tool_call", SpanType::ToolCall),
    ("retrieval", SpanType::Retrieval),
    ("embedding", SpanType::Embedding),
    ("rerank", SpanType::Rerank),
    ("guardrail", SpanType::Guardrail),
    ("evaluation", SpanType::Evaluation),
    ("chain", SpanType::Chain),
    ("memory", SpanType::Memory),
    ("custom_event", SpanType::CustomEvent),
    ("conversation_message", SpanType::ConversationMessage),
    ("pipeline_run", SpanType::PipelineRun),
    ("pipeline_phase", SpanType::PipelinePhase),
    ("speech_to_text", SpanType::SpeechToText),
    ("text_to_speech", SpanType::TextToSpeech),
    ("session", SpanType::Session),
    ("turn", SpanType::Turn),
    ("workflow", SpanType::WorkflowExecution),
    ("agent", SpanType::AgentExecution),
    ("llm", SpanType::LlmCall),
    ("tool", SpanType::ToolCall),
    ("retriever", SpanType::Retrieval),
    ("reranker", SpanType::Rerank),
    ("task", SpanType::WorkflowStep),
    ("prompt", SpanType::Chain),
    ("evaluator", SpanType::Evaluation),
    ("stt", SpanType::SpeechToText),
    ("tts", SpanType::TextToSpeech),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_model_has_its_own_name_here() {
        for &span_type in SpanType::ALL {
            assert!(TYPES.contains(&(span_type.name(), span_type)), "{}", span_type.name());
        }
    }
}
