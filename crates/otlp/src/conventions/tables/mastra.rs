//! Mastra, as it is seen to send.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, typed},
};

pub(super) static TABLE: Table = Table::of(ROWS);

const ROWS: &[Row] = &[
    typed("mastra.span.type", Rule::Scope, TYPES),
    field("mastra.agent_run.input", Field::Input),
    field("mastra.model_generation.input", Field::Input),
    field("mastra.model_step.input", Field::Input),
    field("mastra.model_inference.input", Field::Input),
    field("mastra.workflow_run.input", Field::Input),
    field("mastra.workflow_step.input", Field::Input),
    field("mastra.agent_run.output", Field::Output),
    field("mastra.model_generation.output", Field::Output),
    field("mastra.model_step.output", Field::Output),
    field("mastra.model_inference.output", Field::Output),
    field("mastra.workflow_run.output", Field::Output),
    field("mastra.workflow_step.output", Field::Output),
    field("mastra.tool_call.input", Field::ToolInput),
    field("mastra.tool_call.output", Field::ToolOutput),
    field("mastra.metadata.threadId", Field::ThreadId),
    field("mastra.metadata.sessionId", Field::SessionId),
    field("mastra.metadata.userId", Field::UserId),
    field("mastra.completion_start_time", Field::FirstTokenAt),
];

const TYPES: &[(&str, SpanType)] = &[
    ("agent_run", SpanType::AgentExecution),
    ("workflow_run", SpanType::WorkflowExecution),
    ("workflow_step", SpanType::WorkflowStep),
    ("model_step", SpanType::Chain),
    // One call of a model is told three times over: the innermost has its usage.
    ("model_inference", SpanType::LlmCall),
    ("model_generation", SpanType::Span),
    ("model_chunk", SpanType::Span),
    ("tool_call", SpanType::ToolCall),
    ("mcp_tool_call", SpanType::ToolCall),
    ("generic", SpanType::Span),
];
