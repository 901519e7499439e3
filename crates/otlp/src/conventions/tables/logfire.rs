//! Logfire (`semantics.md` 3.5), and its integrations of model clients.

use super::super::{
    field::Field,
    table::{Failure, Row, Table, failure, field, inside},
};

pub(super) static TABLE: Table =
    Table { scopes: &["logfire"], local: LOCAL, rows: ROWS, ..Table::EMPTY };

const ROWS: &[Row] = &[
    field("logfire.span_type", Field::RecordKind),
    field("logfire.pending_parent_id", Field::PendingParent),
    field("logfire.level_num", Field::Severity),
    field("logfire.msg", Field::Message),
    failure("logfire.level_num", Failure::AtLeast(17)),
    inside("gen_ai.usage.raw", USAGE),
];

const LOCAL: &[Row] = &[
    field("request_data", Field::Input),
    field("response_data", Field::Output),
    inside("request_data", &[("model", Field::Model)]),
    inside("response_data", RESPONSE),
];

const USAGE: &[(&str, Field)] = &[
    ("input_tokens", Field::InputTokens),
    ("prompt_tokens", Field::InputTokens),
    ("output_tokens", Field::OutputTokens),
    ("completion_tokens", Field::OutputTokens),
    ("total_tokens", Field::TotalTokens),
    ("prompt_tokens_details.cached_tokens", Field::CachedTokens),
    ("input_tokens_details.cached_tokens", Field::CachedTokens),
    ("cache_read_input_tokens", Field::CachedTokens),
    ("cache_creation_input_tokens", Field::CacheWriteTokens),
    ("completion_tokens_details.reasoning_tokens", Field::ReasoningTokens),
    ("output_tokens_details.reasoning_tokens", Field::ReasoningTokens),
];

const RESPONSE: &[(&str, Field)] = &[
    ("usage.input_tokens", Field::InputTokens),
    ("usage.prompt_tokens", Field::InputTokens),
    ("usage.output_tokens", Field::OutputTokens),
    ("usage.completion_tokens", Field::OutputTokens),
    ("usage.total_tokens", Field::TotalTokens),
    ("usage.prompt_tokens_details.cached_tokens", Field::CachedTokens),
    ("usage.cache_read_input_tokens", Field::CachedTokens),
    ("usage.cache_creation_input_tokens", Field::CacheWriteTokens),
    ("usage.completion_tokens_details.reasoning_tokens", Field::ReasoningTokens),
];
