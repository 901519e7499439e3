//! Laminar's SDK (`semantics.md` 3.12).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, named, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    named("lmnr.span.type"),
    typed(
        "lmnr.span.type",
        Rule::Kind,
        &[
            ("llm", SpanType::LlmCall),
            ("tool", SpanType::ToolCall),
            ("evaluator", SpanType::Evaluation),
            ("human_evaluator", SpanType::Evaluation),
            ("evaluation", SpanType::Evaluation),
            ("pipeline", SpanType::WorkflowExecution),
        ],
    ),
    field("lmnr.span.input", Field::Input),
    field("lmnr.span.output", Field::Output),
    field("lmnr.association.properties.session_id", Field::SessionId),
    field("lmnr.association.properties.user_id", Field::UserId),
];
