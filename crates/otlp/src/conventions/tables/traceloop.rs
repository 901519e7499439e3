//! `OpenLLMetry` and its Traceloop SDK (`semantics.md` 3.3); its model calls are mostly told in the
//! older names of `gen_ai`.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed(
        "traceloop.span.kind",
        Rule::Kind,
        &[
            ("workflow", SpanType::WorkflowExecution),
            ("task", SpanType::WorkflowStep),
            ("agent", SpanType::AgentExecution),
            ("tool", SpanType::ToolCall),
            ("unknown", SpanType::Span),
        ],
    ),
    typed("llm.request.type", Rule::RequestType, REQUESTS),
    typed("traceloop.llm.request.type", Rule::RequestType, REQUESTS),
    field("db.system", Field::VectorStore),
    field("db.system.name", Field::VectorStore),
    field("db.operation", Field::VectorOperation),
    field("db.operation.name", Field::VectorOperation),
    field("traceloop.entity.name", Field::EntityName),
    field("traceloop.entity.input", Field::Input),
    field("traceloop.entity.output", Field::Output),
    field("gen_ai.task.input", Field::Input),
    field("gen_ai.task.output", Field::Output),
    field("llm.usage.reasoning_tokens", Field::ReasoningTokens),
    field("traceloop.association.properties.ls_provider", Field::Provider),
    field("traceloop.association.properties.ls_model_name", Field::Model),
    field("traceloop.association.properties.thread_id", Field::ThreadId),
    field("traceloop.association.properties.conversation_id", Field::ThreadId),
    field("traceloop.association.properties.session_id", Field::SessionId),
    field("traceloop.association.properties.user_id", Field::UserId),
    field("traceloop.association.properties.customer_id", Field::UserId),
];

const REQUESTS: &[(&str, SpanType)] = &[
    ("chat", SpanType::LlmCall),
    ("completion", SpanType::LlmCall),
    ("embedding", SpanType::Embedding),
    ("rerank", SpanType::Rerank),
];
