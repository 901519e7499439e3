//! T, one node of a trace tree, as a span.

mod times;

use std::{borrow::Cow, collections::HashSet};

use farol_model::{
    JsonNode, JsonText, Payload, Span, SpanError, SpanId, SpanStatus, SpanType, TraceId, Usage,
};
use serde_json::value::RawValue;

use super::{
    Ground, Rejection,
    fields::Fields,
    mend::text,
    object::{Field, object},
    reading::Reading,
    time::{amount, count, milliseconds},
};

/// Reads one node; says how many of its values were of the wrong type.
///
/// Its execution is the one that it tells; where it tells none, [`super::place`] finds one.
pub(super) fn read(
    json: &str,
    arrival: i64,
    ground: &mut Ground<'_, '_>,
) -> Result<(Span, u64), Rejection> {
    let mut reading = Reading::of(ground.fields(json)?);
    let (mut span, mut node) = identity(&mut reading, ground.project_id)?;
    span.arrival = arrival;
    let unknown_type = read_kind(&mut reading, &mut span)?;
    let (error, whole_error) = read_error(&mut reading, ground);
    span.error = error;
    span.status = read_status(&mut reading, span.error.is_some());
    node.start_guessed = times::read(&mut reading, &mut span, ground)?;
    read_model(&mut reading, &mut span);
    read_objects(&mut reading, &mut span, ground);
    span.agent_name = reading.word("agentName");
    span.input = payload(reading.json("input")?);
    span.output = payload(reading.json("output")?);
    let is_message = span.span_type == SpanType::ConversationMessage;
    if is_message && span.input == Payload::None {
        span.input = payload(message(&mut reading)?);
    }
    let service = reading.word("service");
    span.resource = ground.origins.get(service, None);

    let metadata = reading.fields.take("metadata");
    let attributes = reading.fields.take("attributes");
    let Reading { fields, mut moved, left, mut warnings } = reading;
    let mut attributes = entries("attributes", attributes, &mut moved, &mut warnings, ground)?;
    let mut metadata = entries("metadata", metadata, &mut moved, &mut warnings, ground)?;
    // What a message tells besides is its metadata.
    let rest = if is_message { &mut metadata } else { &mut attributes };
    rest.extend(fields.rest());
    rest.extend(unknown_type.map(|sent| (Cow::Borrowed("type"), sent)));
    attributes.extend(left);
    attributes.extend(whole_error.map(|sent| (Cow::Borrowed("error"), sent)));
    add_moved(&mut metadata, moved);
    span.attributes = object(&attributes)?;
    node.metadata = object(&metadata)?;
    span.node = Some(Box::new(node));
    Ok((span, warnings))
}

fn identity(reading: &mut Reading<'_>, project_id: i32) -> Result<(Span, JsonNode), Rejection> {
    // The second is what the SDKs call it; beside the first it says nothing that is understood.
    let own = reading.id("id")?;
    let id = if own.is_some() { own } else { reading.id("traceId")? };
    let parent_id = reading.id("parentId")?;
    let execution_id = reading.id("executionId")?;
    // A node that names itself has no parent.
    let parent = parent_id.as_deref().filter(|parent| Some(*parent) != id.as_deref());
    let of_execution = |id: &String| TraceId::of_execution(project_id, id);
    let span = Span {
        trace_id: execution_id.as_ref().map(of_execution).unwrap_or_default(),
        span_id: id.as_deref().map(SpanId::of_text).unwrap_or_default(),
        parent_span_id: parent.map(SpanId::of_text),
        execution_id,
        thread_id: reading.id("threadId")?,
        session_id: reading.id("sessionId")?,
        company_id: reading.id("companyId")?,
        agent_id: reading.id("agentId")?,
        user_id: reading.id("userId")?,
        ..Span::default()
    };
    Ok((span, JsonNode { id, parent_id, ..JsonNode::default() }))
}

/// Reads name and type, one of which there has to be; gives back a type that is not known.
fn read_kind<'b>(
    reading: &mut Reading<'b>,
    span: &mut Span,
) -> Result<Option<&'b RawValue>, Rejection> {
    let sent = reading.fields.peek("type");
    let told = reading.must_be_text("type")?;
    let name = reading.must_be_text("name")?;
    if told.is_none() && name.is_none() {
        return Err(Rejection::new("required", "one of name and type is required".to_owned()));
    }
    let known = told.as_deref().map(str::parse::<SpanType>);
    let unknown = sent.filter(|_| matches!(known, Some(Err(()))));
    span.span_type = known.and_then(Result::ok).unwrap_or_default();
    span.name = name.or(told).unwrap_or_default();
    span.subtype = reading.word("subtype");
    Ok(unknown)
}

fn read_status(reading: &mut Reading<'_>, failed: bool) -> SpanStatus {
    let told = reading.value("status", |value| SpanStatus::from_name(&text(value.get())?));
    told.unwrap_or(if failed { SpanStatus::Error } else { SpanStatus::Success })
}

/// The error, and what was sent for it where that tells more than is understood.
fn read_error<'b>(
    reading: &mut Reading<'b>,
    ground: &mut Ground<'_, '_>,
) -> (Option<SpanError>, Option<&'b RawValue>) {
    let Some(sent) = reading.fields.take("error") else { return (None, None) };
    if let Some(message) = text(sent.get()) {
        let message = Some(message.into_owned()).filter(|message| !message.is_empty());
        let error = |message| SpanError { message: Some(message), ..SpanError::default() };
        return (message.map(error), None);
    }
    let Some(mut told) = Fields::read(sent.get(), ground.meter) else {
        reading.set_aside("error", sent);
        return (None, None);
    };
    let mut word = |name: &str| {
        let told = told.take_if(name, |value| value.get().starts_with('"'))?;
        text(told.get()).map(Cow::into_owned)
    };
    let (message, stack) = (word("message"), word("stack"));
    // JavaScript calls an error's type its name.
    let error_type = word("type").or_else(|| word("name"));
    let is_understood = told.rest().next().is_none();
    (Some(SpanError { message, error_type, stack }), (!is_understood).then_some(sent))
}

fn read_model(reading: &mut Reading<'_>, span: &mut Span) {
    span.model = reading.word("model");
    span.provider = reading.word("provider");
    span.finish_reason = reading.word("finishReason");
    span.cost = reading.value("cost", amount);
    span.time_to_first_token_ns = reading.value("timeToFirstTokenMs", milliseconds);
}

/// Reads the fields that are objects themselves. What is in them besides is an attribute with the path
/// for its name.
fn read_objects(reading: &mut Reading<'_>, span: &mut Span, ground: &mut Ground<'_, '_>) {
    if let Some(mut usage) = reading.object("usage", ground) {
        let mut tokens = |name: &str| reading.within(&mut usage, "usage", name, count);
        span.usage = Usage {
            input: tokens("inputTokens"),
            output: tokens("outputTokens"),
            total: tokens("totalTokens"),
            cached: tokens("cachedTokens"),
            cache_write: tokens("cacheWriteTokens"),
            reasoning: tokens("reasoningTokens"),
        };
        reading.leave("usage", usage);
    }
    if let Some(mut tool) = reading.object("tool", ground) {
        span.tool_name = reading.word_within(&mut tool, "tool", "name");
        span.tool_call_id = reading.word_within(&mut tool, "tool", "callId");
        reading.leave("tool", tool);
    }
    if let Some(mut entity) = reading.object("entity", ground) {
        span.entity_type = reading.word_within(&mut entity, "entity", "type");
        span.entity_value = reading.word_within(&mut entity, "entity", "value");
        reading.leave("entity", entity);
    }
}

fn payload(value: Option<JsonText>) -> Payload {
    value.map_or(Payload::None, Payload::Json)
}

/// A message's role and content, where they are told beside it and not as its input.
fn message(reading: &mut Reading<'_>) -> Result<Option<JsonText>, Rejection> {
    let told = ["role", "content"].map(|name| (name, reading.fields.take(name)));
    let told = told.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?)));
    object(&told.collect::<Vec<_>>())
}

/// The entries of a field that is an object; what is none is set aside.
fn entries<'b>(
    name: &str,
    value: Option<&'b RawValue>,
    moved: &mut Vec<(String, &'b RawValue)>,
    warnings: &mut u64,
    ground: &mut Ground<'_, '_>,
) -> Result<Vec<Field<'b>>, Rejection> {
    let Some(value) = value else { return Ok(Vec::new()) };
    if value.get().starts_with('{') {
        return Ok(ground.fields(value.get())?.rest().collect());
    }
    moved.push((name.to_owned(), value));
    *warnings += 1;
    Ok(Vec::new())
}

/// Adds what was set aside, under names that are not taken.
fn add_moved<'b>(metadata: &mut Vec<Field<'b>>, moved: Vec<(String, &'b RawValue)>) {
    let mut names: HashSet<String> = metadata.iter().map(|(name, _)| name.to_string()).collect();
    for (mut name, value) in moved {
        while !names.insert(name.clone()) {
            name.push('_');
        }
        metadata.push((Cow::Owned(name), value));
    }
}
