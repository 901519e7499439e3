//! pydantic-ai (`semantics.md` 3.5): what it sends beside and before the standard.

use farol_model::SpanType;

use super::super::{
    field::Field,
    table::{Row, Rule, Table, field, hint},
};

pub(super) static TABLE: Table =
    Table { scopes: &["pydantic-ai"], local: LOCAL, rows: ROWS, ..Table::EMPTY };

const ROWS: &[Row] = &[
    hint("tool_arguments", Rule::Tool, SpanType::ToolCall),
    field("tool_arguments", Field::ToolInput),
    field("tool_response", Field::ToolOutput),
    // Before version 5 an agent's span told no operation: only it carries all messages.
    hint("pydantic_ai.all_messages", Rule::Kind, SpanType::AgentExecution),
    hint("all_messages_events", Rule::Kind, SpanType::AgentExecution),
    // One record of both directions.
    field("pydantic_ai.all_messages", Field::Input),
    field("all_messages_events", Field::Input),
    field("final_result", Field::Output),
    field("pydantic_ai.all_messages", Field::Output),
    field("all_messages_events", Field::Output),
];

const LOCAL: &[Row] = &[
    field("agent_name", Field::AgentName),
    field("model_name", Field::Model),
    field("events", Field::Input),
    field("prompt", Field::Input),
    field("events", Field::Output),
];
