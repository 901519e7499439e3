//! What attributes mean: the conventions of instrumentation libraries, as tables.
//!
//! A table per convention says which attribute becomes which field, in order of precedence; the
//! index makes one lookup of them all; `reading` collects a span's hits in one pass over its
//! attributes; the rest of the modules turn the winners into the fields of a span.
//!
//! A new convention is a new table in `TABLES`, not new branches.

mod coerce;
mod error;
mod farol;
mod field;
mod finish;
mod gen_ai;
mod index;
mod indexed;
mod payload;
mod provider;
mod reading;
mod table;
mod usage;

pub(crate) use coerce::identifier;

use farol_model::{Span, SpanType};

use crate::{meter::Meter, raw::RawSpan};
use field::Field;
use reading::Reading;
use table::Table;

/// Every convention, the one that wins first.
static TABLES: [&Table; 2] = [&farol::TABLE, &gen_ai::TABLE];

/// Reads out of a span's attributes, status and events what it means.
pub(crate) fn understand(raw: &RawSpan<'_>, span: &mut Span, meter: &mut Meter<'_>) {
    let reading = Reading::of(&raw.attributes);
    span.error = error::of(raw, &reading);
    if reading.is_empty() {
        return;
    }
    read_identity(&reading, span);
    span.model = reading.text(Field::Model);
    span.provider = reading.value(Field::Provider).and_then(provider::of);
    span.usage = usage::of(&reading);
    span.cost = usage::cost(&reading);
    span.response_id = reading.text(Field::ResponseId);
    span.time_to_first_token_ns = reading.value(Field::TimeToFirstToken).and_then(coerce::seconds);
    span.tool_name = reading.text(Field::ToolName);
    span.tool_call_id = reading.text(Field::ToolCallId);
    span.span_type = reading.span_type().unwrap_or_else(|| guess(&reading, span));
    payload::read(&reading, span, meter);
    span.finish_reason = finish::of(&reading);
    read_names(raw, &reading, span);
}

fn read_identity(reading: &Reading<'_>, span: &mut Span) {
    span.execution_id = reading.text(Field::ExecutionId);
    span.session_id = reading.text(Field::SessionId);
    // A conversation without a name of its own is the session's.
    span.thread_id = reading.text(Field::ThreadId).or_else(|| span.session_id.clone());
    span.user_id = reading.text(Field::UserId);
    span.company_id = reading.text(Field::CompanyId);
    span.agent_id = reading.text(Field::AgentId);
    span.agent_name = reading.text(Field::AgentName);
    span.entity_type = reading.text(Field::EntityType);
    span.entity_value = reading.text(Field::EntityValue);
}

/// The type of a span that does not tell it: a model with messages or usage is an LLM's call. A
/// model alone is not, since spans of speech carry one too.
fn guess(reading: &Reading<'_>, span: &Span) -> SpanType {
    let talks = span.usage.is_told()
        || [Field::Input, Field::Output, Field::Prompt, Field::Completion]
            .into_iter()
            .any(|field| reading.has(field));
    if span.model.is_some() && talks { SpanType::LlmCall } else { SpanType::Span }
}

/// Names that stand only in the span's own name, behind the operation: `execute_tool search`.
fn read_names(raw: &RawSpan<'_>, reading: &Reading<'_>, span: &mut Span) {
    let target = match span.span_type {
        SpanType::AgentExecution => &mut span.agent_name,
        SpanType::ToolCall => &mut span.tool_name,
        _ => return,
    };
    if target.is_some() {
        return;
    }
    let operation = reading.value(Field::Operation).and_then(|value| value.as_text());
    let named = operation.and_then(|operation| raw.name.strip_prefix(operation)?.strip_prefix(' '));
    *target = named.and_then(coerce::identifier_text);
}
