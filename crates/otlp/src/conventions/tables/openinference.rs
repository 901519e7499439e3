//! `OpenInference` (`semantics.md` 3.2).

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, family, field, inside, scored, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("openinference.span.kind", Rule::OpenInference, KINDS),
    // The model.
    field("llm.response.model_name", Field::Model),
    field("llm.model_name", Field::Model),
    field("llm.request.model_name", Field::Model),
    field("embedding.model_name", Field::Model),
    field("reranker.model_name", Field::Model),
    field("llm.provider", Field::Provider),
    field("llm.system", Field::Provider),
    field("llm.finish_reason", Field::FinishReason),
    // Scores.
    scored("annotations."),
    scored("evaluations."),
    scored("trace.annotations."),
    scored("trace.evaluations."),
    // Tokens and cost.
    field("llm.token_count.prompt", Field::InputTokens),
    field("llm.token_count.completion", Field::OutputTokens),
    field("llm.token_count.total", Field::TotalTokens),
    field("llm.token_count.prompt_details.cache_read", Field::CachedTokens),
    field("llm.token_count.prompt_details.cache_write", Field::CacheWriteTokens),
    field("llm.token_count.completion_details.reasoning", Field::ReasoningTokens),
    field("llm.cost.total", Field::Cost),
    field("llm.cost.prompt", Field::InputCost),
    field("llm.cost.completion", Field::OutputCost),
    // What went in and what came out.
    family("llm.input_messages.", Field::Input),
    family("llm.output_messages.", Field::Output),
    field("input.value", Field::Input),
    field("output.value", Field::Output),
    family("llm.prompts.", Field::Input),
    family("llm.choices.", Field::Output),
    field("embedding.text", Field::Input),
    family("embedding.embeddings.", Field::Output),
    field("reranker.query", Field::RetrievalInput),
    family("reranker.output_documents.", Field::RetrievalOutput),
    family("retrieval.documents.", Field::RetrievalOutput),
    // Tools. Their parameters are a schema mostly: the arguments are the input.
    field("tool.name", Field::ToolName),
    field("tool_call.function.name", Field::ToolName),
    field("tool.id", Field::ToolCallId),
    field("tool_call.id", Field::ToolCallId),
    field("tool.parameters", Field::PlainInput),
    field("tool_call.function.arguments", Field::PlainInput),
    // Who and where.
    field("agent.name", Field::AgentName),
    field("agent.id", Field::AgentId),
    field("graph.node.id", Field::NodeName),
    field("session.id", Field::SessionId),
    field("user.id", Field::UserId),
    inside(
        "metadata",
        &[
            ("ls_provider", Field::Provider),
            ("ls_model_name", Field::Model),
            ("thread_id", Field::ThreadId),
            ("conversation_id", Field::ThreadId),
            ("session_id", Field::SessionId),
            ("user_id", Field::UserId),
        ],
    ),
    // A call that failed has its model nowhere else.
    inside("llm.invocation_parameters", &[("model", Field::Model), ("model_name", Field::Model)]),
];

const KINDS: &[(&str, SpanType)] = &[
    ("llm", SpanType::LlmCall),
    ("embedding", SpanType::Embedding),
    ("chain", SpanType::Chain),
    ("retriever", SpanType::Retrieval),
    ("reranker", SpanType::Rerank),
    ("tool", SpanType::ToolCall),
    ("agent", SpanType::AgentExecution),
    ("guardrail", SpanType::Guardrail),
    ("evaluator", SpanType::Evaluation),
    ("prompt", SpanType::Chain),
];
