//! `MLflow`'s SDK (`semantics.md` 3.12), which quotes every value as JSON.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, inside, named, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    named("mlflow.spanType"),
    typed("mlflow.spanType", Rule::Kind, TYPES),
    field("mlflow.spanInputs", Field::Input).unless(&["null"]),
    field("mlflow.spanOutputs", Field::Output).unless(&["null"]),
    inside("mlflow.llm.model", &[("", Field::Model)]),
    inside("mlflow.llm.provider", &[("", Field::Provider)]),
    inside("mlflow.chat.tokenUsage", USAGE),
    inside(
        "mlflow.llm.cost",
        &[
            ("total_cost", Field::Cost),
            ("input_cost", Field::InputCost),
            ("output_cost", Field::OutputCost),
        ],
    ),
    inside("mlflow.trace.session", &[("", Field::SessionId)]),
    inside("mlflow.trace.user", &[("", Field::UserId)]),
    // Some of its integrations leave the model's name there.
    inside("model", &[("", Field::QualifiedModel)]),
];

const TYPES: &[(&str, SpanType)] = &[
    ("llm", SpanType::LlmCall),
    ("chat_model", SpanType::LlmCall),
    ("chain", SpanType::Chain),
    ("agent", SpanType::AgentExecution),
    ("tool", SpanType::ToolCall),
    ("retriever", SpanType::Retrieval),
    ("reranker", SpanType::Rerank),
    ("embedding", SpanType::Embedding),
    ("parser", SpanType::Chain),
    ("task", SpanType::WorkflowStep),
    ("workflow", SpanType::WorkflowExecution),
    ("memory", SpanType::Memory),
    ("guardrail", SpanType::Guardrail),
    ("evaluator", SpanType::Evaluation),
    ("unknown", SpanType::Span),
];

const USAGE: &[(&str, Field)] = &[
    ("input_tokens", Field::InputTokens),
    ("output_tokens", Field::OutputTokens),
    ("total_tokens", Field::TotalTokens),
    ("cache_read_input_tokens", Field::CachedTokens),
    ("cache_creation_input_tokens", Field::CacheWriteTokens),
];
