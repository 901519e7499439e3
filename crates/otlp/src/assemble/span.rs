//! Spans.

use std::{borrow::Cow, sync::Arc};

use farol_model::{JsonText, LogRecord, Resource, Span, SpanId, SpanStatus, UnixNano};

use super::Record;
use crate::{
    conventions::{self, understand},
    raw::{RawEvent, RawId, RawLink, RawSpan},
    session::Session,
    write::{Path, Writer, push_count, push_integer, push_key, push_string, push_text},
};

impl Record for RawSpan<'_> {
    type Item = Span;

    fn reset(&mut self) {
        Self::reset(self);
    }

    fn assemble(
        &mut self,
        resource: &Arc<Resource>,
        arrival: i64,
        session: &mut Session<'_>,
    ) -> Result<Option<Span>, String> {
        let trace_id =
            self.trace_id.trace_id().ok_or_else(|| self.trace_id.complaint("traceId", 16))?;
        let span_id = self.span_id.span_id().ok_or_else(|| self.span_id.complaint("spanId", 8))?;
        let (start, end) = self.times(session)?;
        let parent_span_id = self.parent(session);

        let mut writer = Writer::new(&mut session.meter);
        let attributes = writer.attributes(&self.attributes, &Path::root("attributes"));
        let events = write_events(&self.events, &mut writer);
        let links = write_links(&self.links, &mut writer);
        if writer.too_deep {
            return Err("an attribute is nested too deep".to_owned());
        }
        let attribute_kinds = writer.kinds.finish();

        let status_message = &*self.status.message;
        let mut span = Span {
            trace_id,
            span_id,
            parent_span_id,
            start,
            end: Some(end),
            arrival,
            kind: self.kind,
            status_code: self.status.code,
            status_message: (!status_message.is_empty()).then(|| status_message.to_owned()),
            attributes,
            attribute_kinds,
            events,
            links,
            otlp: self.write_otlp(),
            resource: Arc::clone(resource),
            ..Span::default()
        };
        let record = understand(self, &mut span, &mut session.meter, &mut session.scores);
        span.status = if span.error.is_some() { SpanStatus::Error } else { SpanStatus::Success };
        span.name = std::mem::replace(&mut self.name, Cow::Borrowed("")).into_owned();
        Ok(match record {
            conventions::Record::Span => Some(span),
            conventions::Record::Beginning { parent } => Some(begin(span, parent)),
            conventions::Record::Log { severity, message } => {
                let log = self.to_log(span, severity, message, session);
                session.logs.push(log);
                None
            }
        })
    }
}

/// The running span that a pending one announces: it stands in the parent's place until that comes.
fn begin(pending: Span, parent: Option<SpanId>) -> Span {
    let span_id = pending.parent_span_id.unwrap_or(pending.span_id);
    let status = SpanStatus::Running;
    Span { span_id, parent_span_id: parent, status, end: None, error: None, ..pending }
}

impl RawSpan<'_> {
    fn times(&self, session: &mut Session<'_>) -> Result<(UnixNano, UnixNano), String> {
        let start = to_time("startTimeUnixNano", self.start)?;
        let end = to_time("endTimeUnixNano", self.end)?;
        let start = session.time_of_item(start)?;
        Ok((start, end.unwrap_or(start)))
    }

    /// A parent that is no id cannot be found: the span stands as a root.
    fn parent(&self, session: &mut Session<'_>) -> Option<SpanId> {
        let parent = self.parent_span_id.span_id();
        if parent.is_none() && !self.parent_span_id.says_none() {
            session.notes.warn("a parentSpanId that is no span id was left out");
        }
        parent
    }

    /// The log record that a span without length stands for, in the span that it happened in.
    fn to_log(
        &self,
        span: Span,
        severity_number: i32,
        message: Option<String>,
        session: &mut Session<'_>,
    ) -> LogRecord {
        // What a log of an exception has among its attributes, a span has in an event.
        let exceptions = self.events.iter().flat_map(|event| &event.attributes);
        let all: Vec<_> = self.attributes.iter().chain(exceptions).cloned().collect();
        let mut writer = Writer::new(&mut session.meter);
        let attributes = writer.attributes(&all, &Path::root("attributes"));
        LogRecord {
            time: span.start,
            observed: None,
            arrival: span.arrival,
            trace_id: Some(span.trace_id),
            span_id: span.parent_span_id,
            severity_number,
            severity_text: None,
            event_name: None,
            body: Some(JsonText::of(&message.unwrap_or(span.name))),
            attributes,
            attribute_kinds: writer.kinds.finish(),
            otlp: None,
            execution_id: None,
            resource: span.resource,
        }
    }

    fn write_otlp(&self) -> Option<JsonText> {
        let counts = [
            ("flags", self.flags),
            ("droppedAttributesCount", self.dropped_attributes),
            ("droppedEventsCount", self.dropped_events),
            ("droppedLinksCount", self.dropped_links),
        ];
        if self.trace_state.is_empty() && counts.iter().all(|&(_, count)| count == 0) {
            return None;
        }
        let mut out = String::from("{");
        push_text(&mut out, "traceState", &self.trace_state);
        for (key, count) in counts {
            push_count(&mut out, key, count);
        }
        out.push('}');
        Some(JsonText::vouched(out))
    }
}

/// Reads a time; `None` for 0, which says unknown.
pub(super) fn to_time(field: &str, nanos: u64) -> Result<Option<UnixNano>, String> {
    match i64::try_from(nanos) {
        Ok(0) => Ok(None),
        Ok(nanos) => Ok(Some(UnixNano(nanos))),
        Err(_) => Err(format!("{field} {nanos} is beyond the year 2262")),
    }
}

fn write_events(events: &[RawEvent<'_>], writer: &mut Writer<'_, '_>) -> Option<JsonText> {
    if events.is_empty() {
        return None;
    }
    let root = Path::root("events");
    let mut out = String::from("[");
    for (index, event) in events.iter().enumerate() {
        out.push_str(if index > 0 { ",{" } else { "{" });
        push_key(&mut out, "name");
        writer.string(&mut out, &event.name);
        push_key(&mut out, "timeUnixNano");
        out.push('"');
        push_unsigned(&mut out, event.time);
        out.push('"');
        push_key(&mut out, "attributes");
        writer.object(&mut out, &event.attributes, &root.index(index).key("attributes"));
        push_count(&mut out, "droppedAttributesCount", event.dropped_attributes);
        out.push('}');
    }
    out.push(']');
    Some(JsonText::vouched(out))
}

fn write_links(links: &[RawLink<'_>], writer: &mut Writer<'_, '_>) -> Option<JsonText> {
    if links.is_empty() {
        return None;
    }
    let root = Path::root("links");
    let mut out = String::from("[");
    for (index, link) in links.iter().enumerate() {
        out.push_str(if index > 0 { ",{" } else { "{" });
        push_key(&mut out, "traceId");
        push_string(&mut out, &link.trace_id.to_hex());
        push_key(&mut out, "spanId");
        push_string(&mut out, &link.span_id.to_hex());
        push_text(&mut out, "traceState", &link.trace_state);
        push_key(&mut out, "attributes");
        writer.object(&mut out, &link.attributes, &root.index(index).key("attributes"));
        push_count(&mut out, "flags", link.flags);
        push_count(&mut out, "droppedAttributesCount", link.dropped_attributes);
        out.push('}');
    }
    out.push(']');
    Some(JsonText::vouched(out))
}

fn push_unsigned(out: &mut String, value: u64) {
    match i64::try_from(value) {
        Ok(value) => push_integer(out, value),
        Err(_) => out.push_str(&value.to_string()),
    }
}

impl RawId<'_> {
    /// The id as it is stored in a link: lower-case hex, or what was sent where it is no id.
    fn to_hex(&self) -> Cow<'_, str> {
        match self {
            Self::Absent => Cow::Borrowed(""),
            Self::Bytes(bytes) => Cow::Owned(hex(bytes)),
            Self::Text(text) if text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Cow::Owned(text.to_ascii_lowercase())
            }
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value| char::from_digit(value, 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|&byte| [digit(u32::from(byte >> 4)), digit(u32::from(byte & 15))])
        .collect()
}
