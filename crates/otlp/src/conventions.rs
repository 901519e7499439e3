//! What attributes mean: the conventions of instrumentation libraries, as tables.
//!
//! A table per convention says which attribute becomes which field, in order of precedence; the
//! index makes one lookup of them all; `reading` collects a span's hits in one pass over its
//! attributes; the rest of the modules turn the winners into the fields of a span.
//!
//! A new convention is a new table in `TABLES`, not new branches.

mod coerce;
mod error;
mod events;
mod field;
mod finish;
mod index;
mod indexed;
mod inside;
mod latency;
mod logfire;
mod payload;
mod provider;
mod reading;
mod scores;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod usage;

pub(crate) use coerce::identifier;
pub(crate) use logfire::Record;
pub(crate) use scores::of_log;

use farol_model::{Score, Span, SpanType};

use crate::{meter::Meter, raw::RawSpan};
use field::Field;
use reading::Reading;
use tables::TABLES;

/// Reads out of a span's attributes, status and events what it means, what it stands for, and how it was
/// scored.
pub(crate) fn understand(
    raw: &RawSpan<'_>,
    span: &mut Span,
    meter: &mut Meter<'_>,
    scores: &mut Vec<Score>,
) -> Record {
    let reading = Reading::of(raw, &span.resource);
    scores::of_span(raw, span, reading.is_scored, meter, scores);
    span.error = error::of(raw, &reading);
    if reading.is_empty() && raw.events.is_empty() {
        return Record::Span;
    }
    read_identity(&reading, span);
    span.model = reading.text(Field::Model);
    span.provider = reading.value(Field::Provider).and_then(provider::of);
    span.usage = usage::of(&reading);
    span.cost = usage::cost(&reading);
    span.response_id = reading.text(Field::ResponseId);
    span.tool_name = reading.text(Field::ToolName);
    span.tool_call_id = reading.text(Field::ToolCallId);
    span.span_type = reading.span_type().unwrap_or_else(|| guess(raw, &reading, span));
    span.subtype = reading.text(Field::Subtype).or_else(|| reading.subtype().map(str::to_owned));
    payload::read(raw, &reading, span, meter);
    span.finish_reason = finish::of(raw, &reading);
    span.time_to_first_token_ns = latency::time_to_first_token(raw, &reading, span.start);
    read_names(raw, &reading, span);
    logfire::record(raw, &reading, span.start, span.end.unwrap_or(span.start))
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
fn guess(raw: &RawSpan<'_>, reading: &Reading<'_>, span: &Span) -> SpanType {
    let talks = || {
        let messages = [Field::Input, Field::Output];
        messages.into_iter().any(|field| reading.has(field)) || events::answers(raw)
    };
    if reading.has(Field::VectorStore) && reading.has(Field::VectorOperation) {
        SpanType::Retrieval
    } else if span.model.is_some() && (span.usage.is_told() || talks()) {
        SpanType::LlmCall
    } else {
        SpanType::Span
    }
}

/// Names that are told in another place: of what the span is about, or in the span's own name
/// behind the operation (`execute_tool search`).
fn read_names(raw: &RawSpan<'_>, reading: &Reading<'_>, span: &mut Span) {
    let is_agent = span.span_type == SpanType::AgentExecution;
    let target = match span.span_type {
        SpanType::AgentExecution => &mut span.agent_name,
        SpanType::ToolCall => &mut span.tool_name,
        SpanType::LlmCall | SpanType::Embedding | SpanType::Rerank => {
            return read_qualified_model(reading, span);
        }
        _ => return,
    };
    if target.is_some() {
        return;
    }
    let operation = reading.value(Field::Operation).and_then(|value| value.as_text());
    let named = operation.and_then(|operation| raw.name.strip_prefix(operation)?.strip_prefix(' '));
    // As Google's ADK of 2025 has it.
    let bracketed = || raw.name.strip_prefix("agent_run [")?.strip_suffix(']');
    *target = reading
        .text(Field::EntityName)
        .or_else(|| named.or_else(bracketed).and_then(coerce::identifier_text))
        .or_else(|| if is_agent { reading.text(Field::NodeName) } else { None })
        .or_else(|| if reading.is_named { coerce::identifier_text(&raw.name) } else { None });
}

/// A model that is named behind its provider.
fn read_qualified_model(reading: &Reading<'_>, span: &mut Span) {
    if span.model.is_some() {
        return;
    }
    let Some(name) = reading.text(Field::QualifiedModel) else { return };
    match name.split_once('/') {
        Some((provider, model)) if !model.is_empty() => {
            span.model = Some(model.to_owned());
            span.provider = span.provider.take().or_else(|| provider::of_text(provider));
        }
        _ => span.model = Some(name),
    }
}
