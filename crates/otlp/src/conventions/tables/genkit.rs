//! Genkit (`semantics.md` 3.8).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Failure, Row, Rule, Table, failure, field, inside, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("genkit:metadata:subtype", Rule::Scope, SUBTYPES),
    typed(
        "genkit:type",
        Rule::Scope,
        &[
            ("flow", SpanType::WorkflowExecution),
            ("flowStep", SpanType::WorkflowStep),
            ("action", SpanType::Span),
            ("util", SpanType::Span),
            ("userEngagement", SpanType::Span),
        ],
    ),
    field("genkit:name", Field::QualifiedModel),
    field("genkit:name", Field::EntityName),
    field("genkit:input", Field::Input),
    field("genkit:output", Field::Output),
    inside(
        "genkit:output",
        &[
            ("usage.inputTokens", Field::InputTokens),
            ("usage.outputTokens", Field::OutputTokens),
            ("usage.totalTokens", Field::TotalTokens),
            ("usage.thoughtsTokens", Field::ReasoningTokens),
            ("usage.cachedContentTokens", Field::CachedTokens),
            ("finishReason", Field::FinishReason),
        ],
    ),
    field("genkit:sessionId", Field::SessionId),
    field("genkit:threadName", Field::ThreadId),
    failure("genkit:state", Failure::Is("error")),
];

const SUBTYPES: &[(&str, SpanType)] = &[
    ("model", SpanType::LlmCall),
    ("background-model", SpanType::LlmCall),
    ("embedder", SpanType::Embedding),
    ("retriever", SpanType::Retrieval),
    ("indexer", SpanType::Retrieval),
    ("reranker", SpanType::Rerank),
    ("tool", SpanType::ToolCall),
    ("tool.v2", SpanType::ToolCall),
    ("agent", SpanType::AgentExecution),
    ("flow", SpanType::WorkflowExecution),
    ("prompt", SpanType::Chain),
    ("executable-prompt", SpanType::Chain),
    ("evaluator", SpanType::Evaluation),
    ("custom", SpanType::Span),
    ("util", SpanType::Span),
    ("resource", SpanType::Span),
    ("check-operation", SpanType::Span),
    ("cancel-operation", SpanType::Span),
    ("dynamic-action-provider", SpanType::Span),
];
