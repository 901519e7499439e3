//! Laminar's SDK (`semantics.md` 3.12).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed(
        "lmnr.span.type",
        Rule::Kind,
        &[
            ("LLM", SpanType::LlmCall),
            ("TOOL", SpanType::ToolCall),
            ("EVALUATOR", SpanType::Evaluation),
            ("HUMAN_EVALUATOR", SpanType::Evaluation),
            ("EVALUATION", SpanType::Evaluation),
            ("PIPELINE", SpanType::WorkflowExecution),
        ],
    ),
    field("lmnr.span.input", Field::Input),
    field("lmnr.span.output", Field::Output),
    field("lmnr.association.properties.session_id", Field::SessionId),
    field("lmnr.association.properties.user_id", Field::UserId),
];
