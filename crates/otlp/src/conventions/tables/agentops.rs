//! `AgentOps` (`semantics.md` 3.12).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed(
        "agentops.span.kind",
        Rule::Kind,
        &[
            ("session", SpanType::Session),
            ("workflow", SpanType::WorkflowExecution),
            ("agent", SpanType::AgentExecution),
            ("task", SpanType::WorkflowStep),
            ("operation", SpanType::WorkflowStep),
            ("tool", SpanType::ToolCall),
            ("llm", SpanType::LlmCall),
            ("chain", SpanType::Chain),
            ("guardrail", SpanType::Guardrail),
        ],
    ),
    field("agentops.entity.name", Field::EntityName),
    field("agentops.entity.input", Field::Input),
    field("agentops.entity.output", Field::Output),
];
